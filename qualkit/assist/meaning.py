"""How near a text comes in meaning to what the codebook says of a code.

A text's vector is the mean of its sentences', weighed by the root of their words, so that each sentence is
read once, whatever runs it stands in.

The question before an answer was tried as a part of its meaning and left out: on the example inquiry it brought a right
code among the first three for 64 passages in 100 instead of 62, but for 55 short answers in 100 instead of 60, where it
should have helped most (`tests/benchmarks/gold.py` prints both).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from qualkit.assist.embedder import SIZE
from qualkit.assist.poles import other_poles

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qualkit.assist.embedder import Embedder
    from qualkit.assist.language import Reading
    from qualkit.model import Code, Codebook

#: The usual spread of nearness over sentences of a study, as measured on SAD's training texts.
_SPREAD = 0.07
#: What each of a code's examples counts for, beside its name, definition, rule and each of its listed words.
_EXAMPLES = 3.0
#: So much nearness at most is moved from a pole that was denied to the one that was meant.
_MOVED = 2.0
#: How much alike the codebook's texts must be before two codes are told apart by them; flat from 0.2 to 1 on SAD.
_RIDGE = 0.3


def read_ahead(
    embedder: Embedder, readings: Sequence[Reading], progress: Callable[[int, int], None] | None = None
) -> None:
    """Have every sentence read now; `progress` is called with how many are done, and of how many."""
    embedder.vectors({said for reading in readings for said in _sentences(reading)}, progress)


def text_vectors(embedder: Embedder, readings: Sequence[Reading]) -> np.ndarray:
    """Texts as rows of length one, ``[text, 384]``."""
    parts = [_sentences(reading) for reading in readings]
    said = embedder.vectors([sentence for sentences in parts for sentence in sentences])
    rows = np.zeros((len(readings), SIZE))
    at = 0
    for row, sentences in enumerate(parts):
        weights = np.sqrt([max(1, len(sentence.split())) for sentence in sentences])
        rows[row] = weights @ said[at : at + len(sentences)] if sentences else 0.0
        at += len(sentences)
    return _long_one(rows)


def _sentences(reading: Reading) -> list[str]:
    return [reading.text[start:end] for start, end in reading.sentences]


class Meaning:
    """What tells the codes apart in the space of meanings, and how far texts lie that way, code by code."""

    def __init__(self, codebook: Codebook, embedder: Embedder) -> None:
        self._middle, self._ways = _told_apart(codebook, embedder)
        self._others = other_poles(codebook)

    def scores(self, vectors: np.ndarray, words: np.ndarray) -> np.ndarray:
        """``[text, code]``: nearness to what the codebook says of the code and not of the others, in spreads.

        It is less the text's mean over the codes. Where `words` (``[text, code]``: what the words said count
        for) speak for one pole and not for the other, what nearness there is speaks for the one alone: "no
        friends" lies near to friends.
        """
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)  # 0 where nothing was said: near to nothing
        near = (vectors - lengths * self._middle) @ self._ways.T / _SPREAD
        centred: np.ndarray = near - near.mean(axis=1, keepdims=True) if near.size else near
        meant_otherwise = (words <= 0) & (np.maximum(words, 0) @ self._others > 0)
        moved = np.where(meant_otherwise, np.maximum(centred, 0), 0) @ self._others
        held = np.where(meant_otherwise, np.minimum(centred, 0), centred)
        return np.where(words > 0, np.maximum(held, np.minimum(moved, _MOVED)), held)


def _told_apart(codebook: Codebook, embedder: Embedder) -> tuple[np.ndarray, np.ndarray]:
    """The middle of all that the codebook says, and for each code the way from there to what is said of it alone.

    The ways, rows of length one, are a ridge regression of the codes on the codebook's texts, in which every code
    has the same say. With few texts each is nearly the way from the middle to the code's own mean.
    """
    parts = [
        (row, worth, text)
        for row, code in enumerate(codebook)
        for worth, texts in _parts(code)
        for text in texts
        if text.strip()
    ]
    if not parts:
        return np.zeros(SIZE), np.zeros((len(codebook), SIZE))
    rows = np.array([row for row, _, _ in parts])
    weights = np.array([worth for _, worth, _ in parts])
    weights /= np.bincount(rows, weights, len(codebook))[rows]
    said = embedder.vectors([text for _, _, text in parts]).astype(float)
    middle = np.average(said, axis=0, weights=weights)
    said -= middle
    own = np.eye(len(codebook))[rows] - 1 / len(codebook)
    alike = said.T @ (weights[:, None] * said) + _RIDGE * np.eye(SIZE)
    return middle, _long_one(np.linalg.solve(alike, said.T @ (weights[:, None] * own)).T)


def _parts(code: Code) -> list[tuple[float, list[str]]]:
    plain = [code.name, code.definition, code.include, *(code.words or (code.short_name,))]
    return [(1.0, plain), (_EXAMPLES, list(code.examples))]


def _long_one(rows: np.ndarray) -> np.ndarray:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    result: np.ndarray = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
    return result
