"""Papers for those who want one, in the form that each needs, kept from whom they name."""

from __future__ import annotations

import io
import json
import zipfile

import pikepdf
import pypdfium2
import pytest

from qualkit.errors import NotFound
from qualkit.loaders import load_participants
from qualkit.model import FORMATS
from qualkit.testing import tiny_project

SET = {
    "contact": "Ring Sam.",
    "consent_text": "You agreed.",
    "what_may_upset": "nothing",
    "closing_date": "2027-01-29",
    "who_reads": "Ana reads them, and Jo who is your worker.",
}


@pytest.fixture
def project(study):
    """A study in which P1 and P2 want a paper, with a sentence for each."""
    with tiny_project(study) as opened:
        for key, words in SET.items():
            opened.set(key, words)
        for name, code in (("P1", "I had nowhere to go"), ("P2", "I felt invisible")):
            opened.code(opened.transcripts[name].find(code), "ignored", interpretation="You said so.")
            opened.consent(name, paper=True)
        yield opened


def _made(project, folder, **wishes):
    return {
        item.participant: item
        for item in project.prepare_member_checks(folder, wishes.pop("who", None), **wishes)
    }


def _kinds(item):
    return sorted(f"{file.name.partition('-')[0]}{file.suffix}" for file in item.files)


@pytest.mark.parametrize(
    ("form", "kinds"),
    [
        ("large", ["check.pdf"]),
        ("standard", ["check.pdf"]),
        ("screen", ["check.html", "check.pdf"]),
        ("word", ["check.docx", "check.pdf"]),
        ("easy-read", ["check.txt"]),
        ("audio", ["check.txt"]),
        ("translation", ["check.txt"]),
        ("talk", ["talk.pdf"]),
    ],
)
def test_a_paper_comes_in_the_form_that_its_person_needs(project, tmp_path, form, kinds):
    """Each recorded form gives its files, and only for the person who needs it; others get large print."""
    project.checks.need("P1", format=form)
    made = _made(project, tmp_path)

    assert _kinds(made["P1"]) == kinds
    assert _kinds(made["P2"]) == ["check.pdf"]


def test_every_form_is_tried():
    """The forms of the test above are all that there are."""
    assert len(FORMATS) == 8


def test_forms_asked_for_come_beside_those_needed(project, tmp_path):
    """All ways at once, from one paper: they carry one number."""
    made = _made(project, tmp_path, kinds="pdf,html,docx")["P1"]
    token = made.files[0].name.split("-")[1][:5]

    assert _kinds(made) == ["check.docx", "check.html", "check.pdf"]
    assert {file.name.split("-")[1][:5] for file in made.files} == {token}
    assert len(project.member_checks()) == 2


def test_large_print_is_what_people_get(project, tmp_path):
    """Who asked for standard print gets it; the print asked for on the spot goes before it."""
    project.checks.need("P1", format="standard")

    def typed(item):
        with pikepdf.open(item.files[0]) as pdf:
            return next(str(f.DA).split()[1] for f in pdf.Root.AcroForm.Fields if "/DA" in f)

    assert [typed(item) for item in _made(project, tmp_path).values()] == ["14", "18"]
    assert [typed(item) for item in _made(project, tmp_path, style="large").values()] == ["18", "18"]


def test_what_needs_people_says_what_to_do(project, tmp_path):
    """Easy read, audio and another language give the plain text to hand over, and a note that says so."""
    project.checks.need("P1", language="cy", reader="my sister")
    made = _made(project, tmp_path)["P1"]

    assert _kinds(made) == ["check.txt"]
    text = made.files[0].read_text(encoding="utf-8")
    assert "I had nowhere to go" in text
    assert "[ ] Not quite" in text
    assert "translation in the language 'cy'" in made.notes[0]
    assert made.notes[1] == "someone reads it with them: my sister"


def test_a_talk_has_its_sheet(project, tmp_path):
    """Who wants a talk gets none to read: whoever leads it has a sheet that says so, with the paper's number."""
    project.checks.need("P1", format="a talk".removeprefix("a "))
    made = _made(project, tmp_path)["P1"]
    document = pypdfium2.PdfDocument(made.files[0])
    text = " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    document.close()

    assert "You lead the talk with this sheet." in text
    assert "QK1-" in text
    assert "Read everything back to them." in text
    assert "want a talk" in made.notes[0]


@pytest.mark.parametrize("named", ["my worker", "Jo", "the worker", "YOUR WORKER"])
def test_nobody_reads_it_who_must_not(project, tmp_path, named):
    """Where the text on who reads it names somebody who must not see it, there is no paper, and it says why."""
    project.checks.need("P1", must_not_see=[named])
    made = _made(project, tmp_path)

    assert made["P1"].files == ()
    assert "must not see it" in made["P1"].why_not
    assert len(made["P2"].files) == 1


def test_nor_a_coder_of_that_standpoint(project, tmp_path):
    """A coder whose standpoint is one that must not see it stops that paper, until it is agreed otherwise."""
    project.as_coder("Sol", standpoint="support worker here")
    project.set("who_reads", "Ana reads them.")
    project.checks.need("P1", must_not_see="my worker; my mother")
    assert "Sol may be one" in _made(project, tmp_path)["P1"].why_not
    project.checks.need("P1", must_not_see=["my mother"])
    made = _made(project, tmp_path)["P1"]

    assert len(made.files) == 1
    assert made.notes == ("must not see it: my mother",)


