// The coding in hand: its pole, its memo, its ends; and the bar beside words that are marked.

class Card {
  constructor(state, page) {
    this.state = state;
    this.page = page;
    this.element = make("section", { class: "qk-card", "aria-label": "The coding in hand", hidden: true });
    this.saving = null;
  }

  draw() {
    const coding = this.state.codings.get(this.state.chosen);
    this.flush();
    this.element.hidden = !coding;
    this.element.replaceChildren();
    if (!coding) return;
    const code = this.state.code.get(coding.code);
    const mine = coding.coder === this.state.coder.id;
    const title = make("p", { class: "qk-title", text: code ? code.name : coding.code });
    this.element.append(title);
    if (!mine) {
      this.element.append(make("p", { text: `${this.state.coders[coding.coder] || "Somebody else"} laid this. It stays as it is: lay your own beside it.` }));
      this.element.append(this.memo(coding), this.notes(coding));
      return;
    }
    this.element.append(this.poles(coding), this.memo(coding), this.notes(coding), this.ends(coding));
  }

  poles(coding) {
    const group = make("div", { class: "qk-row", role: "group", "aria-label": "What it was for their life" });
    for (const pole of POLES) {
      const on = this.state.poleOf(coding) === pole;
      group.append(button(`${SHAPES[pole]} ${pole}`, () => this.page.recode({ polarity: pole }), { "aria-pressed": String(on) }));
    }
    return group;
  }

  memo(coding) {
    this.area = make("textarea", {
      rows: "2",
      "aria-label": "Memo on this coding; it saves itself",
      placeholder: "Memo (saves itself)",
      on: { input: () => this.later(coding.id), blur: () => this.flush() },
    });
    this.area.value = coding.memo;
    return this.area;
  }

  /** What others noted, or this coder before. */
  notes(coding) {
    return coding.notes ? make("p", { class: "qk-notes", text: coding.notes }) : "";
  }

  ends(coding) {
    return make(
      "div",
      { class: "qk-row" },
      button(coding.important ? "Not important after all" : "Important", () => this.page.important()),
      button("Another code", () => this.page.openPalette((taken) => this.page.recodeTo(taken))),
      button("Take it out", () => this.page.remove()),
    );
  }

  later(id) {
    clearTimeout(this.saving);
    this.waiting = { id, text: this.area.value };
    this.saving = setTimeout(() => this.flush(), 800);
  }

  /** Save a memo that is still being typed. */
  flush() {
    clearTimeout(this.saving);
    const waiting = this.waiting;
    this.waiting = null;
    if (waiting) this.page.memo(waiting.id, waiting.text);
  }
}

/** What can be done with words that are marked: always in the same place, so that nothing jumps. */
class Bar {
  constructor(state, page) {
    this.state = state;
    this.page = page;
    this.element = make("div", { class: "qk-bar", role: "toolbar", "aria-label": "What are these words about?" });
    this.element.addEventListener("mousedown", (event) => event.preventDefault());
  }

  draw() {
    const marked = this.state.marked;
    const codes = this.state.keyed().map((id, place) => {
      const code = this.state.code.get(id);
      if (!code) return "";
      const mine = button(code.short, () => this.page.code(id), { class: `qk-c${code.colour}`, tabindex: "-1", disabled: !marked, title: code.name });
      mine.prepend(make("kbd", { text: String(place + 1) }), make("span", { class: "qk-swatch" }));
      return mine;
    });
    const more = [
      this.offer("/", "Any code, or a new one", () => this.page.anyCode(), marked),
      this.offer("i", "In their own words", () => this.page.inVivo(), marked),
      ...this.page.hooks.bar.map((hook) => hook(marked)),
    ];
    const hint = marked ? "" : "Mark some words: drag, double-click, or press s for a sentence.";
    this.element.replaceChildren(make("p", { class: "qk-hint", text: hint }), ...codes, ...more.filter(Boolean));
  }

  offer(key, words, click, marked) {
    const mine = button(words, click, { tabindex: "-1", disabled: !marked });
    mine.prepend(make("kbd", { text: key }));
    return mine;
  }
}
