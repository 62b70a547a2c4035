"""What Firefox, Evince's part, pdftk, MuPDF, pdf-lib and others really wrote is read; the files are stored."""

from __future__ import annotations

import io

import pikepdf
import pytest

from qualkit.errors import ReturnError
from qualkit.memberchecks.returns import field_places, read_marks
from qualkit.memberchecks.returns.pdf import read_pdf
from tests.samples.papers import ANSWERS, PLAIN, kept

KEPT = kept()
FLAT = sorted(name for name in KEPT if name.startswith("flat-"))
JOINED = sorted(name for name in KEPT if name.startswith("joined-"))
FILLED = sorted(set(KEPT) - {"blank.pdf", *FLAT, *JOINED})
STATES = ["not_quite", "agree", "remove"]


def test_the_files_are_there():
    """Eleven ways of filling, eight of flattening and four of joining are kept."""
    assert (len(FILLED), len(FLAT), len(JOINED)) == (11, 8, 4)


@pytest.mark.parametrize("name", FILLED)
def test_filled_papers(name, check):
    """Every program's file gives the same answers, the very words in three scripts, and no doubt."""
    returned = read_pdf(KEPT[name], name)

    assert (returned.source, returned.doc, returned.code) == ("pdf", "QK1-7F3K9-v1", check.code)
    assert [answer.state for answer in returned.answers] == STATES
    assert [answer.words for answer in returned.answers] == [ANSWERS["c1_own"], "", ANSWERS["c3_own"]]
    assert returned.more == ANSWERS["all_more"]
    assert [*returned.doubts, *filter(None, (answer.doubt for answer in returned.answers))] == []


@pytest.mark.parametrize("name", FLAT)
def test_flattened_papers(name, check):
    """Without a form the paper is known, and the right marks and the words in the boxes are proposed."""
    returned = read_pdf(KEPT[name], name)
    found = read_marks(KEPT[name], returned, field_places(KEPT["blank.pdf"]))

    assert (returned.source, returned.doc, returned.code) == ("pdf-flat", "QK1-7F3K9-v1", check.code)
    assert [answer.state for answer in found.answers] == STATES
    assert [answer.words for answer in found.answers] == [PLAIN["c1_own"], "", ""]
    assert found.more == PLAIN["all_more"]
    assert all(answer.doubt and answer.picture for answer in found.answers)


@pytest.mark.parametrize("name", JOINED)
def test_joined_papers(name):
    """A blank paper and a filled one in one file are put aside, whichever program joined them."""
    with pytest.raises(ReturnError, match="pages of the paper twice"):
        read_pdf(KEPT[name], name)


def test_a_blank_paper_is_blank():
    """The paper that they all began with has no answer in it."""
    assert read_pdf(KEPT["blank.pdf"], "blank.pdf").state == "returned_blank"


@pytest.mark.parametrize("name", ["firefox.pdf", "poppler.pdf"])
def test_a_protected_paper_is_read(name):
    """A file that is protected from changes, and opens without a password, has its answers."""
    with pikepdf.open(io.BytesIO(KEPT[name])) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(user="", owner="owner"))

    assert read_pdf(out.getvalue(), name).said == read_pdf(KEPT[name], name).said
