"""The Word file's ticks and words come back; its placeholders are nobody's words."""

from __future__ import annotations

import pytest

from qualkit.errors import ReturnError
from qualkit.memberchecks.returns.word import read_word
from qualkit.memberchecks.word import write_docx
from tests.fixtures import papers


@pytest.fixture(scope="module")
def blank(check):
    """The paper as a Word file."""
    return write_docx(check, papers.PAPER_SETTINGS)


def test_a_blank_word_file_is_blank(blank, check):
    """Untouched, it carries number and code, three unanswered items, and no placeholder as words."""
    returned = read_word(blank, "paper.docx")

    assert (returned.source, returned.doc, returned.code) == ("docx", "QK1-7F3K9-v1", check.code)
    assert returned.state == "returned_blank"
    assert [answer.words for answer in returned.answers] == ["", "", ""]


def test_ticks_and_words_come_back(blank):
    """A tick is an answer, words are words with their line ends, two ticks are ambiguous."""

    def fill(xml):
        xml = papers.write(
            papers.tick_box(xml, "c1_answer_notquite"), "c1_own", "Siân said“so”.</w:t><w:br/><w:t>Twice."
        )
        xml = papers.tick_box(papers.tick_box(xml, "c2_answer_agree"), "c2_answer_remove")
        return papers.write(xml, "all_more", "The bus.")

    returned = read_word(papers.rewritten(blank, fill), "paper.docx")
    assert [answer.state for answer in returned.answers] == ["not_quite", "ambiguous", "unanswered"]
    assert returned.answers[0].words == "Siân said“so”.\nTwice."
    assert returned.more == "The bus."


def test_what_is_no_paper_is_refused(blank):
    """A damaged file, one with a document type, and somebody's letter are put aside by name."""
    with pytest.raises(ReturnError, match="damaged"):
        read_word(blank[: len(blank) // 2], "half.docx")
    with pytest.raises(ReturnError, match="damaged"):
        read_word(papers.rewritten(blank, lambda xml: xml.replace("?>", "?><!DOCTYPE x>", 1)), "odd.docx")
    with pytest.raises(ReturnError, match="without a paper's number"):
        read_word(papers.rewritten(blank, lambda xml: xml.replace("paper_id", "other")), "letter.docx")
