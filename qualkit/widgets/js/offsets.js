// Where things stand. Python counts code points of the whole interview, the browser UTF-16 units of one string:
// here, and nowhere else, the one becomes the other.

const SURROGATE = /[\uD800-\uDFFF]/;

/** The positions of one string: units are the browser's, points are Python's. */
class Positions {
  constructor(text) {
    this.text = text;
    this.plain = !SURROGATE.test(text);
    if (this.plain) {
      this.length = text.length;
      return;
    }
    this.units = [];
    for (let unit = 0; unit < text.length; unit += text.codePointAt(unit) > 0xffff ? 2 : 1) this.units.push(unit);
    this.units.push(text.length);
    this.length = this.units.length - 1;
  }

  /** Units before the code point of that number. */
  toUnits(point) {
    return this.plain ? point : this.units[point];
  }

  /** Code points before that unit; one inside a pair counts as before it. */
  toPoints(unit) {
    if (this.plain) return unit;
    let low = 0;
    let high = this.units.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.units[middle] <= unit) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

const SEGMENTERS = new Map();

/** The pieces of a string that are words, sentences or graphemes: [start, end, is it like a word]. */
function pieces(text, granularity) {
  if (!SEGMENTERS.has(granularity)) SEGMENTERS.set(granularity, new Intl.Segmenter("en", { granularity }));
  const found = [];
  for (const piece of SEGMENTERS.get(granularity).segment(text)) {
    found.push([piece.index, piece.index + piece.segment.length, piece.isWordLike !== false]);
  }
  return found;
}

/** The words of a string, white space and marks between them left out. */
function wordsOf(text) {
  return pieces(text, "word").filter(([start, end, like]) => like && text.slice(start, end).trim());
}

/** The sentences of a string without the white space after them. */
function sentencesOf(text) {
  return pieces(text, "sentence")
    .map(([start, end]) => trimmed(text, start, end))
    .filter(([start, end]) => end > start);
}

/** A stretch without white space at its ends. */
function trimmed(text, start, end) {
  while (start < end && !text[start].trim()) start += 1;
  while (end > start && !text[end - 1].trim()) end -= 1;
  return [start, end];
}

/** A stretch widened so that it cuts no grapheme, or (with `whole`) no word, in two. */
function snapped(text, start, end, whole) {
  const around = pieces(text, whole ? "word" : "grapheme");
  for (const [left, right, like] of around) {
    if (whole && !like) continue;
    if (left < start && start < right) start = left;
    if (left < end && end < right) end = right;
  }
  if (whole) return snapped(text, start, end, false);
  return [start, end];
}
