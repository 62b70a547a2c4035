"""PDF: real ones, made by Typst and LibreOffice, and broken ones."""

import contextlib
import io
import re
import time
import zlib
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from qualkit.errors import LoadError
from qualkit.loaders import pdf_pages
from qualkit.loaders.accounting import account_for
from qualkit.loaders.labels import Line
from qualkit.loaders.pdf import loaded_from
from qualkit.loaders.pdf_layout import mend
from qualkit.loaders.registry import Given, format_for

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "transcripts"

WORDS = "They moved the appointment three times and the letter always came the day afterwards. "


def printed(body, **page):
    """A PDF by Typst; `page` is its page's settings."""
    settings = ", ".join(f"{key}: {value}" for key, value in page.items())
    return typst.compile(f'#set page({settings})\n#set text(lang: "en")\n{body}'.encode())


def talk(turns, style="*{}:* {}\n\n"):
    return "".join(style.format(*turn) for turn in turns)


def said(transcript):
    return [(turn.speaker, turn.text) for turn in transcript]


def long_talk():
    return [
        ("INT", "So how was it?"),
        ("P1", WORDS * 30 + "That was it."),
        ("INT", "And then?"),
        ("P1", WORDS * 9),
    ]


def test_turns_run_on_over_pages_and_lines(read):
    """A paragraph that goes over two pages is one turn, word for word."""
    turns = long_talk()
    transcript = read("a.pdf", printed(talk(turns), width="12cm", height="12cm"))
    assert said(transcript) == [(who, words.strip()) for who, words in turns]


def test_headers_footers_and_page_numbers_are_set_apart(read):
    """Also a page number that stands in mid-sentence, and a header of two lines."""
    header = "[Riverside stories #linebreak() interview 4 #h(1fr) draft]"
    data = printed(talk(long_talk()), width="12cm", height="12cm", header=header, numbering='"1"')
    transcript = read("a.pdf", data)
    assert said(transcript) == [(who, words.strip()) for who, words in long_talk()]
    apart = [
        what for reason, what in transcript.source.left_out if reason == "page headers, footers and numbers"
    ]
    assert len(apart) % 3 == 0
    assert {"Riverside stories", "1", "2"} <= set(apart)


def test_two_pages_are_enough_to_know_a_page_number(read):
    """It counts; a header needs three."""
    data = printed(talk(long_talk()[:2]), width="16cm", height="14cm", numbering='"1 / 1"')
    transcript = read("a.pdf", data)
    assert transcript.turns[1].text == (WORDS * 30 + "That was it.")


def test_what_is_said_at_the_top_of_many_pages_is_no_header(read):
    """The same short answer, where it stands with the rest of the talk."""
    page = "*INT:* Yes?\\\n" + "\\\n".join(f"*P1:* Answer {word}." for word in ("one", "two", "three"))
    transcript = read("a.pdf", printed("#pagebreak()\n".join([page] * 3), width="12cm", height="12cm"))
    assert len(transcript.turns) == 12


def test_words_broken_at_line_ends_are_whole_again(read):
    """As many as the hyphenation made; the account says how many hyphens went."""
    turns = [
        ("INT", "So?"),
        ("P1", "My understanding of extraordinarily unsympathetic neighbourhoods. " * 12),
    ]
    data = printed(
        "#set par(justify: true)\n#set text(hyphenate: true)\n" + talk(turns), width="8cm", height="20cm"
    )
    transcript = read("a.pdf", data)
    assert transcript.turns[1].text == turns[1][1].strip()
    assert dict(transcript.source.account.left_out)["hyphens at line ends"] > 2
    assert any("broken at a line end" in done for done in transcript.source.normalised)


def test_a_word_broken_at_the_end_of_a_page_is_whole_again(read):
    """The page's number stands between its halves, and PDFium takes it for the rest."""
    words = (
        "My understanding of extraordinarily unsympathetic neighbourhoods is uncharacteristically incomplete. "
        * 40
    )
    data = printed(
        "#set par(justify: true)\n#set text(hyphenate: true)\n" + talk([("INT", "So?"), ("P1", words)]),
        width="7cm",
        height="9cm",
        numbering='"1"',
    )
    assert read("a.pdf", data).turns[1].text == words.strip()


