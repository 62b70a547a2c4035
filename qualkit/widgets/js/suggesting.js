// Suggestions: off until asked for, one at a time in place with a line of reasons, or one code's across the interviews.

class Suggesting {
  constructor(page) {
    this.page = page;
    this.state = page.state;
    this.on = false;
    this.found = [];
    this.at = 0;
    this.toggle = button("Suggestions: off", () => this.switch(), { "aria-pressed": "false" });
    this.review = button("Review by code", () => this.openReview());
    page.head.insertBefore(this.toggle, page.others.parentElement);
    page.head.insertBefore(this.review, page.others.parentElement);
    this.strip = make("section", { class: "qk-strip", "aria-label": "Suggestion", hidden: true });
    page.text.element.before(this.strip);
    this.list = make("section", { class: "qk-review", "aria-label": "Suggestions by code", hidden: true });
    page.text.element.before(this.list);
    page.text.boundaries.push((number) => this.bounds(number));
    page.hooks.drawn.push((shown) => this.drawn(shown));
    Object.assign(page.hooks.commands, {
      suggestions: () => this.switch(),
      nextSuggestion: () => this.step(1),
      lastSuggestion: () => this.step(-1),
      accept: () => this.decide("accept"),
      reject: () => this.decide("reject"),
    });
    page.keys.add([
      ["g", "suggestions", "Suggestions on or off"],
      ["n", "nextSuggestion", "Next suggestion"],
      ["Shift+N", "lastSuggestion", "Suggestion before"],
      ["a", "accept", "Accept the suggestion, and on to the next"],
      ["r", "reject", "Reject the suggestion, and on to the next"],
    ]);
  }

  /** Another interview has suggestions of its own; they are asked for anew. */
  drawn(shown) {
    if (this.of !== shown.document && this.on) this.switch();
    this.of = shown.document;
    this.shut();
  }

  switch() {
    this.on = !this.on;
    this.toggle.textContent = `Suggestions: ${this.on ? "on" : "off"}`;
    this.toggle.setAttribute("aria-pressed", String(this.on));
    if (!this.on) {
      const turns = this.found.flatMap((each) => this.state.turnsOf(each));
      this.found = [];
      this.strip.hidden = true;
      this.page.text.repaint(turns);
      this.page.say("Suggestions are off.");
      return;
    }
    this.wait(this.strip);
    this.page.wire.ask("suggestions", {}, (answer) => this.on && this.take(answer, this.strip, (found) => this.begin(found)));
  }

  wait(where) {
    where.hidden = false;
    where.replaceChildren(make("p", { role: "status", text: "Reading the interview for passages. You can go on coding." }));
  }

  /** Take an answer in: how far it is, why not, or what was found. */
  take(answer, where, then) {
    if (answer.more) {
      where.replaceChildren(
        make("p", { text: "Reading for passages. You can go on coding." }),
        make("progress", { max: answer.of, value: answer.done, "aria-label": "How much has been read" }),
      );
    } else if (answer.refused) {
      where.replaceChildren(make("p", { text: answer.refused }));
      this.page.say(answer.refused);
    } else then(answer.suggestions);
  }

  begin(found) {
    this.found = found.filter((each) => each.document === this.state.document).sort((a, b) => a.start - b.start);
    this.at = 0;
    this.page.text.repaint(this.found.flatMap((each) => this.state.turnsOf(each)));
    this.show();
    this.page.say(`${this.found.length} suggestions. ${this.inWords(this.found[0])}`);
  }

  /** Where suggestions lie in a turn, in units. */
  bounds(number) {
    const turn = this.state.turns[number];
    return this.found
      .filter((each) => each.document === this.state.document && each.start < turn.end && turn.start < each.end)
      .map((each) => ({
        start: turn.positions.toUnits(Math.max(each.start, turn.start) - turn.start),
        end: turn.positions.toUnits(Math.min(each.end, turn.end) - turn.start),
        classes: each === this.found[this.at] ? "qk-suggested qk-now" : "qk-suggested",
      }));
  }

  inWords(each) {
    if (!each) return "The machine knows too little here, or has found nothing new.";
    const code = this.state.code.get(each.code);
    return `${code ? code.short : each.code}${each.polarity ? `, ${each.polarity}` : ""}: ${each.sure}; ${each.record}.${each.why ? ` Why: ${each.why}.` : ""}`;
  }

  show() {
    const each = this.found[this.at];
    this.strip.hidden = false;
    if (!each) {
      this.strip.replaceChildren(make("p", { text: this.inWords(null) }));
      return;
    }
    this.strip.replaceChildren(
      make("p", {}, make("b", { text: `Suggestion ${this.at + 1} of ${this.found.length}. ` }), this.inWords(each)),
      this.buttons(() => this.decide("accept"), () => this.decide("reject"), () => this.step(1)),
      this.more(each),
    );
    this.page.text.show(this.state.turnAt(each.start));
  }

  buttons(accept, reject, next) {
    const row = make("div", { class: "qk-row" });
    for (const [key, words, click] of [["a", "Accept", accept], ["r", "Reject", reject], ["n", "Next", next]]) {
      if (!click) continue;
      const mine = button(words, click);
      mine.prepend(make("kbd", { text: key }), " ");
      row.append(mine);
    }
    return row;
  }

