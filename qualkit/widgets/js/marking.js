// Marking words: with the mouse (drag, double and triple click) and by keyboard (word, sentence, turn, across turns).

class Marking {
  constructor(state, text, changed) {
    this.state = state;
    this.text = text;
    this.changed = changed; // told after each marking: (by mouse or by key)
    text.element.addEventListener("mouseup", (event) => this.fromMouse(event));
    text.element.addEventListener("copy", (event) => this.copy(event));
  }

  /** Mark a stretch (code points of the whole text), or nothing. */
  mark(stretch, how = "key") {
    const before = this.state.turnsOf(this.state.marked);
    this.state.marked = stretch && stretch.end > stretch.start ? stretch : null;
    this.text.repaint([...before, ...this.state.turnsOf(this.state.marked)]);
    this.changed(how);
  }

  /** Mark what the mouse selected, and put the browser's own selection away. */
  fromMouse(event) {
    if (event.target.closest && event.target.closest("button")) return;
    const range = selectedRange(this.text.element);
    if (!range) return;
    const start = this.pointOf(range.startContainer, range.startOffset);
    const end = this.pointOf(range.endContainer, range.endOffset);
    if (!start || !end) return;
    if (range.collapsed) {
      this.state.here = start;
      this.changed("click");
      return;
    }
    const stretch = this.tidy(start, end, !event.altKey);
    clearSelection(this.text.element);
    if (stretch) {
      this.state.here = this.state.placeOf(stretch.end - 1);
      this.mark(stretch, "mouse");
    }
  }

  /** Two places as a stretch without white space at its ends, cutting no word (or no grapheme) in two. */
  tidy(start, end, whole) {
    const turns = this.state.turns;
    const one = start.turn === end.turn;
    let [left] = snapped(turns[start.turn].text, start.unit, one ? end.unit : Infinity, whole);
    let [, right] = snapped(turns[end.turn].text, one ? start.unit : 0, end.unit, whole);
    let [first, last] = [start.turn, end.turn];
    const before = () => first < last || left < right;
    while (before() && !turns[first].text.slice(left).trim() && first < last) [first, left] = [first + 1, 0];
    while (before() && !turns[last].text.slice(0, right).trim() && first < last) [last, right] = [last - 1, Infinity];
    right = Math.min(right, turns[last].text.length);
    while (before() && !turns[first].text[left].trim()) left += 1;
    while (before() && !turns[last].text[right - 1].trim()) right -= 1;
    return before() ? { start: this.state.pointAt(first, left), end: this.state.pointAt(last, right) } : null;
  }

  /** A point of the page as a place in the words; labels and buttons count as the nearest end of the words. */
  pointOf(node, offset) {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const inTurn = element.closest(".qk-turn");
    if (!inTurn) return this.outside(node, offset);
    const turn = Number(inTurn.dataset.turn);
    const words = this.text.words(turn);
    const place = document.createRange();
    place.selectNodeContents(words);
    if (place.comparePoint(node, offset) < 0) return { turn, unit: 0 };
    if (place.comparePoint(node, offset) > 0) return { turn, unit: this.state.turns[turn].text.length };
    return { turn, unit: this.unitOf(words, node, offset) };
  }

  /** Where a point inside a turn's words stands; inside a cover it is the cover's beginning. */
  unitOf(words, node, offset) {
    if (node === words) return offset ? words.childNodes[offset - 1].to : 0;
    let piece = node;
    while (piece.parentNode !== words) piece = piece.parentNode;
    if (piece.nodeType !== Node.TEXT_NODE && piece.matches("button")) return piece.from;
    return node.nodeType === Node.TEXT_NODE ? piece.from + offset : offset ? piece.to : piece.from;
  }

  /** A point between turns: the end of the one before it. */
  outside(node, offset) {
    const place = document.createRange();
    let found = null;
    for (let turn = 0; turn < this.text.turns.length; turn += 1) {
      place.selectNode(this.text.turns[turn]);
      if (place.comparePoint(node, offset) < 0) return found || { turn, unit: 0 };
      found = { turn, unit: this.state.turns[turn].text.length };
    }
    return found;
  }

  copy(event) {
    if (!this.state.marked || selectedRange(this.text.element, true)) return;
    event.clipboardData.setData("text/plain", this.state.quote(this.state.marked));
    event.preventDefault();
  }

  // --- by keyboard -----------------------------------------------------------------------------------------------

