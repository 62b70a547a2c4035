"""The demo's second half: invented answers come back, are decided on, and are replied to."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from qualkit.model import MemberCheck
    from qualkit.project import Project

    Say = Callable[[str], None]
    Row = Mapping[str, str]

#: When the invented papers went out and came back.
_SENT, _BACK, _TOLD = "2027-01-05", "2027-01-19", "2027-02-02"


def answer_papers(
    project: Project, work: Path, answers: Iterable[Row], made: Iterable[Row], say: Say
) -> None:
    """Send the papers, take in what came back, decide, and write the letters."""
    papers = {check.participant: check for check in project.checks.papers()}
    for check in papers.values():
        project.checks.mark(check.token, "sent", on=_SENT)
    by_person: dict[str, list[Row]] = {}
    for row in answers:
        by_person.setdefault(row["participant"], []).append(row)
    routes: Counter[str] = Counter()
    for person, rows in by_person.items():
        routes[_take_in(project, work, papers[person], rows)] += 1
    silent = len(papers) - len(by_person)
    shown = ", ".join(f"{count} by {route}" for route, count in sorted(routes.items()))
    say(
        f"7  Answers    {len(by_person)} papers came back ({shown}); {silent} did not. Silence is not agreement."
    )
    kinds = Counter(_decide(project, papers[row["participant"]], row) for row in made)
    shown = ", ".join(f"{count} {kind.replace('_', ' ')}" for kind, count in sorted(kinds.items()))
    say(f"8  Decided    {kinds.total()} answers were decided on: {shown}.")
    letters = [item for item in project.checks.reply(work / "letters") if item.files]
    for item in letters:
        project.checks.told(item.paper, on=_TOLD)
    say(f"9  Replied    {len(letters)} letters say what was changed, what was not, and why.")


def _take_in(project: Project, work: Path, check: MemberCheck, rows: list[Row]) -> str:
    """One person's answers, on the route that they took."""
    chosen = {number_of(check, row): row["answer"] for row in rows if row["words"]}
    words = {number_of(check, row): row["own"] for row in rows if row["words"]}
    more = " ".join(row["own"] for row in rows if not row["words"])
    route = rows[0]["source"]
    if route in ("paper", "talk"):
        project.checks.enter(
            check.token, check.code, chosen, words=words, more=more, source=route, received=_BACK
        )
    else:
        file = _saved(check, chosen, words, more, work / "answers")
        project.checks.read(file, received=_BACK, confirmed=True)
    return route


def _saved(
    check: MemberCheck, chosen: Mapping[int, str], words: Mapping[int, str], more: str, folder: Path
) -> Path:
    """The file that the form on a screen would have saved."""
    from qualkit.memberchecks import paper_id
    from qualkit.memberchecks.answer_names import answer_name, as_json, own_name

    fields = {answer_name(item.number): chosen.get(item.number, "") for item in check.items}
    fields |= {own_name(item.number): words.get(item.number, "") for item in check.items}
    folder.mkdir(exist_ok=True)
    path = folder / f"answers-{check.token}.json"
    path.write_text(as_json(paper_id(check.token), check.code, fields, more), encoding="utf-8", newline="\n")
    return path


def _decide(project: Project, check: MemberCheck, row: Row) -> str:
    number = number_of(check, row) if row["words"] else 0
    project.as_coder(row["coder"]).checks.decide(
        check.token, number, row["kind"], after=row["after"], before=row["before"], reason=row["reason"]
    )
    return row["kind"]


def number_of(check: MemberCheck, row: Row) -> int:
    """Which number of the paper a row of the example is about: the one whose passage has its words."""
    return next(item.number for item in check.items if row["words"] in item.quote)
