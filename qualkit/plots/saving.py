"""Pictures into files: PNG, SVG and PDF that describe themselves and tell nothing of whose computer it was."""

from __future__ import annotations

import hashlib
import os
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from matplotlib.figure import Figure

from qualkit.errors import NotFound, StudyUnwritable
from qualkit.plots.describing import alt_text
from qualkit.plots.style import FONT, settled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matplotlib.axes import Axes

FORMATS = ("png", "svg", "pdf")
_DOTS_AN_INCH = 160


def save(
    picture: Axes | Figure,
    stem: str | Path,
    alt: str | None = None,
    title: str | None = None,
    formats: Sequence[str] = FORMATS,
) -> tuple[Path, ...]:
    """Write a picture as PNG, SVG and PDF, with its description inside each.

    Parameters
    ----------
    picture
        Axes or a figure. The whole figure is written.
    stem
        The files' path without an ending; with one (as in ``tree.png``) only that file is written.
    alt
        What it shows, for those who do not see it. Left out: what the plots say of themselves.
    title
        A short name. Left out: the first sentence of the description.
    formats
        Some of ``"png"``, ``"svg"``, ``"pdf"``.

    Returns
    -------
    tuple of Path
        The files, in the order of `formats`. The same picture gives the same bytes.

    Raises
    ------
    NotFound
        Nothing describes the picture, or a format is none of these.
    StudyUnwritable
        The folder is not there, cannot be written to, or the disk is full.
    """
    figure = picture.get_figure(root=True)
    assert isinstance(figure, Figure)
    words = alt if alt is not None else _described(picture)
    name = title if title is not None else words.split(". ", 1)[0].rstrip(".")
    base, wanted = _wanted(Path(stem), formats)
    with settled():
        made = [
            (base.parent / f"{base.name}.{ending}", _WRITERS[ending](figure, name, words))
            for ending in wanted
        ]
    for path, content in made:
        _write(path, content)
    return tuple(path for path, _ in made)


def _described(picture: Axes | Figure) -> str:
    axes = picture.axes if isinstance(picture, Figure) else [picture]
    return " ".join(map(alt_text, axes))


def _wanted(stem: Path, formats: Sequence[str]) -> tuple[Path, tuple[str, ...]]:
    ending = stem.suffix.casefold().lstrip(".")
    if ending in FORMATS:
        return stem.with_suffix(""), (ending,)
    for name in formats:
        if name not in FORMATS:
            raise NotFound.among("format for pictures", name, FORMATS)
    return stem, tuple(formats)


def _write(path: Path, content: bytes) -> None:
    """Write beside the place and move it there, so that no half picture is left."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(content)
        os.replace(part, path)  # noqa: PTH105 - the same on Windows, where rename would refuse
    except OSError as error:
        part.unlink(missing_ok=True) if part.parent.is_dir() else None
        raise StudyUnwritable(
            f"The picture {path} cannot be written ({error.strerror}): "
            "choose a folder that is there and that you may write to."
        ) from None


def _png(figure: Figure, title: str, words: str) -> bytes:
    held = BytesIO()
    facts = {"Title": title, "Description": words, "Software": None}
    figure.savefig(held, format="png", dpi=_DOTS_AN_INCH, metadata=facts)
    return held.getvalue()


def _pdf(figure: Figure, title: str, words: str) -> bytes:
    held = BytesIO()
    facts = {"Title": title, "Subject": words, "Creator": None, "Producer": None, "CreationDate": None}
    figure.savefig(held, format="pdf", metadata=facts)
    return held.getvalue()


def _svg(figure: Figure, title: str, words: str) -> bytes:
    held = BytesIO()
    figure.savefig(held, format="svg", metadata={"Date": None, "Creator": None, "Type": None, "Format": None})
    return _spoken(held.getvalue().decode("utf-8"), title, words).encode("utf-8")


def _spoken(svg: str, title: str, words: str) -> str:
    """Put title and description where a screen reader looks for them, and name a font for other computers."""
    mark = hashlib.sha256(words.encode("utf-8")).hexdigest()[:10]
    opening, rest = svg.split("<svg ", 1)
    attributes, inside = rest.split(">", 1)
    told = (
        f'<svg role="img" aria-labelledby="title-{mark} desc-{mark}" {attributes}>\n'
        f' <title id="title-{mark}">{escape(title)}</title>\n <desc id="desc-{mark}">{escape(words)}</desc>'
    )
    return opening + told + inside.replace(f"'{FONT}'", f"'{FONT}', Verdana, sans-serif")


_WRITERS: dict[str, Callable[[Figure, str, str], bytes]] = {"png": _png, "svg": _svg, "pdf": _pdf}
