"""What a codebook and a study's passages say before anybody has coded, and scores of texts by it.

It stays as it is while people code: so passages are read and laid out in numbers once (`Known.seen`), and each new
coding costs a fit and a product of matrices. It holds no text, and goes to another process as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from qualkit.assist.closeness import Closeness
from qualkit.assist.embedder import embedder
from qualkit.assist.lexicon import Lexicon
from qualkit.assist.likeness import Likeness
from qualkit.assist.meaning import Meaning, text_vectors
from qualkit.assist.rarity import Rarity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scipy import sparse  # type: ignore[import-untyped]  # scipy has no types

    from qualkit.assist.bayes import Posterior
    from qualkit.assist.calibration import Line
    from qualkit.assist.language import Language, Reading
    from qualkit.model import Code, Codebook

#: How far a text's meaning may move a score before the codings have spoken (a variance of 6, as on SAD).
MEANING = 6**0.5
#: What each part of a code's description is worth in its profile.
_NAME, _DEFINITION, _INCLUDE, _EXAMPLE, _LISTED = 2.0, 1.0, 1.0, 1.0, 2.0


@dataclass(frozen=True)
class Seen:
    """Texts in numbers.

    Parameters
    ----------
    own
        ``[text, code, (1, closeness, words, nearness in meaning)]``.
    words
        ``[text, word]``: their telling words.
    vectors
        ``[text, 384]``: what they mean.
    """

    own: np.ndarray
    words: sparse.csr_array
    vectors: np.ndarray

    def __len__(self) -> int:
        """How many texts."""
        return len(self.own)


class Known:
    """What is known of a codebook and of how people talk in a study.

    Parameters
    ----------
    codebook
        Its codes are the columns.
    tongue
        Reads what the codebook says.
    usual
        The study's passages: how rare words are, and how close texts come to codes as a rule, is drawn from them.
    further
        Texts that need not be among them, whose words are told apart too.
    """

    def __init__(
        self, codebook: Codebook, tongue: Language, usual: Sequence[Reading], further: Sequence[Reading] = ()
    ) -> None:
        codes = list(codebook)
        described = [_described(tongue, code) for code in codes]
        rarity = Rarity.of([*(reading for parts in described for _, reading in parts), *usual])
        self.closeness = Closeness(codebook, described, rarity, usual)
        self.lexicon = Lexicon(codebook, [tongue.read(_listed(code)) for code in codes], rarity)
        self.likeness = Likeness([*usual, *further], rarity)
        self.meaning = Meaning(codebook, embedder())

    def seen(self, readings: Sequence[Reading]) -> Seen:
        """Lay texts out in numbers."""
        vectors = text_vectors(embedder(), readings)
        closeness = self.closeness.scores(readings)
        words = self.lexicon.scores(readings)
        near = self.meaning.scores(vectors, words)
        own = np.stack([np.ones_like(closeness), closeness, words, near], axis=2)
        return Seen(own, self.likeness.rows(readings), vectors)


class Scorer(NamedTuple):
    """All that it takes to score a text: what is known, what was learnt, and how far to trust it."""

    known: Known
    learnt: Posterior
    line: Line

    @property
    def bases(self) -> np.ndarray:
        """Where each code's score starts, whatever the text."""
        bases: np.ndarray = self.line.slope * self.learnt.own[:, 0] + self.line.shift
        return bases

    def scores(self, texts: Seen) -> np.ndarray:
        """Text by code in logits."""
        own = np.einsum("nkd,kd->nk", texts.own, self.learnt.own)
        words = texts.words @ self.learnt.shared[: texts.words.shape[1]]
        scores: np.ndarray = own + words + MEANING * texts.vectors @ self.learnt.dense
        return self.line.slope * scores + self.line.shift


def _described(tongue: Language, code: Code) -> list[tuple[float, Reading]]:
    parts = [(_NAME, code.name), (_DEFINITION, code.definition), (_INCLUDE, code.include)]
    parts += [(_EXAMPLE, example) for example in code.examples]
    parts += [(_LISTED, words) for words in code.words]
    parts = [(worth, text) for worth, text in parts if text.strip()]
    return list(zip([worth for worth, _ in parts], tongue.read([text for _, text in parts]), strict=True))


def _listed(code: Code) -> list[str]:
    """The words that are looked for; where the codebook lists none, those of the name."""
    listed = [words for words in code.words if words.strip()]
    return listed or [code.short_name]
