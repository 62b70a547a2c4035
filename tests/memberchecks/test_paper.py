"""The paper as a participant gets it: fillable, readable aloud, plain, and about nobody else."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from qualkit.errors import PaperError
from qualkit.memberchecks import keyed_code, paper_id, write_pdf
from qualkit.memberchecks.lettering import letters
from qualkit.memberchecks.wording import OPTIONS
from qualkit.model import CheckItem, MemberCheck

SETTINGS = {
    "contact": "Ring Sam on 01632 960147.",
    "consent_text": "You agreed that we may write about what you said.",
    "closing_date": "2027-01-29",
    "what_may_upset": "nothing",
    "group_name": "The Tuesday group",
}
POINTS = {"large": 16, "standard": 12}
TYPED = {"large": "18", "standard": "14"}
#: Where the footer begins, in points from the bottom of the page.
FOOTER = 56
BOX = 30 / 25.4 * 72


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


def test_every_field_has_a_place(made):
    """Also the two that nobody sees: pdf-lib, which many web pages fill forms with, stops at a field without one."""
    with pikepdf.open(io.BytesIO(made)) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            assert all("/Rect" in widget and "/P" in widget for widget in field.get("/Kids", [field]))


def test_it_is_marked_as_tagged_and_no_more(made):
    """Only that it is tagged: poppler, which Evince stands on, complains of more."""
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert dict(pdf.Root.MarkInfo) == {"/Marked": True}


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


def test_no_letter_leans_and_no_word_is_cut(made):
    """Nothing is in italics, which are hard to read, and no word is cut at the end of a line."""
    with pikepdf.open(io.BytesIO(made)) as pdf:
        fonts = {
            str(each.BaseFont)
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and "/BaseFont" in each
        }
    document = pypdfium2.PdfDocument(made)
    lines = [line.rstrip() for page in document for line in page.get_textpage().get_text_range().splitlines()]
    document.close()

    assert fonts
    assert not [font for font in fonts if "italic" in font.lower() or "oblique" in font.lower()]
    assert not [line for line in lines if line.endswith(("-", "\u00ad", "\u2010"))]


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


def _places(content):
    """Each field's pages, and its rectangles."""
    found = {}
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for number, page in enumerate(pdf.pages):
            for widget in page.get("/Annots", []):
                name = str(widget.get("/T") or widget.Parent.T)
                found.setdefault(name, []).append((number, *map(float, widget.Rect)))
    return found


def test_no_check_is_split_over_two_pages(style):
    """The words, the sentence, the answers and the box of one check stand on one page."""
    content = write_pdf(_check(12, quote="Nobody asked. " * 25), SETTINGS, style=style)
    document = pypdfium2.PdfDocument(content)
    pages = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    places = _places(content)
    for number in range(1, 13):
        on = {place[0] for kind in ("answer", "own") for place in places[f"c{number}_{kind}"]}
        assert len(on) == 1
        words = pages[on.pop()]
        assert f"Number {number} " in words
        assert words.count("Nobody asked.") >= 25


@pytest.mark.parametrize("length", [10, 300, 450, 600, 700, 1000, 2500, 6000])
def test_nothing_runs_off_the_page(style, length):
    """However long a passage is, its answers stay together above the footer, and the box keeps its 30 millimetres."""
    quote = ("Well, I was there, you know, and nobody came. " * 150)[:length].strip()
    content = write_pdf(_check(2, quote=quote), SETTINGS, style=style)
    for name, places in _places(content).items():
        assert len({place[0] for place in places}) == 1, name
        assert all(low >= FOOTER and high <= 842 - 30 for _, _, low, _, high in places), name
        if not name.endswith("_answer"):
            assert places[0][4] - places[0][2] >= BOX
    assert _text(content).count("Well,") == 2 * quote.count("Well,")


def test_a_long_passage_says_whose_answers_come_on_the_next_page():
    """Where the words alone fill a page, the next one names the number again."""
    content = write_pdf(_check(1, quote="Nobody asked. " * 80), SETTINGS)

    assert "Number 1: We read it like this" in _text(content)


def test_a_check_reads_in_its_order(made):
    """What is read aloud comes in this order: number, question, words, sentence, side, answers, own words."""
    text = _text(made)
    order = (
        "Number 2",
        "We had asked: And then?",
        "You said",
        "Nobody asked me, not once. I sat there.",
        "We read it like this",
        "You said nobody asked you.",
        "hard on you",
        "Does this fit?",
        *(label for _, label in OPTIONS),
        "In your own words",
        "Number 3",
    )
    at = text.index("Number 2")
    for words in order:
        at = text.index(words, at)


def test_what_is_typed_is_as_large_as_the_print(made, style):
    """The letters of a typed answer are as large as those of the paper."""
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert {str(f.DA).split()[1] for f in pdf.Root.AcroForm.Fields if "/DA" in f} == {TYPED[style]}


def test_only_a_question_is_called_one():
    """What the interviewer said is "asked" where it is a question and "said" where it is none."""
    check = _check(2)
    said = replace(check.items[1], question="I'm so sorry.")
    text = _text(write_pdf(replace(check, items=(check.items[0], said)), SETTINGS))

    assert "We had asked: And then?" in text
    assert "We had said: I'm so sorry." in text


def test_one_thing_is_one_thing():
    """A paper of one check does not speak of things; a part says which it is."""
    one = _text(write_pdf(_check(1), SETTINGS))
    part = _text(write_pdf(replace(_check(2), part=2, parts=3), SETTINGS))

    assert "There is one thing to look at." in one
    assert "part 2 of 3" in part
    assert " part " not in one.split("What may upset you")[0]


