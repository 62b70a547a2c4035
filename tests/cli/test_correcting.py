"""Putting a transcript right from the command line."""

from __future__ import annotations

import pytest

from tests.cli.answers import objects, ok, refused


def test_words_are_put_right_and_what_changed_waits(run, study):
    """A dry run says what the correction then does; anchors lists what waits, and confirm settles it."""
    words = ("correct", study, "P1", "--turn", "1", "--from", "nobody asked", "--to", "no one asked")
    would = ok(run(*words, "--dry-run"))
    assert "would have a new text" in would
    assert "1 unsure" in would
    assert objects(run("anchors", study, "--json")) == []

    done = ok(run(*words))
    assert "1 kept, 0 moved, 1 unsure, 0 lost" in done
    (waiting,) = objects(run("anchors", study, "--json"))
    assert waiting["now"].startswith("no one asked")
    code, out, _ = run("check", study)
    assert (code, waiting["coding_id"] in out) == (1, True)
    code, _, err = run("codings", study)
    assert (code, "1 coding waits" in err) == (0, True)

    assert "Confirmed" in ok(run("anchors", study, "--confirm", waiting["coding_id"][:10]))
    assert ok(run("anchors", study)) == "No coding waits: all stand on their words.\n"
    ok(run("check", study))


def test_what_waits_is_moved_or_removed(run, study):
    """To other words by their place, or out; undo brings it back."""
    ok(run("correct", study, "P1", "--from", "nobody asked", "--to", "no one asked"))
    (waiting,) = objects(run("anchors", study, "--json"))
    ok(run("anchors", study, "--move", waiting["coding_id"], "--to", "44:57"))
    ok(run("check", study))
    ok(run("undo", study))
    ok(run("anchors", study, "--remove", waiting["coding_id"]))
    assert len(objects(run("codings", study, "--json"))) == 2
    ok(run("undo", study))
    assert len(objects(run("anchors", study, "--json"))) == 1


def test_an_edited_copy_is_a_correction(run, study, tmp_path):
    """The file's words and labels become the text; a new label is said."""
    path = tmp_path / "again.txt"
    path.write_text(
        "INT: How was it before?\n\nP1: Long.\n\nSIS: Now there is the garden.\n", encoding="utf-8"
    )
    said = ok(run("correct", study, "P1", path))

    assert "'SIS' is a new speaker" in said
    assert "1 lost" in said


def test_speakers_are_listed_and_put_right(run, study):
    """One command changes many things in one change; rows come as JSON with everything."""
    said = ok(run("speakers", study, "P1", "--rename", "P1=Jo", "--role", "INT=other", "--give", "2=Jo"))
    assert "Jo" in said
    (first, second) = objects(run("speakers", study, "P1", "--json"))
    assert (first["label"], first["role"], second["label"], second["turns"]) == ("INT", "other", "Jo", 3)
    ok(run("undo", study))
    assert [row["label"] for row in objects(run("speakers", study, "P1", "--json"))] == ["INT", "P1"]

    ok(run("speakers", study, "P1", "--merge", "INT,P1=Both"))
    ok(run("speakers", study, "P1", "--split", "1", "--at", "Nobody at all", "--speaker", "Sister"))
    turns = objects(run("speakers", study, "P1", "--turns", "--json"))
    assert [turn["speaker"] for turn in turns] == ["Both", "Both", "Sister", "Both", "Both"]
    ok(run("speakers", study, "P1", "--join", "1"))
    ok(run("check", study))


@pytest.mark.parametrize(
    "words",
    [
        ("correct", "P1"),
        ("correct", "P1", "--from", "zebrawood", "--to", "oak"),
        ("correct", "P1", "no-such-file.txt"),
        ("speakers", "P1", "--rename", "P1"),
        ("speakers", "P1", "--give", "one=P1"),
        ("speakers", "P1", "--split", "1"),
        ("speakers", "P1", "--split", "1", "--at", "Nobody", "--join", "1"),
        ("speakers", "P9"),
        ("anchors", "--confirm", "zzzz"),
        ("anchors", "--move", "zzzz", "--to", "1:2"),
        ("anchors", "--to", "1:2"),
    ],
)
def test_what_cannot_be_done_is_one_line(run, study, words):
    """Exit 1, and the study is as it was."""
    before = ok(run("history", study, "--json"))
    refused(run(words[0], study, *words[1:]))

    assert ok(run("history", study, "--json")) == before
