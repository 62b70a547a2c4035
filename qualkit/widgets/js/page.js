// The page put together: what a person does becomes a mark, an act or a question, and they are told what came of it.

class Page {
  constructor(model, element) {
    this.state = new State();
    this.wire = new Wire(model, this.state);
    this.hooks = { about: [], bar: [], drawn: [], taken: [], moved: [], commands: {} };
    this.text = new Text(this.state);
    this.marking = new Marking(this.state, this.text, (how) => this.marked(how));
    this.tree = new Tree(this.state, this);
    this.palette = new Palette(this.state, this);
    this.card = new Card(this.state, this);
    this.bar = new Bar(this.state, this);
    this.keys = new Keys(this);
    this.size = 18;
    this.build(element);
    for (const part of EXTRAS) part(this);
    Object.assign(this.wire.heard, {
      page: (page) => this.open(page),
      changes: (changes) => this.take(changes),
      refused: (refused) => this.say(refused.message),
    });
    this.wire.told = (how, message) => this.showSaving(how, message);
    this.dark = watchTheme(this.root);
    this.wire.hello();
  }

  build(element) {
    this.saved = make("p", { class: "qk-saved", role: "status", text: "Opening the interview" });
    this.live = make("p", { class: "qk-live", role: "status", "aria-live": "polite" });
    this.warning = make("div", { class: "qk-warning", role: "alert", hidden: true });
    this.document = make("select", {
      "aria-label": "Interview",
      on: { change: (event) => this.wire.post({ kind: "turn_to", document: event.target.value }) },
    });
    this.others = make("input", { type: "checkbox", on: { change: (event) => this.showOthers(event.target.checked) } });
    this.head = make(
      "div",
      { class: "qk-head", role: "toolbar", "aria-label": "The page" },
      this.document,
      button("↶ Undo", () => this.command("undo")),
      button("↷ Redo", () => this.command("redo")),
      button("A−", () => this.command("smaller"), { "aria-label": "Smaller type" }),
      button("A+", () => this.command("larger"), { "aria-label": "Larger type" }),
      make("label", { class: "qk-others" }, this.others, " Others' codings"),
      button("? Keys", () => this.keys.showHelp()),
    );
    this.side = make("div", { class: "qk-side" }, this.card.element, this.tree.element);
    this.root = make(
      "div",
      { class: "qk", role: "group", "aria-label": "Reading and coding" },
      this.head,
      this.saved,
      this.warning,
      make("div", { class: "qk-body" }, make("div", { class: "qk-main" }, this.text.element, this.bar.element), this.side),
      this.palette.element,
      this.keys.help,
      this.live,
    );
    this.root.addEventListener("keydown", (event) => this.keydown(event));
    for (const kind of ["keyup", "keypress"]) this.root.addEventListener(kind, (event) => event.stopPropagation());
    this.text.element.addEventListener("click", (event) => this.click(event));
    this.text.element.addEventListener("focusin", (event) => this.follow(event));
    element.append(this.root);
  }

  close() {
    this.card.flush();
    this.wire.close();
    this.dark();
    this.root.remove();
  }

  // --- what Python says --------------------------------------------------------------------------------------------

  open(page) {
    this.state.open(page);
    for (const act of unsavedActs(this.state)) this.state.expect(act); // on its way still, so it stays painted
    this.document.replaceChildren(...page.documents.map((name) => make("option", { value: name, text: name })));
    this.document.value = page.document;
    this.others.checked = page.others;
    const held = this.text.element.contains(focusedIn(this.root));
    this.text.draw();
    this.tree.draw();
    this.card.draw();
    this.bar.draw();
    for (const hook of this.hooks.drawn) hook(page);
    this.text.show(this.state.here.turn, held);
    if (this.root.dataset.saving !== "refused" && !unsavedActs(this.state).length) this.showSaving("saved");
    this.wire.replay();
  }

  take(changes) {
    if (!this.state.ready) return;
    const before = this.state.chosen;
    const turns = this.state.take(changes);
    this.text.repaint(turns);
    this.tree.draw();
    this.bar.draw();
    for (const hook of this.hooks.taken) hook();
    if (changes.view === this.wire.view) this.report(changes);
    if (this.state.chosen !== before || !this.root.contains(this.card.area) || focusedIn(this.root) !== this.card.area) this.card.draw();
  }

