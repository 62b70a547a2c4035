"""The fonts that come along, and which characters they can write."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from qualkit.errors import PaperError

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parent / "fonts"
#: The font of what a person types: it has the most letters.
FORM_FONT = FOLDER / "DejaVuSans.ttf"
#: Controls that are no letters: line feeds, tabs, and what joins or orders letters.
_SILENT = frozenset("\n\t\u200c\u200d\u200e\u200f\u2060\ufe0f")


class Measures(NamedTuple):
    """What a PDF needs to know of a font: glyph numbers by character, widths by glyph, its box."""

    glyphs: dict[int, int]
    widths: tuple[int, ...]
    box: tuple[int, int, int, int]
    ascent: int
    descent: int


@cache
def letters() -> frozenset[int]:
    """Every code point that the text's fonts can write, regular and bold."""
    from fontTools.ttLib import TTFont

    found: list[set[int]] = []
    for weight in ("Regular", "Bold"):
        names = (
            f"AtkinsonHyperlegibleNext-{weight}.ttf",
            "DejaVuSans.ttf" if weight == "Regular" else "DejaVuSans-Bold.ttf",
        )
        found.append({code for name in names for code in TTFont(FOLDER / name).getBestCmap()})
    return frozenset(found[0] & found[1])


def check_letters(text: str, where: str) -> None:
    """Refuse a character that none of the fonts has: it would come out as a box.

    Raises
    ------
    PaperError
        Naming the character and the place, not the words around it.
    """
    for char in text:
        if char not in _SILENT and ord(char) not in letters():
            raise PaperError(
                f"No font that comes with qualkit can write the character U+{ord(char):04X} in {where}. "
                "Correct it in the transcript or the sentence; no paper was made."
            )


@cache
def measures() -> Measures:
    """The form font's measures, in thousandths of its size."""
    from fontTools.ttLib import TTFont

    font = TTFont(FORM_FONT)
    scale = 1000 / font["head"].unitsPerEm
    order = font.getGlyphOrder()
    numbers = {name: number for number, name in enumerate(order)}
    glyphs = {code: numbers[name] for code, name in font.getBestCmap().items()}
    widths = tuple(round(font["hmtx"][name][0] * scale) for name in order)
    head, lines = font["head"], font["hhea"]
    left, low, right, high = (round(value * scale) for value in (head.xMin, head.yMin, head.xMax, head.yMax))
    return Measures(
        glyphs, widths, (left, low, right, high), round(lines.ascent * scale), round(lines.descent * scale)
    )


def unicode_map(glyphs: dict[int, int]) -> bytes:
    """The PDF map from glyph numbers back to characters, so that what is typed can be copied and searched."""
    return "\n".join(_map_lines(glyphs)).encode("ascii")


def _map_lines(glyphs: dict[int, int]) -> Iterator[str]:
    yield "/CIDInit /ProcSet findresource begin 12 dict begin begincmap"
    yield "/CMapName /Adobe-Identity-UCS def /CMapType 2 def"
    yield "1 begincodespacerange <0000> <FFFF> endcodespacerange"
    pairs = sorted({glyph: code for code, glyph in sorted(glyphs.items(), reverse=True)}.items())
    for start in range(0, len(pairs), 100):
        chunk = pairs[start : start + 100]
        yield f"{len(chunk)} beginbfchar"
        yield from (f"<{glyph:04X}> <{chr(code).encode('utf-16-be').hex().upper()}>" for glyph, code in chunk)
        yield "endbfchar"
    yield "endcmap CMapName currentdict /CMap defineresource pop end end"
