"""What is handed over for one paper: the files that its person needs, and what people still have to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from qualkit import memberchecks
from qualkit.errors import NotFound
from qualkit.model import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qualkit.model import MemberCheck, Need

Style = Literal["large", "standard"]
#: What a paper can be written as.
KINDS = ("pdf", "html", "docx", "text")
_BESIDE = {"screen": ("html",), "word": ("docx",)}


def kinds_named(names: str | Iterable[str] | None) -> tuple[str, ...]:
    """Read ``pdf,html``; nothing is what each person needs.

    Raises
    ------
    NotFound
        One is none of `KINDS`.
    """
    listed = names.split(",") if isinstance(names, str) else list(names or ())
    plain = [one.strip().casefold().lstrip(".") for one in listed if one.strip()]
    for one in plain:
        if one not in KINDS:
            raise NotFound.among("way to write a paper", one, KINDS)
    return tuple(dict.fromkeys(plain))


def style_for(need: Need, asked: str | None) -> Style:
    """The print: what was asked for, else what the person needs.

    Raises
    ------
    NotFound
        It is neither large nor standard.
    """
    if asked is not None and asked not in ("large", "standard"):
        raise NotFound.among("print", asked, ("large", "standard"))
    return "standard" if (asked or need.format) == "standard" else "large"


def files_for(
    check: MemberCheck,
    need: Need,
    settings: Mapping[str, str],
    names: Iterable[str],
    *,
    style: Style,
    kinds: Iterable[str] = (),
) -> dict[str, bytes]:
    """The files of one paper by name: what was asked for, and what the person needs.

    Raises
    ------
    PaperError
        As for `qualkit.memberchecks.write_pdf`.
    """
    known, token = list(names), check.token
    if need.format == "talk":
        sheet = memberchecks.write_pdf(check, settings, style=style, names=known, talk=True)
        return {f"talk-{token}.pdf": sheet}
    made: dict[str, bytes] = {}
    for kind in _wanted(need, tuple(kinds)):
        if kind == "pdf":
            made[f"check-{token}.pdf"] = memberchecks.write_pdf(check, settings, style=style, names=known)
        elif kind == "html":
            made[f"check-{token}.html"] = memberchecks.write_form(check, settings, names=known)
        elif kind == "docx":
            made[f"check-{token}.docx"] = memberchecks.write_docx(check, settings, style=style, names=known)
        else:
            made[f"check-{token}.txt"] = memberchecks.write_text(check, settings, names=known)
    return made


def _wanted(need: Need, kinds: tuple[str, ...]) -> tuple[str, ...]:
    if need.by_people:
        return (*kinds, *(() if "text" in kinds else ("text",)))
    beside = _BESIDE.get(need.format, ())
    return tuple(dict.fromkeys((*(kinds or ("pdf",)), *beside)))


def notes_for(need: Need) -> tuple[str, ...]:
    """What people still have to do for this person, and who must not see it."""
    said = []
    if need.format == "talk":
        said.append("they want a talk: print the talk sheet, then  member-check enter  with the source talk")
    elif need.by_people:
        tongue = f" in the language '{need.language}'" if need.language else ""
        said.append(
            f"they need {FORMATS[need.format] if need.format in ('easy-read', 'audio') else 'a translation'}{tongue}: "
            "give the plain text to people who can make it, check it with them, keep the numbers of the checks, "
            "and type the answers in"
        )
    if need.reader:
        said.append(f"someone reads it with them: {need.reader}")
    if need.must_not_see:
        said.append(f"must not see it: {'; '.join(need.must_not_see)}")
    return tuple(said)