def test_a_need_is_recorded_and_taken_back(project):
    """What is not named stays as it was; undo brings back what was; the history holds no words of it."""
    project.checks.need("P1", format="Large print", reader="my sister Bea")
    project.checks.need("P1", language="cy")
    row = project.checks.needs()[0]
    assert (row["format"], row["language"], row["reader"]) == ("large", "cy", "my sister Bea")
    project.undo()

    assert project.checks.needs()[0]["language"] == ""
    assert "Bea" not in project.history().to_json()
    with pytest.raises(NotFound, match="form of a paper"):
        project.checks.need("P1", format="braille")
    with pytest.raises(NotFound, match="participant"):
        project.checks.need("P9", format="large")


def test_needs_come_with_the_people(project, tmp_path):
    """A participants' file can say in which form, with whom, and who must not see it."""
    file = tmp_path / "participants.csv"
    file.write_text(
        "participant,check_format,check_language,check_with,check_must_not_see\n"
        "P1,Easy read,,a friend,my worker; my mother\nP2,,,,\n",
        encoding="utf-8",
    )
    rows = load_participants(file)
    assert (rows[0].need.must_not_see, rows[1].need) == (("my worker", "my mother"), None)
    project.add_transcripts([], participants=file)

    assert [row["format"] for row in project.checks.needs()] == ["easy-read", "large"]
    assert project.participants["P1"].attributes == {}


def test_one_answer_for_all_codings_of_the_same_words(project, tmp_path):
    """Two coders' codings with the same words and sentence are one check, which knows them both."""
    other = project.as_coder("Morag")
    other.code(
        project.transcripts["P1"].find("I had nowhere to go"), "ignored", interpretation="You said so."
    )
    _made(project, tmp_path)

    table = project.codings()
    same = table[table["text"] == "I had nowhere to go"]
    assert len(same) == 2
    assert len(project.member_checks().query("participant == 'P1'")) == 1
    assert int(project.member_checks().query("participant == 'P1'")["items"].iloc[0]) == 1


def test_a_paper_holds_nobody_elses_words(project, tmp_path):
    """No five words in a row of P2 stand in any file of P1, nor P2's pseudonym, the coder or the codes."""
    other = [turn.text for turn in project.transcripts["P2"].turns if turn.participant == "P2"]
    made = _made(project, tmp_path, who="P1", kinds="pdf,html,docx,text")["P1"]
    runs = {
        " ".join(words[at : at + 5]).casefold()
        for words in (" ".join(other).split(),)
        for at in range(len(words) - 4)
    }
    for file in made.files:
        text = " ".join(_all_text(file).split()).casefold()
        assert "nowhere to go" in text
        assert [run for run in runs if run in text] == []
        assert "judged or ignored" not in text


def _all_text(file):
    if file.suffix == ".pdf":
        document = pypdfium2.PdfDocument(file)
        pages = " ".join(page.get_textpage().get_text_range() for page in document)
        document.close()
        with pikepdf.open(file) as pdf:
            whole = b" ".join(o.unparse() for o in pdf.objects if not isinstance(o, pikepdf.Stream))
        return pages + whole.decode("latin-1")
    if file.suffix == ".docx":
        with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as package:
            return " ".join(package.read(name).decode("utf-8") for name in package.namelist())
    return file.read_text(encoding="utf-8")


def test_a_planted_name_of_somebody_else_is_in_no_file(project, tmp_path):
    """A name in another's turns, speaker label, file name, in a memo and in a code is in no paper, form or file name."""
    (tmp_path / "Zebedee Quillon.txt").write_text(
        "INT: And you?\n\nZebedee Quillon: I am Zebedee Quillon, and nobody asked me either.\n",
        encoding="utf-8",
    )
    project.add_transcripts(tmp_path / "Zebedee Quillon.txt")
    code = project.add_code("Zebedee Quillon's shed", definition="Where Zebedee Quillon goes.")
    project.code(project.transcripts["Zebedee Quillon"].find("nobody asked me either"), code.id)
    project.memo(project.codings()["coding_id"][0], "Ask Zebedee Quillon about this.")
    made = _made(project, tmp_path, who="P1", kinds="pdf,html,docx,text")["P1"]

    assert len(made.files) == 4
    for file in made.files:
        whole = f"{file} {_all_text(file)} {_streams(file)}".casefold()
        assert "zebedee" not in whole.replace(str(tmp_path).casefold(), "")
        assert "quillon" not in whole.replace(str(tmp_path).casefold(), "")


def _streams(file):
    """What a PDF's streams hold, fonts aside: pages, metadata, outlines."""
    if file.suffix != ".pdf":
        return ""
    with pikepdf.open(file) as pdf:
        streams = [
            each for each in pdf.objects if isinstance(each, pikepdf.Stream) and "/Length1" not in each
        ]
        return " ".join(each.read_bytes().decode("latin-1") for each in streams)


def test_the_history_has_no_words_of_a_paper(project, tmp_path):
    """Making papers leaves ids and hashes in the history, never a sentence or a quote."""
    _made(project, tmp_path)

    assert "nowhere" not in json.dumps(project.history().to_dict("records"), default=str)
