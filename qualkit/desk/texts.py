"""`Texts`: what a study's papers say, written into a file to edit and read back from it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualkit.desk import recording
from qualkit.errors import QualkitError, StudyUnwritable

if TYPE_CHECKING:
    from qualkit.model import Coder
    from qualkit.store.store import Store


@dataclass(frozen=True)
class Texts:
    """A study's texts as one file."""

    _store: Store
    _coder: Coder

    def write(self, path: str | Path) -> Path:
        """Write every text into a new file, with its default where none is set.

        Raises
        ------
        StudyUnwritable
            The file is there already, or may not be written.
        """
        try:
            with Path(path).open("x", encoding="utf-8") as file:
                file.write(recording.texts_file(self._store))
        except OSError as error:
            raise StudyUnwritable(
                f"{path} could not be written ({error.strerror}): choose another name."
            ) from None
        return Path(path)

    def read(self, path: str | Path) -> list[str]:
        """Set what such a file says, in one change; give the names of what is new.

        Raises
        ------
        QualkitError
            It cannot be read, or names what cannot be set; nothing is set then.
        """
        try:
            written = Path(path).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            raise QualkitError(f"{path} cannot be read as a text file (UTF-8); nothing was set.") from None
        return recording.read_texts(self._store, self._coder, written, Path(path).name)
