"""The letter back says what changed, what did not, and why: to that person alone, in print and as text."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest

from qualkit.errors import NotFound, QualkitError, StudyUnwritable
from tests.fixtures import papers


def _words(path):
    document = pypdfium2.PdfDocument(path.read_bytes())
    try:
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())
    finally:
        document.close()


@pytest.fixture
def decided(answered):
    """One sentence reworded, one reading kept with the person's own beside it, something added."""
    answered.checks.decide("P1", 1, "keep_with_dissent", reason="Three of us heard it so.")
    answered.checks.decide("P1", 0, "add", after="The bus was hard, too.")
    return answered


def test_it_says_what_changed_what_did_not_and_why(decided, tmp_path):
    """Both sorts stand in the PDF and in the text, with reasons, whom to call, and what fits."""
    (item,) = decided.checks.reply(tmp_path / "letters")
    pdf, text = item.files

    for said in (
        "What we changed",
        "The bus was hard, too.",
        "What we did not change, and why",
        "They did ask, once.",
        "Three of us heard it so.",
        "You said yes to one thing.",
        "01632 960147",
    ):
        assert said in _words(pdf)
        assert said in text.read_text(encoding="utf-8")


def test_it_is_accessible_and_names_nobody(decided, tmp_path):
    """Tagged, titled, in a language, the same bytes twice; no participant's id or coder's name stands in it."""
    (item,) = decided.checks.reply(tmp_path / "letters")
    first = item.files[0].read_bytes()
    with pikepdf.open(io.BytesIO(first)) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == "en-GB"
        assert list(pdf.docinfo.keys()) == ["/Title"]
        assert pdf.check_pdf_syntax() == []
    assert decided.checks.reply(tmp_path / "again")[0].files[0].read_bytes() == first
    for name in ("P1", "Ana"):
        assert name not in _words(item.files[0]).replace("QK1", "")
        assert name not in item.files[0].name


def test_removed_and_hidden_words_are_not_repeated(asked, tmp_path):
    """A letter about words that went, or were hidden, says that they did, and does not say them again."""
    token, code = papers.number_of(asked, "P1")
    asked.checks.enter(token, code, {1: "remove", 2: "notquite"})
    asked.checks.decide("P1", 1, "remove", reason="You asked for it.")
    asked.checks.decide("P1", 2, "mask_more", before="garden", after="[a place]")
    (item,) = asked.checks.reply(tmp_path / "letters")

    said = _words(item.files[0])
    assert "We took your words out." in said
    assert "nobody asked" not in said
    assert "garden" not in said


def test_what_is_still_open_is_said(answered, tmp_path):
    """An answer that nobody has decided on is named as open."""
    (item,) = answered.checks.reply(tmp_path / "letters", style="standard")

    assert "We are still talking about number 1." in _words(item.files[0])


def test_who_gets_none(answered, tmp_path):
    """Nobody who asked for no contact gets a letter, nor anybody whose answers wait; both are said."""
    answered.consent("P1", contact=False)
    (item,) = answered.checks.reply(tmp_path / "letters")
    assert (item.files, item.why_not) == ((), "they asked not to be contacted again")
    assert answered.checks.reply(tmp_path / "letters", "P2") == []
    with pytest.raises(NotFound):
        answered.checks.reply(tmp_path / "letters", "P9")
    with pytest.raises(QualkitError, match="large or in standard"):
        answered.checks.reply(tmp_path / "letters", style="tiny")


def test_being_told_is_kept_with_the_decision(decided):
    """The day of telling stands beside every decision made before it, and changes no state."""
    state = decided.checks.status()["state"].tolist()
    assert decided.checks.told("P1", on="2027-02-01") == "2027-02-01"

    assert set(decided.checks.adjustments()["told_on"]) == {"2027-02-01"}
    assert decided.checks.status()["state"].tolist() == state


def test_a_folder_that_cannot_be_is_refused(decided, tmp_path):
    """Where the letters cannot be written, the message names the folder."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StudyUnwritable, match="file"):
        decided.checks.reply(tmp_path / "file")


def test_the_letter_says_which_passage_is_meant(answered, tmp_path):
    """Beside the number stand the first words of the passage."""
    answered.checks.decide("P1", 1, "keep_with_dissent", reason="Three of us heard it so.")
    [written] = [each for each in answered.checks.reply(tmp_path / "letters") if each.files]
    text = next(file for file in written.files if file.suffix == ".txt").read_text(encoding="utf-8")

    assert "nobody asked me what had happened" in " ".join(text.split())


def test_the_status_names_who_must_not_see_it(answered):
    """Whoever hands papers out sees in the same list who must not."""
    answered.checks.need("P1", must_not_see="my worker")
    table = answered.checks.status().set_index("participant")

    assert (table.must_not_see["P1"], table.must_not_see["P2"]) == ("my worker", "")


def test_letters_and_reading_copies_are_on_the_register(answered, tmp_path):
    """Whoever withdraws later is told of the letter and the copy that were written with their words."""
    answered.checks.decide("P1", 1, "keep_with_dissent", reason="Three of us heard it so.")
    answered.checks.reply(tmp_path / "letters")
    answered.checks.reading_copy("P1", tmp_path / "copy.txt")
    told = answered.withdraw("P1", dry_run=True).exports

    assert [line.split(",")[0] for line in told if "paper" not in line] == [
        "letter for the person",
        "reading copy for the person",
    ]
