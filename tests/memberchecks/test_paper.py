"""The paper as a participant gets it: fillable, readable aloud, plain, and about nobody else."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest

from qualkit.errors import PaperError
from qualkit.memberchecks import keyed_code, paper_id, write_pdf
from qualkit.memberchecks.wording import OPTIONS
from qualkit.model import CheckItem, MemberCheck

SETTINGS = {
    "contact": "Ring Sam on 01632 960147.",
    "consent_text": "You agreed that we may write about what you said.",
    "closing_date": "2027-01-29",
    "group_name": "The Tuesday group",
}
POINTS = {"large": 16, "standard": 12}


def _check(count=3, quote="Nobody asked me, not once. I sat there."):
    items = tuple(
        CheckItem(
            number,
            f"c{number}",
            quote,
            "You said nobody asked you.",
            "ignored",
            "Ignored",
            "invalidating",
            "And then?",
            "Ana",
        )
        for number in range(1, count + 1)
    )
    check = MemberCheck("7F3K9", "P07-secret", 1, 1, items)
    return replace(check, code=keyed_code(b"k" * 32, paper_id("7F3K9"), items))


@pytest.fixture(scope="module", params=["large", "standard"])
def style(request):
    """Large print and standard print."""
    return request.param


@pytest.fixture(scope="module")
def made(style):
    """One paper of three checks."""
    return write_pdf(_check(), SETTINGS, style=style)


def _fields(pdf):
    found = {}
    for field in pdf.Root.AcroForm.Fields:
        found[str(field.T)] = field
    return found


def _text(content):
    document = pypdfium2.PdfDocument(content)
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return " ".join(" ".join(pages).split())


def test_the_file_is_sound_and_runs_nothing(made):
    """Qpdf finds no fault; there is no script, no submit action, no attachment, and nothing redraws the answers."""
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert pdf.check_pdf_syntax() == []
        whole = b"".join(
            obj.read_bytes() if isinstance(obj, pikepdf.Stream) else obj.unparse() for obj in pdf.objects
        )
    for forbidden in (b"/JavaScript", b"/SubmitForm", b"/EmbeddedFile", b"NeedAppearances", b"/JS "):
        assert forbidden not in whole


def test_each_check_has_its_answers_and_room_for_own_words(made):
    """Three checks give three groups of four named answers with none chosen, three boxes, and what we missed."""
    with pikepdf.open(io.BytesIO(made)) as pdf:
        fields = _fields(pdf)
        assert set(fields) == {f"c{n}_{kind}" for n in (1, 2, 3) for kind in ("answer", "own")} | {
            "all_more",
            "paper_id",
            "paper_code",
        }
        for number in (1, 2, 3):
            group = fields[f"c{number}_answer"]
            states = [next(str(key) for key in kid.AP.N if key != "/Off") for kid in group.Kids]
            assert states == [f"/{value}" for value, _ in OPTIONS]
            assert {str(kid.AS) for kid in group.Kids} == {"/Off"}
            assert all(kid.Contents == kid.TU for kid in group.Kids)
            assert [str(kid.TU) for kid in group.Kids] == [
                f"Number {number}. {label}" for _, label in OPTIONS
            ]
        assert str(fields["paper_id"].V) == "QK1-7F3K9-v1"


def test_a_screen_reader_finds_its_way(made):
    """Tagged PDF/UA-1 with a language and a shown title; every field is tagged as one, and tabs follow the tags."""
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == "en-GB"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf.Root.Metadata.read_bytes()
        forms = [
            obj
            for obj in pdf.objects
            if isinstance(obj, pikepdf.Dictionary) and obj.get("/S") == pikepdf.Name.Form
        ]
        widgets = [obj for page in pdf.pages for obj in page.get("/Annots", [])]
        assert len(forms) == len(widgets) == 3 * 5 + 1
        assert all(w.Subtype == pikepdf.Name.Widget and "/StructParent" in w for w in widgets)
        assert all(page.Tabs == pikepdf.Name.S for page in pdf.pages if "/Annots" in page)


def test_print_is_large_enough(made, style):
    """No letter is smaller than 16 points in large print, 12 in standard print."""
    document = pypdfium2.PdfDocument(made)
    sizes = set()
    for page in document:
        letters = page.get_textpage()
        for index in range(letters.count_chars()):
            if letters.get_text_range(index, 1).strip():
                sizes.add(round(pypdfium2.raw.FPDFText_GetFontSize(letters.raw, index), 1))
    document.close()

    assert min(sizes) >= POINTS[style]


def test_what_stands_on_it(made):
    """The words, the sentence, whom to call, by when, and that silence is no yes; page one says nobody has to."""
    text = _text(made)
    for words in (
        "Nobody asked me, not once. I sat there.",
        "You said nobody asked you.",
        "Ring Sam on 01632 960147.",
        "29 January 2027",
        "You do not have to do this.",
        "We will not take it as a yes.",
        "not a crisis line",
        "QK1-7F3K9-v1",
    ):
        assert words in text


def test_it_names_nobody(made):
    """The participant's id, the code and the coder are nowhere in the file, nor a tool, a user or a date."""
    with pikepdf.open(io.BytesIO(made)) as pdf:
        whole = b"".join(
            obj.read_bytes() + obj.unparse(resolved=True)[:0]
            if isinstance(obj, pikepdf.Stream)
            else obj.unparse()
            for obj in pdf.objects
            if not (isinstance(obj, pikepdf.Stream) and "/Length1" in obj)
        )
        assert set(pdf.docinfo.keys()) == {"/Title"}
    for word in (b"P07", b"secret", b"Ana", b"typst", b"pikepdf", b"CreationDate", b"CreateDate"):
        assert word not in whole


