"""What can be asked from the page that changes nothing in the study's codings: suggestions, and how they fared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualkit.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from qualkit.desk.suggesting import Suggester
    from qualkit.model import Suggestion, Transcript
    from qualkit.privacy import Covering
    from qualkit.project import Project
    from qualkit.widgets.said import Said

    Answer = dict[str, Any]
    Tell = Callable[[Answer], None]

#: Code points of the talk around a suggestion that a list shows, so that it can be judged where it stands.
AROUND = 160


def suggestions(
    project: Project, document: str | None, code: str | None, tell: Tell, suggester: Suggester | None = None
) -> Answer:
    """Suggestions for one interview, or for one code in all of them, each with what came of earlier ones.

    `tell` is given how far the reading is.
    """

    def progress(done: int, of: int) -> None:
        tell({"more": True, "done": done, "of": of})

    found = project.suggest(document, code, progress=progress, suggester=suggester)
    record = {(row["code"], row["model"]): row for row in project.suggestion_record().to_dict("records")}
    texts = {name: project.transcripts[name] for name in {each.segment.document for each in found}}
    cover = project.distress.covering()
    shown = [_suggestion(each, texts[each.segment.document], record, cover) for each in found]
    return {"suggestions": shown}


def _suggestion(
    each: Suggestion, transcript: Transcript, record: Mapping[Any, Mapping[Any, Any]], cover: Covering
) -> Answer:
    segment = each.segment
    before = max(0, segment.start - AROUND)
    return {
        "covered": cover.covers(segment.document, None, segment.start, segment.end),
        "id": each.id,
        "document": segment.document,
        "start": segment.start,
        "end": segment.end,
        "code": each.code,
        "polarity": each.polarity,
        "text": cover.quote(segment),
        "before": cover.at(segment.document, before, segment.start, transcript.text[before : segment.start]),
        "after": cover.at(
            segment.document,
            segment.end,
            segment.end + AROUND,
            transcript.text[segment.end : segment.end + AROUND],
        ),
        "sure": f"about {round(10 * each.confidence)} in 10 like this may be right",
        "why": cover.words(each.why[0].text) if each.why else "",
        "reasons": [cover.words(reason.text) for reason in each.why],
        "record": so_far(record.get((each.code, each.model), {})),
    }


def _words(project: Project, said: Said) -> str:
    """Words that are covered, for somebody who chose to see them."""
    return project.transcripts[said.text("document")].text[said.number("start") : said.number("end")]


def so_far(row: Mapping[Any, Any]) -> str:
    """What people made of earlier suggestions of a code, in words.

    Examples
    --------
    >>> so_far({"kept": 5, "changed": 1, "rejected": 2})
    'of 8 decided so far, 5 were kept'
    >>> so_far({})
    'none decided so far'
    """
    decided = sum(int(row.get(name, 0)) for name in ("kept", "changed", "rejected"))
    return f"of {decided} decided so far, {row['kept']} were kept" if decided else "none decided so far"


def answered(project: Project, document: str, said: Said, tell: Tell, suggester: Suggester | None) -> Answer:
    """The answer to a question of the page.

    Raises
    ------
    NotFound
        The page asks for what nobody can tell.
    """
    what = said.text("what")
    if what == "words":
        return {"text": _words(project, said)}
    if what != "suggestions":
        raise NotFound.among("question of the page", what, ("suggestions", "words"))
    code = said.maybe("code") or None
    return suggestions(project, None if code else document, code, tell, suggester)
