"""A sentence flagged as distressing: no command that prints or writes shows it, unless somebody asked to see it."""

from __future__ import annotations

import io
import shutil
from contextlib import redirect_stderr, redirect_stdout

import pytest

from qualkit.cli import main
from qualkit.model import COVERED, Reason, Suggestion
from qualkit.project import Project
from qualkit.testing import TINY_CODEBOOK, TINY_TALK, ScriptedSuggester
from tests.fixtures import papers
from tests.test_manners import COMMANDS

#: Invented. The canary is a few words of the middle, so that a torn-off piece of the sentence would sing too.
SAID = "On Christmas Eve the belt hung behind the kitchen door in Norwich, and he took it down."
CANARY = "behind the kitchen door"
TALK = f"INT: How was it before?\n\nP1: We had a garden. {SAID} Then I left with my coat.\n\nINT: And now?\n\nP1: Better.\n"

#: What is typed after `qualkit`, for each command that takes a study. Words in capitals stand for what the study has.
WALK = {
    "report": "STUDY --out OUT",
    "init": "OUT/new.qualkit --coder Ana",
    "add": "STUDY TALK",
    "set": "STUDY",
    "consent": "STUDY P1",
    "info": "STUDY",
    "check": "STUDY",
    "history": "STUDY",
    "undo": "STUDY",
    "redo": "STUDY",
    "pseudonymise": "STUDY --show",
    "stories": "STUDY --show",
    "codebook show": "STUDY",
    "codebook diff": "tiny.csv STUDY",
    "codebook export": "STUDY OUT/codes.csv",
    "codebook add": "STUDY extra.csv",
    "codebook update": "STUDY tiny.csv --dry-run",
    "codebook new": "STUDY Rain",
    "codebook change": "STUDY ignored --name Unheard",
    "find": "STUDY belt",
    "code": "STUDY P1 PLACE ignored",
    "recode": "STUDY CODING --polarity both",
    "resize": "STUDY CODING PLACE",
    "remove": "STUDY CODING",
    "memo": "STUDY CODING thought",
    "memos": "STUDY",
    "codings": "STUDY",
    "correct": "STUDY P1 edited.txt --dry-run",
    "speakers": "STUDY P1 --turns",
    "anchors": "STUDY",
    "distress": "STUDY",
    "documents": "STUDY",
    "take-up": "STUDY P1",
    "pass-on": "STUDY P1",
    "suggest": "STUDY",
    "accept": "STUDY SUGGESTION",
    "reject": "STUDY SUGGESTION",
    "theme add": "STUDY Doors",
    "theme show": "STUDY THEME --words",
    "theme change": "STUDY THEME --cycle 2",
    "theme gather": "STUDY THEME --for OTHER",
    "theme release": "STUDY THEME CODING",
    "theme remove": "STUDY THEME",
    "member-check need": "STUDY",
    "member-check drafts": "STUDY",
    "member-check word": "STUDY CODING You-left",
    "member-check approve": "STUDY CODING",
    "member-check status": "STUDY",
    "member-check responses": "STUDY",
    "member-check decide": "STUDY PAPER 1 keep_with_dissent --reason kept",
    "member-check adjustments": "STUDY",
    "member-check review": "STUDY",
    "member-check mark": "STUDY P1 in-hospital",
    "member-check counts": "STUDY",
    "findings give": "STUDY SHEET staff 3",
    "findings answer": "STUDY SHEET staff 1=fits",
    "findings sessions": "STUDY",
    "findings show": "STUDY",
    "findings counts": "STUDY",
    "withdraw": "STUDY P1 --dry-run",
    "held": "STUDY",
    "quotes": "STUDY --show",
    "exports": "STUDY",
}
#: And those that are not walked, with the reason.
NOT_WALKED = {
    "demo": "it takes no study",
    "lab": "it lays a notebook without words and opens a browser; the page is tried in tests/widgets/test_care.py",
    "codebook check": "it reads a file of the reader's own",
    "member-check prepare": "a paper shows people their own words; below",
    "member-check reading-copy": "so does their own interview",
    "member-check thanks": "it prints what the group noted of vouchers, no words of an interview",
    "member-check reply": "and the letter back to them",
    "findings meet": "it says how many were there",
    "findings say": "it prints a number",
    "findings prepare": "it refuses words of anybody's: tests/desk/test_second_check.py",
    "member-check read": "it prints what the person has just written, by the same way as the others; below",
    "member-check confirm": "it says who and which paper",
    "member-check enter": "it reads back to the person what they say",
}
#: Commands that show the words when they are asked to.
SHOWN = {
    "report", "pseudonymise", "stories", "codebook show", "codebook diff", "codebook export", "codebook update",
    "find", "memos", "codings", "speakers", "anchors", "distress", "suggest", "theme show", "member-check drafts",
    "member-check responses", "member-check adjustments", "findings show", "quotes",
}  # fmt: skip
#: Shown words that need another beginning: a list that is empty here unless something has been done before.
_EDITED = TALK.replace("Then I left with my coat.", "I left.").replace("We had a garden.", "A garden.")


