"""The second check shows what was found without anyone's words, and keeps what each voice says to it."""

from __future__ import annotations

import pypdfium2
import pytest

from qualkit.errors import NotFound, ReturnError
from qualkit.project import Project


def _document(path):
    return pypdfium2.PdfDocument(path.read_bytes())


def test_the_sheet_holds_nobodys_words(answered, tmp_path):
    """Codes, meanings and counts stand on it, no passage, interpretation, id or name; small counts are not told."""
    sheet = answered.checks.prepare_findings(tmp_path / "findings")
    document = _document(sheet.files[0])
    said = " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())
    document.close()

    assert "Judged or ignored" in said
    assert "Some people spoke of it." in said
    table = answered.codings()
    for words in (*table["text"], *table["interpretation"], "P1", "P2", "Ana"):
        assert words not in said.replace("QK1", "")
        assert words not in sheet.files[1].read_text(encoding="utf-8").replace("QK1", "")


def test_numbers_run_as_they_are_read(answered, tmp_path):
    """Numbers go from 1 on without a gap, down the sheet, and each side comes together."""
    sheet = answered.checks.prepare_findings(tmp_path)
    text = sheet.files[1].read_text(encoding="utf-8")
    places = [text.index(f"{item.number}. {item.name}") for item in sheet.items]

    assert [item.number for item in sheet.items] == list(range(1, len(sheet.items) + 1))
    assert places == sorted(places)


def test_a_poster_is_a3(answered, tmp_path):
    """For a wall the sheet is A3."""
    document = _document(answered.checks.prepare_findings(tmp_path, poster=True).files[0])
    size = document[0].get_size()
    document.close()

    assert [round(edge / 72 * 25.4) for edge in size] == [297, 420]


def test_voices_and_dissent_are_kept_against_codes(answered, tmp_path):
    """What each voice says is kept with its count, against the code; dissent in a session stands beside it."""
    sheet = answered.checks.prepare_findings(tmp_path)
    answered.checks.answer_findings(sheet.token, 1, "fits", voice="session", count=4, on="2027-03-01")
    answered.checks.answer_findings(sheet.token, 1, "dissent", voice="session", words="Not for me.")
    answered.checks.answer_findings(sheet.token, 0, voice="staff", words="The bus.")

    rows = answered.checks.findings().to_dict("records")
    assert [(row["target"], row["voice"], row["said"], row["count"]) for row in rows] == [
        (sheet.items[0].target, "session", "fits", 4),
        (sheet.items[0].target, "session", "dissent", 1),
        ("", "staff", "", 1),
    ]
    assert "Not for me." not in answered.history().to_csv()
    answered.undo()
    assert len(answered.checks.findings()) == 2


def test_what_is_not_there_is_refused(answered, tmp_path):
    """A sheet, number, voice, answer or count that is none is named; an empty study has no sheet."""
    sheet = answered.checks.prepare_findings(tmp_path)
    for wrong, error in (
        (("ZZZZZ", 1, "fits"), NotFound),
        ((sheet.token, 99, "fits"), ReturnError),
        ((sheet.token, 1, "maybe"), NotFound),
    ):
        with pytest.raises(error):
            answered.checks.answer_findings(*wrong)
    with pytest.raises(NotFound):
        answered.checks.answer_findings(sheet.token, 1, "fits", voice="neighbours")
    with pytest.raises(ReturnError, match="1 or more"):
        answered.checks.answer_findings(sheet.token, 1, "fits", count=0)
    with Project.create(tmp_path / "empty.qualkit", coder="Ana") as empty, pytest.raises(ReturnError):
        empty.checks.prepare_findings(tmp_path)
