"""Thanks and payment, in a small file beside the study: never in the study, never tied to answers."""

from __future__ import annotations

import csv
import os
from pathlib import Path

from qualkit.errors import StudyUnwritable

ENDING = ".thanks.csv"
COLUMNS = ("participant", "what", "state", "on", "by")
STATES = ("offered", "made", "declined")


def thanks_file(study: str) -> Path:
    """Where the file of a study lies: beside it."""
    path = Path(study)
    return path.with_name(path.stem + ENDING)


def write_thanks(path: Path, row: tuple[str, str, str, str, str]) -> None:
    """Add one line; the file is made for its owner's eyes alone.

    Raises
    ------
    StudyUnwritable
    """
    try:
        new = not path.exists()
        handle = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            if new:
                writer.writerow(COLUMNS)
            writer.writerow(row)
    except OSError as error:
        raise StudyUnwritable(
            f"{path} could not be written to ({error.strerror}): choose another place."
        ) from None


def read_thanks(path: Path) -> list[dict[str, str]]:
    """Every line, oldest first; none where there is no file."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def take_out(path: Path, participant: str) -> int:
    """Leave one person's lines out, and say how many there were; a file of nothing else goes whole.

    Raises
    ------
    StudyUnwritable
    """
    lines = read_thanks(path)
    left = [line for line in lines if line["participant"] != participant]
    if len(left) == len(lines):
        return 0
    fresh = path.with_name(f"{path.name}.new")
    try:
        if left:
            handle = os.open(fresh, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
                writer.writeheader()
                writer.writerows(left)
            fresh.replace(path)
        else:
            path.unlink()
    except OSError as error:
        raise StudyUnwritable(
            f"{path} could not be written to ({error.strerror}): take the lines of {participant} out by hand."
        ) from None
    return len(lines) - len(left)