@pytest.fixture(scope="module")
def flagged(tmp_path_factory):
    """A study in which the sentence stands wherever one can stand, and is flagged."""
    folder = tmp_path_factory.mktemp("covered")
    (folder / "P1.txt").write_text(TALK, encoding="utf-8")
    (folder / "P2.txt").write_text(TINY_TALK["P2.txt"], encoding="utf-8")
    (folder / "edited.txt").write_text(_EDITED, encoding="utf-8")
    with Project.create(folder / "tiny.qualkit", coder="Ana") as project:
        project.add_transcripts([folder / "P1.txt", folder / "P2.txt"])
        project.add_codebook(TINY_CODEBOOK)
        project.save_codebook(folder / "tiny.csv")
        (folder / "extra.csv").write_text("id,name,definition\nrain,Rain,It rained.\n", encoding="utf-8")
        made = _plant(project, folder)
        project.distress.flag(project.transcripts["P1"].find(SAID))
    return folder, made


def _plant(project, folder):
    text = project.transcripts["P1"]
    coding = project.code(text.find(SAID), "ignored", memo=f"She said: {SAID} I was sorry.")
    end = text.find(SAID).end
    other = project.code(text.segment(end - 1, end + 20), "listened-to")
    papers.wants_papers(project, "P1", "P2")
    project.code(text.find("belt hung behind the kitchen door"), "something-to-do")
    project.consent("P1", quote=True, share=True, paraphrase=True)
    sheet = project.findings.prepare(folder / "findings")
    project.change_code("ignored", examples=(SAID, "They talked over me."), definition=f"As in: {SAID}")
    project.prepare_member_checks(folder / "papers")
    token, code = papers.number_of(project, "P1")
    project.checks.enter(token, code, {1: "notquite"}, words={1: f"I said: {SAID}"}, more=SAID)
    project.checks.decide(token, 1, "reword", after="It was said.", before=SAID, reason=f"They said {SAID}")
    project.findings.answer(sheet.token, {1: "not_quite"}, words={1: SAID})
    theme = project.themes.add(f"{SAID} That is how it was.", [coding], [other])
    why = (Reason("example", f"like a passage that was coded so: “{SAID[:60]} …”", 1.0),)
    offered = Suggestion("s-1", text.find("he took it down. Then I left"), "listened-to", 0.5, why, "m")
    project.suggest(suggester=ScriptedSuggester((offered,)))
    return {
        "PLACE": f"{other.segment.start}:{other.segment.end}",
        "CODING": coding.id,
        "OTHER": other.id,
        "SUGGESTION": offered.id,
        "SHEET": sheet.token,
        "THEME": theme.id,
        "PAPER": token,
        "TALK": "P1.txt",
    }


