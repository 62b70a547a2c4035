// The codebook made here: a code's words written in a form, moved by keys or by dragging, and out and in as a spreadsheet.

const FIELDS = [
  ["name", "Name", "input"],
  ["definition", "What it means", "textarea"],
  ["include", "When to use it", "textarea"],
  ["exclude", "When not", "textarea"],
  ["examples", "Examples, one a line", "textarea"],
  ["words", "Words that people use, one a line", "textarea"],
];
const LISTS = new Set(["examples", "words"]);

class CodebookEditor {
  constructor(page) {
    this.page = page;
    this.state = page.state;
    this.tree = page.tree;
    page.hooks.about.push((code, about) => this.offer(code, about));
    page.hooks.commands.newCode = () => page.openPalette((taken) => (taken.code ? this.tree.choose(taken.code) : page.act("new_code", { name: taken.name })));
    page.keys.add([["k", "newCode", "A new code, without marking anything"]]);
    const out = button("Save as a spreadsheet", () => page.act("save_codebook", {}));
    const back = button("Take the spreadsheet in", () => page.act("update_codebook", {}));
    this.tree.element.append(make("div", { class: "qk-row" }, button("New code", () => page.command("newCode")), out, back));
    this.tree.list.addEventListener("keydown", (event) => this.key(event), true);
    for (const kind of ["dragstart", "dragover", "dragleave", "drop"]) {
      this.tree.list.addEventListener(kind, (event) => this[kind](event));
    }
  }

  // --- words -----------------------------------------------------------------------------------------------------------

  offer(code, about) {
    const row = make("div", { class: "qk-row" }, button("Edit this code", () => this.edit(code)));
    row.append(button("Take the marked words as an example", () => this.addExample(code)));
    about.append(row);
  }

  addExample(code) {
    if (!this.state.marked) return this.page.say("Mark some words first.");
    if (this.state.covering(this.state.marked).length) return this.page.say("These words are covered; show them first.");
    const example = this.state.quote(this.state.marked).replace(/\s+/g, " ");
    return this.page.act("change_code", { code: code.id, about: { examples: [...code.examples, example] } });
  }

  edit(code) {
    const fields = FIELDS.map(([field, words, tag]) => {
      const value = LISTS.has(field) ? code[field].join("\n") : code[field];
      const input = make(tag, { name: field, rows: tag === "textarea" ? "2" : null });
      input.value = value;
      return make("label", {}, words, input);
    });
    fields.push(make("label", {}, "What it is for a life", this.select("polarity", ["", "validating", "invalidating"], code.polarity || "")));
    fields.push(make("label", {}, "Part of the tree", this.select("part", ["", "roots", "trunk", "branches", "fruits"], code.part)));
    const form = make("form", { class: "qk-form", "aria-label": `Edit ${code.name}` }, ...fields);
    form.append(
      make("div", { class: "qk-row" }, button("Save", () => this.save(code, form)), button("Leave as it was", () => this.done())),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save(code, form);
    });
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.done();
    });
    this.tree.about.replaceChildren(form);
    form.querySelector("input").focus();
  }

  select(name, values, value) {
    const element = make("select", { name }, ...values.map((each) => make("option", { value: each, text: each || "—" })));
    element.value = value;
    return element;
  }

  save(code, form) {
    const about = {};
    for (const element of form.elements) {
      if (!element.name) continue;
      const old = LISTS.has(element.name) ? code[element.name].join("\n") : code[element.name] || "";
      if (element.value === old) continue;
      if (LISTS.has(element.name)) about[element.name] = element.value.split("\n").map((line) => line.trim()).filter(Boolean);
      else about[element.name] = element.value.trim() || (element.name === "polarity" ? null : "");
    }
    if (Object.keys(about).length) this.page.act("change_code", { code: code.id, about });
    this.done();
  }

  done() {
    this.tree.drawAbout();
    this.tree.focus();
  }

  // --- places: Alt and an arrow, or a drag -------------------------------------------------------------------------------

  /** A code's neighbours under the same one above. */
  beside(code) {
    return this.state.codes.filter((each) => each.parent === code.parent);
  }

  key(event) {
    const code = this.state.code.get(this.tree.at);
    if (!code) return;
    if (event.key === "F2") this.edit(code);
    else if (event.altKey && /^Arrow/.test(event.key)) this.moveBy(code, event.key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  moveBy(code, key) {
    const beside = this.beside(code);
    const at = beside.indexOf(code);
    const above = this.state.code.get(code.parent);
    if (key === "ArrowUp" && at > 0) this.move(code, code.parent, beside[at - 1].id);
    else if (key === "ArrowDown" && at + 1 < beside.length) this.move(code, code.parent, (beside[at + 2] || {}).id);
    else if (key === "ArrowRight" && at > 0) this.move(code, beside[at - 1].id);
    else if (key === "ArrowLeft" && above) {
      const uncles = this.beside(above);
      this.move(code, above.parent, (uncles[uncles.indexOf(above) + 1] || {}).id);
    } else this.page.say("It cannot go further that way.");
  }

  move(code, parent, before) {
    this.page.act("move_code", { code: code.id, parent: parent || "", before: before || "" });
    const above = this.state.code.get(parent);
    this.page.say(`${code.short}: ${above ? `under ${above.short}` : "at the top"}.`);
  }

  dragstart(event) {
    const item = event.target.closest(".qk-code");
    if (item) event.dataTransfer.setData("text/plain", item.dataset.code);
    this.dragged = item && item.dataset.code;
  }

  /** Near the upper edge a code comes before, near the lower after, in the middle under. */
  where(event) {
    const item = event.target.closest(".qk-code");
    if (!item || !this.dragged || item.dataset.code === this.dragged) return null;
    const box = item.getBoundingClientRect();
    const part = (event.clientY - box.top) / box.height;
    return { item, code: this.state.code.get(item.dataset.code), how: part < 0.3 ? "before" : part > 0.7 ? "after" : "under" };
  }

  dragover(event) {
    this.dragleave();
    const over = this.where(event);
    if (!over) return;
    event.preventDefault();
    over.item.dataset.drop = over.how;
  }

  dragleave() {
    for (const item of this.tree.list.querySelectorAll("[data-drop]")) delete item.dataset.drop;
  }

  drop(event) {
    const over = this.where(event);
    this.dragleave();
    const code = this.state.code.get(this.dragged);
    if (!over || !code) return;
    event.preventDefault();
    if (over.how === "under") this.move(code, over.code.id);
    else if (over.how === "before") this.move(code, over.code.parent, over.code.id);
    else {
      const beside = this.beside(over.code).filter((each) => each !== code);
      this.move(code, over.code.parent, (beside[beside.indexOf(over.code) + 1] || {}).id);
    }
  }
}

EXTRAS.push((page) => (page.codebook = new CodebookEditor(page)));