  /** Say what came of this view's own act. */
  report(changes) {
    const result = changes.result || {};
    if (result.said) this.say(result.said, true);
    if (result.verb) this.say(`Taken back: ${result.verb} ${result.noun}.`);
    if (result.coding && this.state.codings.has(result.coding)) this.choose(result.coding, false);
    if (result.code && this.state.code.has(result.code)) {
      this.tree.choose(result.code);
      if (result.coding) this.state.last = result.code;
    }
  }

  /** Saved, being saved, or not saved: the truth, whichever it is. */
  showSaving(how, message) {
    this.root.dataset.saving = how;
    const said = { saved: "✓ Saved", saving: "Saving…", late: "NOT saved", refused: "NOT saved" };
    this.saved.textContent = said[how];
    this.warning.hidden = how === "saved" || how === "saving";
    if (how === "late") {
      this.warning.textContent =
        "NOT saved: Python does not answer. What you did is kept here. If a cell is running, wait; if Python was restarted, run this cell again, and it is saved then. Do not close this page before.";
    } else if (how === "refused") this.warning.textContent = `NOT saved: ${message}`;
  }

  /** Say what happened; with `seen`, also to the eye. */
  say(words, seen = false) {
    if (seen) this.saved.textContent = `${this.saved.textContent}. ${words}`;
    this.live.textContent = "";
    requestAnimationFrame(() => (this.live.textContent = words));
  }

  // --- what a person does ------------------------------------------------------------------------------------------

