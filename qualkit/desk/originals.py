"""The files that transcripts came from, copied apart from the study when somebody asks for it.

They may hold what a transcript leaves out: deleted words, authors, where a recording lies. A study never holds them.
"""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from qualkit.errors import StudyUnwritable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path


@contextmanager
def copying() -> Iterator[Callable[[Iterable[Path], Path], None]]:
    """Give a function that copies files into a folder; take the copies back when the change fails.

    A copy is for its owner's eyes alone. The function raises StudyUnwritable where the folder cannot be written
    to, or another file of that name lies in it.
    """
    copies: list[Path] = []

    def copy(files: Iterable[Path], folder: Path) -> None:
        for file in files:
            _copy(file, folder / file.name, copies)

    try:
        yield copy
    except BaseException:
        for made in copies:
            made.unlink(missing_ok=True)
        raise


def _copy(file: Path, copy: Path, copies: list[Path]) -> None:
    try:
        copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if copy.exists():
            if copy.read_bytes() != file.read_bytes():
                raise StudyUnwritable(
                    f"{copy} is another file of the same name, so nothing was stored: "
                    "name another folder for the originals."
                )
            return
        copies.append(copy)
        copy.touch(mode=0o600)
        shutil.copyfile(file, copy)
    except OSError as error:
        raise StudyUnwritable(
            f"{copy} could not be written ({error.strerror}), so nothing was stored: "
            "name a folder for the originals that you may write to."
        ) from None
