"""What can be done from the page: one function a verb, each one change of the project."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qualkit.errors import NotFound, SegmentError
from qualkit.model import COVERED, Codebook

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from qualkit.project import Project
    from qualkit.widgets.said import Said

    Answer = dict[str, Any]
    Verb = Callable[[Project, str, Said], Answer]

#: What may be written about a code from the page.
_ABOUT = (
    "name",
    "definition",
    "include",
    "exclude",
    "examples",
    "words",
    "polarity",
    "part",
    "area",
    "parent",
)


def code(project: Project, document: str, said: Said) -> Answer:
    """Lay a code on the words that were marked."""
    about = {name: said.maybe(name) or None for name in ("polarity",)}
    laid = project.code(said.segment(document), said.text("code"), **about)
    return {"coding": laid.id}


def recode(project: Project, _: str, said: Said) -> Answer:
    """Give a coding another code or polarity."""
    change = {name: said.maybe(name) or None for name in ("code", "polarity") if said.has(name)}
    return {"coding": project.recode(said.text("coding"), **change).id}


def remove(project: Project, _: str, said: Said) -> Answer:
    """Take a coding out."""
    return {"coding": project.remove(said.text("coding")).id}


def memo(project: Project, _: str, said: Said) -> Answer:
    """Write this coder's memo on a coding, anew where there is one; without words, take it out."""
    coding, text = said.text("coding"), said.maybe("text")
    known = [each for each in project.memos.of(coding, "coding") if each.coder == project.coder.id]
    if not known:
        return {"memo": project.memo(coding, text)}
    if text.strip():
        return {"memo": project.memos.rewrite(known[-1], text).id}
    return {"memo": project.memos.remove(known[-1]).id}


def new_code(project: Project, document: str, said: Said) -> Answer:
    """Make a code of people's own words and, where words are marked, lay it on them."""
    made = {"code": project.add_code(said.text("name"), **_about(said)).id}
    if not said.has("start"):
        return made
    laid = project.code(said.segment(document), made["code"])
    return {**made, "coding": laid.id}


def change_code(project: Project, _: str, said: Said) -> Answer:
    """Write something about a code anew."""
    about = _about(said)
    if COVERED in repr(about):
        # The page was shown a covered text: what stands behind it stays.
        book = project.codebook
        given = Codebook((replace(book[said.text("code")], parent=None, **about),))
        whole = project.distress.covering().uncovered(given, book).codes[0]
        about = {name: getattr(whole, name) for name in about}
    return {"code": project.change_code(said.text("code"), **about).id}


def move_code(project: Project, _: str, said: Said) -> Answer:
    """Put a code elsewhere in the tree."""
    moved = project.move_code(said.text("code"), said.maybe("parent") or None, said.maybe("before") or None)
    return {"code": moved.id}


def save_codebook(project: Project, _: str, __: Said) -> Answer:
    """Write the codebook's spreadsheet beside the study."""
    return {
        "said": f"The codebook is in {project.save_codebook()}. Work on it in any spreadsheet, then take it in."
    }


def update_codebook(project: Project, _: str, __: Said) -> Answer:
    """Take the spreadsheet beside the study in again."""
    found = project.update_codebook()
    codes = len({each.code for each in found})
    return {"said": f"{codes} codes are new or otherwise now." if codes else "The spreadsheet says the same."}


def resize(project: Project, document: str, said: Said) -> Answer:
    """Lay a coding on other words."""
    wanted = said.segment(document)
    if project.transcripts[document].text[wanted.start : wanted.end] != wanted.quote:
        raise SegmentError("The words there are not the ones on your page: the text has changed since.")
    return {"coding": project.resize(said.text("coding"), wanted.start, wanted.end).id}


def important(project: Project, _: str, said: Said) -> Answer:
    """Mark a coding as important, or not any more."""
    return {"coding": project.recode(said.text("coding"), important=said.flag("important")).id}


def flag(project: Project, document: str, said: Said) -> Answer:
    """Flag words as distressing; nobody is asked why."""
    return {"flag": project.distress.flag(said.segment(document)).id}


def unflag(project: Project, _: str, said: Said) -> Answer:
    """Take one's own flag off."""
    return {"flag": project.distress.unflag(said.text("flag")).id}


def pass_on(project: Project, document: str, said: Said) -> Answer:
    """Let go of the interview, into somebody's hand or into nobody's; nobody is asked why."""
    project.transcripts.pass_on(document, said.maybe("to") or None)
    return {"said": "You have passed this interview on. What you did in it stays."}


def take_up(project: Project, document: str, _: Said) -> Answer:
    """Take the interview into this coder's hand."""
    project.transcripts.take_up(document)
    return {"said": "This interview is in your hand now."}


def favourite(project: Project, _: str, said: Said) -> Answer:
    """Put a code on a number."""
    project.favourites[said.number("number")] = said.text("code")
    return {}


def _about(said: Said) -> dict[str, Any]:
    about = said.fields("about")
    unknown = sorted(set(about) - set(_ABOUT))
    if unknown:
        raise NotFound.among("field of a code", unknown[0], _ABOUT)
    for name in {"examples", "words"} & set(about):
        about[name] = tuple(about[name])
    return about


def undo(project: Project, _: str, __: Said) -> Answer:
    """Take this coder's last change back."""
    entry = project.undo()
    return {"verb": entry["verb"], "noun": entry["noun"]}


def redo(project: Project, _: str, __: Said) -> Answer:
    """Do again what this coder has just taken back."""
    entry = project.redo()
    return {"verb": entry["verb"], "noun": entry["noun"]}


def accept(project: Project, _: str, said: Said) -> Answer:
    """Make a suggestion this coder's own coding."""
    return {"coding": project.accept(said.text("suggestion"), polarity=said.maybe("polarity") or None).id}


def reject(project: Project, _: str, said: Said) -> Answer:
    """Turn a suggestion down."""
    project.reject(said.text("suggestion"))
    return {}


#: Every verb under its name.
VERBS: Mapping[str, Verb] = {
    verb.__name__: verb
    for verb in (
        *(code, recode, resize, important, remove, memo),
        *(new_code, change_code, move_code, save_codebook, update_codebook),
        *(accept, reject, undo, redo),
        *(flag, unflag, pass_on, take_up, favourite),
    )
}


def named(name: str) -> Verb:
    """The verb of that name.

    Raises
    ------
    NotFound
        The page asked for something that cannot be done from it.
    """
    if name not in VERBS:
        raise NotFound.among("verb of the page", name, VERBS)
    return VERBS[name]
