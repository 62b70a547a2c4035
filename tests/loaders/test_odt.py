"""OpenDocument text, as LibreOffice writes it, as odfdo does, and by hand."""

import io
import zipfile

import odfdo
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualkit.errors import LoadError
from qualkit.loaders import load_transcript
from qualkit.loaders.registry import format_for
from tests.fuzz.promise import keep_promise

NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "style", "draw")
)
STYLES = (
    '<style:style style:name="B" style:family="text"><style:text-properties font-weight="bold"/></style:style>'
    '<style:style style:name="C" style:family="text" style:parent-style-name="B"/>'
    '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
)


def odt(body, **members):
    """A document of hand-written XML; `members` go into the zip as well."""
    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {"content.xml": content, **members}.items():
            archive.writestr(name, text)
    return written.getvalue()


def p(words):
    return f"<text:p>{words}</text:p>"


def said(transcript):
    return [(turn.speaker, turn.text) for turn in transcript]


TALK = p("INT: So?") + p("P1: Yes.")


def test_libreoffice_s_own_file_is_read_with_what_it_hides_set_apart(samples):
    """Insertions, lists, breaks and spaces are read; deletions, comments, notes, headers are counted."""
    transcript = load_transcript(samples / "odt" / "libreoffice_tracked.odt")
    assert said(transcript)[1] == ("Niamh", "My [brother] did. He   stayed.")
    assert said(transcript)[3] == ("Niamh", "These: a spade a kettle")
    assert {kind for kind, _ in transcript.source.account.left_out} == {
        "tracked deletion",
        "about a tracked change",
        "comment",
        "footnote",
        "hidden text",
        "page header or footer",
    }
    assert transcript.source.stripped == (
        "author",
        "who changed it last",
        "who commented",
        "who tracked changes",
    )
    assert not {"Kwame", "secret", "Editor"} & set(str(vars(transcript.source)).replace("'", " ").split())


def test_times_and_speakers_of_a_table_are_read_by_its_columns(samples):
    """A row without a speaker goes on."""
    transcript = load_transcript(samples / "odt" / "libreoffice_table.odt")
    assert [(turn.speaker, turn.start_time, turn.text) for turn in transcript] == [
        ("INT", 2.0, "How did it start?"),
        ("P3", 9.0, "Slowly. And then at once."),
        ("INT", 15.0, "I see."),
    ]


def test_what_odfdo_writes_is_read(read):
    """Another program's document."""
    document = odfdo.Document("text")
    document.body.clear()
    for words in ("INT: So how was it?", "P1: Long.\\tAnd cold."):
        document.body.append(odfdo.Paragraph(words))
    written = io.BytesIO()
    document.save(written)
    assert said(read("a.odt", written.getvalue()))[0] == ("INT", "So how was it?")


def test_bold_names_are_speakers_by_a_style_or_its_parent(read):
    """Without a colon."""
    body = "".join(
        p(f'<text:span text:style-name="{style}">{who}</text:span> {words}')
        for style, who, words in [
            ("B", "Jane", "Hello."),
            ("C", "Tom", "Hi."),
            ("B", "Jane", "Bye."),
            ("C", "Tom", "Yes."),
        ]
    )
    assert read("a.odt", odt(body)).speakers == {"Jane": 2, "Tom": 2}


def test_white_space_counts_once_and_written_spaces_as_often_as_they_say(read):
    """As OpenDocument has it; a number of spaces past reason is cut."""
    body = p("INT: So\n   how?") + p(
        'P1: Well<text:s text:c="3"/>no<text:tab/>yes<text:s text:c="99999999"/>.'
    )
    transcript = read("a.odt", odt(body))
    assert said(transcript)[0] == ("INT", "So how?")
    assert transcript.turns[1].text.startswith("Well   no\tyes")
    assert len(transcript.turns[1].text) < 300


def test_a_box_a_section_and_a_list_are_read_where_they_stand(read):
    """Whatever is wrapped round the words."""
    box = f"<draw:frame><draw:text-box>{p('boxed')}</draw:text-box></draw:frame>"
    lists = "<text:list><text:list-item><text:list><text:list-item>{}</text:list-item></text:list></text:list-item></text:list>"
    body = f"<text:section>{p('INT: So?')}</text:section>{p('P1: Yes ' + box + ' it was.')}{lists.format(p('And no.'))}"
    assert said(read("a.odt", odt(body))) == [("INT", "So?"), ("P1", "Yes boxed it was. And no.")]


def test_a_flat_document_is_read_too(read):
    """One XML file."""
    flat = f"<office:document {NAMES}><office:body><office:text>{TALK}</office:text></office:body></office:document>"
    assert said(read("a.fodt", flat)) == [("INT", "So?"), ("P1", "Yes.")]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"INT: So?", "broken"),
        (odt("")[:200], "broken"),
        (odt(""), "no words"),
        (odt("", **{"META-INF/manifest.xml": "<m><encryption-data/></m>"}), "password"),
        (b"<a><b></a>", "broken"),
        (b"<a/>", "no OpenDocument text"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "document type"),
        (odt("<text:section>" * 5000 + "</text:section>" * 5000), "broken"),
        (odt(p(" " * 90_000_000)), "trap"),
    ],
)
def test_what_is_no_text_document_is_refused_in_one_sentence(read, data, words):
    """Broken, locked, deep, or packed like a trap."""
    with pytest.raises(LoadError, match=words) as refused:
        read("a.odt", data)
    assert "\n" not in str(refused.value)


def test_a_member_s_name_leads_nowhere(read, tmp_path):
    """Nothing is unpacked."""
    assert len(read("a.odt", odt(TALK, **{"../../evil.xml": "x", "/etc/evil": "y"})).turns) == 2
    assert [path.name for path in tmp_path.parent.rglob("evil*")] == []


PARTS = st.recursive(
    st.sampled_from(["INT: ", "P1: ", "so", " ", "\n", "<text:s/>", "<text:tab/>", "<text:line-break/>", "é", "<text:change/>"]),
    lambda inner: st.builds(
        lambda tag, pieces: f"<{tag}>{''.join(pieces)}</{tag.split()[0]}>",
        st.sampled_from(
            [
                "text:p", "text:h", "text:list", "text:list-item", "table:table", "table:table-row", "table:table-cell",
                'text:span text:style-name="B"', 'text:span text:style-name="H"', "office:annotation", "text:note",
                "text:deletion", "draw:frame", "text:ruby",
            ]
        ),
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)  # fmt: skip


@given(st.lists(PARTS, max_size=6))
@settings(max_examples=200, deadline=None)
def test_any_elements_are_a_transcript_or_a_load_error(parts):
    """In any order and depth, and no character is lost."""
    keep_promise(format_for("a.odt"), odt(TALK + "".join(parts)), "a.odt")
