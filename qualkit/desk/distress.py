"""Care for whoever reads: passages flagged as distressing, covered until somebody chooses to see them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualkit.desk.coding import words_there
from qualkit.errors import QualkitError
from qualkit.privacy import Covering
from qualkit.store import distress, talk
from qualkit.store.journal import Act

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    from sqlalchemy import Connection

    from qualkit.model import Coder, DistressFlag, Segment
    from qualkit.store.store import Store


def covering(connection: Connection, *, show: bool = False) -> Covering:
    """What is covered now; with `show` nothing is."""
    flagged = () if show else distress.flagged_words(connection)
    return Covering.of(flagged, distress.flagged_codings(connection)) if flagged else Covering()


def covered_table(store: Store, table: pd.DataFrame, *, show: bool = False) -> pd.DataFrame:
    """A table without words that repeat what is flagged; with `show` as it is."""
    with store.reading() as connection:
        cover = covering(connection, show=show)
    return table.map(cover.within) if cover.flags else table


class Distress:
    """The passages of a study that somebody flagged as distressing.

    Any coder may flag one, and is not asked why. Its words then stay covered in every table, list, preview and report
    until somebody chooses to see them; a coding that has one character of it is covered whole. Offsets, counts and
    the text itself stay as they are. People's own papers are their own words, and are not covered.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from qualkit.testing import tiny_project
    >>> folder = tempfile.TemporaryDirectory()
    >>> with tiny_project(pathlib.Path(folder.name, "tiny.qualkit")) as project:
    ...     flag = project.distress.flag(project.transcripts["P1"].find("nobody asked me"))
    ...     project.codings()["text"][0], project.codings(show_covered=True)["text"][0]
    ('[covered: flagged as distressing; --show-covered shows it]', 'nobody asked me what had happened')
    >>> folder.cleanup()
    """

    def __init__(self, store: Store, coder: Coder) -> None:
        self._store = store
        self._coder = coder

    def __iter__(self) -> Iterator[DistressFlag]:
        """Each flag, in the order of the texts."""
        return iter(self.flags())

    def __len__(self) -> int:
        """How many passages are flagged."""
        return len(self.flags())

    def __repr__(self) -> str:
        """Count, never quote."""
        return f"Distress({len(self)} flagged)"

    def flags(self, document: str | None = None) -> tuple[DistressFlag, ...]:
        """Those of one document, or all.

        Raises
        ------
        NotFound
            There is no such document.
        """
        with self._store.reading() as connection:
            if document is not None:
                talk.document_row(connection, document)
            return distress.read_flags(connection, document)

    def flag(self, segment: Segment) -> DistressFlag:
        """Flag a passage; the same one again is one flag.

        Raises
        ------
        NotFound, SegmentError
            There is no such document, or the words are not those of its text.
        """
        with self._store.changing(Act(self._coder.id, "flag", "passage", "")) as journal:
            document = talk.document_row(journal.connection, segment.document)
            here = words_there(journal.connection, document.id, document.revision, segment)
            flag = distress.write_flag(journal, here, document.id, self._coder.id)
            journal.act = replace(journal.act, noun_id=flag)
            return distress.flag_with(journal.connection, flag)[0]

    def unflag(self, flag: DistressFlag | str) -> DistressFlag:
        """Take one's own flag off again; another's stays, since it is there for them.

        Raises
        ------
        NotFound, QualkitError
            There is no such flag, or it is somebody else's.
        """
        with self._store.changing(Act(self._coder.id, "unflag", "passage", "")) as journal:
            name = flag if isinstance(flag, str) else flag.id
            found, coder = distress.flag_with(journal.connection, name)
            if coder != self._coder.id:
                raise QualkitError(
                    f"The flag {found.id} is {found.coder}'s, and stays as long as {found.coder} wants it: "
                    "--show-covered shows the words without taking it off."
                )
            journal.act = replace(journal.act, noun_id=found.id)
            distress.remove_flag(journal, found.id)
        return found

    def covering(self, *, show: bool = False) -> Covering:
        """What stays covered just now, for whoever shows words; with `show` nothing does."""
        with self._store.reading() as connection:
            return covering(connection, show=show)
