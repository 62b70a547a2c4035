"""The whole inquiry on the example interviews, step by step, so that one can see what comes out."""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections import Counter
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from qualkit.errors import QualkitError, StudyExists, StudyUnwritable
from qualkit.model import shipped
from qualkit.project import Project
from qualkit.report.example_answers import answer_papers
from qualkit.report.writing import write_report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from qualkit.model import Suggestion

    Say = Callable[[str], None]
    ShowProgress = Callable[[str], AbstractContextManager[Callable[[int, int], None]]]

STUDY = "thriving.qualkit"
CODEBOOK = "validation-invalidation"
#: Who codes first, and in whose name the study is made.
_FIRST, _SECOND = "Ana", "Morag"


def demo(
    out: Path,
    say: Say = lambda _: None,
    progress: ShowProgress = lambda _: nullcontext(lambda _done, _total: None),
    called: str = "qualkit",
) -> Path:
    """Do the whole inquiry on the invented example interviews; give the folder.

    Parameters
    ----------
    out
        The folder to fill; a demo that nobody has worked in since is made anew.
    say
        Called with a line for each step.
    progress
        Given a step's name, a context that gives a function for how much is done, of how much.
    called
        How the command is typed here, for the lines on what to type next.

    Raises
    ------
    StudyExists, StudyUnwritable
        The folder holds something else, or cannot be written to.
    """
    _must_be_free(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=".qualkit-demo-", dir=out.parent))
    except OSError as error:
        raise StudyUnwritable(
            f"{out} cannot be made ({error.strerror}): name a folder that you may write to, as  qualkit demo FOLDER"
        ) from None
    try:
        _inquire(work, say, progress)
        _put(work, out)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    _say_what_next(out, say, called)
    return out


def _must_be_free(out: Path) -> None:
    """Refuse a folder with anything in it but an untouched demo."""
    if out.is_file():
        raise StudyExists(f"{out} is a file; name a folder for the demo.")
    if not out.is_dir() or not any(out.iterdir()):
        return
    if not (out / STUDY).is_file():
        raise StudyExists(
            f"{out} is not empty, and holds no demo: name another folder, as  qualkit demo FOLDER"
        )
    with Project.open(out / STUDY, readonly=True) as project:
        touched = _marked(project) is None
    if touched:
        raise StudyExists(
            f"Somebody has worked in {out / STUDY} since the demo made it, so it stays: "
            "name another folder, as  qualkit demo FOLDER"
        )


_MARK = "The demo ends here."


def _marked(project: Project) -> str | None:
    """The demo's last act, where nothing came after it."""
    last = project.history().iloc[-1]
    return str(last["id"]) if (last["verb"], last["noun"]) == ("memo", "project") else None


def _inquire(work: Path, say: Say, progress: ShowProgress) -> None:
    example = shipped("transcripts_example")
    say("An invented inquiry: nobody in these interviews is real.\n")
    people = _read(example / "study" / "coders.csv")
    standpoints = {row["coder"]: row["standpoint"] for row in people}
    with Project.create(work / STUDY, coder=_FIRST, standpoint=standpoints[_FIRST]) as project:
        _begin(project, example, say, progress)
        _code(project, example, standpoints, say)
        _suggest(project, example, say, progress)
        _check_with_people(project, work, say, progress)
        study = example / "study"
        answer_papers(project, work, _read(study / "answers.csv"), _read(study / "adjustments.csv"), say)
        project.memo("project", _MARK, about="project")
        with progress("Drawing figures and writing the report") as show:
            written = write_report(project, work, progress=show)
        say(
            f"10 Report     report.html with {len(written.figures)} figures and {len(written.tables)} tables."
        )


def _begin(project: Project, example: Path, say: Say, progress: ShowProgress) -> None:
    for row in _read(example / "study" / "settings.csv"):
        project.set(row["key"], row["value"])
    codebook = project.add_codebook(CODEBOOK)
    say(f"1  Study      {STUDY}, with {len(codebook)} codes of {CODEBOOK}.")
    with progress("Reading transcripts") as show:
        added = project.add_transcripts(example, progress=show)
    stored = [item for item in added if item.status == "stored"]
    words = sum(item.words for item in stored)
    say(
        f"2  Interviews {len(stored)} transcripts, {words:,} words, {len(project.participants)} participants."
    )
    for item in added:
        if item.status == "refused":
            raise QualkitError(item.message)


