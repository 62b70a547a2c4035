// Any code by a few letters of it: type, Enter. What is not there can be made, with the codes that it is like shown.

class Palette {
  constructor(state, page) {
    this.state = state;
    this.page = page;
    this.found = [];
    this.at = 0;
    this.id = `qk-palette-${newKey()}`;
    this.input = make("input", {
      type: "text",
      role: "combobox",
      "aria-expanded": "true",
      "aria-controls": this.id,
      "aria-autocomplete": "list",
      "aria-label": "Name of a code; or a new one, in people's own words",
      placeholder: "Name of a code, or a new one",
      on: { input: () => this.look(), keydown: (event) => this.key(event) },
    });
    this.list = make("ul", { role: "listbox", id: this.id, "aria-label": "Codes" });
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const item = event.target.closest("[data-place]");
      if (item) this.take(Number(item.dataset.place));
    });
    this.element = make("div", { class: "qk-palette", role: "dialog", "aria-label": "Choose a code", hidden: true }, this.input, this.list);
    this.input.addEventListener("blur", () => setTimeout(() => this.element.contains(focusedIn(this.element)) || this.close(), 0));
  }

  /** Open it; `then` is given {code} or {name} of a new one. */
  open(then, words = "") {
    this.then = then;
    this.element.hidden = false;
    this.input.value = words;
    this.look();
    this.input.focus();
    this.input.select();
  }

  close() {
    if (this.element.hidden) return;
    this.element.hidden = true;
    this.page.backToText();
  }

  look() {
    const words = this.input.value.trim();
    this.found = ranked(this.state.codes, words).map((code) => ({ code }));
    this.alike = words ? similar(this.state.codes, words) : [];
    const same = this.state.codes.some((code) => code.name.toLowerCase() === words.toLowerCase());
    if (words && !same) this.found.push({ name: words });
    this.at = 0;
    this.draw();
  }

  draw() {
    const items = this.found.map((each, place) => (each.code ? this.item(each.code, place) : this.newItem(each.name, place)));
    this.list.replaceChildren(...items);
    this.input.setAttribute("aria-activedescendant", items.length ? `${this.id}-${this.at}` : "");
    if (items[this.at]) items[this.at].scrollIntoView({ block: "nearest" });
  }

  option(place, ...children) {
    const about = { role: "option", id: `${this.id}-${place}`, "data-place": place, "aria-selected": String(place === this.at) };
    return make("li", about, ...children);
  }

  item(code, place) {
    const element = this.option(
      place,
      make("span", { class: "qk-swatch" }),
      make("span", { class: "qk-shape", text: SHAPES[code.polarity] || "•" }),
      make("span", { text: code.path }),
    );
    element.classList.add(`qk-c${code.colour}`);
    return element;
  }

  newItem(name, place) {
    const like = this.alike.length ? ` A similar code exists: ${this.alike.map((code) => code.short).join("; ")}.` : "";
    return this.option(place, make("b", { text: `New code: ${name}.` }), make("span", { class: "qk-alike", text: like }));
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      this.at = (this.at + step + this.found.length) % Math.max(1, this.found.length);
      this.draw();
    } else if (event.key === "Enter") this.take(this.at);
    else if (event.key === "Escape" || event.key === "Tab") this.close();
    else return;
    event.preventDefault();
  }

  take(place) {
    const taken = this.found[place];
    if (!taken) return;
    const then = this.then;
    this.close();
    then(taken.code ? { code: taken.code.id } : { name: taken.name });
  }
}

/** The codes that fit the letters typed, best first; with none, all of them. */
function ranked(codes, words) {
  const wanted = words.toLowerCase();
  if (!wanted) return codes;
  return codes
    .map((code) => [fit(code, wanted), code])
    .filter(([score]) => score > 0)
    .sort((a, b) => b[0] - a[0])
    .slice(0, 30)
    .map(([, code]) => code);
}

/** How well letters fit a code: the name's beginning, a word's beginning, inside it, in its meaning, spread in order. */
function fit(code, wanted) {
  const name = code.name.toLowerCase();
  const early = 1 / (1 + name.length / 100);
  if (name.startsWith(wanted)) return 5 * early;
  const starts = name.split(/[^\p{L}\p{N}]+/u);
  if (starts.some((word) => word.startsWith(wanted))) return 4 * early;
  if (name.includes(wanted)) return 3 * early;
  if (wanted.split(/\s+/).every((word) => code.searched.includes(word))) return 2 * early;
  let at = -1;
  for (const letter of wanted) {
    at = name.indexOf(letter, at + 1);
    if (at < 0) return 0;
  }
  return early;
}

/** Codes whose names share letters in threes with these words, or hold one of them. */
function similar(codes, words) {
  const mine = threes(words);
  return codes
    .map((code) => [share(mine, threes(code.name)), code])
    .filter(([score]) => score >= 0.3)
    .sort((a, b) => b[0] - a[0])
    .slice(0, 3)
    .map(([, code]) => code);
}

function threes(words) {
  const found = new Set();
  for (const word of words.toLowerCase().split(/[^\p{L}\p{N}]+/u)) {
    for (let at = 0; at + 3 <= word.length; at += 1) found.add(word.slice(at, at + 3));
  }
  return found;
}

function share(mine, theirs) {
  const both = [...mine].filter((each) => theirs.has(each)).length;
  return both / (Math.min(mine.size, theirs.size) || 1);
}
