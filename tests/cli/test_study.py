"""init, set, consent, add, info, check, history, undo."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

import qualkit as qk
from qualkit.testing import TINY_TALK
from tests.cli.answers import kept, objects, ok, refused

TALK = "INT: So?\n\nP3: Well, the bus was late.\n\nINT: And?\n\nP3: Cold.\n"


def _folder(tmp_path, **files):
    folder = tmp_path / "talk"
    folder.mkdir()
    for name, words in files.items():
        (folder / f"{name}.txt").write_text(words, encoding="utf-8")
    return folder


def test_a_new_study_says_what_to_type_next(run, tmp_path):
    """It begins with no codes, in nobody's name unless one is given, and names the next command."""
    study = tmp_path / "mine.qualkit"
    out = ok(run("init", study))

    assert "with 0 codes, in the name of unnamed coder" in out
    assert f"Next:  qualkit add {study}" in out


def test_a_study_that_is_there_stays_as_it_is(run, study):
    """Making one there is refused, byte for byte, also with another codebook and coder."""
    with open(study, "rb") as file:
        before = file.read()
    said = refused(run("init", study, "--codebook", "recovery-evidence", "--coder", "Sol"))
    assert "There is a study at" in said

    with open(study, "rb") as file:
        assert file.read() == before


def test_the_good_are_stored_and_the_bad_named(run, study, tmp_path):
    """Exit 1, a line on standard error for the refused one alone; what was good is in the study."""
    folder = _folder(tmp_path, P3=TALK, empty="", again=TINY_TALK["P1.txt"])
    code, out, err = run("add", study, folder)

    assert code == 1
    assert [line.split()[0] for line in out.splitlines() if line[0] != " "] == [
        "read",
        "read",
        "stored",
        "skipped",
    ]
    assert err.startswith("qualkit: refused  empty.txt")
    assert len(err.splitlines()) == 1
    assert objects(run("info", study, "--json"))[0]["transcripts"] == 3


def test_strict_is_all_or_nothing(run, study, tmp_path):
    """One refused file, and no row of the study is another than before."""
    folder, before = _folder(tmp_path, P3=TALK, empty=""), kept(study)
    assert "Nothing was stored, as --strict asks" in refused(run("add", study, folder, "--strict"))
    assert kept(study) == before

    (folder / "empty.txt").unlink()
    assert "stored   P3" in ok(run("add", study, folder, "--strict"))


def test_a_format_can_be_named(run, study, tmp_path):
    """Where the ending does not tell, --format does; a format that there is not is answered with those that are."""
    folder = _folder(tmp_path)
    (folder / "P3.talk").write_text(TALK, encoding="utf-8")
    assert "has an ending that is not read" in refused(run("add", study, folder / "P3.talk"))
    assert "There is no format 'tex'. The formats are: chat, " in refused(
        run("add", study, folder / "P3.talk", "--format", "tex")
    )

    assert "stored   P3: 4 turns" in ok(run("add", study, folder / "P3.talk", "--format", "text"))


def test_a_dry_run_shows_and_stores_nothing(run, study, tmp_path):
    """Counts, doubts and what would become of each file; no row of the study is another than before."""
    folder, before = _folder(tmp_path, P3="DATE: today\n\n" + TALK, again=TINY_TALK["P1.txt"]), kept(study)
    out = ok(run("add", study, folder, "--dry-run"))

    assert "read     P3.txt as text: 4 turns, 8 words" in out
    assert "of 55 characters 31 said, 14 in labels and times, 10 in the header; nothing left out" in out
    assert "would be stored P3: 4 turns" in out
    assert "Nothing was stored" in out
    assert kept(study) == before


def test_words_are_shown_only_when_asked(run, study, tmp_path):
    """`--show` gives the first turns, the header and what is left out; without it nobody's words are printed."""
    folder = _folder(tmp_path, P3="DATE: today\n\n" + TALK + "\n[End of interview]\n")
    said = "the bus was late", "DATE: today", "End of interview"

    assert not any(words in ok(run("add", study, folder, "--dry-run")) for words in said)
    assert all(words in ok(run("add", study, folder, "--dry-run", "--show")) for words in said)


def test_guessed_characters_are_shown(run, study, tmp_path):
    """A file that is not UTF-8 is read as Windows-1252, and the words that this touches are shown to look at."""
    (tmp_path / "P9.txt").write_bytes("INT: So?\nP9: It cost \u00a320 at the caf\u00e9.\n".encode("cp1252"))
    out = ok(run("add", study, tmp_path / "P9.txt"))

    assert "these words were guessed: \u00a320  caf\u00e9." in out


def test_columns_can_be_named(run, study, tmp_path):
    """A table whose headings nobody could guess is read by --columns; a wrong pair is refused and explained."""
    (tmp_path / "t.csv").write_text("a,b,c\nINT,x,So?\nP9,y,Yes\u2014late.\n", encoding="utf-8")
    out = ok(run("add", study, tmp_path / "t.csv", "--columns", "speaker=a", "--columns", "text=c"))

    assert "stored   t: 2 turns" in out
    assert "write PART=COLUMN" in refused(run("add", study, tmp_path / "t.csv", "--columns", "who=a"))


