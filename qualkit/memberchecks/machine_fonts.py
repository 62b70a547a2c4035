"""Fonts of this machine, for the few characters that those that come along do not have: emoji, rarer scripts.

Looked for only when a character is missing; a paper that needs none is the same on every machine.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from qualkit.memberchecks.lettering import letters_of

if TYPE_CHECKING:
    from collections.abc import Collection

_FOLDERS = {
    "linux": ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts"),
    "darwin": ("/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts"),
    "win32": ("%WINDIR%/Fonts", "%LOCALAPPDATA%/Microsoft/Windows/Fonts"),
}
_ENDINGS = {".ttf", ".otf", ".ttc"}
#: A font of a face that nobody should have to read a paper in, or that holds boxes with numbers for letters.
_UNWANTED = ("lastresort", "fallback", "unifont", "blank", "condensed", "mono", "italic", "oblique")


class MachineFont(NamedTuple):
    """One font of this machine: its file, its family, the code points it can write."""

    file: Path
    family: str
    letters: frozenset[int]


@cache
def fonts_for(missing: frozenset[int]) -> tuple[MachineFont, ...]:
    """Fonts of this machine that together write as many of the missing characters as any do; the same each time."""
    # What one font makes of a private or unassigned code is nobody's letter.
    left = {code for code in missing if unicodedata.category(chr(code))[0] != "C"}
    found: list[MachineFont] = []
    for file in _files():
        if not left:
            break
        has = letters_of(file) & left
        family = _family(file) if has else ""
        if family:
            found.append(MachineFont(file, family, letters_of(file)))
            left -= has
    return tuple(found)


@cache
def _files() -> tuple[Path, ...]:
    """Regular faces first, emoji before the rest, then by name."""
    folders = [Path(os.path.expandvars(name)).expanduser() for name in _FOLDERS.get(sys.platform, ())]
    found = {
        Path(where, name)
        for folder in folders
        for where, _, names in os.walk(folder)
        for name in names
        if Path(name).suffix.casefold() in _ENDINGS and not _is_unwanted(name)
    }
    return tuple(sorted(found, key=_place))


def _is_unwanted(name: str) -> bool:
    return any(word in name.casefold() for word in _UNWANTED)


def _place(file: Path) -> tuple[bool, bool, str]:
    name = file.stem.casefold()
    return ("emoji" not in name and "emj" not in name, not name.endswith("regular"), str(file))


def _family(file: Path) -> str:
    from fontTools.ttLib import TTFont

    with TTFont(file, fontNumber=0, lazy=True) as font:
        return str(font["name"].getBestFamilyName() or "")


def folders_of(fonts: Collection[MachineFont]) -> tuple[str, ...]:
    """Where they lie."""
    return tuple(dict.fromkeys(str(font.file.parent) for font in fonts))
