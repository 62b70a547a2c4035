"""Flattened papers: ink in the circles is proposed, words come with a picture, other pages are left to people."""

from __future__ import annotations

import pytest

from qualkit.errors import ReturnError
from qualkit.memberchecks.returns import field_places, read_marks
from qualkit.memberchecks.returns.pdf import read_pdf
from tests.fixtures import papers

ANSWERS = {1: "remove", 2: "agree"}


@pytest.fixture
def flat(blank):
    """A paper that PDFium filled and then printed into its pages."""
    return papers.flattened(papers.fill_with_pdfium(blank, ANSWERS, {3: "Not rushed, slowly."}))


def test_it_is_known_again_without_a_form(flat, check):
    """A flattened paper has no answers in it, and still its number and code."""
    returned = read_pdf(flat, "flat.pdf")

    assert (returned.source, returned.doc, returned.code) == ("pdf-flat", "QK1-7F3K9-v1", check.code)
    assert returned.answers == ()


def test_the_marks_are_the_right_ones(flat, blank):
    """Each ticked circle, and none besides, is proposed; the words in a box come with its picture."""
    found = read_marks(flat, read_pdf(flat, "flat.pdf"), field_places(blank))

    assert [answer.state for answer in found.answers] == ["remove", "agree", "own_words_only"]
    assert found.answers[2].words == "Not rushed, slowly."
    assert all(answer.picture.startswith(b"\x89PNG") for answer in found.answers)
    assert all(answer.doubt for answer in found.answers)


def test_an_untouched_flat_paper_is_blank(blank):
    """No ink beyond the rings is no answer."""
    flat = papers.flattened(blank)

    assert read_marks(flat, read_pdf(flat, "flat.pdf"), field_places(blank)).state == "returned_blank"


def test_other_pages_are_left_to_people(flat, check):
    """Where the rings are not in their places, nothing is guessed."""
    from qualkit.memberchecks import write_pdf

    for style in ("large", "standard"):
        places = field_places(write_pdf(check, papers.PAPER_SETTINGS, style=style))
        moved = [place._replace(rect=tuple(edge + 30 for edge in place.rect)) for place in places]
        assert read_marks(flat, read_pdf(flat, "flat.pdf"), moved) is None


def test_a_scan_is_known_by_its_qr_code(blank, check):
    """Pictures of pages, turned a little, give the number and the code, and nothing else."""
    returned = read_pdf(papers.scanned(blank), "scan.pdf")

    assert (returned.source, returned.doc, returned.code) == ("pdf-flat", "QK1-7F3K9-v1", check.code)


def test_pages_without_a_number_are_nobodys(blank):
    """A scan of a page without the QR code is refused."""
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(papers.scanned(blank))) as pdf:
        del pdf.pages[1:]
        alone = papers.saved(pdf)
    with pytest.raises(ReturnError, match="no paper's number"):
        read_pdf(alone, "scan.pdf")


def test_a_straight_scan_with_ticks_is_proposed(blank):
    """A scan that lies as the paper was made has its ticks in their places: they are proposed, and a person looks."""
    scan = papers.pictured(papers.fill(blank, ANSWERS), dots=150)
    found = read_marks(scan, read_pdf(scan, "scan.pdf"), field_places(blank))

    assert [answer.state for answer in found.answers] == ["remove", "agree", "unanswered"]


def test_handwriting_is_never_taken_for_nothing(blank):
    """Ink in a box where no words can be read is left to a person: what somebody wrote is not passed over."""
    from PIL import ImageDraw

    place = next(place for place in field_places(blank) if place.field == "c2_own")

    def write(page, number, scale):
        if number == place.page:
            x, y = place.rect[0] * scale, (841.89 - place.rect[3]) * scale
            ImageDraw.Draw(page).line(
                [(x + 30, y + 30), (x + 60, y + 50), (x + 90, y + 25)], fill="blue", width=3
            )

    scan = papers.pictured(blank, dots=150, draw=write)
    assert read_marks(scan, read_pdf(scan, "scan.pdf"), field_places(blank)) is None