def test_a_folder_in_a_folder_is_named_or_read(run, study, tmp_path):
    """It is passed over aloud; --subfolders reads it."""
    folder = _folder(tmp_path, P3=TALK)
    (folder / "north").mkdir()
    (folder / "north" / "P4.txt").write_text(TALK.replace("bus", "tram"), encoding="utf-8")

    assert "skipped  north: it is a folder in the folder" in ok(run("add", study, folder, "--dry-run"))
    assert "stored   P4" in ok(run("add", study, folder, "--subfolders"))


def test_people_may_come_later(run, study, tmp_path):
    """--participants alone casts the texts that are there, with consents and pseudonyms."""
    people = tmp_path / "people.csv"
    people.write_text("participant,pseudonym,documents,consent_paper\nNora,Flo,P1,yes\n", encoding="utf-8")
    assert ok(run("add", study, "--participants", people)) == ""

    assert [row["participant"] for row in objects(run("codings", study, "--json"))] == ["Nora", "Nora", "P2"]
    assert [row["answer"] for row in objects(run("consent", study, "Nora", "--json"))] == ["yes"]


def test_a_participants_file_that_is_wrong_changes_nothing(run, study, tmp_path):
    """Missing, a folder, or without its first column: one line, and nothing of the call is stored."""
    folder, before = _folder(tmp_path, P3=TALK), None
    (tmp_path / "bad.csv").write_text("name,age\nNora,40\n", encoding="utf-8")
    before = kept(study)
    for people in ("gone.csv", "bad.csv", "talk"):
        assert people in refused(run("add", study, folder, "--participants", tmp_path / people))

    assert kept(study) == before


def test_settings_are_listed_with_what_they_are_for(run, study):
    """Alone all are listed, set or not; a key without words says how to type it."""
    listed = objects(run("set", study, "--json"))
    assert {"contact", "consent_text", "closing_date"} <= {row["key"] for row in listed}
    assert {row["value"] for row in listed} == {""}
    assert all(row["what"] for row in listed)
    assert f'qualkit set {study} contact "WORDS"' in refused(run("set", study, "contact"))


@pytest.mark.parametrize("typed", ["participant=yes", "self=no", "=yes", "everything=yes"])
def test_a_consent_that_there_is_not_is_refused(run, study, typed):
    """Whatever it is called, the sentence lists those that there are."""
    before = kept(study)
    assert "The scopes are: paper, quote" in refused(run("consent", study, "P1", "paper=yes", typed))
    assert kept(study) == before


def test_consent_alone_says_what_is_recorded(run, study):
    """Nothing yet; then every answer with its date and who wrote it down, also the one before."""
    assert ok(run("consent", study, "P1")) == "Nothing is recorded of P1 yet.\n"
    ok(run("consent", study, "P1", "PAPER=Yes", "--coder", "Morag"))
    ok(run("consent", study, "P1", "consent_paper=n"))

    rows = objects(run("consent", study, "P1", "--json"))
    assert [(row["scope"], row["answer"], row["recorded_by"]) for row in rows] == [
        ("paper", "yes", "Morag"),
        ("paper", "no", "Ana"),
    ]


def test_the_coder_may_be_set_outside(run, study, monkeypatch):
    """--coder goes before QUALKIT_CODER, and that before whoever began the study."""
    text = qk.Project.open(study, readonly=True).transcripts["P2"].find("cook")
    place = f"{text.start}:{text.end}"
    ok(run("code", study, "P2", place, "something-to-do"))
    monkeypatch.setenv("QUALKIT_CODER", "Sol")
    ok(run("code", study, "P2", place, "something-to-do"))
    ok(run("code", study, "P2", place, "something-to-do", "--coder", "Morag"))

    rows = [row for row in objects(run("codings", study, "--json")) if row["start"] == text.start]
    assert {row["coder"] for row in rows} == {"Ana", "Sol", "Morag"}


def test_check_lists_what_is_wrong(run, study):
    """Exit 1 and a line a fault, without anybody's words; --json gives an object each."""
    with closing(sqlite3.connect(study)) as connection, connection:
        connection.execute("UPDATE codings SET quote = 'heron in the reeds' WHERE code = 'ignored'")
    code, out, err = run("check", study)
    assert (code, err, len(out.splitlines())) == (1, "", 2)
    assert "no longer stands on its words" in out
    assert "heron" not in out

    code, out, _ = run("check", study, "--json")
    assert (code, len(out.splitlines())) == (1, 2)


def test_the_history_has_no_words(run, study):
    """A memo, a sentence, a passage: after all of them the history knows ids, hashes and null alone."""
    coding = objects(run("codings", study, "--json"))[0]["coding_id"]
    ok(run("memo", study, coding, "a heron"))
    ok(run("recode", study, coding, "--interpretation", "You saw a heron."))
    ok(run("memo", study, "heron", "about all", "--about", "project"))
    undone = objects(run("undo", study, "--json"))
    rows = objects(run("history", study, "--json"))

    assert [row["verb"] for row in rows[-4:]] == ["memo", "recode", "memo", "undo"]
    assert rows[-1]["undoes"] == rows[-2]["id"] == undone[0]["id"]
    assert rows[0]["hash_before"] is None
    assert "heron" not in str(rows) + str(undone)
    assert "undo" in ok(run("history", study))


def test_there_is_an_end_to_undo(run, tmp_path):
    """In an empty study the sentence names whoever asked."""
    ok(run("init", tmp_path / "mine.qualkit", "--coder", "Ana"))

    assert refused(run("undo", tmp_path / "mine.qualkit")).startswith("Ana has made no change")
