// What the page knows: the interview, its codings and the codebook, as Python last told it, with what is still on its
// way painted already.

const POLES = ["validating", "invalidating", "both", "unclear"];
const SHAPES = { validating: "✓", invalidating: "✗", both: "±", unclear: "?" };
const COLOURS = 8;

class State {
  constructor() {
    this.ready = false;
    this.turns = [];
    this.codings = new Map();
    this.codes = [];
    this.code = new Map();
    this.uses = {};
    this.flags = []; // what somebody flagged as distressing
    this.seen = new Set(); // the flags whose words this reader chose to see
    this.favourites = {}; // numbers that this coder put codes on
    this.hands = [];
    this.numbered = [];
    this.chosen = null; // the coding in hand
    this.marked = null; // the words in hand: {start, end} in code points of the whole text
    this.here = { turn: 0, unit: 0 }; // the keyboard's place
    this.last = null; // the code laid last
    this.brush = null; // the code that every marking is given
    this.renamed = new Map(); // ids that the page gave, and what Python made of them
  }

  /** Take a whole page in. */
  open(page) {
    const another = page.document !== this.document || page.study !== this.study;
    Object.assign(this, {
      study: page.study,
      document: page.document,
      documents: page.documents,
      revision: page.revision,
      coder: page.coder,
      coders: page.coders,
      others: page.others,
      uses: page.uses,
    });
    this.turns = page.turns.map(([number, speaker, role, time, start, text]) => {
      const positions = new Positions(text);
      return { number, speaker, role, time, start, text, positions, end: start + positions.length };
    });
    this.codings = new Map(page.codings.map((coding) => [coding.id, coding]));
    this.kept = null;
    this.takeCare(page);
    if (another) this.numbered = [];
    this.takeCodes(page.codes);
    if (another) Object.assign(this, { chosen: null, marked: null, here: page.place ? this.placeOf(page.place) : { turn: 0, unit: 0 } });
    this.ready = true;
  }

  takeCare({ flags, hands, favourites }) {
    Object.assign(this, { flags, hands, favourites });
  }

  takeCodes(codes) {
    this.codes = codes;
    this.code = new Map(codes.map((code) => [code.id, code]));
    let colour = -1;
    for (const code of codes) {
      const above = this.code.get(code.parent);
      code.depth = above ? above.depth + 1 : 0;
      if (!above) colour = (colour + 1) % COLOURS;
      code.colour = above ? above.colour : colour;
      code.path = above ? `${above.path} > ${code.short}` : code.short;
      code.searched = `${code.name} ${code.definition} ${code.include} ${code.words.join(" ")}`.toLowerCase();
    }
  }

  /** The codes on the keys 1 to 9: those that were chosen, else the ones used most. */
  keyed() {
    const chosen = Object.entries(this.favourites).filter(([, id]) => this.code.has(id));
    const ids = new Set(chosen.map(([, id]) => id));
    // While an interview is open a number stays the same code's, or the fingers would lay another.
    const kept = this.numbered.filter((id) => this.code.has(id));
    const order = this.codes.map((code) => code.id).filter((id) => !kept.includes(id));
    const used = order.filter((id) => this.uses[id]).sort((a, b) => this.uses[b] - this.uses[a]);
    const bare = order.filter((id) => !this.uses[id] && !this.codes.some((code) => code.parent === id));
    this.numbered = [...kept, ...used, ...bare].slice(0, 18);
    const others = this.numbered.filter((id) => !ids.has(id));
    const keys = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((key) => (chosen.find(([number]) => Number(number) === key) || [])[1]);
    return keys.map((id) => id || others.shift()).slice(0, 9);
  }

  /** The number of the turn in which a code point stands. */
  turnAt(point) {
    let low = 0;
    let high = this.turns.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.turns[middle].start <= point) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The numbers of the turns that a stretch touches. */
  turnsOf(stretch) {
    if (!stretch || !this.turns.length) return [];
    const found = [];
    for (let turn = this.turnAt(stretch.start); turn <= this.turnAt(Math.max(stretch.start, stretch.end - 1)); turn += 1) {
      found.push(turn);
    }
    return found;
  }

