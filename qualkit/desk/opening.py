"""Opening a study and closing it, and who is at the desk: the coder named, or the one who began it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Self

from qualkit.model import Coder
from qualkit.store import people, settings
from qualkit.store.journal import INTRODUCE, Act
from qualkit.store.stamps import new_id
from qualkit.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from qualkit.store.journal import Journal

#: Whoever does not say who they are.
UNNAMED = "unnamed coder"
_FIRST_CODER = "first_coder"


def coder_at(store: Store, name: str | None, standpoint: str = "", *, begins: bool = False) -> Coder:
    """The coder of that name; without a name the one of `QUALKIT_CODER` or of `init`.

    Somebody new is made known with their first change, so that a refused one leaves nobody behind; who `begins` a
    study, or says where they stand, is made known at once.
    """
    with store.reading() as connection:
        wanted = (
            (name or "").strip()
            or os.environ.get("QUALKIT_CODER", "").strip()
            or settings.read_born(connection).get(_FIRST_CODER, UNNAMED)
        )
        known = next((each for each in people.read_coders(connection) if each.name == wanted), None)
    known = known or store.newcomer(wanted)
    if known is not None and (not standpoint or known.standpoint == standpoint):
        return known
    coder = Coder(known.id if known else new_id(), wanted, standpoint)
    if not store.readonly:
        if begins or standpoint:
            _introduce(store, coder)
        else:
            store.expect(coder, _save)
    return coder


def _introduce(store: Store, coder: Coder) -> None:
    with store.changing(Act(coder.id, INTRODUCE, "coder", coder.id)) as journal:
        _save(journal, coder)


def _save(journal: Journal, coder: Coder) -> None:
    people.save_coder(journal, coder)
    settings.write_born_once(journal.connection, _FIRST_CODER, coder.name)


class OpenStudy:
    """An open study in the name of a coder.

    Parameters
    ----------
    store
        The opened study.
    coder
        In whose name the changes are made.
    """

    def __init__(self, store: Store, coder: Coder) -> None:
        self._store = store
        self.coder = coder

    @classmethod
    def create(cls, study: str | Path, coder: str | None = None, standpoint: str = "") -> Self:
        """Make an empty study: a file ending in ``.qualkit``, or a ``postgresql://`` URL.

        Raises
        ------
        StudyExists, StudyUnwritable, NotAStudy
        """
        store = Store.create(study, coder or "")
        return cls(store, coder_at(store, coder, standpoint, begins=True))

    @classmethod
    def open(cls, study: str | Path, coder: str | None = None, *, readonly: bool = False) -> Self:
        """Open a study.

        Raises
        ------
        NotAStudy, NewerStudy, StudyBusy, StudyUnwritable
        """
        store = Store.open(study, coder or "", readonly=readonly)
        return cls(store, coder_at(store, coder))

    def as_coder(self, name: str, standpoint: str = "") -> Self:
        """The same open study in the name of another coder (or of several who sit together)."""
        return type(self)(self._store, coder_at(self._store, name, standpoint))

    def close(self) -> None:
        """Give the study back."""
        self._store.close()

    def __enter__(self) -> Self:
        """Use it in a with statement."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close on leaving."""
        self.close()

    def __repr__(self) -> str:
        """Name the study and the coder, nobody's words."""
        return f"{type(self).__name__}({self.study}, coder={self.coder.name})"

    @property
    def study(self) -> str:
        """Where the study lies."""
        return self._store.shown