def test_page_one_comes_in_the_order_of_a_worried_reader(made):
    """What this is, no duty, upset, whom to call, who reads, how long, by when, silence, taking back, sending, answering."""
    text = _text(made)
    at = 0
    for words in (
        "This paper is from",
        "You do not have to do this.",
        "You can stop at any time.",
        "You can say that we got it wrong.",
        "What may upset you",
        "Who you can call",
        "not a crisis line",
        "Who reads your answers",
        "How long it takes",
        "Please answer by",
        "If you do not answer",
        "taking it back",
        "How to send it back",
        "“With your changes”",
        "Do not “Save to Google Drive”",
        "How to answer",
        "Number 1",
        "What did we miss?",
        "When you are done",
    ):
        at = text.index(words, at)


def test_twelve_checks_take_less_than_a_second(style):
    """A paper of twelve checks takes less than one second of processor time."""
    write_pdf(_check(1), SETTINGS, style=style)
    began = time.process_time()
    write_pdf(_check(12), SETTINGS, style=style)

    assert time.process_time() - began < 1


def test_nothing_to_ask_is_no_paper():
    """A paper without passages is refused in a sentence."""
    with pytest.raises(PaperError, match="without a passage"):
        write_pdf(_check(0), SETTINGS)


def test_everything_missing_is_named_at_once():
    """All that is missing stands in one sentence, each with the command that mends it."""
    with pytest.raises(PaperError) as refused:
        write_pdf(_check(), {"contact": "  "})
    for key in ("contact", "consent_text", "what_may_upset", "closing_date"):
        assert f'qualkit set STUDY {key} "..."' in str(refused.value)


WORDS = st.text(
    alphabet=st.sampled_from(sorted(chr(code) for code in letters())) | st.sampled_from("\n\t #$*_<>@\\"),
    max_size=80,
)


@hypothesis_settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(WORDS, WORDS)
def test_whatever_has_letters_can_be_set(quote, sentence):
    """Any words of letters that the fonts have make a sound paper."""
    items = (CheckItem(1, "c1", quote, sentence, polarity="both", written_by="Ana"),)
    content = write_pdf(replace(_check(1), items=items), SETTINGS)

    assert len(_places(content)) == 3


@pytest.mark.parametrize("unseen", ["\u00ad", "\u200b", "\ufeff", "\u2066", "\u061c", "\u200e", "\ufe0f"])
def test_what_nobody_sees_stops_no_paper(unseen):
    """Marks that are never drawn need no font."""
    assert "cold" in _text(write_pdf(_check(1, quote=f"It was cold {unseen} there"), SETTINGS))


@pytest.mark.parametrize("missing", ["contact", "consent_text", "what_may_upset", "closing_date"])
def test_without_what_a_person_needs_there_is_no_paper(missing):
    """Without somebody to call, what was agreed, what may upset, or a closing date, no paper is made, and the message says which."""
    settings = {key: value for key, value in SETTINGS.items() if key != missing}
    with pytest.raises(PaperError, match=f"without {missing}.*qualkit set"):
        write_pdf(_check(), settings)


def test_a_letter_without_a_font_is_named():
    """A character that no font has stops the paper and is named by its number, not shown as a box."""
    with pytest.raises(PaperError, match=r"U\+E123 in the words of number 1"):
        write_pdf(_check(1, quote="Happy \ue123 days"), SETTINGS)


@pytest.mark.parametrize(
    "words", ["Łódź, żółć", "Siân â ŵ", "Ελλάδα", "Москва", "שלום עולם", "قلت لهم إنني", "£20 – “yes”"]
)
def test_letters_of_many_languages_are_drawn(words):
    """Polish, Welsh, Greek, Cyrillic, Hebrew and Arabic letters come back out of the page as they went in."""
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


@pytest.mark.parametrize("words", range(0, 60, 4))
def test_no_page_is_left_almost_empty(style, words):
    """However long the study's own texts are, how to answer never has a page to itself."""
    settings = {**SETTINGS, "consent_text": "You agreed that we may write. " * words}
    settings["consent_text"] = settings["consent_text"] or "You agreed."
    document = pypdfium2.PdfDocument(write_pdf(_check(2), settings, style=style))
    pages = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()

    assert [page for page in pages if "How to answer" in page and len(page) < 300] == []


@pytest.mark.parametrize("length", [18, 24, 30, 36])
def test_a_long_first_passage_does_not_leave_how_to_answer_alone(style, length):
    """Where the first passage fills its page, how to answer stands with the part before it."""
    settings = {**SETTINGS, "consent_text": "You agreed that we may write. " * 20}
    check = _check(2, quote="Nobody asked me, not once. I sat there. " * (length // 3))
    document = pypdfium2.PdfDocument(write_pdf(check, settings, style=style))
    pages = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()

    assert [page for page in pages if "How to answer" in page and len(page) < 300] == []


def test_what_is_left_of_a_large_page_is_room_to_write():
    """In large print a short passage's box takes what the page has left, up to 86 mm."""
    from qualkit.memberchecks.returns import field_places

    boxes = [
        place.rect for place in field_places(write_pdf(_check(4), SETTINGS)) if place.field.endswith("_own")
    ]

    assert all(high - low > 80 / 25.4 * 72 for _, low, _, high in boxes[1:])


def test_the_end_stands_under_the_last_check_where_it_fits():
    """In standard print a single check and the end share a page: nothing is turned over for a half-empty one."""
    from qualkit.memberchecks.returns import field_places

    places = {
        place.field: place.page for place in field_places(write_pdf(_check(3), SETTINGS, style="standard"))
    }

    assert places["all_more"] == places["c3_own"]
