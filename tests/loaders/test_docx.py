"""Word documents."""

import io
import re
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from qualkit.errors import LoadError


def word(*paragraphs):
    """A document of paragraphs; each is a text, or pieces of (text, bold)."""
    document = docx.Document()
    for pieces in paragraphs:
        paragraph = document.add_paragraph()
        for text, bold in [(pieces, False)] if isinstance(pieces, str) else pieces:
            paragraph.add_run(text).bold = bold
    return document


def saved(document):
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def raw(body, **members):
    """A document of hand-written XML; `members` go into the zip as well."""
    written = io.BytesIO()
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {w}><w:body>{body}</w:body></w:document>")
        for name, content in members.items():
            archive.writestr(name, content)
    return written.getvalue()


def run(text, properties=""):
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def said(transcript):
    return [(turn.speaker, turn.text) for turn in transcript]


TALK = [("INT", "So?"), ("P1", "Yes.")]


def test_bold_names_are_speakers_with_or_without_a_colon(read):
    """Also when the bold is split over several runs."""
    document = word(
        [("Jane", True), (" Hello.", False)],
        [("To", True), ("m", True), (" Hi.", False)],
        [("Jane", True), (" Bye.", False)],
        [("Tom", True), (" Yes.", False)],
    )
    assert said(read("a.docx", saved(document))) == [
        ("Jane", "Hello."),
        ("Tom", "Hi."),
        ("Jane", "Bye."),
        ("Tom", "Yes."),
    ]


def test_bold_words_within_talk_are_words(read):
    """Emphasis is no label."""
    document = word("INT: So?", [("Never", True), (" again.", False)], "P1: Yes.")
    assert said(read("a.docx", saved(document))) == [("INT", "So? Never again."), ("P1", "Yes.")]


def test_insertions_are_read_and_deletions_are_not_even_kept(read):
    """A name that was replaced stays away."""
    body = (
        f"<w:p>{run('INT: Who?')}</w:p><w:p>{run('P1: My ')}<w:del w:id='1'><w:r><w:delText>Kwame</w:delText></w:r></w:del>"
        f"<w:ins w:id='2'>{run('[brother]')}</w:ins>{run(' did.')}</w:p>"
    )
    transcript = read("a.docx", raw(body))
    assert said(transcript)[1] == ("P1", "My [brother] did.")
    assert "Kwame" not in str(vars(transcript.source))
    assert transcript.source.account.left_out == (("tracked deletion", 5),)


def test_hidden_text_comments_and_footnotes_are_counted_and_not_kept(read):
    """They are no talk."""
    body = (
        f"<w:p>{run('INT: So?')}{run('secret', '<w:vanish/>')}</w:p>"
        f"<w:p>{run('P1: Yes.')}<w:r><w:commentReference w:id='0'/></w:r><w:r><w:footnoteReference w:id='0'/></w:r></w:p>"
    )
    transcript = read("a.docx", raw(body))
    assert said(transcript) == TALK
    assert transcript.source.left_out == ()
    assert transcript.source.account.left_out == (("hidden text", 6), ("comment", 0), ("footnote", 0))


def test_deleted_rows_are_not_read(read):
    """As little as deleted words."""
    cells = "<w:tc><w:p>{}</w:p></w:tc><w:tc><w:p>{}</w:p></w:tc>"
    rows = [
        ("Speaker", "Text", ""),
        ("INT", "So?", ""),
        ("P1", "Kwame", "<w:trPr><w:del/></w:trPr>"),
        ("P1", "Yes.", ""),
    ]
    body = "".join(f"<w:tr>{mark}{cells.format(run(who), run(text))}</w:tr>" for who, text, mark in rows)
    assert said(read("a.docx", raw(f"<w:tbl>{body}</w:tbl>"))) == TALK


def test_content_controls_links_and_text_boxes_are_read_where_they_stand(read):
    """Whatever is wrapped round the words."""
    box = f"<w:r><w:pict><w:txbxContent><w:p>{run('boxed')}</w:p></w:txbxContent></w:pict></w:r>"
    body = (
        f"<w:sdt><w:sdtContent><w:p>{run('INT: So?')}</w:p></w:sdtContent></w:sdt>"
        f"<w:p>{run('P1: ')}<w:hyperlink>{run('linked ')}</w:hyperlink>{box}{run('after')}</w:p>"
    )
    assert said(read("a.docx", raw(body))) == [("INT", "So?"), ("P1", "linked boxed after")]


def test_a_table_without_headings_is_read_by_what_stands_in_it(read):
    """And says that its columns were guessed."""
    document = docx.Document()
    document.add_paragraph("Interview 4")
    table = document.add_table(0, 2)
    for who, text in (("INT", "So, how was it then?"), ("P1", "Long."), ("INT", "Oh dear me.")):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = who, text
    document.add_paragraph("Typed by nobody")
    transcript = read("a.docx", saved(document))
    assert transcript.speakers == {"INT": 2, "P1": 1}
    assert transcript.source.header == ("Interview 4",)
    assert transcript.source.left_out == (("stands beside the table of turns", "Typed by nobody"),)
    assert "no heading row; columns guessed" in transcript.source.doubts[0]


