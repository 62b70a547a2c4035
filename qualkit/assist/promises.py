"""A list of themes with a promise: on average it holds 9 in 10 of the themes that people would choose.

The rule is conformal risk control (Angelopoulos, Bates, Fisch, Lei and Schuster, ICLR 2024). What the model said of
interviews that were held back from it shows how unlikely a code may be and must still be listed. Whole interviews are
held back and counted, for one person's passages are alike: the promise is about the next interview, as long as it comes
from where the coded ones came from. With too few interviews nothing can be promised, and nothing is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qualkit.assist.suggester import ThemeSuggester
from qualkit.errors import SuggestError

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Sequence

    from qualkit.assist.language import Reading
    from qualkit.model import Codebook

#: The share of people's themes that a list is to hold, unless told otherwise.
HOLDS = 0.9
_FOLDS = 5
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Promise:
    """How likely a code must be to be listed, and what that promises.

    Parameters
    ----------
    holds
        The share of the themes people would choose that lists hold, on average over interviews.
    least
        Codes at least so likely are listed; None where so much cannot be promised.
    groups
        How many interviews it rests on.
    """

    holds: float
    least: float | None
    groups: int

    def lists(self, likely: np.ndarray, codes: Sequence[str]) -> list[tuple[str, ...]]:
        """The codes for each row of `likely`, ``[text, code]``, the likeliest first; none without a promise."""
        if self.least is None:
            return [() for _ in likely]
        order = np.argsort(-likely, axis=1, kind="stable")
        return [
            tuple(codes[at] for at in places if row[at] >= self.least)
            for row, places in zip(likely, order, strict=True)
        ]

    def __str__(self) -> str:
        """In plain words."""
        if self.least is None:
            return f"{self.groups} interviews are too few to promise a list of themes: code {self.needed} or more."
        return (
            f"On average such a list holds {round(10 * self.holds)} in 10 of the themes people would choose "
            f"(from {self.groups} interviews)."
        )

    @property
    def needed(self) -> int:
        """From how many interviews on a promise can be made at all."""
        return int(np.ceil(1 / (1 - self.holds) - _ROUNDING)) - 1


def promise(
    likely: np.ndarray, held: np.ndarray, groups: Sequence[Hashable] | None = None, holds: float = HOLDS
) -> Promise:
    """How likely a code must be to be listed.

    Parameters
    ----------
    likely
        ``[text, code]``: what was said of texts that were held back.
    held
        ``[text, code]``: whether people gave the code. Texts without a code say nothing about what is missed.
    groups
        The interview of each text; without them each text stands for itself.
    holds
        The share to be promised, above 0 and below 1.

    Raises
    ------
    SuggestError
        `holds` is no such share.

    Examples
    --------
    >>> likely = np.linspace(0.05, 1, 20)[:, None]
    >>> found = promise(likely, np.ones((20, 1)))
    >>> round(found.least, 2), str(promise(likely[:5], np.ones((5, 1))))
    (0.1, '5 interviews are too few to promise a list of themes: code 9 or more.')
    """
    if not 0 < holds < 1:
        raise SuggestError(f"What a list is to hold is a share between 0 and 1, such as 0.9; not {holds}.")
    chosen = np.asarray(held, dtype=bool)
    some = chosen.any(axis=1)
    _, place = np.unique(_places(groups, len(chosen))[some], return_inverse=True)
    many = int(place.max(initial=-1)) + 1
    may_miss = ((1 - holds) * (many + 1) - 1) / max(1, many)
    if many == 0 or may_miss < -_ROUNDING:
        return Promise(holds, None, many)
    each = 1 / chosen[some].sum(axis=1) / np.bincount(place)[place] / many
    texts, codes = np.nonzero(chosen[some])
    return Promise(holds, _floor(likely[some][texts, codes], each[texts], may_miss), many)


def _floor(values: np.ndarray, weights: np.ndarray, may_miss: float) -> float:
    """The highest floor below which no more than `may_miss` of the weight lies."""
    order = np.argsort(values, kind="stable")
    missed = np.cumsum(weights[order])
    return float(
        values[order][min(int(np.searchsorted(missed, may_miss + _ROUNDING, side="right")), len(order) - 1)]
    )


def theme_lists(
    codebook: Codebook,
    texts: Sequence[str | Reading],
    code_ids: Sequence[Collection[str]],
    asked: Sequence[str | Reading],
    *,
    groups: Sequence[Hashable] | None = None,
    holds: float = HOLDS,
) -> tuple[Promise, list[tuple[str, ...]]]:
    """List the themes of texts so that on average `holds` of those people would choose are among them.

    Parameters
    ----------
    codebook, texts, code_ids, groups
        As `ThemeSuggester.fit` takes them: what people coded.
    asked
        The texts to be given lists.
    holds
        The share to be promised.

    Returns
    -------
    Promise, list of tuple of str
        What is promised, and for each text its codes, the likeliest first; all are empty where nothing can be.

    Raises
    ------
    SuggestError
        There are not as many sets or groups as texts, or `holds` is no share between 0 and 1.
    NotFound
        The codebook has no such code.
    """
    model = ThemeSuggester(codebook).fit(texts, code_ids, groups)
    ids = [str(code) for code in model.classes_]
    held = np.array([[code in given for code in ids] for given in code_ids]).reshape(-1, len(ids))
    said = _held_back(codebook, texts, code_ids, groups)
    made = promise(said, held, groups, holds)
    return made, made.lists(model.predict_proba(asked), ids)


def _places(groups: Sequence[Hashable] | None, texts: int) -> np.ndarray:
    """The interview of each text by its number; without interviews each text stands for itself."""
    listed: Sequence[Hashable] = range(texts) if groups is None else groups
    place = {group: at for at, group in enumerate(dict.fromkeys(listed))}
    return np.array([place[group] for group in listed], dtype=int)


def _held_back(
    codebook: Codebook,
    texts: Sequence[str | Reading],
    code_ids: Sequence[Collection[str]],
    groups: Sequence[Hashable] | None,
) -> np.ndarray:
    """What models say of interviews that they did not learn from, ``[text, code]``."""
    folds = _places(groups, len(texts)) % _FOLDS
    likely = np.zeros((len(texts), len(codebook)))
    for fold in np.unique(folds):
        out = np.flatnonzero(folds == fold).tolist()
        learnt = np.flatnonzero(folds != fold).tolist()
        model = ThemeSuggester(codebook).fit(
            [texts[at] for at in learnt],
            [code_ids[at] for at in learnt],
            [groups[at] for at in learnt] if groups is not None else None,
        )
        likely[out] = model.predict_proba([texts[at] for at in out])
    return likely