  /** The other reasons, for who wants them. */
  more(each) {
    if (each.reasons.length < 2) return "";
    return make("details", {}, make("summary", { text: "All its reasons" }), make("ul", {}, ...each.reasons.map((text) => make("li", { text }))));
  }

  step(by) {
    if (!this.list.hidden) return this.stepList(by);
    if (!this.found.length) return this.page.say(this.on ? this.inWords(null) : "Suggestions are off: g shows them.");
    const before = this.found[this.at];
    this.at = (this.at + by + this.found.length) % this.found.length;
    this.page.text.repaint([before, this.found[this.at]].flatMap((each) => this.state.turnsOf(each)));
    this.show();
    return this.page.say(`${this.inWords(this.found[this.at])} On: ${this.found[this.at].text}`);
  }

  /** Accept or reject the one in front, and open the next. */
  decide(verb) {
    if (!this.list.hidden) return this.decideInList(verb);
    const each = this.found[this.at];
    if (!each) return this.page.say(this.on ? this.inWords(null) : "Suggestions are off: g shows them.");
    this.page.act(verb, { suggestion: each.id });
    this.found.splice(this.at, 1);
    if (this.at >= this.found.length) this.at = 0;
    this.page.text.repaint([each, this.found[this.at]].flatMap((one) => this.state.turnsOf(one)));
    this.show();
    return this.page.say(`${verb === "accept" ? "Accepted" : "Rejected"}. ${this.inWords(this.found[this.at])}`);
  }

  // --- one code across the interviews --------------------------------------------------------------------------------

  openReview() {
    if (!this.list.hidden) return this.shut();
    const choose = make("select", { "aria-label": "Code", on: { change: () => this.reviewCode(choose.value) } });
    choose.append(make("option", { value: "", text: "Choose a code" }));
    for (const code of this.state.codes) choose.append(make("option", { value: code.id, text: code.path }));
    this.shown = make("div", { class: "qk-found" });
    this.list.replaceChildren(
      make("p", { class: "qk-title", text: "Suggestions for one code, in every interview" }),
      make("div", { class: "qk-row" }, choose, button("Back to the interview", () => this.shut())),
      this.shown,
    );
    this.list.hidden = false;
    this.page.text.element.hidden = true;
    this.page.bar.element.hidden = true;
    return choose.focus();
  }

  shut() {
    if (this.list.hidden) return;
    this.list.hidden = true;
    this.page.text.element.hidden = false;
    this.page.bar.element.hidden = false;
    this.page.backToText();
  }

  reviewCode(code) {
    if (!code) return;
    this.wait(this.shown);
    this.page.wire.ask("suggestions", { code }, (answer) => this.take(answer, this.shown, (found) => this.drawList(found)));
  }

  drawList(found) {
    this.inList = found;
    this.shown.replaceChildren(...found.map((each) => this.listed(each)));
    if (!found.length) this.shown.append(make("p", { text: "Nothing to suggest for this code: the machine knows too little, or has found nothing new." }));
    else this.shown.firstChild.focus();
    this.page.say(`${found.length} suggestions.`);
  }

  listed(each) {
    const place = make(
      "article",
      { class: "qk-item", tabindex: "-1", "data-suggestion": each.id, "aria-label": `${each.document}. ${each.text}` },
      make("p", {}, make("b", { text: `${each.document}: ` }), make("span", { class: "qk-quiet", text: `…${each.before}` }), make("mark", { text: each.text }), make("span", { class: "qk-quiet", text: `${each.after}…` })),
      make("p", { text: this.inWords(each) }),
      this.buttons(() => this.decideItem(each, "accept"), () => this.decideItem(each, "reject")),
      this.more(each),
    );
    if (each.covered) place.querySelector("mark").after(" ", this.uncover(each, place));
    return place;
  }

  /** Words that are covered in the list too, until somebody chooses to see them. */
  uncover(each, place) {
    const show = button("Show", () =>
      this.page.wire.ask("words", { document: each.document, start: each.start, end: each.end }, (answer) => {
        place.querySelector("mark").textContent = answer.text;
        show.remove();
      }),
    );
    return show;
  }

  inFront() {
    return focusedIn(this.page.root)?.closest(".qk-item") || this.shown?.querySelector(".qk-item");
  }

  stepList(by) {
    const items = [...(this.shown?.querySelectorAll(".qk-item") || [])];
    const next = items[items.indexOf(this.inFront()) + by];
    if (next) next.focus();
  }

  decideInList(verb) {
    const item = this.inFront();
    const each = item && this.inList.find((one) => one.id === item.dataset.suggestion);
    if (each) this.decideItem(each, verb);
  }

  decideItem(each, verb) {
    const item = this.shown.querySelector(`[data-suggestion="${CSS.escape(each.id)}"]`);
    const next = item.nextElementSibling || item.previousElementSibling;
    this.page.act(verb, { suggestion: each.id });
    item.remove();
    this.page.say(`${verb === "accept" ? "Accepted" : "Rejected"}. ${next ? next.getAttribute("aria-label") : "That was the last one."}`);
    if (next) next.focus();
    else this.list.querySelector("select").focus();
  }
}

EXTRAS.push((page) => (page.suggesting = new Suggesting(page)));
