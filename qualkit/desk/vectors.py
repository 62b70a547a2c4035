"""The study as the place where the machine's vectors are kept from one start to the next."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from qualkit.errors import StoreError
from qualkit.store import vectors as kept

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy as np

    from qualkit.store.store import Store


class StudyVectors:
    """A `qualkit.assist.KeptVectors` in the study; one that is read only, or busy, gives and does not take."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._asked: set[str] = set()
        with store.reading() as connection:
            self._secret = kept.secret(connection)

    def get_many(self, texts: Sequence[str], model: str) -> dict[str, np.ndarray]:
        """Those that are kept, made by the model of that hash."""
        import numpy as np

        if not self._secret:
            self._begin()
        if not self._secret:
            return {}
        keys = {kept.key(self._secret, model, text): text for text in texts}
        self._asked.update(keys)
        with self._store.reading() as connection:
            found = kept.read(connection, list(keys))
        return {keys[key]: np.frombuffer(row, dtype="<f2").astype(np.float32) for key, row in found.items()}

    def put_many(self, vectors: Mapping[str, np.ndarray], model: str) -> None:
        """Keep these, unless the study cannot be written to or words were taken out of it meanwhile."""
        if self._store.readonly or not self._secret:
            return
        rows = {
            kept.key(self._secret, model, text): row.astype("<f2").tobytes() for text, row in vectors.items()
        }
        with suppress(StoreError), self._store.keeping() as connection:
            kept.write(connection, self._secret, rows)

    def sweep(self) -> None:
        """Let go of every vector that was not asked for since this was made."""
        if self._asked and not self._store.readonly:
            with suppress(StoreError), self._store.keeping() as connection:
                kept.keep_only(connection, self._secret, self._asked)

    def _begin(self) -> None:
        if not self._store.readonly:
            with suppress(StoreError), self._store.keeping() as connection:
                self._secret = kept.begin(connection)


@contextmanager
def remembering(store: Store) -> Iterator[StudyVectors]:
    """Within it, what the machine reads of this study's sentences is kept in the study."""
    from qualkit.assist import keeping_vectors

    place = StudyVectors(store)
    with keeping_vectors(place):
        yield place
