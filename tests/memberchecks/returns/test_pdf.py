"""Filled PDFs are read as they were filled, whatever saved them; what is doubtful is said and never chosen."""

from __future__ import annotations

import io

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Dictionary, Name, String

from qualkit.errors import ReturnError
from qualkit.memberchecks.returns.opening import read_file
from qualkit.memberchecks.returns.pdf import read_pdf
from qualkit.model import VALUES
from tests.fixtures import papers

ANSWERS = {1: "notquite", 2: "agree"}
STATES = ["not_quite", "agree", "unanswered"]
WORDS = {1: papers.HARD_WORDS}


def _read(content):
    return read_pdf(content, "paper.pdf")


def _states(returned):
    return [answer.state for answer in returned.answers]


def _filled(blank):
    return papers.fill(blank, ANSWERS, WORDS)


def _own(pdf, value):
    papers.group(pdf, "c1_own").V = value


WAYS = {
    "as it is": lambda pdf: None,
    "a name as a string, as pypdf": lambda pdf: setattr(
        papers.group(pdf, "c1_answer"), "V", String("/notquite")
    ),
    "no value, as Preview": lambda pdf: [
        field.__delitem__("/V") for field in pdf.Root.AcroForm.Fields if str(field.T).endswith("_answer")
    ],
    "no form, widgets alone": papers.drop(Name.AcroForm),
    "no tags and no metadata": papers.drop(Name.StructTreeRoot, Name.Metadata),
    "UTF-16 with carriage returns": lambda pdf: _own(
        pdf, String(b"\xfe\xff" + papers.HARD_WORDS.replace("\n", "\r").encode("utf-16-be"))
    ),
    "UTF-16, the other way round": lambda pdf: _own(
        pdf, String(b"\xff\xfe" + papers.HARD_WORDS.encode("utf-16-le"))
    ),
    "UTF-8": lambda pdf: _own(pdf, String(b"\xef\xbb\xbf" + papers.HARD_WORDS.encode())),
    "a stream": lambda pdf: _own(
        pdf, pdf.make_indirect(pikepdf.Stream(pdf, b"\xfe\xff" + papers.HARD_WORDS.encode("utf-16-be")))
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_saving_is_read(blank, check, way):
    """The same answers and words come out, however a program wrote values, strings, forms and metadata."""
    returned = _read(papers.changed(_filled(blank), WAYS[way]))

    assert (returned.source, returned.doc, returned.code) == ("pdf", "QK1-7F3K9-v1", check.code)
    assert _states(returned) == STATES
    assert returned.answers[0].words == papers.HARD_WORDS
    assert returned.answers[0].doubt == ""


def test_pdfium_fills_it_as_chrome_does(blank):
    """A paper that PDFium filled by clicks and keys has the answers and the very words."""
    returned = _read(papers.fill_with_pdfium(blank, {1: "remove", 2: "skip"}, {3: "Siân, “slowly”"}))

    assert _states(returned) == ["remove", "skip", "own_words_only"]
    assert returned.answers[2].words == "Siân, “slowly”"


def test_pdfdoc_letters(blank):
    """A string without a mark is PDFDocEncoding."""
    returned = _read(papers.changed(_filled(blank), lambda pdf: _own(pdf, String(b"caf\xe9 \x8dhere\x8e"))))

    assert returned.answers[0].words == "café “here”"


def test_a_blank_paper_is_blank(blank):
    """A paper without any answer is returned_blank: no item of it agrees."""
    returned = _read(blank)

    assert _states(returned) == ["unanswered"] * 3
    assert returned.state == "returned_blank"


def test_lost_letters_are_flagged(blank):
    """An emoji that a program turned into a private character is doubtful, and kept as it came."""
    answer = _read(papers.fill(blank, {}, {1: "good \uf600"})).answers[0]

    assert answer.words == "good \uf600"
    assert "lost" in answer.doubt


def test_contradictions_are_ambiguous(blank):
    """Where the value and the drawing name two answers, neither is chosen."""

    def contradict(pdf):
        papers.group(pdf, "c2_answer").V = Name("/remove")

    answer = _read(papers.changed(_filled(blank), contradict)).answers[1]

    assert answer.state == "ambiguous"
    assert answer.doubt == "more than one answer is marked (agree, remove)"


def test_an_answer_that_was_not_offered_is_ambiguous(blank):
    """A state that the paper does not have is no answer of the person's."""

    def strange(pdf):
        papers.tick(papers.group(pdf, "c2_answer"), "agree")
        papers.group(pdf, "c2_answer").V = Name("/1")
        for kid in papers.group(pdf, "c2_answer").Kids:
            kid.AS = Name.Off

    assert _read(papers.changed(blank, strange)).answers[1].state == "ambiguous"


def test_what_is_written_beside_the_form_is_kept(blank):
    """A note on the page that is no field is kept with what we missed, and the page is named."""

    def note(pdf):
        annotation = Dictionary(
            Type=Name.Annot, Subtype=Name.FreeText, Rect=[10, 10, 90, 40], Contents=String("It was spring.")
        )
        pdf.pages[1].Annots = [*pdf.pages[1].get(Name.Annots, []), pdf.make_indirect(annotation)]

    returned = _read(papers.changed(_filled(blank), note))

    assert returned.more == "It was spring."
    assert "page 2" in returned.doubts[0]


@pytest.mark.parametrize("forms", [True, False])
def test_two_papers_in_one_file_are_put_aside(blank, forms):
    """One paper's pages twice, or two numbers in one file, are refused with a plain sentence."""
    with pytest.raises(ReturnError, match="pages of the paper twice"):
        _read(papers.joined(blank, _filled(blank), forms=forms))

    def renumber(pdf):
        papers.group(pdf, "paper_id").V = String("QK1-AAAAA-v1")

    with pytest.raises(ReturnError, match="numbers of 2 papers"):
        _read(papers.changed(blank, renumber))


def test_two_codes_are_put_aside(blank):
    """A paper whose code was changed in one place contradicts itself."""

    def recode(pdf):
        papers.group(pdf, "paper_code").V = String("ACDEFGHJK3")

    with pytest.raises(ReturnError, match="two different codes"):
        _read(papers.changed(blank, recode))


def test_damaged_and_locked_papers_say_so(blank):
    """A broken file and a locked one are refused, each with what to do; a stranger's PDF has no number."""
    with pytest.raises(ReturnError, match="damaged"):
        _read(b"%PDF-1.7\n" + blank[len(blank) // 2 :])
    with pikepdf.open(io.BytesIO(blank)) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    with pytest.raises(ReturnError, match="locked with a password"):
        _read(out.getvalue())
    stranger = pikepdf.new()
    stranger.add_blank_page()
    with pytest.raises(ReturnError, match="no paper's number"):
        _read(papers.saved(stranger))


@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_cut_file_never_answers_wrongly(filled, data):
    """Wherever a file breaks off, what is still read is what was filled, or it is refused."""
    cut = filled[: data.draw(st.integers(0, len(filled) - 1))]
    try:
        returned = _read(cut)
    except ReturnError:
        return
    assert {(a.number, a.state) for a in returned.answers} <= {*enumerate(STATES, 1)}


@pytest.fixture(scope="module")
def filled(check):
    """One filled paper in standard print."""
    from qualkit.memberchecks import write_pdf

    return papers.fill(write_pdf(check, papers.PAPER_SETTINGS, style="standard"), ANSWERS, WORDS)


@given(
    answers=st.dictionaries(st.integers(1, 3), st.sampled_from(sorted(VALUES))),
    words=st.dictionaries(
        st.integers(1, 3),
        st.text(st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn")), min_size=1, max_size=40),
    ),
)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_filled_in_comes_back(filled, answers, words):
    """Any choice and any words come back as they were, apart from spaces at the ends and the letters' form."""
    from qualkit.memberchecks.returns.words import tidied

    blank = papers.changed(filled, _emptied)
    returned = _read(papers.fill(blank, answers, words))

    for answer in returned.answers:
        chosen = answers.get(answer.number)
        said = tidied(words.get(answer.number, ""))
        assert answer.words == said
        assert answer.state == (VALUES[chosen] if chosen else "own_words_only" if said else "unanswered")


def _emptied(pdf):
    for field in pdf.Root.AcroForm.Fields:
        if str(field.T).endswith("_own"):
            field.V = String("")
        elif str(field.T).endswith("_answer"):
            field.V = Name.Off
            for kid in field.Kids:
                kid.AS = Name.Off


def test_a_file_that_is_none_is_named(tmp_path):
    """A file that is not there, too large in kind, or of another sort is refused by its name alone."""
    (tmp_path / "a.bin").write_bytes(b"\x00\x01 secret words")
    for name in ("a.bin", "gone.pdf"):
        with pytest.raises(ReturnError) as refusal:
            read_file(tmp_path / name)
        assert name in str(refusal.value)
        assert "secret" not in str(refusal.value)
