"""Files made to do harm are refused with a sentence, fast, in little memory, and nothing is written."""

import ast
import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import qualkit
from qualkit.errors import LoadError
from qualkit.loaders import load_transcript
from qualkit.loaders.registry import formats

LOADERS = Path(qualkit.__file__).parent / "loaders"
ROOT = Path(__file__).resolve().parent.parent.parent
#: Bidi controls, parts of paths, control characters, markup, and 300 characters.
NAMES = [
    "P\u202e1",
    "../../P1",
    "\u2067P1\u2069",
    "P\x1b[2J1",
    "<img src=x onerror=alert(1)>",
    "P" * 300,
    "P1\x00",
    "a/b\\c",
]

if hasattr(os, "fork"):  # on Windows nothing tells how much one reading took

    @pytest.mark.parametrize("name", [known.name for known in formats()])
    def test_what_was_made_to_do_harm_is_refused_or_harmless(name, tmp_path):
        """Bombs, entities, slips, links, deep nesting, 1 GB: under 2 s and 300 MB each, and no file is written."""
        folder, elsewhere = tmp_path / "hostile", tmp_path / "elsewhere"
        folder.mkdir()
        elsewhere.mkdir()
        said = _measured(name, folder, elsewhere)

        assert len(said) > 10
        assert [each for each in said if each["said"].startswith(("raised", "died"))] == []
        assert [each for each in said if "\n" in each["said"] or "root:" in each["said"]] == []
        assert [each for each in said if each["seconds"] > 2 or each["megabytes"] > 300] == []
        assert all("refused" in each["said"] for each in said if each["file"].startswith("gigabyte"))
        assert list(elsewhere.iterdir()) == []
        assert list(tmp_path.rglob("*evil*")) == []


def _measured(name, folder, elsewhere):
    """Write the files of one format and read each; what the readers say of it."""
    script = (
        "import os, sys; from pathlib import Path; from tests.loaders.hostile import main, write_all;"
        f"folder = Path({str(folder)!r}); write_all(folder, {name!r}); os.chdir({str(elsewhere)!r}); main(folder, {name!r})"
    )
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    around = {**os.environ, "TMPDIR": str(elsewhere), "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=around, capture_output=True, check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("label", NAMES)
def test_a_hostile_name_of_a_speaker_is_harmless(read, label):
    """No label holds a control character or turns the writing round, or is longer than a label is."""
    transcript = read("a.txt", f"INT: So?\n{label}: Yes.\nINT: Oh.\n{label}: No.\n".replace("\x00", ""))
    for turn in transcript:
        assert len(turn.speaker) <= 60
        assert turn.speaker.isprintable()
        assert not set(turn.speaker) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@pytest.mark.parametrize(
    "name",
    ["a\u202etxt.txt", "\u2067a\u2069.txt", "a\x1b[2J.txt", "n" * 240 + ".txt", "..txt", " .txt", "CON.txt"],
)
def test_a_hostile_name_of_a_file_is_harmless(tmp_path, name):
    """The document's id is one plain word or more, whatever the file is called."""
    (tmp_path / name).write_text("INT: So?\nP1: Yes.\n")
    transcript = load_transcript(tmp_path / name, format="text")

    assert transcript.document.isprintable()
    assert not set(transcript.document + transcript.source.name) & set("\u202a\u202e\u2067\u2069\x1b/\\")
    assert transcript.document.strip() == transcript.document != ""


def test_lines_end_at_line_feeds_only():
    """`str.splitlines` also cuts at form feeds and line separators, which people's words may hold: nobody calls it here."""
    for path in LOADERS.glob("*.py"):
        called = {
            node.attr
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Attribute)
        }
        assert "splitlines" not in called, path.name


@pytest.mark.parametrize("sign", ["\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_a_line_separator_in_the_words_stays_there(read, sign):
    """A turn that holds one is one turn."""
    assert len(read("a.txt", f"INT: So?\nP1: One{sign}two.\nINT: Oh.\n").turns) == 3


@pytest.mark.parametrize("name", ["\x1b[31mred", "Mary\u202enna", "N" * 5000, "a\u2066b\nc", "\u200b"])
@pytest.mark.parametrize(
    "file",
    [
        ("a.json", '{"segments": [{"text": "Yes.", "speaker": NAME}]}'),
        ("a.json", '{"results": {"channels": [{"alternatives": [{"words": [{"word": "Yes.", "speaker": NAME}]}]}]}}'),
        ("a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v PLAIN>Yes."),
        ("a.xml", '<TEI><u who="PLAIN">Yes.</u></TEI>'),
        ("a.xml", "<TEI><sp><speaker>PLAIN</speaker><p>Yes.</p></sp></TEI>"),
        ("a.eaf", '<ANNOTATION_DOCUMENT><TIER TIER_ID="PLAIN"><ANNOTATION><R><ANNOTATION_VALUE>Yes.</ANNOTATION_VALUE></R></ANNOTATION></TIER></ANNOTATION_DOCUMENT>'),
        ("a.TextGrid", '"ooTextFile"\n"TextGrid"\n0 1\n<exists>\n1\n"IntervalTier" "PLAIN"\n0 1\n1\n0 1\n"Yes."\n'),
    ],
    ids=lambda file: file[0],
)  # fmt: skip
def test_a_hostile_name_that_a_format_gives_is_harmless(read, file, name):
    """Whether it stands in JSON, in a tag or in an attribute."""
    text = file[1].replace("NAME", json.dumps(name)).replace("PLAIN", name)
    with contextlib.suppress(LoadError):  # an escape character is no XML
        speaker = read(file[0], text).turns[0].speaker
        assert speaker is None or (0 < len(speaker) <= 201 and speaker.isprintable())
        assert not set(speaker or "") & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
