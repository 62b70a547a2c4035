// The interview on the page: turns in chunks of forty, so that a browser lays out only what is in sight, and each
// turn painted anew only when something in it changed.

const CHUNK = 40;
const LANES = 6; // more codings than that on one word are counted, not drawn

class Text {
  constructor(state) {
    this.state = state;
    this.painted = []; // hooks that add to a turn: (turn number, its element)
    this.boundaries = []; // hooks that cut a turn's words: turn number -> [{start, end, classes}] in units
    this.element = make("div", {
      class: "qk-text",
      tabindex: "0",
      role: "document",
      "aria-label": "The interview. Arrow keys move; a question mark lists the keys.",
    });
    this.turns = [];
  }

  /** Draw every turn. */
  draw() {
    this.turns = [];
    const chunks = [];
    for (let from = 0; from < this.state.turns.length; from += CHUNK) {
      const chunk = make("div", { class: "qk-chunk" });
      for (const turn of this.state.turns.slice(from, from + CHUNK)) chunk.append(this.frame(turn, this.turns.length));
      chunks.push(chunk);
    }
    this.element.replaceChildren(...chunks);
    this.turns.forEach((_, number) => this.paint(number));
  }

  frame(turn, number) {
    const when = clock(turn.time);
    const who = make("div", { class: "qk-who" }, make("span", { class: "qk-speaker", text: turn.speaker || "—" }));
    if (when) who.append(make("span", { class: "qk-time", text: when }));
    const element = make(
      "div",
      {
        class: `qk-turn qk-${turn.role}`,
        tabindex: "-1",
        role: "group",
        "aria-label": [turn.speaker, when, `turn ${number + 1}`].filter(Boolean).join(", "),
        "data-turn": number,
      },
      who,
      make("p", { class: "qk-words", dir: "auto" }),
      make("div", { class: "qk-chips" }),
    );
    this.turns.push(element);
    return element;
  }

  /** Draw some turns anew, each once. */
  repaint(numbers) {
    for (const number of new Set(numbers)) if (this.turns[number]) this.paint(number);
  }

  paint(number) {
    const turn = this.state.turns[number];
    const codings = this.state.codingsIn(number);
    const lanes = lanesOf(codings);
    const cuts = this.cutsOf(number, codings);
    const words = this.words(number);
    words.replaceChildren(
      ...cuts.map(([from, to, over]) => {
        const piece = this.piece(turn, from, to, over, lanes);
        piece.from = from; // where its words begin, in units; a cover shows others than it stands for
        piece.to = to;
        return piece;
      }),
    );
    words.style.setProperty("--lanes", Math.min(LANES, lanes.size ? Math.max(...lanes.values()) + 1 : 0));
    this.paintChips(number, codings);
    for (const hook of this.painted) hook(number, this.turns[number]);
  }

  words(number) {
    return this.turns[number].querySelector(".qk-words");
  }

  /** A turn's words cut wherever something begins or ends: [from, to, what lies over it]. */
  cutsOf(number, codings) {
    const turn = this.state.turns[number];
    const inside = (stretch) => ({
      start: turn.positions.toUnits(Math.max(stretch.start, turn.start) - turn.start),
      end: turn.positions.toUnits(Math.min(stretch.end, turn.end) - turn.start),
    });
    const over = codings.map((coding) => ({ ...inside(coding), coding }));
    const marked = this.state.marked;
    for (const flag of this.state.covering(turn)) over.push({ ...inside(flag), flag });
    if (marked && marked.start < turn.end && turn.start < marked.end) over.push({ ...inside(marked), classes: "qk-marked" });
    for (const hook of this.boundaries) over.push(...hook(number));
    const edges = new Set([0, turn.text.length]);
    for (const { start, end } of over) edges.add(start).add(end);
    const covered = over.filter((each) => each.flag);
    const within = (edge) => covered.some((each) => each.start < edge && edge < each.end);
    const order = [...edges].filter((edge) => !within(edge)).sort((a, b) => a - b);
    const cuts = [];
    for (let at = 0; at + 1 < order.length; at += 1) {
      const [from, to] = [order[at], order[at + 1]];
      cuts.push([from, to, over.filter((each) => each.start <= from && to <= each.end)]);
    }
    return cuts;
  }

