"""The paper as a Word file."""

from __future__ import annotations

import io
import itertools
import os
import subprocess
import sys
import zipfile

import docx
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from lxml import etree

from qualkit.memberchecks import write_docx
from qualkit.memberchecks.answer_names import VALUES, choice_name, own_name
from qualkit.memberchecks.lettering import letters
from qualkit.memberchecks.lines import tidied
from qualkit.model import CheckItem
from tests.memberchecks.test_paper import SETTINGS, _check

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


def _body(content):
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml"))


def _controls(content):
    body = _body(content)
    return {one.find(f"{W}sdtPr/{W}tag").get(f"{W}val"): one for one in body.iter(f"{W}sdt")}


def _text(content):
    body = _body(content)
    return " ".join("".join(part.itertext()) for part in body.iter(f"{W}p"))


@pytest.fixture(scope="module", params=["large", "standard"])
def style(request):
    """Large print and standard print."""
    return request.param


@pytest.fixture(scope="module")
def made(style):
    """One Word file of three checks."""
    return write_docx(_check(), SETTINGS, style=style)


def test_each_answer_has_its_control(made):
    """Four tick boxes and a text control a check, none ticked, each with a label that names its check."""
    controls = _controls(made)
    wanted = [[*(choice_name(n, value) for value in VALUES), own_name(n)] for n in (1, 2, 3)]

    assert list(controls) == [*itertools.chain(*wanted), "all_more", "paper_id", "paper_code"]
    assert [
        controls[tag].find(f"{W}sdtPr/{W14}checkbox/{W14}checked").get(f"{W14}val") for tag in wanted[0][:4]
    ] == ["0"] * 4
    label = controls["c2_answer_notquite"].find(f"{W}sdtPr/{W}alias").get(f"{W}val")
    assert label == "Number 2. Not quite"
    assert controls["c1_own"].find(f"{W}sdtPr/{W}showingPlcHdr") is not None
    assert len({one.find(f"{W}sdtPr/{W}id").get(f"{W}val") for one in controls.values()}) == len(controls)


def test_its_number_stands_in_it(made):
    """The paper's number and code are in locked controls."""
    controls = _controls(made)

    for tag, value in (("paper_id", "QK1-7F3K9-v1"), ("paper_code", _check().code)):
        assert "".join(controls[tag].find(f"{W}sdtContent").itertext()).strip() == value
        assert controls[tag].find(f"{W}sdtPr/{W}lock").get(f"{W}val") == "sdtContentLocked"


def test_print_and_language(made, style):
    """Nothing is smaller than 16 points in large print, 12 in standard; the language is set; no word is broken."""
    files = zipfile.ZipFile(io.BytesIO(made))
    styles = etree.fromstring(files.read("word/styles.xml"))
    sizes = {int(size.get(f"{W}val")) / 2 for size in styles.iter(f"{W}sz")}

    assert min(sizes) >= {"large": 16, "standard": 12}[style]
    assert styles.find(f".//{W}lang").get(f"{W}val") == "en-GB"
    assert b'autoHyphenation w:val="0"' in files.read("word/settings.xml")


def test_headings_lead_through_it(made):
    """The title, the checks' heading and each check are headings, so that a screen reader can jump."""
    found = [
        (p.style.name, p.text)
        for p in docx.Document(io.BytesIO(made)).paragraphs
        if "eading " in p.style.name
    ]

    assert found[0] == ("Heading 1", "Your words, and how we read them")
    assert [text for _, text in found if text.startswith("Number")] == ["Number 1", "Number 2", "Number 3"]


def test_it_names_nobody(made):
    """Its properties are empty; neither participant, coder nor code stands anywhere in the package; nor a date."""
    files = zipfile.ZipFile(io.BytesIO(made))
    core = docx.Document(io.BytesIO(made)).core_properties

    assert {core.author, core.title, core.last_modified_by, core.comments, core.keywords} == {""}
    assert (core.created, core.modified) == (None, None)
    for name in files.namelist():
        for word in (b"P07", b"secret", b"Ana", b"ignored", b"python-docx"):
            assert word not in files.read(name)
    assert b"removePersonalInformation" in files.read("word/settings.xml")


WORDS = st.text(
    alphabet=st.sampled_from(sorted(chr(code) for code in letters())) | st.sampled_from("\n\t<>&\"'{}%"),
    max_size=60,
)


@hypothesis_settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(WORDS)
def test_words_are_only_ever_text(quote):
    """Whatever was said comes out of the file as it went in, without marks that nothing draws."""
    item = CheckItem(1, "c1", quote, "You said so.", written_by="Ana")
    check = _check(1)
    content = write_docx(type(check)("7F3K9", "P1", 1, 1, (item,)), SETTINGS)
    body = _body(content)
    (said,) = [p for p in body.iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "Said"]
    text = "".join("\n" if node.tag == f"{W}br" else node.text or "" for node in said.iter(f"{W}t", f"{W}br"))

    assert text == tidied(quote)


def test_it_says_what_the_pdf_says(made):
    """Page one, the words and the reading are the same sentences; only the saving is told otherwise."""
    text = _text(made)
    for words in (
        "You do not have to do this.",
        "Ring Sam on",
        "Nobody asked me, not once.",
        "not a crisis line",
    ):
        assert words in text
    assert "Google Drive" not in text


_AGAIN = """
import sys, hashlib
sys.path.insert(0, ".")
from tests.memberchecks.test_paper import SETTINGS, _check
from qualkit.memberchecks import write_docx, write_form
print(hashlib.sha256(write_docx(_check(), SETTINGS) + write_form(_check(), SETTINGS)).hexdigest())
"""


def test_the_same_paper_has_the_same_bytes():
    """Another process, hash seed, time zone and locale make the very same Word file and form."""
    found = set()
    for seed, zone, tongue in (("1", "UTC", "C"), ("2", "Asia/Tokyo", "C.UTF-8")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": tongue}
        done = subprocess.run(
            [sys.executable, "-c", _AGAIN], env=environment, capture_output=True, text=True, check=True
        )
        found.add(done.stdout)

    assert len(found) == 1


def test_there_is_room_for_a_pen(made):
    """Each box is a row of at least 30 mm, that of what we missed of 60, and neither is torn over two pages."""
    rows = [row for row in _body(made).iter(f"{W}tr") if row.find(f"{W}sdt") is not None]
    heights = [int(row.find(f"{W}trPr/{W}trHeight").get(f"{W}val")) for row in rows]

    assert heights[:-1] == [1701] * (len(heights) - 1)
    assert heights[-1] == 3402
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