  keydown(event) {
    if (this.keys.press(event)) event.preventDefault();
    else if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      this.say("Nothing needs saving: every change is saved as you make it.");
    }
    event.stopPropagation();
  }

  click(event) {
    const chip = event.target.closest(".qk-chip");
    if (chip && chip.dataset.coding) this.choose(chip.dataset.coding);
  }

  /** The keyboard's place goes where the focus goes. */
  follow(event) {
    const turn = event.target.closest(".qk-turn");
    if (turn && Number(turn.dataset.turn) !== this.state.here.turn) this.state.here = { turn: Number(turn.dataset.turn), unit: 0 };
    for (const hook of this.hooks.moved) hook();
  }

  /** Words were marked, or the place changed. */
  marked(how) {
    if (how === "mouse" && this.state.brush) return this.code(this.state.brush);
    this.bar.draw();
    if (how === "turn") this.say(this.aboutTurn(this.state.here.turn));
    else if (how === "key" && this.state.marked) this.say(`Marked: ${this.state.aloud(this.state.marked)}`);
    return null;
  }

  aboutTurn(number) {
    const turn = this.state.turns[number];
    if (!turn) return "";
    const codings = this.state.codingsIn(number).map((coding) => this.nameOf(coding));
    return `${turn.speaker}. ${codings.length ? `${codings.length} codings: ${codings.join("; ")}.` : "Not coded."}`;
  }

  nameOf(coding) {
    const code = this.state.code.get(coding.code);
    return [code ? code.short : coding.code, this.state.poleOf(coding)].filter(Boolean).join(", ");
  }

  /** Do an act: painted at once, saved after. */
  act(verb, details) {
    const act = this.wire.act(verb, details);
    this.text.repaint(this.state.expect(act));
    return act;
  }

  /** Lay a code on the marked words. */
  code(id, more = {}) {
    const code = this.state.code.get(id);
    if (!code) return this.say("There is no code on this key yet.");
    if (!this.state.marked) return this.say("Mark some words first.");
    const { start, end } = this.state.marked;
    this.state.last = id;
    const act = this.act("code", { start, end, quote: this.state.quote(this.state.marked), code: id, ...more });
    this.choose(act.key, false);
    this.say(`${code.short} laid.`);
    if (this.state.brush) this.marking.mark(null, "brush");
    return act;
  }

  /** Make a code and lay it on the marked words. */
  newCode(name) {
    const { start, end } = this.state.marked || {};
    const place = this.state.marked ? { start, end, quote: this.state.quote(this.state.marked) } : {};
    this.act("new_code", { name, ...place });
    this.say(`New code: ${name}.`);
  }

  anyCode() {
    this.openPalette((taken) => (taken.code ? this.code(taken.code) : this.newCode(taken.name)));
  }

  inVivo() {
    if (!this.state.marked) return this.say("Mark some words first.");
    if (this.state.covering(this.state.marked).length) return this.say("These words are covered; show them first.");
    const words = this.state.quote(this.state.marked).replace(/\s+/g, " ").slice(0, 80);
    return this.openPalette((taken) => (taken.code ? this.code(taken.code) : this.newCode(taken.name)), words);
  }

  openPalette(then, words = "") {
    this.palette.open(then, words);
  }

  setBrush(id) {
    this.state.brush = id;
    this.root.classList.toggle("qk-brushing", Boolean(id));
    this.tree.draw();
    this.say(id ? `Brush: whatever you mark is ${this.state.code.get(id).short}.` : "The brush is put away.");
  }

  /** Take a coding in hand. */
  choose(id, aloud = true) {
    const before = this.state.turnsOf(this.state.codings.get(this.state.chosen));
    this.state.chosen = id;
    const coding = this.state.codings.get(id);
    this.text.repaint([...before, ...this.state.turnsOf(coding)]);
    this.card.draw();
    if (coding && aloud) {
      this.state.here = this.state.placeOf(coding.start);
      this.tree.choose(coding.code);
      this.say(`${this.nameOf(coding)}. ${coding.memo ? `Memo: ${coding.memo}. ` : ""}On: ${this.state.aloud(coding)}`);
    }
  }

  /** The coding in hand, when it is this coder's own. */
  mine() {
    const coding = this.state.codings.get(this.state.chosen);
    if (!coding) this.say("No coding is in hand: the brackets [ and ] go from one to the next.");
    else if (coding.coder === this.state.coder.id) return coding;
    else this.say("This is somebody else's coding, and stays as it is.");
    return null;
  }

  recode(change) {
    const coding = this.mine();
    if (!coding) return;
    this.act("recode", { coding: coding.id, ...change });
    this.card.draw();
    this.say(`Now ${this.nameOf(this.state.codings.get(this.state.chosen) || coding)}.`);
  }

  recodeTo(taken) {
    if (taken.code) this.recode({ code: taken.code });
    else this.say("Make the new code first, then choose it here.");
  }

  nextPole() {
    const coding = this.mine();
    if (coding) this.recode({ polarity: POLES[(POLES.indexOf(this.state.poleOf(coding)) + 1) % POLES.length] });
  }

  important() {
    const coding = this.mine();
    if (!coding) return;
    this.act("important", { coding: coding.id, important: !coding.important });
    this.card.draw();
    this.say(coding.important ? "Not important after all." : "Important.");
  }

  memo(id, text) {
    const coding = this.state.codings.get(this.state.known(id));
    if (coding && coding.memo !== text) this.act("memo", { coding: coding.id, text });
  }

  toMemo() {
    if (!this.state.codings.has(this.state.chosen)) {
      this.say("No coding is in hand: the brackets [ and ] go from one to the next.");
      return;
    }
    this.card.draw();
    this.card.area.focus();
  }

  remove() {
    const coding = this.mine();
    if (!coding) return;
    this.card.waiting = null;
    this.act("remove", { coding: coding.id });
    this.state.chosen = null;
    this.card.draw();
    this.say(`${this.nameOf(coding)} taken out.`);
    this.backToText();
  }

  /** Let the coding in hand end or begin a word further on or back. */
  resize(step, atStart) {
    const coding = this.mine();
    if (!coding) return;
    const before = this.state.marked;
    this.state.marked = { start: coding.start, end: coding.end };
    const grown = this.marking.byWord(step, atStart);
    this.marking.mark(before, "resize");
    if (!grown || grown.end <= grown.start) return;
    this.act("resize", { coding: coding.id, start: grown.start, end: grown.end, quote: this.state.quote(grown) });
    this.say(`Now on: ${this.state.aloud(grown)}`);
  }

  step(by) {
    const order = [...this.state.codings.values()].sort((a, b) => a.start - b.start || a.end - b.end);
    if (!order.length) return this.say("Nothing is coded here yet.");
    const at = order.findIndex((coding) => coding.id === this.state.chosen);
    const here = this.state.turns[this.state.here.turn].start;
    const next = at >= 0 ? at + by : by > 0 ? order.findIndex((coding) => coding.start >= here) : order.findLastIndex((coding) => coding.start < here);
    const coding = order[(next + order.length) % order.length];
    this.choose(coding.id);
    return this.text.show(this.state.turnAt(coding.start), true);
  }

  showOthers(on) {
    this.wire.post({ kind: "turn_to", others: on });
    this.say(on ? "Everybody's codings are shown." : "Only your own codings are shown.");
  }

  resizeType(step) {
    this.size = Math.max(12, Math.min(40, this.size + step));
    this.root.style.setProperty("--qk-size", `${this.size}px`);
    this.say(`Type size ${this.size}.`);
  }

  backToText() {
    const turn = this.text.turns[this.state.here.turn];
    (turn || this.text.element).focus({ preventScroll: true });
  }

  nothing() {
    if (!this.palette.element.hidden) return this.palette.close();
    if (this.state.brush) return this.setBrush(null);
    this.marking.mark(null, "nothing");
    return this.backToText();
  }

  command(name) {
    const digit = /^code(\d)$/.exec(name);
    if (digit) return this.code(this.state.keyed()[Number(digit[1]) - 1]);
    const does = this.commands()[name] || this.hooks.commands[name];
    return does ? does() : false;
  }

  commands() {
    return {
      nextTurn: () => this.marking.toTurn(1),
      lastTurn: () => this.marking.toTurn(-1),
      nextWord: () => this.marking.toWord(1),
      lastWord: () => this.marking.toWord(-1),
      growEnd: () => this.marking.byWord(1, false),
      shrinkEnd: () => this.marking.byWord(-1, false),
      growStart: () => this.marking.byWord(-1, true),
      shrinkStart: () => this.marking.byWord(1, true),
      sentence: () => this.marking.sentence(false),
      moreSentence: () => this.marking.sentence(true),
      wholeTurn: () => this.marking.turn(),
      nothing: () => this.nothing(),
      again: () => this.code(this.state.last),
      anyCode: () => this.anyCode(),
      inVivo: () => this.inVivo(),
      brush: () => this.setBrush(this.state.brush ? null : this.state.last || this.tree.at),
      nextCoding: () => this.step(1),
      lastCoding: () => this.step(-1),
      memo: () => this.toMemo(),
      pole: () => this.nextPole(),
      important: () => this.important(),
      remove: () => this.remove(),
      codingGrowEnd: () => this.resize(1, false),
      codingShrinkEnd: () => this.resize(-1, false),
      codingGrowStart: () => this.resize(-1, true),
      codingShrinkStart: () => this.resize(1, true),
      undo: () => this.act("undo", {}),
      redo: () => this.act("redo", {}),
      codebook: () => (this.side.contains(focusedIn(this.root)) ? this.backToText() : this.tree.filter.focus()),
      larger: () => this.resizeType(2),
      smaller: () => this.resizeType(-2),
      help: () => this.keys.showHelp(),
    };
  }
}

/** Follow the notebook's theme, else the machine's; gives what ends it. */
function watchTheme(root) {
  const machine = matchMedia("(prefers-color-scheme: dark)");
  const paint = () => {
    const { jpThemeLight } = document.body.dataset;
    const named = document.documentElement.matches(".dark, [data-theme=dark]") || document.body.matches(".dark, .dark-theme");
    const dark = jpThemeLight ? jpThemeLight === "false" : named || machine.matches;
    root.dataset.theme = dark ? "dark" : "light";
  };
  const watcher = new MutationObserver(paint);
  watcher.observe(document.body, { attributes: true });
  watcher.observe(document.documentElement, { attributes: true });
  machine.addEventListener("change", paint);
  paint();
  return () => {
    watcher.disconnect();
    machine.removeEventListener("change", paint);
  };
}

export default {
  render({ model, el }) {
    const page = new Page(model, el);
    el.qualkitPage = page;
    return () => page.close();
  },
};