@pytest.mark.parametrize(
    ("left", "right", "whole"),
    [
        ("sci", "entific", "scientific"),
        ("self", "made", "self-made"),
        ("well", "being", "well-being"),
        ("Anglo", "Saxon", "Anglo-Saxon"),
        ("IBM", "made", "IBM-made"),
        ("th", "they", "th- they"),
        ("re", "read", "reread"),
        ("three", "times", "three-times"),
        ("2019", "20", "2019-20"),
        ("under", "standing", "understanding"),
    ],
)
def test_a_hyphen_that_is_a_word_s_own_stays(left, right, whole):
    """Told by the file's other words; a speaker who breaks off is left to."""
    lines, _ = mend([Line(f"We had understanding three well-being times; {left}\ufffe{right} it")])
    assert lines[0].text.endswith(f"; {whole} it")


def test_bold_names_without_a_colon_are_speakers(read):
    """By the font; bold within talk is none."""
    turns = [("Jane", "Hello."), ("Tom", "It was _so_ *very* long."), ("Jane", "Bye."), ("Tom", "Yes.")]
    assert said(read("a.pdf", printed(talk(turns, "*{}* {}\n\n"))))[1] == ("Tom", "It was so very long.")


def test_names_in_a_column_of_their_own_are_speakers(read):
    """A table without lines, as courts and broadcasters print."""
    turns = [("INT", "So how was it?"), ("P1", WORDS * 3), ("INT", "And?"), ("P1", "No.")] * 3
    cells = "".join(f"[{who}], [{words}]," for who, words in turns)
    data = printed(f"#table(columns: (3cm, 8cm), stroke: none, {cells})")
    assert said(read("a.pdf", data)) == [(who, words.strip()) for who, words in turns]


def test_a_turned_page_is_read_upright(read):
    """As scanners leave them."""
    turns = [("INT", "So how was it?"), ("P1", WORDS * 2), ("INT", "And?"), ("P1", "No.")]
    for degrees in (90, 180, 270):
        with pikepdf.open(io.BytesIO(printed(talk(turns)))) as document:
            document.pages[0].rotate(degrees, relative=False)
            out = io.BytesIO()
            document.save(out)
        assert said(read("a.pdf", out.getvalue())) == [(who, words.strip()) for who, words in turns]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_letters_that_stand_sideways_are_read_upright(read, degrees):
    """A whole page of them; beside upright ones they are the page's edge or a watermark."""
    turns = [("INT", "So how was it?"), ("P1", WORDS * 2), ("INT", "And?"), ("P1", "No.")]
    body = talk(turns)
    turned = printed(f"#rotate({degrees}deg, reflow: true)[#block(width: 10cm)[{body}]]")
    assert said(read("a.pdf", turned)) == [(who, words.strip()) for who, words in turns]
    edge = f"#place(right, rotate({degrees}deg, reflow: true)[taken from the archive])\n"
    transcript = read("a.pdf", printed(edge + body))
    assert said(transcript) == [(who, words.strip()) for who, words in turns]
    assert transcript.source.left_out == (("set at another angle than the page", "taken from the archive"),)


def test_a_release_form_and_contents_are_header(samples):
    """What stands on the pages before anybody speaks."""
    from qualkit.loaders import load_transcript

    transcript = load_transcript(samples / "pdf" / "libreoffice_interview.pdf")
    assert any(line.startswith("Release form: the narrator") for line in transcript.source.header)
    assert "The winter ........ 5" in transcript.source.header
    assert transcript.source.stripped == ("author", "title")