  piece(turn, from, to, over, lanes) {
    const text = turn.text.slice(from, to);
    const flag = over.find((each) => each.flag);
    if (flag) return this.cover(flag.flag);
    if (!over.length) return document.createTextNode(text);
    const classes = over.map((each) => each.classes).filter(Boolean);
    const codings = over.filter((each) => each.coding).map((each) => each.coding);
    const span = make("span", { class: ["qk-piece", ...classes].join(" "), text });
    if (codings.some((coding) => coding.id === this.state.chosen)) span.classList.add("qk-chosen");
    if (codings.length) Object.assign(span.style, drawn(codings, lanes, this.state));
    return span;
  }

  /** What stands where flagged words stand, until somebody chooses to see them. */
  cover(flag) {
    return make("button", {
      class: "qk-cover",
      text: "Covered: flagged as distressing. Show",
      on: {
        click: () => {
          this.state.seen.add(flag.id);
          this.repaint(this.state.turnsOf(flag));
        },
      },
    });
  }

  /** The codings that begin in a turn, as buttons beside it: shape and name, never colour alone. */
  paintChips(number, codings) {
    const turn = this.state.turns[number];
    const begun = codings.filter((coding) => coding.start >= turn.start);
    this.turns[number].querySelector(".qk-chips").replaceChildren(...begun.map((coding) => this.chip(coding)));
  }

  chip(coding) {
    const code = this.state.code.get(coding.code);
    const pole = this.state.poleOf(coding);
    const theirs = coding.coder === this.state.coder.id ? "" : this.state.coders[coding.coder] || "somebody";
    const name = code ? code.short : coding.code;
    const element = make("button", {
      class: `qk-chip qk-c${code ? code.colour : 0}`,
      tabindex: "-1",
      "data-coding": coding.id,
      "aria-pressed": String(coding.id === this.state.chosen),
      "aria-label": [name, pole, theirs, coding.memo || coding.notes ? "with a memo" : ""].filter(Boolean).join(", "),
    });
    element.append(make("span", { class: "qk-shape", text: SHAPES[pole] || "•" }), name);
    if (coding.important) element.append(make("span", { class: "qk-note", text: "!" }));
    if (coding.memo || coding.notes) element.append(make("span", { class: "qk-note", text: "✎" }));
    if (theirs) element.append(make("span", { class: "qk-note", text: theirs }));
    if (coding.waits) element.append(make("span", { class: "qk-note", text: coding.waits }));
    return element;
  }

  /** Bring a turn into sight. */
  show(number, focus = false) {
    const turn = this.turns[number];
    if (!turn) return;
    turn.scrollIntoView({ block: "nearest" });
    if (focus) turn.focus({ preventScroll: true });
  }
}

/** A lane under the words for each coding, so that two that overlap never share one. */
function lanesOf(codings) {
  const ends = [];
  const lanes = new Map();
  for (const coding of codings) {
    let lane = ends.findIndex((end) => end <= coding.start);
    if (lane < 0) lane = ends.length;
    ends[lane] = coding.end;
    lanes.set(coding.id, lane);
  }
  return lanes;
}

/** The lines under a piece: whole for validating, dashes for invalidating, double for both, dots for unclear. */
function drawn(codings, lanes, state) {
  const images = [];
  const places = [];
  const sizes = [];
  const line = (image, up, thick) => {
    images.push(image);
    places.push(`0 calc(100% - ${up}px)`);
    sizes.push(`100% ${thick}px`);
  };
  for (const coding of codings) {
    const lane = lanes.get(coding.id);
    if (lane >= LANES) continue;
    const code = state.code.get(coding.code);
    const colour = `var(--qk-c${code ? code.colour : 0})`;
    const up = lane * 5;
    const pole = state.poleOf(coding);
    if (pole === "invalidating") line(stripes(colour, 7, 5), up, 3);
    else if (pole === "unclear") line(stripes(colour, 2, 4), up, 3);
    else if (pole === "both") {
      line(`linear-gradient(${colour}, ${colour})`, up, 1);
      line(`linear-gradient(${colour}, ${colour})`, up + 2, 1);
    } else line(`linear-gradient(${colour}, ${colour})`, up, pole ? 3 : 2);
  }
  return {
    backgroundImage: images.join(", "),
    backgroundPosition: places.join(", "),
    backgroundSize: sizes.join(", "),
  };
}

function stripes(colour, full, empty) {
  return `repeating-linear-gradient(90deg, ${colour} 0 ${full}px, transparent ${full}px ${full + empty}px)`;
}
