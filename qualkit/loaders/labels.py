"""What at the beginning of a line could be a speaker's label. `turns` decides which ones are."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from qualkit.loaders.times import CLOCK, seconds

Style = Literal["bold", "colon", "stamped", "bracket", "dot", "tab", "dash", "alone", "small"]
#: Styles that hardly occur in ordinary prose; the others need much more evidence.
STRONG: frozenset[Style] = frozenset({"bold", "colon", "stamped"})
LONGEST = 60
#: What a format itself says is a name may be longer (with an organisation in it), but not a page.
_LONGEST_NAME = 200
_MOST_WORDS = 6
# A label with a time before and after it ends within so many characters.
_HEAD = 240


class Line(NamedTuple):
    """A line of a source; `bold` is how many characters at its beginning are set in bold.

    The times are those that the format gives it beside its text.
    """

    text: str
    bold: int = 0
    start_time: float | None = None
    end_time: float | None = None


class Spot(NamedTuple):
    """A possible label: its words begin at `at`; `sure` where the layout itself speaks for it."""

    style: Style
    label: str
    key: str
    at: int
    start_time: float | None = None
    end_time: float | None = None
    sure: bool = False


class Stamp(NamedTuple):
    """A time at the beginning of a line, which ends at `at`."""

    at: int
    start_time: float | None
    end_time: float | None
    bracketed: bool


# Zero-width marks, soft hyphens and marks that turn the writing round: nobody sees them in a label.
_UNSEEN = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_FOLD = str.maketrans("\u00a0\u202f", "  ", _UNSEEN)
_GAP = rf"[\s{_UNSEEN}]*"
_LABEL = rf"(?P<label>[^\W_][^:：?!;…\"“”\t\[\]<>{{}}|=]{{0,{LONGEST}}}?)"
# In brackets stand many asides; a label there is an id, a role, or one letter.
_WORDLIKE = r"[^\W_][^\W_ .-]{0,15}(?:[ _.-]?\d{1,4})?"
_DASH = r"(?:-{1,2}|–|—)"
_IN_BRACKETS = (
    rf"[\[(<{{#]\s*(?P<from>{CLOCK})(?:\s*(?:-->|{_DASH}|to)\s*(?P<to>{CLOCK}))?(?:-\d)?\s*[\])>}}#]"
)
_BARE = rf"(?P<from2>{CLOCK})(?:\s*(?:-->|{_DASH}|to)\s*(?P<to2>{CLOCK}))?(?=\s|$)"
_STAMP = re.compile(rf"{_GAP}(?:(?P<bracket>{_IN_BRACKETS})|{_BARE})[ \t]*(?:{_DASH}\s)?")
_TIME = rf"[\[(]\s*(?P<time>{CLOCK})\s*[\])]"
_WIDE = r"(?P<wide>[ \t]{2,}|\t|\s*(?=[\[(]))"
# The likeliest first: what has a colon or a time says where the label ends. Each with characters of
# which a line must have one, so that most lines need few of these expressions.
_LAYOUTS: tuple[tuple[Style, str, str], ...] = (
    (
        "colon",
        ":：",
        rf"(?:>>\s*)?/{{0,2}}(?:\[(?P<inside>[^\[\]:]{{1,{LONGEST}}})\]|{_LABEL})(?:\s*{_TIME})?{_GAP}[:：](?![\d/])",
    ),
    ("stamped", ":", rf"{_LABEL}{_WIDE}[\[(]?(?P<time>{CLOCK})[\])]?\s*:?\s*$"),
    ("stamped", "[(", rf"{_LABEL}\s*{_TIME}\s+(?=\S)"),
    ("stamped", ":", rf"{_LABEL}\s(?P<time>{CLOCK})\s*$"),
    ("bracket", "[(<", rf"[\[(<](?P<label>{_WORDLIKE})[\])>]\s+(?=\S)"),
    ("dot", ".)", r"(?P<label>[QA]\d{0,3})[.)]\s+"),
    ("tab", "\t", rf"{_LABEL}\t+{_GAP}(?=\S)"),
    ("dash", "-–—", rf"{_LABEL}\s+{_DASH}\s+(?=\S)"),
    ("alone", "", rf"{_LABEL}{_GAP}$"),
)
_PATTERNS = tuple((style, needs, re.compile(_GAP + layout)) for style, needs, layout in _LAYOUTS)
_AFTER_BOLD = re.compile(r"\s*(?:[:：]|(?:-|–|—)(?=\s))?\s*")
_LATER_STAMP = re.compile(rf"\s*\[\s*(?P<time>{CLOCK})\s*\]")

_ROLE_WORDS = (
    "interviewer interviewee participant respondent researcher facilitator moderator speaker person "
    "question answer questioner informant narrator subject client patient carer transcriber "
    "int ir ie iv res resp par part mod fac pt fg spk spkr male female unknown all"
)
_KNOWN = re.compile(
    rf"(?:peer |lead |second |first |co-?)?(?:unknown |unidentified )?(?:{_ROLE_WORDS.replace(' ', '|')})s?"
    r"[\s_.#-]*(?:\d{1,4}|[a-z])?(?: speaker)?(?: \([^()]*\))?"
    r"|[^\W\d_]{1,3}[_.#-]?\d{1,4}[a-z]?(?: \([^()]*\))?|[^\W\d_]|p{1,2} \d{1,3}|s \d{1,3}"
)
_NOT_SPEAKERS = frozenset(
    """date|time|place|location|venue|setting|duration|length|note|notes|nb|n.b|ps|re|cc|to|from|title|topic
    interview|interview number|interview no|interview date|date of interview|place of interview|subject line
    file|file name|filename|audio|audio file|recording|recorded|recorded by|transcript|transcription
    transcribed|transcribed by|transcriber's note|transcript by|typed by|interviewed by|present|attendees|absent
    page|section|part|chapter|key|keywords|legend|summary|background|start|end|http|https|www|email|e-mail|tel
    phone|project|study|consent|example|for example|e.g|i.e|warning|content warning|source|reference|version
    id|age|gender|sex|ethnicity|occupation|name|dob|date of birth|address|language|kind|style|status|comment
    comments|observation|observations|context|field notes|fieldnotes|memo|tape|side|track|session|visit
    participant id|participant number|id number|pseudonym|method|format|software|at|abstract|contents
    start time|end time|time start|time end|started|ended|revision|checked by|copyright|licence|license
    more info|end of audio|end of interview|the question|my question|the answer|the thing|anyway|so|well
    and|but|or|because|then|first|second|third|finally|also|yes|no|yeah|okay|ok|right""".replace("\n", "|")
    .replace("    ", "")
    .split("|")
)
_SMALL_WORDS = frozenset(
    {
        "of",
        "the",
        "and",
        "de",
        "da",
        "van",
        "von",
        "der",
        "den",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ibn",
        "y",
        "e",
    }
    | {"&", "/", "-", "–", "+", "and/or"}
)
_MOST_ROLE_WORDS = 2
#: Words of sentences: where one stands, somebody is being told of and does not speak.
_TELLING = frozenset(
    [
        "a",
        "about",
        "all",
        "and",
        "are",
        "as",
        "asked",
        "at",
        "be",
        "but",
        "did",
        "do",
        "for",
        "from",
        "goes",
        "had",
        "has",
        "have",
        "he",
        "her",
        "him",
        "his",
        "how",
        "i",
        "if",
        "in",
        "is",
        "it",
        "its",
        "just",
        "like",
        "me",
        "mean",
        "my",
        "no",
        "not",
        "now",
        "of",
        "on",
        "or",
        "our",
        "out",
        "said",
        "say",
        "says",
        "she",
        "shouted",
        "so",
        "still",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "they",
        "thing",
        "things",
        "think",
        "this",
        "thought",
        "to",
        "told",
        "too",
        "us",
        "was",
        "we",
        "went",
        "were",
        "what",
        "when",
        "where",
        "which",
        "who",
        "why",
        "wrote",
        "you",
        "your",
    ]
)
_AGAIN = re.compile(r"\s*\(\s*(?:cont(?:['’]?d)?\.?|contd\.?|continued|continuing)\s*\)$", re.IGNORECASE)
_ASIDE = re.compile(r"\s*\([^()]*\)")
_SMALL_NAME = re.compile(r"[^\W\d_]{2,20}")
_ABBREVIATION = re.compile(r"[^\W\d_]{1,4}\.")


def fold_label(raw: str) -> str:
    r"""Take from a label what nobody sees, and what only says that it goes on.

    Examples
    --------
    >>> fold_label("\u200fI\u200bNT\u00a0 2 (cont.)")
    'INT 2'
    """
    plain = " ".join(raw.translate(_FOLD).split())
    if not plain.isprintable():
        plain = "".join(character for character in plain if character.isprintable())
    if len(plain) > _LONGEST_NAME:
        plain = plain[:_LONGEST_NAME] + "…"
    return _AGAIN.sub("", plain).strip("*_/ ").rstrip(" -–—,:：")


def is_known(key: str) -> bool:
    """Whether a label, in small letters, is one that transcribers use: a role, an id, one letter."""
    return _KNOWN.fullmatch(key) is not None


def is_no_speaker(key: str) -> bool:
    """Whether it is a heading such as ``date`` or ``note``, or a word that opens a sentence."""
    return key in _NOT_SPEAKERS


def is_name_shaped(label: str) -> bool:
    """Whether it is written as names and roles are: few words, each with a capital or a figure."""
    words = _ASIDE.sub("", label).replace(",", " ").split()
    if not 0 < len(words) <= _MOST_WORDS:
        return False
    return all(_name_word(word) for word in words) and not words[0].islower()


def is_role_shaped(label: str) -> bool:
    """Whether it is written as what somebody is, such as "Peer supporter": and tells of nobody's saying.

    Examples
    --------
    >>> is_role_shaped("Key worker 2"), is_role_shaped("She said"), is_role_shaped("And the thing")
    (True, False, False)
    """
    words = label.split()
    first, rest = words[0], words[1:]
    written = 1 <= len(rest) <= _MOST_ROLE_WORDS and first[0].isupper() and first.isalpha()
    return written and all(word.isalnum() for word in rest) and _TELLING.isdisjoint(label.casefold().split())


def _name_word(word: str) -> bool:
    if "." in word and not _ABBREVIATION.fullmatch(word):
        return False
    return word.casefold() in _SMALL_WORDS or not word[0].islower()


def _head(text: str) -> str:
    """As much of a line as can hold a label: a very long one must not take long."""
    return text if len(text) <= _HEAD else text[:_HEAD] + "…"


def stamp(text: str) -> Stamp | None:
    """Read a time at the beginning of a line."""
    found = _STAMP.match(_head(text))
    if found is None:
        return None
    start = seconds(found["from"] or found["from2"])
    written = found["to"] or found["to2"]
    end = seconds(written) if written else None
    return Stamp(found.end(), start, end, found["bracket"] is not None)


def spots(line: Line) -> tuple[Spot, ...]:
    """Every label that the line could begin with, the likeliest first."""
    if not line.text.strip():
        return ()
    time = stamp(line.text)
    at = time.at if time else 0
    head = _head(line.text)
    there = set(head)
    found = [
        _matched(style, pattern.match(head, at), head)
        for style, needs, pattern in _PATTERNS
        if not needs or not there.isdisjoint(needs)
    ]
    if line.bold > at:
        found.append(_bold(line, at))
        found.sort(key=lambda spot: spot is None or spot.style not in STRONG)  # stable: before the weak
    return tuple(_stamped(spot, time) if time else spot for spot in found if spot is not None)


def _bold(line: Line, at: int) -> Spot | None:
    raw = line.text[at : line.bold]
    if not raw.strip() or len(raw) > LONGEST:
        return None
    after = _AFTER_BOLD.match(line.text, line.bold)
    at = line.bold if ":" in raw or after is None else after.end()
    return _spot("bold", fold_label(raw), at, line.text, sure=":" in line.text[at - 2 : at] or ":" in raw)


def _matched(style: Style, found: re.Match[str] | None, text: str) -> Spot | None:
    if found is None:
        return None
    parts = found.groupdict()
    label = fold_label(parts.get("inside") or found["label"] or "")
    return _spot(style, label, found.end(), text, parts.get("time"), sure=parts.get("wide") is not None)


def _spot(
    style: Style, label: str, at: int, text: str, time: str | None = None, *, sure: bool = False
) -> Spot | None:
    key = label.casefold()
    if not label or label.startswith("^") or is_no_speaker(key):  # [^1]: is a note
        return None
    if style == "bracket" and not is_known(key):
        return None
    if not (is_known(key) or is_name_shaped(label) or (style in {"bold", "colon"} and is_role_shaped(label))):
        if style != "colon" or not _SMALL_NAME.fullmatch(label):
            return None
        style = "small"  # some type names without capitals: believed where it is the file's way
    later = _LATER_STAMP.match(text, at) if time is None else None
    if later:
        at, time = later.end(), later["time"]
    return Spot(style, label, key, at, seconds(time) if time else None, None, sure)


def _stamped(spot: Spot, time: Stamp) -> Spot:
    """Join a time that stands before the label to it; a label alone after a time is a strong sign."""
    style: Style = "stamped" if spot.style == "alone" else spot.style
    sure = spot.sure or time.bracketed
    return spot._replace(style=style, start_time=time.start_time, end_time=time.end_time, sure=sure)
