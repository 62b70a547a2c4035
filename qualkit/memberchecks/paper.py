"""The paper itself: settings, one person's passages and a token in, the bytes of a fillable PDF out."""

from __future__ import annotations

import io
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from qualkit.memberchecks.content import paper_content
from qualkit.memberchecks.fields import add_fields
from qualkit.memberchecks.setting import set_pages, settable_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qualkit.model import MemberCheck

_TEMPLATE = Path(__file__).with_name("paper.typ")


def write_pdf(
    check: MemberCheck,
    settings: Mapping[str, str],
    *,
    style: Literal["large", "standard"] = "large",
    names: Iterable[str] = (),
    talk: bool = False,
) -> bytes:
    """Write one paper as a tagged, fillable PDF (PDF/UA-1).

    Parameters
    ----------
    check
        Whose token, which passages, and the keyed code in ``check.code``.
    settings
        The study's own texts.
    style
        ``"large"`` (18 points, one thing under the other) or ``"standard"`` (14 points, side by side).
    names
        Names of other people that must not stand on it.
    talk
        Whether it is a sheet for the person who leads a talk instead.

    Returns
    -------
    bytes
        The same for the same input, on every machine.

    Raises
    ------
    PaperError
        A setting is missing, a name is left in it, no font has one of its characters, or there is nothing to ask.
    """
    content = paper_content(check, settings, names, talk=talk)
    data = {**settable_all(asdict(content)), "style": style, "qr": _qr(f"{content.identity}/{content.code}")}
    pages = set_pages(_TEMPLATE, json.dumps(data, ensure_ascii=False))
    return add_fields(
        pages,
        identity=content.identity,
        code=content.code,
        title=content.title,
        language=f"{content.language}-{content.region}",
        style=style,
    )


def _qr(text: str) -> str:
    import segno

    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", xmldecl=False, border=2, scale=4)
    return out.getvalue().decode("utf-8")
