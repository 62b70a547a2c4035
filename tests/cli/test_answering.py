"""The commands for what comes back: words first, refusals in one line, nothing kept without a yes."""

from __future__ import annotations

import json

import pytest

from qualkit.project import Project
from tests.cli.answers import objects, ok, refused
from tests.fixtures import papers


@pytest.fixture
def sent(study, tmp_path):
    """A study whose papers have gone out: P1's token, its code, and the blank paper."""
    with Project.open(study) as project:
        papers.wants_papers(project, "P1")
        project.prepare_member_checks(tmp_path / "papers", "P1")
        token, code = papers.number_of(project, "P1")
    return token, code, (tmp_path / "papers" / f"check-{token}.pdf").read_bytes()


def test_words_are_shown_before_anything_is_counted(run, study, sent, tmp_path):
    """`read` shows the person's own words, then the answers; `status` then shows state and counts."""
    (tmp_path / "back.pdf").write_bytes(papers.fill(sent[2], {1: "remove"}, {2: "A robin."}))
    said = ok(run("member-check", "read", study, tmp_path / "back.pdf"))

    assert said.index("A robin.") < said.index("number 1: remove")
    assert "not use it at all" in said
    row = next(row for row in objects(run("member-check", "status", study, "--json")) if row["paper"])
    assert (row["state"], row["remove"], row["own_words"], row["items"]) == ("returned_part", 1, 1, 2)
    assert "A robin." in ok(run("member-check", "responses", study, "--json"))
    (again,) = objects(run("member-check", "read", study, tmp_path / "back.pdf", "--json"))
    assert (again["fate"], again["answers"][1]["words"]) == ("again", "A robin.")


def test_what_cannot_be_read_ends_with_one(run, study, sent, tmp_path):
    """A file that is put aside is one line on standard error, and exit code 1; the others are read."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.pdf").write_bytes(b"%PDF-1.7 nothing")
    (tmp_path / "in" / "b.pdf").write_bytes(papers.fill(sent[2], {1: "agree"}))
    code, out, err = run("member-check", "read", study, tmp_path / "in")

    assert (code, len(err.splitlines())) == (1, 1)
    assert err.startswith("qualkit: a.pdf is damaged")
    assert "taken in" in out


def test_a_flattened_paper_with_its_pictures(run, study, sent, tmp_path):
    """Pictures of the boxes go where they are wanted; `confirm` lets the paper count."""
    flat = papers.flattened(papers.fill_with_pdfium(sent[2], {1: "agree"}, {}))
    (tmp_path / "flat.pdf").write_bytes(flat)
    (row,) = objects(
        run("member-check", "read", study, tmp_path / "flat.pdf", "--json", "--pictures", tmp_path / "seen")
    )
    assert sorted(path.suffix for path in (tmp_path / "seen").iterdir()) == [".png", ".png"]
    said = ok(run("member-check", "confirm", study, row["return_id"][:8], "--item", "2=skip"))
    assert "looked at by Ana" in said
    row = next(row for row in objects(run("member-check", "status", study, "--json")) if row["paper"])
    assert (row["state"], row["agree"], row["skip"]) == ("returned_full", 1, 1)


def test_typing_without_being_asked(run, study, sent):
    """A paper is typed in one line; a wrong code is refused with nothing kept; a second pass compares."""
    token, code, _ = sent
    line = ("member-check", "enter", study, token, "--item", "1=agree", "--words", "2=A robin.")
    wrong = code[:-1] + ("A" if code[-1] != "A" else "C")
    assert "check character" in refused(run(*line, "--code", wrong))
    assert "taken in" in ok(run(*line, "--code", code))
    assert "Both passes" in ok(run(*line, "--code", code, "--second"))
    returned, out, _ = run(
        "member-check", "enter", study, token, "--code", code, "--item", "1=skip", "--second"
    )
    assert returned == 1
    assert "number 1, number 2" in out
    assert "NUMBER=ANSWER" in refused(
        run("member-check", "enter", study, token, "--code", code, "--item", "yes")
    )


def test_typing_item_by_item(run, study, sent, monkeypatch):
    """Asked one by one, the answers are kept; a slip is asked again; typing that breaks off keeps nothing."""
    token, code, _ = sent
    keys = iter([code, "x", "n", "They did ask.", "", "", "The bus."])
    monkeypatch.setattr("builtins.input", lambda _: next(keys))
    said = ok(run("member-check", "enter", study, f"QK1-{token}-v1"))

    assert "They did ask." in said
    row = next(row for row in objects(run("member-check", "status", study, "--json")) if row["paper"])
    assert (row["not_quite"], row["unanswered"]) == (1, 1)

    def stopped(_):
        raise EOFError

    monkeypatch.setattr("builtins.input", stopped)
    assert "nothing is kept" in refused(run("member-check", "enter", study, token))


def test_a_talk_is_read_back_first(run, study, sent, monkeypatch, tmp_path):
    """What was noted in a talk is shown and kept only on a yes; answers may come from a file."""
    token, code, _ = sent
    fields = {"c1_answer": "agree", "c1_own": "Yes, that.", "c2_answer": "", "c2_own": ""}
    (tmp_path / "talk.json").write_text(json.dumps(fields), encoding="utf-8")
    line = ("member-check", "enter", study, f"{token}/{code}", "--source", "talk")
    line += ("--answers", tmp_path / "talk.json")
    monkeypatch.setattr("builtins.input", lambda _: "no")
    assert "Nothing is kept" in refused(run(*line))
    monkeypatch.setattr("builtins.input", lambda _: "yes")
    assert "Yes, that." in ok(run(*line))
    assert {row["source"] for row in objects(run("member-check", "responses", study, "--json"))} == {"talk"}


def test_decisions_reviews_and_marks(run, study, sent):
    """A decision is listed with what was and what is; its coding waits until somebody has looked; marks are states."""
    token, code, _ = sent
    ok(run("member-check", "mark", study, "P1", "sent", "--on", "2027-01-05"))
    assert "once is enough" in refused_twice(run, study)
    ok(run("member-check", "enter", study, token, "--code", code, "--item", "1=notquite"))
    assert "--after" in refused(run("member-check", "decide", study, "P1", "1", "reword"))
    said = ok(run("member-check", "decide", study, "P1", "1", "reword", "--after", "You said so once."))
    assert said.startswith("reword: number 1")
    (row,) = objects(run("member-check", "adjustments", study, "--json"))
    assert (row["after"], row["decided_by"]) == ("You said so once.", "Ana")
    (waiting,) = objects(run("member-check", "review", study, "--json"))
    assert "No coding waits" in ok(run("member-check", "review", study, waiting["coding"]))


def refused_twice(run, study):
    """What the second reminder is told."""
    ok(run("member-check", "mark", study, "P1", "reminded"))
    return refused(run("member-check", "mark", study, "P1", "reminded"))


def test_thanks_are_noted_and_listed(run, study):
    """What was offered or given is noted beside the study, and what is missing is said."""
    ok(run("member-check", "thanks", study, "P1", "--made", "a voucher of 20 pounds", "--on", "2027-01-29"))
    [line] = objects(run("member-check", "thanks", study, "--json"))

    assert (line["participant"], line["state"], line["on"]) == ("P1", "made", "2027-01-29")
    assert "no words" in refused(run("member-check", "thanks", study, "P1"))
