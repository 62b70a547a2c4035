"""Where on a paper each field lies: kept when it is made, so that a flattened copy can be read later."""

from __future__ import annotations

import io
from typing import NamedTuple


class FieldPlace(NamedTuple):
    """One place to mark or to write: the field, the value (empty for a box), the page, the rectangle in points."""

    field: str
    value: str
    page: int
    rect: tuple[float, float, float, float]


def field_places(pdf: bytes) -> tuple[FieldPlace, ...]:
    """Every circle and box of a paper that was just made."""
    import pikepdf
    from pikepdf import Array, Name

    found: list[FieldPlace] = []
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        for number, page in enumerate(paper.pages):
            for widget in page.get(Name.Annots, Array()):
                if widget.get(Name.Subtype) == Name.Widget:
                    left, low, right, high = (round(float(edge), 1) for edge in widget.Rect)
                    owner = widget if Name.T in widget else widget.Parent
                    states = widget.AP.N.keys() if Name.T not in widget else ()
                    value = next((state[1:] for state in states if state != "/Off"), "")
                    found.append(FieldPlace(str(owner.T), value, number, (left, low, right, high)))
    return tuple(found)