def test_numbers_of_lines_in_the_margin_are_no_words(read):
    """As courts print, on every line; figures that people say stay."""
    turns = [
        ("INT", f"So how was day {day}?") if day % 2 else ("P1", f"{day} of us. " + WORDS * 2)
        for day in range(1, 13)
    ]
    transcript = read("a.pdf", printed('#set par.line(numbering: "1")\n' + talk(turns)))
    assert said(transcript) == [(who, words.strip()) for who, words in turns]
    assert [reason for reason, _ in transcript.source.left_out] == ["numbers of lines"]


def scan(*, letters=b""):
    """A page that is a picture, with invisible letters over it where OCR has been."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(200, 200))
    page = document.pages[0]
    picture = pikepdf.Stream(document, zlib.compress(b"\x80" * 10_000))
    picture.stream_dict = pikepdf.Dictionary(
        Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=100, Height=100, BitsPerComponent=8,
        ColorSpace=pikepdf.Name.DeviceGray, Filter=pikepdf.Name.FlateDecode,
    )  # fmt: skip
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.Resources = pikepdf.Dictionary(
        XObject=pikepdf.Dictionary(I=document.make_indirect(picture)), Font=pikepdf.Dictionary(F=font)
    )
    page.Contents = pikepdf.Stream(
        document, b"q 200 0 0 200 0 0 cm /I Do Q BT /F 12 Tf 3 Tr 14 TL 20 150 Td " + letters + b" ET"
    )
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_scan_says_that_it_needs_ocr(read):
    """It is no empty transcript."""
    with pytest.raises(LoadError, match="is a picture of text, it needs OCR"):
        read("a.pdf", scan())


def test_a_scan_with_invisible_letters_is_read(read):
    """What OCR laid over it."""
    data = scan(letters=b"(INT: So?) Tj T* (P1: Yes.) Tj")
    assert said(read("a.pdf", data)) == [("INT", "So?"), ("P1", "Yes.")]


def test_notes_on_a_page_are_counted_and_not_kept(read):
    """A reader's comment is nobody's talk."""
    with pikepdf.open(io.BytesIO(printed(talk([("INT", "So?"), ("P1", "Yes.")])))) as document:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents="secret"
        )
        document.pages[0].Annots = document.make_indirect([document.make_indirect(note)])
        out = io.BytesIO()
        document.save(out)
    transcript = read("a.pdf", out.getvalue())
    assert dict(transcript.source.account.left_out) == {"note on the page": 6}
    assert "secret" not in str(vars(transcript.source))


def locked():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed("INT: So?"))) as document:
        document.save(out, encryption=pikepdf.Encryption(user="a", owner="b"))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no PDF"),
        (b"INT: So?", "no PDF"),
        (b"%PDF-1.7\nINT: So?", "broken"),
        (b"%PDF-1.4\n" + bytes(range(256)) * 40, "broken"),
    ],
)
def test_what_is_no_pdf_is_refused_in_one_sentence(read, data, words):
    """Whatever else it is."""
    with pytest.raises(LoadError, match=words) as refused:
        read("a.pdf", data)
    assert "\n" not in str(refused.value)


def test_a_locked_pdf_is_refused_and_half_a_pdf_too(read):
    """With what to do."""
    with pytest.raises(LoadError, match="password"):
        read("a.pdf", locked())
    whole = printed(talk(long_talk()))
    with pytest.raises(LoadError):
        read("a.pdf", whole[: len(whole) // 3])


def nested(depth, wide):
    """Forms that show forms: a small file that would be huge to read."""
    document = pikepdf.new()
    document.add_blank_page()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    inner = None
    for _ in range(depth):
        form = pikepdf.Stream(
            document, b"/F Do " * wide if inner is not None else b"BT /T 9 Tf (INT: Ha.) Tj ET"
        )
        names = {"Font": pikepdf.Dictionary(T=font)} | (
            {"XObject": pikepdf.Dictionary(F=inner)} if inner else {}
        )
        form.stream_dict = pikepdf.Dictionary(
            Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 99, 99],
            Resources=pikepdf.Dictionary(**names),
        )  # fmt: skip
        inner = document.make_indirect(form)
    document.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=inner))
    document.pages[0].Contents = pikepdf.Stream(document, b"/F Do")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def swollen():
    """A page of 400 MB of blanks in half a megabyte."""
    document = pikepdf.new()
    document.add_blank_page()
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * 1_000_000) for _ in range(400)) + packer.flush()
    page = pikepdf.Stream(document, b"")
    page.write(packed, filter=pikepdf.Name.FlateDecode)
    document.pages[0].Contents = page
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("trap", [lambda: nested(12, 10), swollen], ids=["forms in forms", "blanks"])
def test_a_trap_takes_its_own_process_with_it_and_nothing_else(read, trap):
    """Within two seconds of computing."""
    data = trap()
    began = time.process_time()
    with pytest.raises(LoadError) as refused:
        read("a.pdf", data)
    assert "\n" not in str(refused.value)
    assert time.process_time() - began < 2


def test_an_hour_s_interview_takes_less_than_two_seconds_of_computing(samples):
    """9,000 words on 25 pages, measured in the process that reads them."""
    data = printed(talk([("INT", "So?"), ("P1", WORDS * 6)] * 100), width="16cm", height="24cm")
    began = time.process_time()
    pages = pdf_pages.read(data)
    assert sum(len(re.findall(r"\w+", piece.text)) for page in pages.pages for piece in page.pieces) > 8000
    assert time.process_time() - began < 2


PIECES = st.sampled_from(
    [b"\x00", b"endstream", b"endobj", b"<<", b">>", b"stream\n", b"/Type", b"9999999999", b"-1", b"/F Do"]
)
CHANGES = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 60), PIECES | st.binary(max_size=8)),
    max_size=8,
)


@given(CHANGES)
@settings(max_examples=60, deadline=None)
def test_a_mutated_pdf_is_a_transcript_or_a_load_error(changes):
    """The reader without its process round it: whatever PDFium makes of the file, the account comes out even."""
    data = bytearray((SAMPLES / "pdf" / "libreoffice_interview.pdf").read_bytes())
    for place, length, piece in changes:
        at = int(place * len(data))
        data[at : at + length] = piece
    with contextlib.suppress(LoadError, pypdfium2.PdfiumError):
        loaded = loaded_from(pdf_pages.read(bytes(data)), "a.pdf")
        account = account_for(loaded)
        assert not account.lost
        assert not account.added


PLACED = st.builds(
    lambda text, bold, left, base, size, angle: pdf_pages.Piece(
        text.strip() or "x", bold, left, left + len(text) * size / 2, base, base, size, angle
    ),
    st.text(st.sampled_from("INTP1: Mm-\ufffe\u00ad\tab.\ufb01\u00e9"), min_size=1, max_size=30),
    st.integers(0, 5),
    st.sampled_from([72.0, 144.0, 300.0]),
    st.sampled_from([700.0, 686.0, 672.0, 650.0, 40.0]),
    st.sampled_from([10.0, 14.0]),
    st.sampled_from([0, 0, 0, 1, -1]),
)


@given(st.lists(st.lists(PLACED, max_size=7), max_size=5))
@settings(max_examples=100, deadline=None)
def test_wherever_letters_stand_none_is_lost(pages):
    """Columns, margins, numbers, hyphens and turned letters, in any order."""
    found = pdf_pages.Pages([pdf_pages.Page(pieces, pictures=False, notes="") for pieces in pages], [])
    with contextlib.suppress(LoadError):
        account = account_for(loaded_from(found, "a.pdf"))
        assert (account.lost, account.added) in {(0, 0), (None, None)}


@given(st.binary(max_size=300))
@settings(max_examples=8, deadline=None)
def test_any_bytes_are_a_transcript_or_a_load_error(data):
    """With the process round the reader."""
    with contextlib.suppress(LoadError):
        format_for("a.pdf").read(Given(b"%PDF-1.7\n" + data, "a.pdf"))
