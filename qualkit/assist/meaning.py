"""How near a text comes in meaning to what the codebook says of a code.

A text's vector is the mean of its sentences', weighed by the root of their words, so that each sentence is
read once, whatever runs it stands in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from qualkit.assist.embedder import SIZE
from qualkit.assist.poles import opposites

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qualkit.assist.embedder import Embedder
    from qualkit.assist.language import Reading
    from qualkit.model import Code, Codebook

#: The usual cosine of a sentence with a code's description and with its listed words, and its spread, as
#: measured on SAD's training texts; a study's own texts move them, and these are worth so many of them.
_USUAL = ((0.15, 0.09), (0.17, 0.08))
_WORTH = 50
#: What a code's examples count for in its description, beside its name, definition, rule and listed words.
_EXAMPLES = 4.0
#: How much of the difference between two poles is kept: these vectors hardly tell "friends" from "no friends".
_POLE = 0.5


def text_vectors(
    embedder: Embedder, readings: Sequence[Reading], progress: Callable[[int, int], None] | None = None
) -> np.ndarray:
    """Texts as rows of length one, ``[text, 384]``."""
    parts = [[reading.text[start:end] for start, end in reading.sentences] for reading in readings]
    said = embedder.vectors([sentence for sentences in parts for sentence in sentences], progress)
    rows = np.zeros((len(readings), SIZE))
    at = 0
    for row, sentences in enumerate(parts):
        weights = np.sqrt([max(1, len(sentence.split())) for sentence in sentences])
        rows[row] = weights @ said[at : at + len(sentences)] if sentences else 0.0
        at += len(sentences)
    return _long_one(rows)


class Meaning:
    """The codes' places in the space of meanings, and how near texts come to them, code by code."""

    def __init__(self, codebook: Codebook, embedder: Embedder, usual: np.ndarray) -> None:
        self._profiles = np.stack([_described(codebook, embedder), _listed(codebook, embedder)])
        self._pairs = _pairs(codebook)
        self._middle, self._spread = _standard(self._cosines(usual))

    def scores(self, vectors: np.ndarray, words: np.ndarray) -> np.ndarray:
        """``[text, code, 2]``: nearness to the description and to the listed words, in spreads.

        Each is less the text's mean over the codes. Two poles of one ground are brought together by half, and
        where `words` (``[text, code]``: what the listed words count for) speak for one pole and not for the
        other, no nearness speaks for the other: "no friends" lies near to friends.
        """
        standard = (self._cosines(vectors) - self._middle) / self._spread
        ground = standard + (1 - _POLE) * (standard @ self._pairs - standard)
        centred: np.ndarray = ground - ground.mean(axis=2, keepdims=True) if ground.size else ground
        other = (np.maximum(words, 0) @ (self._pairs > 0)) - np.maximum(words, 0)
        meant_otherwise = (words <= 0) & (other > 0)
        return np.moveaxis(np.where(meant_otherwise, np.minimum(centred, 0), centred), 0, 2)

    def _cosines(self, vectors: np.ndarray) -> np.ndarray:
        """``[2, text, code]``."""
        return np.stack([vectors @ profile.T for profile in self._profiles])


def _standard(seen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Middle and spread of the cosines, ``[2, 1, code]``: drawn from what is usual to what is seen."""
    usual = np.array(_USUAL)[:, :, None]
    total = seen.shape[1] + _WORTH
    middle = (seen.sum(axis=1) + _WORTH * usual[:, 0]) / total
    squares = ((seen - middle[:, None]) ** 2).sum(axis=1) + _WORTH * usual[:, 1] ** 2
    return middle[:, None], np.sqrt(squares / total)[:, None]


def _described(codebook: Codebook, embedder: Embedder) -> np.ndarray:
    """Each code's description as one row: the sum of its parts' vectors."""
    rows = np.zeros((len(codebook), SIZE))
    for row, code in enumerate(codebook):
        for worth, texts in _parts(code):
            rows[row] += worth * _mean(embedder, texts)
    return _long_one(rows)


def _parts(code: Code) -> list[tuple[float, list[str]]]:
    parts = [(1.0, [code.name]), (1.0, [code.definition]), (1.0, [code.include])]
    return [*parts, (1.0, list(code.words)), (_EXAMPLES, list(code.examples))]


def _listed(codebook: Codebook, embedder: Embedder) -> np.ndarray:
    """Each code's listed words as one row; its name where it lists none."""
    return np.array([_mean(embedder, list(code.words) or [code.short_name]) for code in codebook]).reshape(
        -1, SIZE
    )


def _mean(embedder: Embedder, texts: Sequence[str]) -> np.ndarray:
    said = [text for text in texts if text.strip()]
    mean: np.ndarray = (
        _long_one(embedder.vectors(said).mean(axis=0, keepdims=True))[0] if said else np.zeros(SIZE)
    )
    return mean


def _pairs(codebook: Codebook) -> np.ndarray:
    """``[code, code]``: each code's column holds what makes the mean of it and its other poles."""
    place = {code.id: at for at, code in enumerate(codebook)}
    table = np.zeros((len(place), len(place)))
    for code, others in opposites(codebook).items():
        ground = [place[code], *(place[other] for other in others)]
        table[ground, place[code]] = 1 / len(ground)
    return table


def _long_one(rows: np.ndarray) -> np.ndarray:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    result: np.ndarray = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
    return result
