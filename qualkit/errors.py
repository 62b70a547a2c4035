"""Everything that qualkit refuses, as one tree.

::

    QualkitError
    ├── LoadError            a file could not be read as what it should be
    ├── CodebookError        a codebook, or a change to one, does not hold together
    ├── NotFound             a name that is not there (did you mean ...)
    ├── SegmentError         a place that is not in the text, or words that are not there
    ├── SuggestError         the machine cannot propose here (a part is missing or damaged)
    ├── ConsentError         the person has not agreed to it, or nobody has recorded that they have
    ├── NameLeftError        a real name would leave the team, or nobody can tell
    ├── PaperError           a member-check paper cannot be made yet
    ├── ReturnError          a paper that came back cannot be taken in, or a decision on it not be made
    ├── UndoError            there is nothing to take back, or it has been changed since
    └── StoreError           the study itself
        ├── StudyExists      there is a study of that name already
        ├── NotAStudy        the file is no study, or there is none
        ├── NewerStudy       a later qualkit wrote it
        ├── StudyBusy        somebody else is changing it
        ├── StudyUnwritable  the disk is full, or the folder cannot be written to
        └── KeyFileError     the file with the real names is not there, locked, or another study's

Each message says what was expected, what came, where, and what to do. None holds a
participant's words. The command line prints the message alone and ends with 1.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "CodebookError",
    "ConsentError",
    "KeyFileError",
    "LoadError",
    "NameLeftError",
    "NewerStudy",
    "NotAStudy",
    "NotFound",
    "PaperError",
    "QualkitError",
    "ReturnError",
    "SegmentError",
    "StoreError",
    "StudyBusy",
    "StudyExists",
    "StudyUnwritable",
    "SuggestError",
    "UndoError",
]


class QualkitError(Exception):
    """Whatever qualkit refuses; its text is one plain sentence or two."""


class LoadError(QualkitError):
    """A file could not be read as what it should be."""


class CodebookError(QualkitError):
    """A codebook, or a change to one, does not hold together."""


class NotFound(QualkitError, KeyError):
    """A name that is not there."""

    __str__ = Exception.__str__  # a KeyError would show its sentence in quotation marks

    @classmethod
    def among(cls, noun: str, name: str, known: Iterable[str], hint: str = "") -> NotFound:
        """Say that `name` is no `noun`, and which known name is nearest.

        Examples
        --------
        >>> print(NotFound.among("code", "judged", ["judged-or-ignored", "trauma"]))
        There is no code 'judged'. Did you mean 'judged-or-ignored'?
        """
        names = sorted(known)
        near = get_close_matches(name, names, n=1, cutoff=0.5) or [
            other for other in names if name and (name.casefold() in other.casefold())
        ]
        if near:
            advice = f" Did you mean '{near[0]}'?"
        elif not names:
            advice = " There is none yet."
        elif len(names) <= 12:  # noqa: PLR2004 - as many as a line can hold
            advice = f" There are: {', '.join(names)}."
        else:
            advice = f" There are {len(names)} others."
        return cls(f"There is no {noun} '{name}'.{advice}{' ' + hint if hint else ''}")


class SegmentError(QualkitError, ValueError):
    """A place that is not in the text, or words that are not there."""


class SuggestError(QualkitError):
    """The machine cannot propose here."""


class ConsentError(QualkitError):
    """The person has not agreed to it, or nobody has recorded that they have."""


class NameLeftError(QualkitError):
    """A real name still stands in what would leave the team, or nobody can tell whether one does."""


class PaperError(QualkitError):
    """A member-check paper cannot be made yet."""


class ReturnError(QualkitError):
    """A paper that came back cannot be taken in, or a decision on it not be made."""


class UndoError(QualkitError):
    """There is nothing to take back, or it has been changed since."""


class StoreError(QualkitError):
    """The study itself could not be used."""


class StudyExists(StoreError):
    """There is a study of that name already."""


class NotAStudy(StoreError):
    """The file is no study, or there is none."""


class NewerStudy(StoreError):
    """A later qualkit wrote this study."""


class StudyBusy(StoreError):
    """Somebody else is changing the study."""


class StudyUnwritable(StoreError):
    """The disk is full, or the folder cannot be written to."""


class KeyFileError(StoreError):
    """The file with the real names is not there, locked, or another study's."""
