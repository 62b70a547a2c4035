// The codebook beside the text: a tree to filter and to choose from, and what each code means.

class Tree {
  constructor(state, page) {
    this.state = state;
    this.page = page;
    this.closed = new Set();
    this.at = null; // the code in hand
    this.filter = make("input", {
      type: "search",
      class: "qk-filter",
      placeholder: "Filter codes",
      "aria-label": "Filter the codes by their names and definitions",
      on: { input: () => this.draw(), keydown: (event) => this.filterKey(event) },
    });
    this.list = make("div", { role: "tree", class: "qk-tree", "aria-label": "Codebook" });
    this.list.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("click", (event) => this.click(event));
    this.about = make("div", { class: "qk-about", role: "region", "aria-label": "About this code" });
    this.empty = make("p", { class: "qk-hint" });
    this.element = make("section", { class: "qk-codes", "aria-label": "Codebook" }, this.filter, this.empty, this.list, this.about);
  }

  /** The codes that the filter lets through, with those above them. */
  shown() {
    const wanted = this.filter.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const fits = new Set();
    for (const code of this.state.codes) {
      if (!wanted.every((word) => code.searched.includes(word))) continue;
      for (let each = code; each; each = this.state.code.get(each.parent)) fits.add(each.id);
    }
    const hidden = (code) => {
      for (let above = this.state.code.get(code.parent); above; above = this.state.code.get(above.parent)) {
        if (this.closed.has(above.id)) return true;
      }
      return false;
    };
    return this.state.codes.filter((code) => fits.has(code.id) && (wanted.length || !hidden(code)));
  }

  draw() {
    const codes = this.shown();
    const keys = new Map(this.state.keyed().map((id, place) => [id, place + 1]));
    const parents = new Set(this.state.codes.map((code) => code.parent));
    if (!codes.some((code) => code.id === this.at)) this.at = codes.length ? codes[0].id : null;
    const held = this.list.contains(focusedIn(this.list));
    this.list.replaceChildren(...codes.map((code) => this.item(code, keys.get(code.id), parents.has(code.id))));
    this.empty.textContent = this.state.codes.length
      ? codes.length ? "" : "No code fits these words."
      : "The codebook is empty. Mark some words and press / to name what they are about.";
    if (held) this.focus();
    // A form that somebody is writing in stays as it is.
    if (!this.about.contains(focusedIn(this.about)) || !this.about.querySelector("form")) this.drawAbout();
  }

  item(code, key, isParent) {
    const uses = this.state.uses[code.id] || 0;
    const element = make("div", {
      class: `qk-code qk-c${code.colour}`,
      role: "treeitem",
      tabindex: code.id === this.at ? "0" : "-1",
      "data-code": code.id,
      draggable: "true",
      "aria-level": code.depth + 1,
      "aria-selected": String(code.id === this.at),
      "aria-expanded": isParent ? String(!this.closed.has(code.id)) : null,
      "aria-label": [code.name, code.polarity, `used ${uses} times`, key ? `key ${key}` : ""].filter(Boolean).join(", "),
      style: `--depth:${code.depth}`,
    });
    if (this.state.brush === code.id) element.classList.add("qk-brush");
    element.append(
      make("span", { class: "qk-fold", text: isParent ? (this.closed.has(code.id) ? "▸" : "▾") : "" }),
      make("span", { class: "qk-swatch" }),
      make("span", { class: "qk-shape", text: SHAPES[code.polarity] || "•" }),
      make("span", { class: "qk-name", text: code.short }),
    );
    if (key) element.append(make("kbd", { text: String(key) }));
    if (uses) element.append(make("span", { class: "qk-uses", text: String(uses) }));
    return element;
  }

  /** Definition, when to use it, when not, examples. */
  drawAbout() {
    const code = this.state.code.get(this.at);
    this.about.replaceChildren();
    if (!code) return;
    const said = [
      ["", code.definition],
      ["Use it", code.include],
      ["Not", code.exclude],
      ["Such as", code.examples.map((example) => `“${example}”`).join("  ")],
    ];
    this.about.append(make("p", { class: "qk-title", text: code.name }));
    for (const [title, words] of said) {
      if (!words) continue;
      this.about.append(make("p", {}, title ? make("b", { text: `${title}: ` }) : null, words));
    }
    this.about.append(
      make(
        "div",
        { class: "qk-row" },
        button("Lay it on the marked words", () => this.page.code(code.id)),
        button(this.state.brush === code.id ? "Put the brush away" : "Brush: mark and it is coded", () =>
          this.page.setBrush(this.state.brush === code.id ? null : code.id),
        ),
      ),
    );
    for (const hook of this.page.hooks.about) hook(code, this.about);
  }

  choose(id) {
    this.at = id;
    for (const item of this.list.children) {
      const mine = item.dataset.code === id;
      item.setAttribute("aria-selected", String(mine));
      item.tabIndex = mine ? 0 : -1;
    }
    this.drawAbout();
  }

  focus() {
    const item = this.list.querySelector('[tabindex="0"]');
    if (item) item.focus();
  }

  fold(id) {
    if (this.closed.has(id)) this.closed.delete(id);
    else this.closed.add(id);
    this.draw();
  }

  click(event) {
    const item = event.target.closest(".qk-code");
    if (!item) return;
    const id = item.dataset.code;
    this.choose(id);
    if (event.target.closest(".qk-fold") && item.hasAttribute("aria-expanded")) this.fold(id);
    else if (this.state.marked) this.page.code(id);
  }

  filterKey(event) {
    if (event.key === "ArrowDown") this.focus();
    else if (event.key === "Enter" && this.at && this.state.marked) this.page.code(this.at);
    else return;
    event.preventDefault();
  }

  key(event) {
    const items = [...this.list.children];
    const place = items.findIndex((item) => item.dataset.code === this.at);
    const steps = { ArrowDown: 1, ArrowUp: -1, Home: -items.length, End: items.length };
    if (event.key in steps) {
      const next = items[Math.max(0, Math.min(items.length - 1, place + steps[event.key]))];
      if (next) {
        this.choose(next.dataset.code);
        this.focus();
      }
    } else if ((event.key === "ArrowLeft") !== this.closed.has(this.at) && /^Arrow(Left|Right)$/.test(event.key)) {
      if (items[place] && items[place].hasAttribute("aria-expanded")) this.fold(this.at);
    } else if (event.key === "Enter" && this.at) this.page.code(this.at);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

/** Which element has the focus, also in a shadow root. */
function focusedIn(element) {
  return element.getRootNode().activeElement;
}
