// Care for whoever reads: passages that distress stay covered, and nobody is asked why they flag one.

class Care {
  constructor(page) {
    this.page = page;
    this.state = page.state;
    page.hooks.bar.push((marked) => this.offer(marked));
    page.hooks.commands.flag = () => this.flag();
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

EXTRAS.push((page) => (page.care = new Care(page)));
