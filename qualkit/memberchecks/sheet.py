"""A sheet without fields, as an accessible PDF and as plain text: the letter back."""

from __future__ import annotations

import io
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from qualkit.memberchecks.lettering import check_letters
from qualkit.memberchecks.setting import set_pages, settable_all
from qualkit.privacy import mask_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_TEMPLATE = Path(__file__).with_name("sheet.typ")
_LANGUAGE, _REGION = "en", "GB"
#: What the templates are told; nobody reads it.
_TOLD = {"kind", "style", "side", "part"}
SheetStyle = Literal["large", "standard"]


@dataclass(frozen=True)
class Line:
    """One line of a part: words, words set apart under a label, or boxes to tick."""

    kind: Literal["text", "quote", "boxes"]
    text: str = field(default="", repr=False)
    label: str = ""
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class SheetPart:
    """A heading and what stands under it; a minor one stands within the part before."""

    heading: str
    lines: tuple[Line, ...] = ()
    minor: bool = False


@dataclass(frozen=True)
class Sheet:
    """All that a sheet says."""

    title: str
    opening: tuple[str, ...]
    parts: tuple[SheetPart, ...]
    footer: str = ""


def sheet_pdf(sheet: Sheet, style: SheetStyle = "large", names: Iterable[str] = ()) -> bytes:
    """The sheet as a tagged PDF (PDF/UA-1), the same bytes each time; known names are masked.

    Raises
    ------
    PaperError
        No font has one of its characters.
    """
    return set_sheet(_TEMPLATE, {**asdict(sheet), "style": style}, names, "the letter")


def set_sheet(template: Path, content: Mapping[str, Any], names: Iterable[str], what: str) -> bytes:
    """Set what has a ``title`` and a ``footer`` by a template, as a tagged PDF without metadata.

    Raises
    ------
    PaperError
        No font has one of its characters; the message calls it `what`.
    """
    import pikepdf

    from qualkit.memberchecks.fields import describe

    spoken = {"language": _LANGUAGE, "region": _REGION, "page": "Page", "of": "of"}
    shown = {**_masked(dict(content), list(names)), **spoken}
    words = json.dumps(settable_all(shown), ensure_ascii=False)
    check_letters(words, what)
    with pikepdf.open(io.BytesIO(set_pages(template, words))) as pdf:
        describe(pdf, shown["footer"], shown["title"], f"{_LANGUAGE}-{_REGION}")
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _masked(value: Any, names: list[str]) -> Any:
    """Every text within, with known names masked."""
    if isinstance(value, str):
        return mask_names(value, names)
    if isinstance(value, dict):
        return {key: inside if key in _TOLD else _masked(inside, names) for key, inside in value.items()}
    return [_masked(inside, names) for inside in value] if isinstance(value, (list, tuple)) else value


def sheet_text(sheet: Sheet, names: Iterable[str] = ()) -> str:
    """The sheet as plain text, for a screen reader, a message, or to be read aloud."""
    text = "\n".join(_text_lines(sheet)).replace("\u00a0", " ")
    return mask_names(text.strip() + "\n", list(names))


def _text_lines(sheet: Sheet) -> Iterator[str]:
    yield from (sheet.title, "", *sheet.opening)
    for part in sheet.parts:
        yield from ("", part.heading)
        for line in part.lines:
            if line.kind == "boxes":
                yield "   ".join(f"[ ] {label}" for label in line.labels)
            else:
                yield f"{line.label} {line.text}".strip()
    if sheet.footer:
        yield from ("", sheet.footer)
