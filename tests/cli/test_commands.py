"""Every command does its work, and refuses in one line without a trace."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import qualkit as qk
from qualkit.testing import TINY_TALK
from tests.cli.answers import kept, objects, ok


def test_a_study_from_nothing(run, tmp_path):
    """init, add, find, code, codings, recode, memo, undo, remove: each says what it did, in the order of a day."""
    study, folder = tmp_path / "mine.qualkit", tmp_path / "talk"
    folder.mkdir()
    for name, words in TINY_TALK.items():
        (folder / name).write_text(words, encoding="utf-8")
    assert "54 codes" in ok(
        run("init", study, "--codebook", "validation-invalidation", "--coder", "Ana", "--standpoint", "peer")
    )
    out = ok(run("add", study, folder))
    assert "stored   P1: 4 turns" in out
    assert "taken as the words of participant 'P1'" in out
    place = objects(run("find", study, "NOBODY asked", "--json"))[0]
    assert "Coded P1" in ok(
        run("code", study, "P1", f"{place['start']}:{place['end']}", "judged-or-ignored", "--memo", "hm")
    )
    coding = objects(run("codings", study, "--json"))[0]
    assert (coding["text"].casefold(), coding["memo"], coding["coder_role"]) == ("nobody asked", "hm", "peer")
    assert coding["cycle"] is None
    ok(run("recode", study, coding["coding_id"][:6], "--polarity", "both"))
    ok(run("memo", study, coding["coding_id"], "a second thought"))
    assert objects(run("codings", study, "--json"))[0]["polarity"] == "both"
    assert "Taken back: memo" in ok(run("undo", study))
    assert "Removed" in ok(run("remove", study, coding["coding_id"]))
    assert ok(run("codings", study)) == "Nothing has been coded yet.\n"
    assert "Taken back: remove" in ok(run("undo", study))
    assert len(objects(run("codings", study, "--json"))) == 1


def test_looking(run, study):
    """Info counts, check is content, history lists verbs, and none needs a coder."""
    assert objects(run("info", study, "--json"))[0] == {
        "transcripts": 2,
        "turns": 8,
        "participants": 2,
        "coders": 1,
        "codes": 3,
        "codings": 3,
        "memos": 0,
        "suggestions": 0,
        "member_checks": 0,
        "to_look_at": 0,
    }
    assert "whole" in ok(run("check", study))
    assert [row["verb"] for row in objects(run("history", study, "--json"))][:2] == ["introduce", "add"]
    assert "codings" in ok(run("info", study))


def test_codebooks(run, study, tmp_path):
    """show, check, add, new, change, diff and export do as they say, for built-in names, files and studies."""
    assert len(objects(run("codebook", "show", "validation-invalidation", "--json"))) == 54
    assert {row["name"] for row in objects(run("codebook", "show", "--json"))} == {
        "consultation-testimony",
        "inter-agency-working",
        "recovery-evidence",
        "rights-and-inclusion",
        "validation-invalidation",
    }
    ok(run("codebook", "new", study, "Cup of tea", "--definition", "Small kindness."))
    ok(run("codebook", "change", study, "cup-of-tea", "--polarity", "validating"))
    for end in ("yaml", "csv", "xlsx"):
        ok(run("codebook", "export", study, tmp_path / f"out.{end}"))
        assert ok(run("codebook", "check", tmp_path / f"out.{end}")).endswith("holds together.\n")
        assert objects(run("codebook", "diff", study, tmp_path / f"out.{end}", "--json")) == []
    ok(run("codebook", "change", study, "cup-of-tea", "--name", "A cup of tea"))
    changes = objects(run("codebook", "diff", tmp_path / "out.yaml", study, "--json"))
    assert changes == [{"code": "cup-of-tea", "what": "name", "old": "Cup of tea", "new": "A cup of tea"}]
    ok(run("codebook", "add", study, "inter-agency-working"))
    assert len(objects(run("codebook", "show", study, "--json"))) == 4 + 12


def test_settings_and_consent(run, study):
    """Set and consent record, and alone they list."""
    ok(run("set", study, "contact", "Ring Sam"))
    assert {row["key"]: row["value"] for row in objects(run("set", study, "--json"))}["contact"] == "Ring Sam"
    ok(run("consent", study, "P1", "paper=yes", "quote=no"))
    answers = {row["scope"]: row["answer"] for row in objects(run("consent", study, "P1", "--json"))}
    assert answers == {"paper": "yes", "quote": "no"}


def test_suggestions(run, study):
    """Suggest offers with reasons, accept makes a coding in a name, reject keeps it from coming again."""
    offered = objects(run("suggest", study, "--json"))
    assert set(offered[0]) == {
        "suggestion_id",
        "document",
        "start",
        "end",
        "text",
        "code",
        "confidence",
        "why",
        "model",
        "record",
    }
    assert set(offered[0]["record"]) == {"offered", "kept", "changed", "rejected"}
    assert set(offered[0]["why"][0]) == {"kind", "text", "weight"}
    assert f"Accepted by Morag: {offered[0]['document']}" in ok(
        run("accept", study, offered[0]["suggestion_id"], "--coder", "Morag")
    )
    assert "Morag" in {row["coder"] for row in objects(run("codings", study, "--json"))}
    for item in offered[1:2]:
        ok(run("reject", study, item["suggestion_id"], "--coder", "Morag"))
        assert item["suggestion_id"] not in {
            row["suggestion_id"] for row in objects(run("suggest", study, "--json"))
        }
    assert "accept" in ok(run("suggest", study)) or len(offered) <= 2


def test_papers_and_report(run, study, tmp_path):
    """member-check prepare, status and report leave their files; for others is refused until it is recorded."""
    coding = objects(run("codings", study, "--json"))[0]["coding_id"]
    ok(run("recode", study, coding, "--interpretation", "You said nobody asked you."))
    for key, words in (
        ("contact", "Ring Sam."),
        ("consent_text", "You agreed."),
        ("what_may_upset", "nothing"),
        ("closing_date", "2027-01-29"),
    ):
        ok(run("set", study, key, words))
    ok(run("consent", study, "P1", "paper=yes"))
    out = ok(run("member-check", "prepare", study, "--out", tmp_path / "papers"))
    assert "P2: no paper:" in out
    assert "withdraw_until" in out  # nobody has said yet until when they can take words back
    assert [path.suffix for path in (tmp_path / "papers").iterdir()] == [".pdf"]
    row = objects(run("member-check", "status", study, "--json"))[0]
    assert (row["participant"], row["state"], row["items"], row["unanswered"]) == ("P1", "prepared", 1, 1)
    ok(run("report", study, "--out", tmp_path / "report"))
    assert (tmp_path / "report" / "report.html").is_file()
    code, _, err = run("report", study, "--out", tmp_path / "others", "--for", "others")
    assert code == 1
    assert "share=yes" in err
    assert not (tmp_path / "others").exists()


def _bad_files(folder):
    (folder / "empty.txt").write_text("")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 this is no archive")
    with zipfile.ZipFile(folder / "other.docx", "w") as archive:
        archive.writestr("hello.txt", "hello")
    (folder / "nothing").mkdir()
    head = "id: x\ntitle: X\nversion: '1'\ncodes:\n"
    (folder / "twice.yaml").write_text(
        head + "- {id: a, name: A, definition: A.}\n- {id: a, name: B, definition: B.}\n"
    )
    (folder / "polarity.yaml").write_text(head + "- {id: a, name: A, definition: A., polarity: nice}\n")
    (folder / "undefined.yaml").write_text(head + "- {id: a, name: A}\n")


REFUSED = {
    "missing file": (["add", "{study}", "{folder}/gone.txt"], "gone.txt"),
    "directory without transcripts": (["add", "{study}", "{folder}/nothing"], "holds no transcripts"),
    "empty file": (["add", "{study}", "{folder}/empty.txt"], "empty"),
    "binary file": (["add", "{study}", "{folder}/binary.txt"], "binary.txt"),
    "broken docx": (["add", "{study}", "{folder}/broken.docx"], "broken.docx"),
    "another archive": (["add", "{study}", "{folder}/other.docx"], "other.docx"),
    "nothing named": (["add", "{study}"], "Name at least one"),
    "duplicate id": (["codebook", "add", "{study}", "{folder}/twice.yaml"], "line 6"),
    "unknown polarity": (["codebook", "add", "{study}", "{folder}/polarity.yaml"], "nice"),
    "missing definition": (["codebook", "add", "{study}", "{folder}/undefined.yaml"], "definition"),
    "no such codebook": (["codebook", "add", "{study}", "validation-invalidatin"], "validation-invalidation"),
    "no such code": (["code", "{study}", "P1", "0:5", "ignord"], "Did you mean 'ignored'"),
    "no such document": (["code", "{study}", "P9", "0:5", "ignored"], "no document 'P9'"),
    "outside the text": (["code", "{study}", "P1", "5:99999", "ignored"], "characters"),
    "backwards": (["code", "{study}", "P1", "9:5", "ignored"], "9:5"),
    "no place": (["code", "{study}", "P1", "here", "ignored"], "START:END"),
    "no such polarity": (["code", "{study}", "P1", "0:5", "ignored", "--polarity", "nice"], "validating"),
    "exists already": (["init", "{study}"], "already"),
    "wrong ending": (["init", "{folder}/mine.db"], "ends in .qualkit"),
    "folder that is not there": (["init", "{folder}/no/mine.qualkit"], "could not be made"),
    "codebook that is not there": (
        ["init", "{folder}/mine.qualkit", "--codebook", "{folder}/gone.yaml"],
        "gone.yaml",
    ),
    "no study": (["info", "{folder}/gone.qualkit"], "is not there"),
    "no study file": (["info", "{folder}/empty.txt"], "empty.txt"),
    "no such consent": (["consent", "{study}", "P1", "papers=yes"], "paper"),
    "no answer": (["consent", "{study}", "P1", "paper=perhaps"], "SCOPE=yes"),
    "no such participant": (["consent", "{study}", "P9", "paper=yes"], "P9"),
    "no such setting": (["set", "{study}", "contacts", "x"], "Did you mean 'contact'"),
    "no such coding": (["remove", "{study}", "zzzz"], "zzzz"),
    "no such suggestion": (["accept", "{study}", "zzzz", "--coder", "Ana"], "zzzz"),
    "nothing to change": (["recode", "{study}", "zzzz"], "--polarity"),
    "nothing to take back": (["undo", "{study}", "--coder", "Newcomer"], "no change"),
    "no paper without contact": (
        ["member-check", "prepare", "{study}", "--out", "{folder}/papers"],
        "contact",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_is_one_line_and_changes_nothing(name, run, study, tmp_path):
    """Exit 1, one line on standard error that says what and where; every row and every file is as it was."""
    _bad_files(tmp_path)
    qk.Project.open(study, coder="Newcomer").close()
    before = kept(study), sorted(tmp_path.rglob("*"))
    words, said = REFUSED[name]
    code, out, err = run(*(word.format(study=study, folder=tmp_path) for word in words))

    assert (code, out) == (1, "")
    assert len(err.strip().splitlines()) == 1
    assert said in err
    assert "Traceback" not in err
    assert (kept(study), sorted(tmp_path.rglob("*"))) == before


def test_a_duplicate_transcript_is_skipped_aloud(run, study, tmp_path):
    """The same words under another name are no error: exit 0, and it says which document has them."""
    (tmp_path / "copy.txt").write_text(TINY_TALK["P1.txt"], encoding="utf-8")

    assert "skipped  copy.txt: copy.txt has the same words as P1" in ok(
        run("add", study, tmp_path / "copy.txt")
    )


@pytest.mark.parametrize("words", [["nonsense"], ["code"], ["info", "a.qualkit", "--nonsense"], []])
def test_what_is_not_understood_ends_with_two(words):
    """A command that is not one ends with 2 and shows the usage."""
    done = subprocess.run(
        [sys.executable, "-m", "qualkit", *words], capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
    assert "usage: qualkit" in done.stderr


def test_a_folder_without_rights_is_said(as_nobody, study, tmp_path):
    """Somebody who may only read is told so in one line, can still look, and leaves the study byte for byte."""
    Path(study).chmod(0o444)
    tmp_path.chmod(0o555)
    before = Path(study).read_bytes()
    call = "import sys; from qualkit.cli import main; sys.exit(main(sys.argv[1:]))"
    refused = as_nobody(call, "set", study, "contact", "Sam")
    looked = as_nobody(call, "info", study, "--json")
    made = as_nobody(call, "init", str(tmp_path / "new.qualkit"))
    tmp_path.chmod(0o755)

    assert (refused.returncode, made.returncode, looked.returncode) == (1, 1, 0)
    assert "cannot be written to" in refused.stderr
    assert "could not be made" in made.stderr
    assert len(refused.stderr.strip().splitlines()) == len(made.stderr.strip().splitlines()) == 1
    assert Path(study).read_bytes() == before


def test_the_version_is_a_literal(run):
    """--version prints name and number."""
    import qualkit

    assert ok(run("--version")) == f"qualkit {qualkit.__version__}\n"


def test_hostile_words_do_not_steer_the_terminal(run, tmp_path):
    """Control characters in a transcript are shown as a mark, never sent to the screen."""
    (tmp_path / "P1.txt").write_text(
        "INT: So?\n\nP1: red \x1b[31m alert \x07 now [bold]not bold[/bold]\n", encoding="utf-8"
    )
    ok(run("init", tmp_path / "s.qualkit"))
    run("add", tmp_path / "s.qualkit", tmp_path / "P1.txt")
    out = ok(run("find", tmp_path / "s.qualkit", "alert"))

    assert "\x1b" not in out
    assert "\x07" not in out
