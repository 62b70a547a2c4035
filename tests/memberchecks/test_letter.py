"""The letter back is laid out so that nothing somebody may need at once is torn apart."""

from __future__ import annotations

import pypdfium2
import pytest

from qualkit.memberchecks.letter import LetterFacts, letter
from qualkit.memberchecks.sheet import sheet_pdf
from qualkit.model import Adjustment

SETTINGS = {
    "contact": "You can talk to Nell Ashdown (invented). Phone 01632 960147.",
    "crisis_line": "Ring 116 123.",
}


def _made(number):
    before, after = "You said it was hard. " * 3, "You said it was slow."
    return Adjustment("a", "7F3K9", number, "reword", before=before, after=after, reason="You told us so.")


def _pages(sheet, style):
    document = pypdfium2.PdfDocument(sheet_pdf(sheet, style))
    try:
        return [page.get_textpage().get_text_range().replace("\u00a0", " ") for page in document]
    finally:
        document.close()


@pytest.mark.parametrize("words", range(0, 16, 3))
def test_a_telephone_number_stands_on_one_line(words):
    """Wherever the line ends, a number that somebody may need at once is not torn in two."""
    said = {**SETTINGS, "contact": "Ring " + "Sam " * words + "on 01632 960147."}
    text = "\n".join(_pages(letter(LetterFacts("7F3K9", ()), said), "large"))

    assert any("01632 960147" in line for line in text.splitlines())


@pytest.mark.parametrize("count", range(1, 8))
@pytest.mark.parametrize("style", ["large", "standard"])
def test_what_was_and_what_is_now_share_a_page(count, style):
    """However many changes there are, each new sentence stands on the page of the one before."""
    pages = _pages(letter(LetterFacts("7F3K9", tuple(map(_made, range(1, count + 1)))), SETTINGS), style)

    assert [page.count("It said") for page in pages] == [page.count("Now it says") for page in pages]
    assert sum(page.count("It said") for page in pages) == count


@pytest.mark.parametrize("count", range(1, 8))
def test_whom_to_call_is_never_torn_from_its_heading(count):
    """The last part stands whole on one page."""
    pages = _pages(letter(LetterFacts("7F3K9", tuple(map(_made, range(1, count + 1)))), SETTINGS), "large")
    last = next(page for page in pages if "If something is not right" in page)

    assert "01632 960147" in last
    assert "116 123" in last


def test_the_passage_is_named_by_its_first_words():
    """A number alone says little months later: what was said there begins the part; what was taken out is not said again."""
    taken_out = Adjustment("b", "7F3K9", 2, "remove", reason="You asked.")
    passages = {1: "I had nowhere to go …", 2: "He broke the door …"}
    text = "\n".join(
        _pages(letter(LetterFacts("7F3K9", (_made(1), taken_out), passages=passages), SETTINGS), "large")
    )

    assert "I had nowhere to go" in text
    assert "broke the door" not in text