def _typed(command, flagged, folder, *more):
    """The words of one command, on a copy of the study."""
    source, made = flagged
    for name in ("tiny.qualkit", "P1.txt", "tiny.csv", "extra.csv", "edited.txt"):
        shutil.copy(source / name, folder / name)
    stands = {**made, "STUDY": str(folder / "tiny.qualkit"), "OUT": str(folder / "out")}
    (folder / "out").mkdir(exist_ok=True)
    words = [*command.split(), *WALK[command].split(), *more]
    for short, whole in sorted(stands.items(), key=lambda pair: -len(pair[0])):
        words = [word.replace(short, whole) if word.startswith(short) else word for word in words]
    return [
        str(folder / word) if word.endswith((".csv", ".txt")) and "/" not in word else word for word in words
    ]


def _said(words, folder):
    """Everything that a command prints, and everything that it writes."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(words)
    files = [
        file.read_bytes().decode("utf-8", "replace") for file in (folder / "out").rglob("*") if file.is_file()
    ]
    return code, " ".join((out.getvalue() + err.getvalue() + "".join(files)).split())


def _prepare(command, folder):
    """What must have happened before, so that there is something to list."""
    if command == "anchors":
        with Project.open(folder / "tiny.qualkit", coder="Ana") as project:
            project.transcripts.correct(
                "P1", text=project.transcripts["P1"].text.replace("took it down. Then", "Then")
            )
    if command == "redo":
        with Project.open(folder / "tiny.qualkit", coder="Ana") as project:
            project.undo()


def test_every_command_is_walked():
    """A new command is walked here, or it is said why not."""
    named = {command.removeprefix("qualkit ") for command in COMMANDS}

    assert named == set(WALK) | set(NOT_WALKED)


def _takes_json(command):
    return any("--json" in action.option_strings for action in COMMANDS[f"qualkit {command}"]._actions)


@pytest.mark.parametrize(
    ("command", "more"),
    [(command, ()) for command in WALK]
    + [(command, ("--json",)) for command in WALK if _takes_json(command)],
)
def test_nothing_shows_what_is_flagged(flagged, tmp_path, command, more):
    """No line, row or file has a piece of the flagged sentence in it."""
    words = _typed(command, flagged, tmp_path, *more)
    _prepare(command, tmp_path)
    code, said = _said(words, tmp_path)

    # `check` ends with 1 where something is to be looked at.
    assert code == 0 or command == "check", said
    assert CANARY not in said


@pytest.mark.parametrize("command", sorted(SHOWN))
def test_whoever_asks_sees_it(flagged, tmp_path, command):
    """With --show-covered the words are there: what was walked above would have shown them otherwise."""
    words = _typed(command, flagged, tmp_path, "--show-covered")
    if _takes_json(command):
        words.append("--json")
    _prepare(command, tmp_path)
    code, said = _said(words, tmp_path)

    assert code == 0, said
    assert CANARY in said
    assert COVERED not in said


def test_the_listing_of_papers_says_that_one_has_a_flagged_passage(flagged, tmp_path):
    """A paper has people's own words as they said them; whoever hands it over is told which number is flagged."""
    study = shutil.copy(flagged[0] / "tiny.qualkit", tmp_path / "tiny.qualkit")
    out = io.StringIO()
    with redirect_stdout(out):
        code = main(["member-check", "prepare", str(study), "--out", str(tmp_path / "out")])

    assert code == 0
    assert "flagged as distressing: it is there as they said it" in " ".join(out.getvalue().split())
    assert CANARY not in out.getvalue()


def test_a_notebook_sees_none_of_it(flagged):
    """No DataFrame of a project, and nothing that a notebook shows by itself, has a piece of it."""
    with Project.open(flagged[0] / "tiny.qualkit", readonly=True) as project:
        theme = next(iter(project.themes))
        tables = [
            project.codings(),
            project.codings().attrs["codebook"].codes,
            project.checks.responses(),
            project.checks.adjustments(),
            project.checks.dissents(),
            project.findings.answers(),
            project.checks.to_review(),
            project.checks.status(),
            project.member_checks(),
            project.suggestion_record(),
            project.history(),
            project.themes.excerpts(theme),
            project.themes.table(),
            list(project.anchors),
        ]
        shown = "".join(table.to_csv() if hasattr(table, "to_csv") else str(table) for table in tables)
        assert CANARY not in shown
        assert COVERED in shown
        assert CANARY in project.codings(show_covered=True).to_csv()
