"""Vectors that outlive the process: whoever keeps them hands in a place, and each sentence is read once for good.

The place is never required: without one, or where it cannot be written to, sentences are read again.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import numpy as np


class KeptVectors(Protocol):
    """A place for vectors, by the texts that they are of."""

    def get_many(self, texts: Sequence[str], model: str) -> dict[str, np.ndarray]:
        """Those that are kept, made by the model of that hash."""

    def put_many(self, vectors: Mapping[str, np.ndarray], model: str) -> None:
        """Keep these; a place that cannot be written to lets it be."""


class _Beside:
    """A place, and what has been looked up in it since it was opened."""

    def __init__(self, place: KeptVectors) -> None:
        self._place = place
        self._looked_up: set[str] = set()

    def found(self, texts: Iterable[str], model: str) -> dict[str, np.ndarray]:
        """What it has of these, each text looked up once."""
        new = [text for text in dict.fromkeys(texts) if text not in self._looked_up]
        self._looked_up.update(new)
        return self._place.get_many(new, model) if new else {}

    def add(self, vectors: Mapping[str, np.ndarray], model: str) -> None:
        """Keep these too."""
        if vectors:
            self._place.put_many(vectors, model)


# One for each thread and task, so that one study's vectors never land in another's.
_place: ContextVar[_Beside | None] = ContextVar("qualkit_kept_vectors", default=None)


@contextmanager
def keeping_vectors(place: KeptVectors) -> Iterator[None]:
    """Within it, vectors come from the place where it has them, and go there when they are new.

    Examples
    --------
    >>> from qualkit.assist.embedder import embedder
    >>> class Place(dict):
    ...     def get_many(self, texts, model):
    ...         return {text: self[text] for text in texts if text in self}
    ...     def put_many(self, vectors, model):
    ...         self.update(vectors)
    >>> place = Place()
    >>> with keeping_vectors(place):
    ...     rows = embedder().vectors(["The club opened."])
    >>> list(place)
    ['The club opened.']
    """
    token = _place.set(_Beside(place))
    try:
        yield
    finally:
        _place.reset(token)


def beside() -> _Beside | None:
    """The place that is open here, if any."""
    return _place.get()