def _code(project: Project, example: Path, standpoints: dict[str, str], say: Say) -> None:
    texts = {name: project.transcripts[name] for name in project.transcripts}
    rows = [row for path in sorted((example / "study").glob("codings_*.csv")) for row in _read(path)]
    for name in (_FIRST, _SECOND):
        requests = [
            {
                "segment": texts[row["document"]].segment(int(row["start"]), int(row["end"])),
                "code": row["code"],
                "polarity": row["polarity"] or None,
                "memo": row["memo"],
                "interpretation": row["interpretation"],
            }
            for row in rows
            if row["coder"] == name
        ]
        project.as_coder(name, standpoints[name]).code_all(requests)
    counts = Counter(map(str, project.codings()["coder"]))
    shown = ", ".join(f"{name} ({standpoints[name]}) {count}" for name, count in sorted(counts.items()))
    say(f"3  Coding     {counts.total()} codings by hand: {shown}.")


def _suggest(project: Project, example: Path, say: Say, progress: ShowProgress) -> None:
    with progress("Reading for passages that someone may have missed") as show:
        offered = project.suggest(progress=show)
    say(f"4  Suggested  {len(offered)} passages by the machine. None is a coding until a person says so.")
    verdicts = _read(example / "study" / "decisions.csv")
    decided: Counter[str] = Counter()
    for row in verdicts:
        for item in offered:
            if (
                item.segment.document == row["document"]
                and item.code == row["code"]
                and row["words"] in item.segment.quote
            ):
                decider = project.as_coder(row["coder"])
                decider.accept(item) if row["verdict"] == "accept" else decider.reject(item)
                decided[row["verdict"]] += 1
                break
    kept, turned_down = decided["accept"], decided["reject"]
    say(f"5  Decided    {_FIRST} looked at {kept + turned_down}: kept {kept}, turned down {turned_down}.")


def _is_meant(item: Suggestion, row: dict[str, str]) -> bool:
    """Whether a decision in the example is about this suggestion."""
    place = (item.segment.document, item.code) == (row["document"], row["code"])
    return place and row["words"] in item.segment.quote


def _check_with_people(project: Project, work: Path, say: Say, progress: ShowProgress) -> None:
    with progress("Writing papers") as show:
        prepared = project.prepare_member_checks(work / "member-checks", progress=show)
    papers = sum(len(item.files) for item in prepared)
    with_paper = [item for item in prepared if item.files]
    say(f"6  Papers     {papers} member-check papers for {len(with_paper)} of {len(prepared)} participants.")
    for item in prepared:
        if item.why_not:
            say(f"              {item.participant} gets none: {item.why_not}.")


def _read(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _put(work: Path, out: Path) -> None:
    """Move the finished folder to its place; an untouched demo that was there makes way."""
    if out.exists():
        shutil.rmtree(out)
    work.rename(out)
    out.chmod(0o700)


def _say_what_next(out: Path, say: Say, called: str) -> None:
    say(f"\nEverything is in {out}/")
    for name, what in (
        ("report.html", "the report: open this first"),
        ("figures/", "what people spoke of, and the two trees (PNG, SVG, PDF)"),
        ("tables/", "Tables I to III (CSV, HTML)"),
        ("member-checks/", "one paper for each participant who wants one"),
        ("letters/", "one letter back for each paper that was answered"),
        ("codings.csv", "the tidy record, a row a coding"),
        (STUDY, "the study itself"),
    ):
        say(f"  {name:16} {what}")
    say("\nNext, on interviews of your own:")
    say(f"  {called} init mine.qualkit --codebook {CODEBOOK} --coder YOUR-NAME")
    say(f"  {called} add mine.qualkit YOUR-FOLDER")
    say(f"  {called} suggest mine.qualkit")
