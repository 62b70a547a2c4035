"""The font of what a person types into a paper: the one with the most letters, and Devanagari's beside them.

A form field has one font, and programs draw what is typed with it, letter by letter. The two are joined in the paper
itself, so that each keeps its own licence as it comes along. Hindi is then drawn plainly, without joined forms: it can
be read, and the words in the field are exact.
"""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from qualkit.memberchecks.lettering import FOLDER, FORM_FONT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BESIDE = FOLDER / "NotoSansDevanagari-Regular.ttf"
_DEVANAGARI = range(0x0900, 0x0980)
#: What only shaping and layout need: no program looks there when it draws a field.
_UNUSED = ("GSUB", "GPOS", "GDEF", "kern", "FFTM")


class Measures(NamedTuple):
    """What a PDF needs to know of a font: glyph numbers by character, widths by glyph, its box."""

    glyphs: dict[int, int]
    widths: tuple[int, ...]
    box: tuple[int, int, int, int]
    ascent: int
    descent: int


@cache
def typed_font() -> bytes:
    """The joined font, as TrueType; the same bytes each time."""
    from fontTools.ttLib import TTFont

    font = TTFont(FORM_FONT, recalcTimestamp=False)
    with TTFont(_BESIDE, lazy=True) as other:
        known = font.getBestCmap()
        names = other.getBestCmap()
        _add(font, other, {code: names[code] for code in _DEVANAGARI if code in names and code not in known})
    for table in _UNUSED:
        if table in font:
            del font[table]
    out = io.BytesIO()
    font.save(out, reorderTables=None)
    return out.getvalue()


def _add(font: Any, other: Any, names: dict[int, str]) -> None:
    """Add letters of another font, in this one's size."""
    from fontTools.pens.filterPen import DecomposingFilterPen
    from fontTools.pens.transformPen import TransformPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    scale = font["head"].unitsPerEm / other["head"].unitsPerEm
    drawn = other.getGlyphSet()
    # The order is read before a letter is added: the table of outlines keeps a list of its own.
    order = list(font.getGlyphOrder())
    added = {code: f"uni{code:04X}" for code in names}
    for code, name in names.items():
        pen = TTGlyphPen(None)
        drawn[name].draw(DecomposingFilterPen(TransformPen(pen, (scale, 0, 0, scale, 0, 0)), drawn))
        glyph = pen.glyph()
        font["glyf"].glyphs[added[code]] = glyph
        glyph.recalcBounds(font["glyf"])
        left = getattr(glyph, "xMin", 0)
        font["hmtx"].metrics[added[code]] = (round(drawn[name].width * scale), left)
    font.setGlyphOrder([*order, *added.values()])
    font["glyf"].glyphOrder = font.getGlyphOrder()
    _name(font["cmap"].tables, added)


def _name(tables: Iterable[Any], added: dict[int, str]) -> None:
    for table in tables:
        if table.isUnicode():
            table.cmap.update(added)


@cache
def measures() -> Measures:
    """The form font's measures, in thousandths of its size."""
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(typed_font()))
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