  /** The words of a stretch, as Python has them. */
  quote(stretch) {
    return this.turnsOf(stretch)
      .map((number) => {
        const turn = this.turns[number];
        const from = Math.max(stretch.start, turn.start) - turn.start;
        const to = Math.min(stretch.end, turn.end) - turn.start;
        return turn.text.slice(turn.positions.toUnits(from), turn.positions.toUnits(to));
      })
      .join("\n");
  }

  /** The flags that cover a part of a stretch. */
  covering(stretch) {
    return this.flags.filter((flag) => !this.seen.has(flag.id) && flag.start < stretch.end && stretch.start < flag.end);
  }

  /** The words of a stretch as they may be said aloud. */
  aloud(stretch) {
    return this.covering(stretch).length ? "words that are covered" : this.quote(stretch);
  }

  /** A place inside a turn (in units) as a code point of the whole text. */
  pointAt(turn, unit) {
    return this.turns[turn].start + this.turns[turn].positions.toPoints(unit);
  }

  /** A code point of the whole text as a place inside a turn. */
  placeOf(point) {
    const turn = this.turnAt(point);
    const words = this.turns[turn];
    return { turn, unit: words.positions.toUnits(Math.min(point, words.end) - words.start) };
  }

  /** The codings that touch a turn, in order. */
  codingsIn(turn) {
    return this.byTurn().get(turn) || [];
  }

  /** Every turn's codings; kept until a coding changes. */
  byTurn() {
    if (!this.kept) {
      this.kept = new Map();
      const inOrder = [...this.codings.values()].sort(
        (a, b) => a.start - b.start || b.end - a.end || (a.id < b.id ? -1 : 1),
      );
      for (const coding of inOrder) {
        for (const turn of this.turnsOf(coding)) {
          if (!this.kept.has(turn)) this.kept.set(turn, []);
          this.kept.get(turn).push(coding);
        }
      }
    }
    return this.kept;
  }

  /** Put a coding in, or (null) take it out; gives the turns to paint. */
  put(id, coding) {
    const before = this.codings.get(id);
    if (coding) this.codings.set(id, coding);
    else this.codings.delete(id);
    this.kept = null;
    return [...this.turnsOf(before), ...this.turnsOf(coding)];
  }

  /** A coding's pole: its own, else its code's. */
  poleOf(coding) {
    return coding.polarity || (this.code.get(coding.code) || {}).polarity || "";
  }

  /** The id that Python gave to what the page named first. */
  known(id) {
    return this.renamed.get(id) || id;
  }

  /** Take changes in; gives the turns to paint. */
  take(changes) {
    const turns = [];
    const mine = changes.result || {};
    if (this.codings.has(changes.key)) turns.push(...this.put(changes.key, null));
    if (mine.coding || mine.done_before) this.renamed.set(changes.key, mine.coding || mine.done_before);
    for (const id of changes.gone) turns.push(...this.put(id, null));
    for (const coding of changes.codings) turns.push(...this.put(coding.id, coding));
    if (changes.codes) this.takeCodes(changes.codes);
    if (JSON.stringify(changes.flags) !== JSON.stringify(this.flags)) {
      turns.push(...[...this.flags, ...changes.flags].flatMap((flag) => this.turnsOf(flag)));
    }
    this.takeCare(changes);
    this.uses = changes.uses;
    if (this.chosen) this.chosen = this.known(this.chosen);
    if (this.chosen && !this.codings.has(this.chosen)) this.chosen = null;
    return turns;
  }

  /** Paint an act before Python has answered; gives the turns to paint. */
  expect(act) {
    const old = act.coding ? this.codings.get(this.known(act.coding)) : null;
    if (act.verb === "code") {
      const { start, end, code, polarity } = act;
      const mine = { polarity: polarity || null, coder: this.coder.id, origin: "manual", memo: "", notes: "" };
      return this.put(act.key, { id: act.key, start, end, code, ...mine, pending: true });
    }
    if (!old) return [];
    if (act.verb === "remove") return this.put(old.id, null);
    const changed = {};
    for (const name of ["code", "polarity", "start", "end", "important"]) if (name in act) changed[name] = act[name];
    if (act.verb === "memo") changed.memo = act.text;
    return this.put(old.id, { ...old, ...changed, pending: true });
  }
}
