"""The paper itself: settings, one person's passages and a token in, the bytes of a fillable PDF out."""

from __future__ import annotations

import io
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from qualkit.errors import PaperError
from qualkit.memberchecks import wording
from qualkit.memberchecks.fields import add_fields
from qualkit.memberchecks.lettering import FOLDER, check_letters
from qualkit.memberchecks.lines import settable
from qualkit.memberchecks.token import paper_id
from qualkit.privacy import names_left

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qualkit.model import MemberCheck

#: Without these no paper is made: whom to call, what was agreed, by when.
NEEDED = ("contact", "consent_text", "closing_date")
_LANGUAGE, _REGION = "en", "GB"
_TEMPLATE = Path(__file__).with_name("paper.typ")


def missing_settings(settings: Mapping[str, str]) -> list[str]:
    """Which of the settings that a paper needs are not there."""
    return [key for key in NEEDED if not settings.get(key, "").strip()]


def write_pdf(
    check: MemberCheck,
    settings: Mapping[str, str],
    *,
    style: Literal["large", "standard"] = "large",
    names: Iterable[str] = (),
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

    Returns
    -------
    bytes
        The same for the same input, on every machine.

    Raises
    ------
    PaperError
        A setting is missing, a name is left in it, no font has one of its characters, or there is nothing to ask.
    """
    _refuse_missing(settings)
    if not check.items:
        raise PaperError("No paper is made without a passage to ask about: write a sentence for one first.")
    content = _content(check, settings, style)
    _check_words(content, check, names)
    pages = _pages(json.dumps(content, ensure_ascii=False))
    return add_fields(
        pages,
        identity=str(content["identity"]),
        code=check.code,
        title=wording.TITLE,
        language=f"{_LANGUAGE}-{_REGION}",
        style=style,
    )


def _refuse_missing(settings: Mapping[str, str]) -> None:
    missing = missing_settings(settings)
    if missing:
        typed = " ; ".join(f'qualkit set STUDY {key} "..."' for key in missing)
        raise PaperError(f"No paper is made without {', '.join(missing)}. Type:  {typed}")


def _content(check: MemberCheck, settings: Mapping[str, str], style: str) -> dict[str, object]:
    identity = paper_id(check.token)
    return {
        "style": style,
        "language": _LANGUAGE,
        "region": _REGION,
        "title": wording.TITLE,
        "identity": identity,
        "code": check.code,
        "words": wording.WORDS,
        "options": [{"value": value, "label": label} for value, label in wording.OPTIONS],
        "opening": wording.opening(check, settings),
        "sections": wording.sections(check, settings),
        "how": wording.HOW_TO_ANSWER,
        "checks": [wording.shown(item) for item in check.items],
        "back": wording.sending_back(settings),
        "qr": _qr(f"{identity}/{check.code}"),
    }


def _check_words(content: dict[str, object], check: MemberCheck, names: Iterable[str]) -> None:
    known = list(names)
    for item in check.items:
        for what, text in (
            ("the words", item.quote),
            ("the sentence", item.interpretation),
            ("the question", item.question),
        ):
            where = f"{what} of number {item.number} ({item.coding})"
            check_letters(settable(text), where)
            if names_left(text, known):
                raise PaperError(f"Another person's name is left in {where}: mask it; no paper was made.")
    check_letters(json.dumps({**content, "checks": [], "qr": ""}, ensure_ascii=False), "the study's settings")


def _qr(text: str) -> str:
    import segno

    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", xmldecl=False, border=2, scale=4)
    return out.getvalue().decode("utf-8")


@cache
def _compiler() -> Any:
    import typst

    return typst.Compiler(font_paths=[str(FOLDER)], ignore_system_fonts=True)


def _pages(content: str) -> bytes:
    """Have typst set the pages; it gets data alone, a fixed time, and our own fonts alone."""
    import typst

    data = {"paper": content}
    try:
        made = _compiler().compile(
            _TEMPLATE.read_bytes(), sys_inputs=data, format="pdf", pdf_standards="ua-1", timestamp=0
        )
    except typst.TypstError:
        # Its message may quote the words of the paper, so it goes no further.
        raise PaperError(
            "The pages of a paper could not be set, though every letter has a font: please tell us, "
            "with the version of qualkit and no words of the paper."
        ) from None
    assert isinstance(made, bytes)
    return made