def test_no_check_is_split_over_two_pages():
    """In large print the words, the sentence, the answers and the box of one check stand on one page."""
    with pikepdf.open(io.BytesIO(write_pdf(_check(12), SETTINGS))) as pdf:
        pages = {}
        for number, page in enumerate(pdf.pages):
            for widget in page.get("/Annots", []):
                name = str(widget.get("/T") or widget.Parent.T)
                if name.startswith("c"):
                    pages.setdefault(name.split("_", maxsplit=1)[0], set()).add(number)
                if name.endswith("_own"):
                    low, high = float(widget.Rect[1]), float(widget.Rect[3])
                    assert high - low >= 30 / 25.4 * 72

    assert len(pages) == 12
    assert all(len(places) == 1 for places in pages.values())


@pytest.mark.parametrize("missing", ["contact", "consent_text", "closing_date"])
def test_without_what_a_person_needs_there_is_no_paper(missing):
    """Without somebody to call, what was agreed, or a closing date, no paper is made, and the message says which."""
    settings = {key: value for key, value in SETTINGS.items() if key != missing}
    with pytest.raises(PaperError, match=f"without {missing}.*qualkit set"):
        write_pdf(_check(), settings)


def test_a_letter_without_a_font_is_named():
    """A character that no font has stops the paper and is named by its number, not shown as a box."""
    with pytest.raises(PaperError, match=r"U\+0939 in the words of number 1"):
        write_pdf(_check(1, quote="Happy \u0939 days"), SETTINGS)


@pytest.mark.parametrize("words", ["Łódź, żółć", "Siân â ŵ", "Ελλάδα", "Москва", "£20 – “yes”"])
def test_letters_of_many_languages_are_drawn(words):
    """Polish, Welsh, Greek and Cyrillic letters come back out of the page as they went in."""
    assert words in _text(write_pdf(_check(1, quote=words), SETTINGS))


def test_words_are_never_markup():
    """What looks like markup is printed as it was said."""
    words = '#import "x" *bold* _it_ $x^2$ \\ <a href="b"> @ref'

    assert words in _text(write_pdf(_check(1, quote=words), SETTINGS))


def test_another_persons_name_stops_the_paper():
    """A known name that is left in the words stops the paper; the message names the place and not the name."""
    with pytest.raises(PaperError, match="the words of number 1") as refused:
        write_pdf(_check(1, quote="Then DECLAN’s brother came."), SETTINGS, names=["Declan"])
    assert "eclan" not in str(refused.value).casefold()


_AGAIN = """
import sys, hashlib, json
sys.path.insert(0, ".")
from tests.memberchecks.test_paper import SETTINGS, _check
from qualkit.memberchecks import write_pdf
print(hashlib.sha256(write_pdf(_check(), SETTINGS)).hexdigest())
"""


def test_the_same_paper_has_the_same_bytes():
    """Another process, hash seed, time zone and locale make the very same file."""
    found = set()
    for seed, zone, tongue in (("1", "UTC", "C"), ("2", "Asia/Tokyo", "C.UTF-8")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": tongue}
        done = subprocess.run(
            [sys.executable, "-c", _AGAIN], env=environment, capture_output=True, text=True, check=True
        )
        found.add(done.stdout)

    assert len(found) == 1


def test_answers_can_be_filled_in_and_read_back(made):
    """A PDF engine ticks an answer and types words into the form; both are in the saved file."""
    with pikepdf.open(io.BytesIO(made)) as pdf:
        fields = _fields(pdf)
        fields["c2_answer"].V = pikepdf.Name.notquite
        for kid in fields["c2_answer"].Kids:
            kid.AS = pikepdf.Name.notquite if "/notquite" in kid.AP.N else pikepdf.Name.Off
        fields["c2_own"].V = "Not rushed – “slowly”. Siân żółć"
        out = io.BytesIO()
        pdf.save(out)
    with pikepdf.open(out) as pdf:
        fields = _fields(pdf)

        assert str(fields["c2_answer"].V) == "/notquite"
        assert str(fields["c2_own"].V) == "Not rushed – “slowly”. Siân żółć"
        assert "/V" not in fields["c1_own"]


def test_the_template_gets_data_alone():
    """Whatever is in the settings, the content is one JSON text: quotation marks and backslashes survive."""
    settings = {**SETTINGS, "contact": 'Say "hello" \\ #panic("x")'}

    assert 'Say "hello" \\ #panic("x")' in _text(write_pdf(_check(1), settings))
    assert json.loads(json.dumps(settings)) == settings