def test_a_face_sheet_table_above_the_talk_is_header(read):
    """Date and place are said by nobody."""
    document = docx.Document()
    table = document.add_table(0, 2)
    for key, value in (("Date", "3 March"), ("Place", "Bristol")):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = key, value
    document.add_paragraph("INT: So?")
    document.add_paragraph("P1: Yes.")
    transcript = read("a.docx", saved(document))
    assert said(transcript) == TALK
    assert transcript.source.header == ("Date\t3 March", "Place\tBristol")


def test_the_words_are_those_that_python_docx_reads(samples, read):
    """A second reader, where it has no known fault."""
    document = word("INT: So – how was it?", "P1: Long.\tVery long.", "And cold, Siân.", "INT: Oh.")
    theirs = " ".join(paragraph.text for paragraph in docx.Document(io.BytesIO(saved(document))).paragraphs)
    ours = " ".join(f"{turn.speaker}: {turn.text}" for turn in read("a.docx", saved(document)))
    assert ours.split() == theirs.split()


def test_the_document_may_have_another_name_in_the_zip(read):
    """Word on the web writes document2.xml."""
    data = saved(word("INT: So?", "P1: Yes."))
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "_rels/.rels":
                content = content.replace(b"word/document.xml", b"word/document2.xml")
            new.writestr(name.replace("word/document.xml", "word/document2.xml"), content)
    assert said(read("a.docx", written.getvalue())) == TALK


BOMB = "<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><d>&b;</d>"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"not a zip", "is broken"),
        (b"PK\x03\x04 torn off", "is broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old Word file, or locked"),
        (raw("<w:p>")[:-30], "is broken"),
        (raw("</w:p>"), "is broken"),
        (raw("", **{"_rels/.rels": BOMB}), "document type"),
        (raw(""), "no words"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(read, data, words):
    """Broken, locked, hostile or empty."""
    with pytest.raises(LoadError, match=words) as caught:
        read("P1.docx", data)
    assert str(caught.value).startswith("P1.docx")
    assert "\n" not in str(caught.value)


def test_a_zip_without_a_document_is_no_word_file(read):
    """Whatever else it holds."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    with pytest.raises(LoadError, match="no Word document"):
        read("a.docx", written.getvalue())


def test_tracked_insertions_by_python_docx_elements_are_read(read):
    """An insertion round several runs."""
    document = word("INT: So?", "P1: ")
    inserted = parse_xml(
        f"<w:ins {nsdecls('w')} w:id='1'><w:r><w:t>Ye</w:t></w:r><w:r><w:t>s.</w:t></w:r></w:ins>"
    )
    document.paragraphs[1]._p.append(inserted)
    assert said(read("a.docx", saved(document))) == TALK


def test_no_error_holds_words_of_the_document(read):
    """A broken part is named by its line only."""
    with pytest.raises(LoadError) as caught:
        read("a.docx", raw("<w:p><w:r><w:t>Kwame told me</w:r></w:p>"))
    assert not re.search("Kwame", str(caught.value))


def test_what_stands_beside_the_talk_is_counted_and_named_by_kind(read):
    """Headers, comments, notes; who wrote, commented, tracked: by kind, never by value."""
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    part = f"<w:x {w}><w:p>{run('secret')}</w:p></w:x>"
    core = "<c><creator>Winifred Oduya</creator><lastModifiedBy>Winifred Oduya</lastModifiedBy><title/></c>"
    body = f"<w:p>{run('INT: So?')}</w:p><w:p>{run('P1: ')}<w:ins w:author='Winifred Oduya'>{run('Yes.')}</w:ins></w:p>"
    members = {
        **dict.fromkeys(
            ("word/header1.xml", "word/footer2.xml", "word/comments.xml", "word/footnotes.xml"), part
        ),
        "docProps/core.xml": core,
        "docProps/app.xml": "<a><Company>Riverside</Company></a>",
        "word/people.xml": "<p><person/></p>",
    }
    source = read("a.docx", raw(body, **members)).source
    assert dict(source.account.left_out) == {"page header or footer": 12, "comment": 6, "footnote": 6}
    assert (source.account.lost, source.account.added) == (0, 0)
    assert source.stripped == (
        "company",
        "author",
        "who changed it last",
        "who commented",
        "who commented or tracked changes",
        "who tracked changes",
    )
    assert not {"Oduya", "secret", "Riverside"} & set(re.findall(r"\w+", str(vars(source))))


def test_the_first_entry_may_be_laid_out_in_another_way(read):
    """A bold name there, and a bold name with a colon everywhere else, split over runs."""
    document = word(
        [("Jane Oduya", True), (": Hello.", False)],
        [("T", True), ("om", True), (":", True), (" Hi.", False)],
        [("Jane", True), (" Oduya:", True), (" Bye.", False)],
        [("Tom:", False), (" Yes.", False)],
    )
    assert said(read("a.docx", saved(document))) == [
        ("Jane Oduya", "Hello."),
        ("Tom", "Hi."),
        ("Jane Oduya", "Bye."),
        ("Tom", "Yes."),
    ]
