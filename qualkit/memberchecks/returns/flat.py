"""Flattened papers: the answers are ink on a page, so they are proposed, with pictures, and a person looks.

A tick darkens the inside of its circle; the ring itself lies outside what is measured.
"""

from __future__ import annotations

import io
import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qualkit.memberchecks.returns.words import doubt_about, tidied
from qualkit.model import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qualkit.memberchecks.returns.places import FieldPlace
    from qualkit.model import Return

_SCALE = 2.0
_DARK, _GREY = 128, 170
#: Points around a rim that are looked at, and the share of them that must be dark.
_STEPS, _MOST_OF = 24, 0.8
#: How much of a circle's inside must be dark, and how many times as much as in the next: a tick darkens about a
#: quarter, an empty circle next to nothing.
_ENOUGH, _CLEARLY = 0.03, 3.0
#: How far inside its edges a circle is measured, in points: the ring is 1.4 wide, its radius 9.
_INSIDE = 4.0
#: How much of a box must be ink to be handwriting and no speck: "no" in pencil is more than twice as much.
_WRITTEN = 0.0005
_SEEN = "read off the page: look at it"


def read_marks(content: bytes, returned: Return, places: Sequence[FieldPlace]) -> Return | None:
    """Propose what a flattened paper says, from the ink where its fields were.

    Returns
    -------
    Return or None
        None where its pages are others than the paper's (their number differs, or the rings are not in their places),
        or where something is written in a box by hand: a person reads that, and the ticks beside it.
    """
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        if len(document) < 1 + max(place.page for place in places):
            return None
        return _read(document, returned, places)
    finally:
        document.close()


def _read(document: Any, returned: Return, places: Sequence[FieldPlace]) -> Return | None:
    ink: dict[int, dict[str, float]] = {}
    texts: dict[str, str] = {}
    pictures: dict[str, bytes] = {}
    for number, page in enumerate(document):
        shades = page.render(scale=_SCALE, grayscale=True, may_draw_forms=True).to_numpy()
        shades = shades.reshape(shades.shape[0], shades.shape[1])
        words, height = page.get_textpage(), page.get_height()
        for place in (place for place in places if place.page == number):
            if place.value:
                if not _has_ring(shades, place.rect, height):
                    return None
                dark = _darkness(shades, place.rect, height)
                ink.setdefault(_number(place), {})[place.value] = dark
            else:
                texts[place.field] = tidied(words.get_text_bounded(*place.rect))
                if not texts[place.field] and _is_written_in(shades, place.rect, height):
                    return None
                pictures[place.field] = _picture(shades, place.rect, height)
    return replace(
        returned,
        answers=tuple(_answers(ink, texts, pictures)),
        more="\n".join(filter(None, (texts.get("all_more", ""), returned.more))),
        doubts=(*returned.doubts, "the answers are read off the pages' ink"),
    )


def _has_ring(shades: Any, rect: tuple[float, ...], height: float) -> bool:
    """Whether a circle was printed there: most points around its rim are dark, give or take a point."""
    left, low, right, high = rect
    middle, centre, radius = (left + right) / 2, height - (low + high) / 2, (right - left) / 2 - 1
    around = [2 * math.pi * step / _STEPS for step in range(_STEPS)]
    found = [
        _cut_around(shades, middle + radius * math.cos(angle), centre + radius * math.sin(angle)).min()
        < _GREY
        for angle in around
    ]
    return bool(sum(found) >= _MOST_OF * _STEPS)


def _cut_around(shades: Any, x: float, y: float) -> Any:
    column, row = round(x * _SCALE), round(y * _SCALE)
    part = shades[max(row - 2, 0) : row + 3, max(column - 2, 0) : column + 3]
    return part if part.size else shades[:1, :1]


def _number(place: FieldPlace) -> int:
    return int(place.field.removeprefix("c").partition("_")[0])


def _answers(
    ink: dict[int, dict[str, float]], texts: dict[str, str], pictures: dict[str, bytes]
) -> Iterator[Answer]:
    for number, marks in sorted(ink.items()):
        own = f"c{number}_own"
        words = texts.get(own, "")
        picture = pictures.get(own, b"")
        chosen = chosen_by_ink(marks.items())
        if chosen is None:
            doubt = "more than one circle is dark"
            yield Answer(number, "ambiguous", words, doubt, picture)
        else:
            answer = Answer.of(
                number, chosen, words, doubt_about(words) or (_SEEN if chosen or words else "")
            )
            yield replace(answer, picture=picture)


def chosen_by_ink(marks: Iterable[tuple[str, float]]) -> str | None:
    """The marked answer: empty where none is, None where two are.

    Examples
    --------
    >>> chosen_by_ink([("agree", 0.24), ("remove", 0.003)])
    'agree'
    >>> chosen_by_ink([("agree", 0.24), ("remove", 0.2)]) is None
    True
    """
    ordered = sorted(marks, key=lambda mark: -mark[1])
    (value, most), (_, next_most) = ordered[0], ordered[1]
    if most < _ENOUGH:
        return ""
    return value if most >= _CLEARLY * next_most else None


def _is_written_in(shades: Any, rect: tuple[float, ...], height: float) -> bool:
    part = _cut(shades, rect, height, _INSIDE)
    return bool(part.size and (part < _GREY).mean() > _WRITTEN)


def _darkness(shades: Any, rect: tuple[float, ...], height: float) -> float:
    part = _cut(shades, rect, height, _INSIDE)
    return float((part < _DARK).mean()) if part.size else 0.0


def _cut(shades: Any, rect: tuple[float, ...], height: float, inside: float) -> Any:
    left, low, right, high = rect
    rows = slice(round((height - high + inside) * _SCALE), round((height - low - inside) * _SCALE))
    columns = slice(round((left + inside) * _SCALE), round((right - inside) * _SCALE))
    return shades[rows, columns]


def _picture(shades: Any, rect: tuple[float, ...], height: float) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    part = _cut(shades, rect, height, 0.0)
    Image.fromarray(part).save(out, format="PNG")
    return out.getvalue()
