"""The fonts that come along, and which characters they can write."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from qualkit.errors import PaperError

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).parent / "fonts"
#: The font of what a person types: it has the most letters.
FORM_FONT = FOLDER / "DejaVuSans-Regular.ttf"
#: The fonts that come along, in the order in which a letter is looked for: the family's name, and its files'.
FAMILIES: Mapping[str, str] = {
    "Atkinson Hyperlegible Next": "AtkinsonHyperlegibleNext",
    "Noto Sans Arabic": "NotoSansArabic",
    "Noto Sans Hebrew": "NotoSansHebrew",
    "Noto Sans Devanagari": "NotoSansDevanagari",
    "DejaVu Sans": "DejaVuSans",
}
#: Controls that are no letters: line feeds, tabs, and what joins or orders letters.
_SILENT = frozenset("\n\t\u200c\u200d\u200e\u200f\u2060\ufe0f")


@cache
def letters() -> frozenset[int]:
    """Every code point that the fonts that come along can write, regular and bold."""
    found = [
        {code for family in FAMILIES.values() for code in letters_of(FOLDER / f"{family}-{weight}.ttf")}
        for weight in ("Regular", "Bold")
    ]
    return frozenset(found[0] & found[1])


@cache
def letters_of(file: Path) -> frozenset[int]:
    """Every code point that one font file can write; none where it cannot be read as a font."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(file, fontNumber=0, lazy=True) as font:
            return frozenset(code for code in font.getBestCmap() or () if not _is_control(code))
    except (TTLibError, OSError, ValueError):
        return frozenset()


def _is_control(code: int) -> bool:
    """Some fonts have a glyph for controls; no page can hold them."""
    return unicodedata.category(chr(code)) == "Cc"


def missing_letters(text: str) -> frozenset[int]:
    """The code points of a text that no font that comes along can write."""
    return frozenset(ord(char) for char in text if char not in _SILENT) - letters()


def check_letters(text: str, where: str) -> None:
    """Refuse a character that no font has, ours or this machine's: it would come out as a box.

    Raises
    ------
    PaperError
        Naming the character and the place, not the words around it.
    """
    from qualkit.memberchecks.machine_fonts import fonts_for

    missing = missing_letters(text)
    if not missing:
        return
    left = missing - {code for font in fonts_for(missing) for code in font.letters}
    for char in text:
        if ord(char) in left:
            raise PaperError(
                f"No font of qualkit or of this machine can write the character U+{ord(char):04X} in {where}. "
                "Correct it in the transcript or the sentence, or install a font that has it; no paper was made."
            )
