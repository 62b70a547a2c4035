"""The paper as one HTML file: filled in on a screen, asking for no network, leaving nothing behind in the browser."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualkit.memberchecks import wording
from qualkit.memberchecks.answer_names import FORMAT
from qualkit.memberchecks.content import paper_content

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qualkit.model import MemberCheck

_HERE = Path(__file__).parent


def write_form(check: MemberCheck, settings: Mapping[str, str], *, names: Iterable[str] = ()) -> bytes:
    """Write one paper as a self-contained HTML form; its answers are saved as one file (see `answer_names`).

    What the group and the person said reaches the page as escaped text alone; the page's own policy lets
    nothing run but its one script, and nothing be fetched.

    Raises
    ------
    PaperError
        As for `write_pdf`.
    """
    content = paper_content(check, settings, names)
    words = wording.form_words(content.token)
    *front, sending = content.sections
    # Saved by a button, not by the browser's own menu.
    saving = replace(sending, texts=(*sending.texts[:-1], words["saving"]))
    parts = {kind: (_HERE / f"form.{kind}").read_text(encoding="utf-8") for kind in ("css", "js")}
    page: str = _template().render(
        paper=content,
        front=(*front, saving, content.how),
        format=FORMAT,
        words=words,
        style=_trusted(parts["css"]),
        script=_trusted(parts["js"]),
        style_hash=_hash(parts["css"]),
        script_hash=_hash(parts["js"]),
    )
    return page.encode("utf-8")


@cache
def _template() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("form.html.jinja")


def _trusted(text: str) -> Any:
    """The page's own style and script, which come with qualkit."""
    from markupsafe import Markup

    return Markup(text)  # noqa: S704 - no words of anybody are in it


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
