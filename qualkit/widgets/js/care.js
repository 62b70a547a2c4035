// Care for whoever reads: passages that distress stay covered, and nobody is asked why they flag one.

class Care {
  constructor(page) {
    this.page = page;
    this.state = page.state;
    page.hooks.bar.push((marked) => this.offer(marked));
    page.hooks.commands.flag = () => this.flag();
    for (let key = 1; key <= 9; key += 1) page.hooks.commands[`keep${key}`] = () => this.keep(key);
    page.keys.add([1, 2, 3, 4, 5, 6, 7, 8, 9].map((key) => [`Alt+${key}`, `keep${key}`, `Put the code in hand on the number ${key}`]));
    page.hooks.about.push((code, about) => this.offerKey(code, about));
    this.hands = make("span", { class: "qk-hands" });
    this.form = make("div", { class: "qk-row", hidden: true, role: "group", "aria-label": "Pass this interview on" });
    page.head.append(
      this.hands,
      button("Take it up", () => page.act("take_up", {})),
      button("Pass it on", () => this.open()),
      button("Stop here", () => this.stop()),
    );
    page.head.after(this.form);
    page.hooks.drawn.push(() => this.draw());
    page.hooks.taken.push(() => this.draw());
    page.hooks.moved.push(() => this.later());
    page.keys.add([["f", "flag", "Flag the marked words as distressing, or take your flag off"]]);
  }

  /** This coder's own flag on the marked words. */
  mine() {
    const { marked } = this.state;
    return marked && this.state.flags.find((flag) => flag.mine && flag.start < marked.end && marked.start < flag.end);
  }

  offer(marked) {
    return this.page.bar.offer("f", this.mine() ? "Take my flag off" : "Flag as distressing", () => this.flag(), marked);
  }

  flag() {
    if (!this.state.marked) return this.page.say("Mark the words first.");
    const mine = this.mine();
    if (mine) {
      this.page.act("unflag", { flag: mine.id });
      return this.page.say("Your flag is off.");
    }
    const { start, end } = this.state.marked;
    this.page.act("flag", { start, end, quote: this.state.quote(this.state.marked) });
    this.page.marking.mark(null, "flag");
    return this.page.say("Flagged: these words are covered now, for everybody, until somebody chooses to see them.");
  }
}

/** The rest of care: to whom an interview goes, where somebody stops, and what lies on their keys. */
Object.assign(Care.prototype, {
  draw() {
    const { hands } = this.state;
    this.hands.textContent = hands.length ? `In hand: ${hands.join(", ")}` : "In nobody's hand";
  },

  /** Pass the interview on: to whom is asked, why never is. */
  open() {
    const others = Object.entries(this.state.coders).filter(([id]) => id !== this.state.coder.id);
    const names = others.map(([, name]) => make("option", { value: name, text: name }));
    const to = make("select", { "aria-label": "To whom" }, make("option", { value: "", text: "whoever takes it up" }), ...names);
    const pass = button("Pass it on", () => {
      this.page.act("pass_on", { to: to.value });
      this.shut();
    });
    this.form.replaceChildren(make("span", { text: "To" }), to, pass, button("Keep it", () => this.shut()));
    this.form.hidden = false;
    to.focus();
  },

  shut() {
    this.form.hidden = true;
    this.page.backToText();
  },

  /** Remember the place; it is where the interview opens the next time. */
  stop() {
    this.remember();
    this.page.say("Your place is kept. You can close this now; next time it opens here.", true);
  },

  later() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.remember(), 2000);
  },

  remember() {
    clearTimeout(this.waiting);
    const turn = this.state.turns[this.state.here.turn];
    if (turn) this.page.wire.post({ kind: "place", at: turn.start });
  },

  keep(number) {
    const code = this.page.tree.at;
    if (!code) return this.page.say("Choose a code first.");
    this.page.act("favourite", { number, code });
    return this.page.say(`${this.state.code.get(code).short} is on ${number} now.`);
  },

  offerKey(code, about) {
    const now = Object.entries(this.state.favourites).find(([, id]) => id === code.id);
    const choose = make("select", { on: { change: () => choose.value && this.page.act("favourite", { number: Number(choose.value), code: code.id }) } });
    choose.append(make("option", { value: "", text: "no number of its own" }));
    for (let key = 1; key <= 9; key += 1) choose.append(make("option", { value: String(key), text: `the number ${key}` }));
    choose.value = now ? now[0] : "";
    about.append(make("label", { class: "qk-row" }, "On ", choose));
  },
});

EXTRAS.push((page) => (page.care = new Care(page)));
