"""find, code, codings, recode, remove, memo."""

from __future__ import annotations

import pytest

from tests.cli.answers import kept, objects, ok, refused


def _rows(run, study):
    return objects(run("codings", study, "--json"))


def test_found_places_can_be_typed_back(run, study):
    """What find prints as a place is what code takes, and the coding holds the words that were found."""
    place = objects(run("find", study, "i felt invisible", "--document", "P2", "--json"))[0]
    made = objects(run("code", study, place["document"], place["place"], "ignored", "--json"))[0]
    row = next(row for row in _rows(run, study) if row["coding_id"] == made["coding_id"])

    assert row["text"] == "I felt invisible"
    assert (made["start"], made["end"]) == (place["start"], place["end"]) == (row["start"], row["end"])
    assert "over my head" in place["context"]
    assert place["place"] in ok(run("find", study, "I felt invisible"))


def test_words_that_stand_nowhere_are_no_error(run, study):
    """Exit 0 and a sentence; with --json nothing."""
    assert ok(run("find", study, "zebrawood")) == "Those words stand nowhere.\n"
    assert objects(run("find", study, "zebrawood", "--json")) == []
    assert "which words" in refused(run("find", study, "  "))
    assert "no document 'P9'" in refused(run("find", study, "the", "--document", "P9"))


def test_several_codes_on_the_same_words(run, study):
    """Each is a coding of its own; the same one again is not."""
    place = objects(run("find", study, "I felt invisible", "--json"))[0]["place"]
    for code in ("ignored", "listened-to", "ignored"):
        ok(run("code", study, "P2", place, code, "--polarity", "unclear"))

    assert len(_rows(run, study)) == 5


def test_recoding_by_the_beginning_of_an_id(run, study):
    """Code, polarity and sentence change; the place stays; undo restores the row."""
    before = _rows(run, study)
    coding = before[0]
    begin = coding["coding_id"][:8].upper()
    change = ("--code", "listened-to", "--polarity", "both", "--interpretation", "You were not asked.")
    made = objects(run("recode", study, begin, *change, "--json"))[0]
    after = _rows(run, study)[0]

    assert made == {
        "coding_id": coding["coding_id"],
        "document": "P1",
        "start": coding["start"],
        "end": coding["end"],
        "code": "listened-to",
    }
    assert (after["code"], after["polarity"], after["interpretation"]) == (
        "listened-to",
        "both",
        "You were not asked.",
    )
    ok(run("undo", study))
    assert _rows(run, study) == before


def test_a_memo_by_the_beginning_of_an_id_is_seen(run, study):
    """It stands in the table beside its coding, and a second one takes its place."""
    coding = _rows(run, study)[0]["coding_id"]
    for words in ("a thought", "a better one"):
        assert ok(run("memo", study, coding[:8], words)) == "Written.\n"

    assert _rows(run, study)[0]["memo"] == "a better one"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["memo", "zzzz", "x"], "no coding"),
        (["memo", "P9", "x", "--about", "document"], "Did you mean 'P"),
        (["memo", "ignord", "x", "--about", "code"], "Did you mean 'ignored'"),
        (["memo", "P1", "x", "--about", "dokument"], "Did you mean 'document'"),
        (["memo", "P1", " ", "--about", "document"], "A memo needs words"),
        (["remove", ""], "no coding"),
        (["code", "P1", "5:5", "ignored"], "5:5"),
        (["code", "P1", "3:4", "ignored"], "empty space"),
        (["code", "P1", "-1:4", "ignored"], "START:END"),
        (["code", "P1", "1:99999999999999999999", "ignored"], "characters"),
    ],
)
def test_what_is_not_there_is_refused(run, study, words, said):
    """One line, and no row of the study is another than before."""
    before = kept(study)
    verb, *rest = words
    # A number below nought must not be taken for an option.
    assert said in refused(
        run(verb, study, *rest) if rest[1:2] != ["-1:4"] else run(verb, study, "--", *rest)
    )

    assert kept(study) == before


def test_every_column_of_the_contract_is_in_the_rows(run, study):
    """The JSON rows have the table's columns in the table's order; without --json some are shown."""
    from qualkit.analysis.tidy import COLUMNS

    rows = _rows(run, study)
    assert all(list(row) == list(COLUMNS) for row in rows)
    assert [row["code"] for row in rows] == ["ignored", "something-to-do", "ignored"]
    assert "something" in ok(run("codings", study))


def test_letters_of_all_languages_come_through(run, tmp_path):
    """Emoji, accents and Arabic are found, coded and listed as they were said."""
    said = "Dwi'n teimlo'n 👩‍👩‍👧 anweledig — عربي 我不知道 e\u0301."
    (tmp_path / "P1.txt").write_text(f"INT: Sut?\n\nP1: {said}\n", encoding="utf-8")
    study = tmp_path / "s.qualkit"
    ok(run("init", study))
    ok(run("codebook", "new", study, "Anweledig"))
    run("add", study, tmp_path / "P1.txt")
    place = objects(run("find", study, "👩‍👩‍👧 anweledig — عربي", "--json"))[0]
    ok(run("code", study, "P1", place["place"], "anweledig"))

    assert _rows(run, study)[0]["text"] == "👩‍👩‍👧 anweledig — عربي"


def test_marking_and_resizing_from_the_command_line(run, study):
    """--important marks, --no-important takes the mark off; resize says where the coding lies now."""
    coding = _rows(run, study)[0]
    begin = coding["coding_id"][:8]
    ok(run("recode", study, begin, "--important"))
    assert _rows(run, study)[0]["important"] is True
    ok(run("recode", study, begin, "--no-important"))
    assert _rows(run, study)[0]["important"] is False

    place = f"{coding['start'] + 7}:{coding['end']}"
    assert ok(run("resize", study, begin, place)).startswith(f"Now on P1 {place}")
    assert _rows(run, study)[0]["text"] == coding["text"][7:]
    assert "START:END" in refused(run("resize", study, begin, "12"))


def test_memos_are_listed_written_anew_and_taken_out(run, study):
    """By the beginning of a memo's id; whose it is stands beside it."""
    coding = _rows(run, study)[0]["coding_id"]
    ok(run("memo", study, coding[:8], "a thought"))
    memo = objects(run("memos", study, "--json"))[0]
    assert (memo["coder"], memo["target"], memo["text"]) == ("Ana", coding, "a thought")

    ok(run("memos", study, "--rewrite", memo["memo_id"][:8], "a better one"))
    assert "a better one" in ok(run("memos", study, "--of", coding))
    ok(run("memos", study, "--remove", memo["memo_id"][:8]))
    assert ok(run("memos", study)) == "Nobody has written a memo there.\n"
