"""Formats, files, and ids."""

import hashlib
import os

import pytest

from qualkit.errors import LoadError
from qualkit.loaders import (
    Format,
    Loaded,
    document_id,
    format_for,
    formats,
    load_transcript,
    register,
    registry,
)
from qualkit.model import Utterance


@pytest.fixture
def clean_registry(monkeypatch):
    formats()
    monkeypatch.setattr(registry, "_FORMATS", dict(registry._FORMATS))


def test_a_transcript_knows_where_it_came_from(read):
    """Its file's name, format and hash; its id is the name without the ending."""
    transcript = read("P1.final.txt", "INT: So?\nP1: Yes.")
    assert transcript.document == "P1.final"
    assert transcript.source.name == "P1.final.txt"
    assert transcript.source.format == "text"
    assert transcript.source.sha256 == hashlib.sha256(b"INT: So?\nP1: Yes.").hexdigest()


def test_the_text_is_the_turns_joined_by_line_feeds(read):
    """And every turn lies where it says."""
    transcript = read("a.txt", "INT: So?\nP1: Yes.\nI did.")
    assert transcript.text == "So?\nYes. I did."
    assert all(transcript.text[turn.start : turn.end] == turn.text for turn in transcript)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("P1.docx", "P1"),
        ("Sia\u0302n.txt", "Siân"),
        ("P1\u202e\u200b\n\x07.txt", "P1"),
        ("a  b.txt", "a b"),
        ("\u202e.txt", ".txt"),
        ("..", ".."),
    ],
)
def test_an_id_has_no_characters_that_hide_or_turn(name, expected):
    """It is shown on papers and screens."""
    assert document_id(name) == expected


def test_format_and_document_can_be_given(read):
    """For a file whose name says neither."""
    transcript = read("notes", "INT: So?\nP1: Yes.", format="text", document="P9")
    assert (transcript.document, transcript.source.format) == ("P9", "text")
    assert read("again", "INT: So?\nP1: Yes.", format=".TXT").source.format == "text"


def test_an_unknown_ending_says_which_are_read(read):
    """And that the format can be named."""
    with pytest.raises(
        LoadError, match=r"notes.xyz has an ending that is not read. These are: .*\.docx.*name its format"
    ):
        read("notes.xyz", "words")


def test_an_unknown_format_says_which_there_are(read):
    """By name."""
    with pytest.raises(LoadError, match="There is no format 'pdff'. The formats are: .*docx"):
        read("notes.txt", "words", format="pdff")


def test_missing_files_and_folders_are_one_sentence(tmp_path):
    """What and where, and what to do."""
    with pytest.raises(LoadError, match="There is no file .*P9.txt: look at its spelling"):
        load_transcript(tmp_path / "P9.txt")
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(LoadError, match="is a folder"):
        load_transcript(tmp_path / "folder.txt")
    with pytest.raises(LoadError, match="is a folder"):
        load_transcript(tmp_path)
    with pytest.raises(LoadError, match="There is no file"):
        load_transcript(tmp_path / "P9")
    with pytest.raises(LoadError, match="cannot be read: its name"):
        load_transcript("P1\x00P1.txt")


# Pipes and rights of this kind are the POSIX systems' own: elsewhere there is nothing to prove, and nothing skips.
if os.name == "posix":

    def test_a_pipe_is_not_read(tmp_path):
        """It would wait for ever."""
        os.mkfifo(tmp_path / "pipe.txt")
        with pytest.raises(LoadError, match="not an ordinary file"):
            load_transcript(tmp_path / "pipe.txt")

    def test_a_file_that_is_closed_to_this_user_is_one_sentence(tmp_path):
        """As an ordinary user: root may read everything, so its rights are put down first."""
        file = tmp_path / "P1.txt"
        file.write_text("INT: So?", encoding="utf-8")
        file.chmod(0)
        is_root = os.geteuid() == 0
        if is_root:
            os.seteuid(65534)
        try:
            with pytest.raises(LoadError, match="cannot be read"):
                load_transcript(file)
        finally:
            if is_root:
                os.seteuid(0)


def test_a_file_beyond_the_limit_is_refused_unread(read, monkeypatch):
    """Its size is asked for first."""
    monkeypatch.setattr(
        registry, "_FORMATS", {"text": Format("text", (".txt",), lambda given: 1 / 0, limit=3)}
    )
    with pytest.raises(LoadError, match="split it"):
        read("a.txt", "words")


def test_another_format_can_register_itself(read, clean_registry):
    """A package's reader is as good as ours."""
    register(
        Format("shout", (".shout",), lambda given: Loaded([Utterance("P1", given.data.decode().upper())]))
    )
    assert read("a.shout", "hello").turns[0].text == "HELLO"
    assert format_for("b.shout").name == "shout"


def test_whatever_another_format_raises_is_a_load_error_without_words(read, clean_registry):
    """Its own message may hold what was said."""

    def fail(given):
        raise ValueError(given.data.decode())

    register(Format("fails", (".fails",), fail))
    with pytest.raises(LoadError, match="could not be read as fails \\(ValueError\\)") as caught:
        read("a.fails", "Kwame said")
    assert "Kwame" not in str(caught.value)


def test_entry_points_of_other_packages_are_found(read, clean_registry, tmp_path, monkeypatch):
    """By the group qualkit.loaders; a broken one is named."""
    (tmp_path / "mytool.py").write_text(
        "from qualkit.loaders import Format, Loaded\nfrom qualkit.model import Utterance\n"
        "FORMAT = Format('mine', ('.mine',), lambda given: Loaded([Utterance(None, 'mine')]))\n",
        encoding="utf-8",
    )
    info = tmp_path / "mytool-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: mytool\nVersion: 1\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[qualkit.loaders]\nmine = mytool:FORMAT\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert read("a.mine", "words").turns[0].text == "mine"
    (info / "entry_points.txt").write_text("[qualkit.loaders]\nnone = mytool:NONE\n", encoding="utf-8")
    with pytest.raises(LoadError, match="The format 'none' of another package cannot be used"):
        read("a.other", "words")