  /** Go to another turn; nothing is marked then. */
  toTurn(step) {
    const turn = Math.max(0, Math.min(this.state.turns.length - 1, this.state.here.turn + step));
    this.state.here = { turn, unit: 0 };
    this.mark(null, "turn");
    this.text.show(turn, true);
  }

  /** What is marked, where the keyboard's place is in it. */
  inHand() {
    const { marked, here } = this.state;
    return this.state.turnsOf(marked).includes(here.turn) ? marked : null;
  }

  /** Mark the next word, or the one before. */
  toWord(step) {
    const marked = this.inHand();
    const from = marked ? this.state.placeOf(step > 0 ? marked.end : marked.start) : this.state.here;
    const word = this.wordFrom(from, step);
    if (word) this.put(word, step);
  }

  /** Let what is marked grow or shrink by a word, at its end or at its start. */
  byWord(step, atStart) {
    const marked = this.state.marked;
    if (!marked) return this.toWord(step);
    const edge = this.state.placeOf(atStart ? marked.start : marked.end);
    const word = this.wordFrom(edge, step);
    if (!word) return null;
    const found = { start: this.state.pointAt(word.turn, word.start), end: this.state.pointAt(word.turn, word.end) };
    const grown = { ...marked };
    if (atStart) grown.start = step > 0 ? this.after(found) : found.start;
    else grown.end = step > 0 ? found.end : this.before(found);
    if (grown.end > grown.start) this.mark(grown);
    return grown;
  }

  /** Where the word after this one begins, and where the one before it ends. */
  after(word) {
    const next = this.wordFrom(this.state.placeOf(word.end), 1);
    return next ? this.state.pointAt(next.turn, next.start) : word.start;
  }

  before(word) {
    const last = this.wordFrom(this.state.placeOf(word.start), -1);
    return last ? this.state.pointAt(last.turn, last.end) : word.end;
  }

  wordFrom(place, step) {
    let { turn, unit } = place;
    for (; this.state.turns[turn]; turn += step) {
      const words = wordsOf(this.state.turns[turn].text);
      const found =
        step > 0
          ? words.find(([start]) => start >= unit)
          : words.reverse().find(([, end]) => end <= unit);
      if (found) return { turn, start: found[0], end: found[1] };
      unit = step > 0 ? 0 : Infinity;
    }
    return null;
  }

  /** Mark the sentence at the place; asked again, the one after it too. */
  sentence(more) {
    const marked = this.inHand();
    const place = marked ? this.state.placeOf(more ? marked.end : marked.start) : this.state.here;
    let { turn, unit } = place;
    for (; turn < this.state.turns.length; turn += 1, unit = 0) {
      const sentences = sentencesOf(this.state.turns[turn].text);
      const found = sentences.find(([start, end]) => (more ? start >= unit : end > unit));
      if (!found) continue;
      const stretch = { start: this.state.pointAt(turn, found[0]), end: this.state.pointAt(turn, found[1]) };
      this.settle(more && marked ? { start: marked.start, end: stretch.end } : stretch, turn);
      return;
    }
  }

  /** Mark the whole turn. */
  turn() {
    const { turn } = this.state.here;
    const { text } = this.state.turns[turn];
    const [start, end] = trimmed(text, 0, text.length);
    if (end > start) this.settle({ start: this.state.pointAt(turn, start), end: this.state.pointAt(turn, end) }, turn);
  }

  put(word, step) {
    this.state.here = { turn: word.turn, unit: step > 0 ? word.start : word.end };
    this.settle({ start: this.state.pointAt(word.turn, word.start), end: this.state.pointAt(word.turn, word.end) }, word.turn);
  }

  settle(stretch, turn) {
    if (this.state.here.turn !== turn) this.state.here = { turn, unit: 0 };
    this.mark(stretch);
    this.text.show(turn, true);
  }
}

/** What is selected inside an element, also in a shadow root. */
function selectedRange(inside, wide = false) {
  const root = inside.getRootNode();
  const selection = root.getSelection ? root.getSelection() : document.getSelection();
  let range = null;
  if (root instanceof ShadowRoot && !root.getSelection && selection.getComposedRanges) {
    [range] = selection.getComposedRanges({ shadowRoots: [root] });
  } else if (selection && selection.rangeCount) range = selection.getRangeAt(0);
  if (!range || (wide && range.collapsed)) return null;
  const within = (node) => inside.contains(node);
  return within(range.startContainer) || within(range.endContainer) ? range : null;
}

function clearSelection(inside) {
  const root = inside.getRootNode();
  (root.getSelection ? root.getSelection() : document.getSelection()).removeAllRanges();
}
