"""What comes back is kept as it was said; what is doubtful is put aside; words that shall go are gone at once."""

from __future__ import annotations

import io
import json
from contextlib import closing

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualkit.errors import NotFound, ReturnError, SegmentError
from qualkit.model import ITEM_STATES, Answer, CheckItem, MemberCheck, Return
from qualkit.project import Project
from qualkit.store import returns
from qualkit.testing import tiny_project
from tests.fixtures import papers

COUNTED = ["agree", "not_quite", "remove", "skip", "ambiguous", "unanswered"]


@pytest.fixture
def project(tmp_path):
    """A tiny study in which both people want a paper."""
    with tiny_project(tmp_path / "tiny.qualkit") as made:
        papers.wants_papers(made, "P1", "P2")
        yield made


@pytest.fixture
def blank(project, tmp_path):
    """P1's paper: two passages."""
    made = project.prepare_member_checks(tmp_path / "papers")
    return next(item.files[0] for item in made if item.participant == "P1").read_bytes()


@pytest.fixture
def put(tmp_path):
    """Save bytes as a file that came."""

    def put(content, name="back.pdf"):
        path = tmp_path / "in" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        return path

    return put


def _status(project, person="P1"):
    return next(row for row in project.checks.status().to_dict("records") if row["participant"] == person)


def test_a_filled_paper_counts(project, blank, put):
    """Read, a paper has its state, its day and its answers in the table; the six columns add up to its items."""
    (received,) = project.checks.read(
        put(papers.fill(blank, {1: "notquite"}, {1: "It was Leeds.", 2: "A robin."}, "The bus.")),
        received="2027-01-05",
    )

    assert (received.fate, received.participant, received.state) == ("taken", "P1", "returned_part")
    row = _status(project)
    assert (row["state"], row["returned_on"], row["own_words"]) == ("returned_part", "2027-01-05", 2)
    assert [row[name] for name in COUNTED] == [0, 1, 0, 0, 0, 1]
    answers = project.checks.responses()
    assert list(answers["answer"]) == ["not_quite", "own_words_only", ""]
    assert list(answers["words"]) == ["It was Leeds.", "A robin.", "The bus."]
    assert set(answers["source"]) == {"pdf"}
    assert answers["confirmed_by"].isna().all()


def test_reading_changes_no_coding(project, blank, put):
    """A response never edits a coding: until somebody decides, every coding but a removed one is as it was."""
    before = project.codings()
    project.checks.read(put(papers.fill(blank, {1: "notquite", 2: "agree"}, {1: "No."})))

    after = project.codings()
    assert after.drop(columns="member_check").equals(before.drop(columns="member_check"))


def test_a_blank_paper_agrees_to_nothing(project, blank, put):
    """Silence on every item is returned_blank."""
    (received,) = project.checks.read(put(blank))

    assert received.state == _status(project)["state"] == "returned_blank"
    assert _status(project)["unanswered"] == 2


def test_removal_holds_at_once(project, blank, put):
    """From the moment of reading, words that shall go are in no table, text, search, suggestion or paper."""
    words = "nobody asked me what had happened"
    (received,) = project.checks.read(put(papers.fill(blank, {1: "remove"})))

    assert received.answers[0].state == "remove"
    assert not project.codings()["text"].str.contains(words).any()
    assert words not in project.transcripts["P1"].text
    assert project.find(words) == []
    assert all(words not in item.segment.quote for item in project.suggest())
    assert project.info()["codings"] == len(project.codings()) == 2
    assert project.check() == []
    start = project.transcripts["P1"].text.index("\u2588")
    with pytest.raises(SegmentError, match="held back"):
        project.code(project.transcripts["P1"].segment(start, start + 6), "ignored")
    again = project.prepare_member_checks(put(b"").parent)
    assert all(words not in _words_of(file.read_bytes()) for item in again for file in item.files)


def _words_of(pdf):
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())
    finally:
        document.close()


def test_undo_gives_the_words_back(project, blank, put):
    """Taken back, a reading leaves the study as it was, words and state."""
    before = project.transcripts["P1"].text
    project.checks.read(put(papers.fill(blank, {1: "remove"})))
    project.undo()

    assert project.transcripts["P1"].text == before
    assert _status(project)["state"] == "prepared"
    assert len(project.checks.responses()) == 0


def test_the_same_twice_is_once(project, blank, put):
    """The same bytes, or the same answers saved by another program, change nothing a second time."""
    filled = papers.fill(blank, {1: "agree"}, {2: "Well."})
    project.checks.read(put(filled))
    entries = len(project.history())
    (same,) = project.checks.read(put(filled))
    (alike,) = project.checks.read(put(papers.fill_with_pdfium(blank, {1: "agree"}, {2: "Well."})))

    assert (same.fate, alike.fate) == ("again", "again")
    assert len(project.history()) == entries


def test_a_second_that_says_otherwise_waits(project, blank, put):
    """Both are kept, the first counts, the message asks; once a person says so the second counts."""
    project.checks.read(put(papers.fill(blank, {1: "agree"})))
    (second,) = project.checks.read(put(papers.fill(blank, {1: "remove", 2: "agree"})))

    assert second.fate == "second"
    assert "Both are kept" in second.message
    assert (_status(project)["agree"], _status(project)["remove"]) == (1, 0)
    # The stronger holds while nobody knows.
    assert len(project.codings()) == 2
    project.checks.confirm(second.id[:8])
    assert (_status(project)["agree"], _status(project)["remove"]) == (1, 1)
    assert sorted(project.checks.responses()["standing"].unique()) == ["current", "earlier"]


def test_somebody_may_change_their_mind(project, blank, put):
    """A later yes, confirmed, lets the words be shown again."""
    project.checks.read(put(papers.fill(blank, {1: "remove"})))
    (second,) = project.checks.read(put(papers.fill(blank, {1: "agree"})))
    assert len(project.codings()) == 2
    project.checks.confirm(second.id)

    assert len(project.codings()) == 3
    assert "\u2588" not in project.transcripts["P1"].text


def test_a_flattened_paper_is_only_proposed(project, blank, put):
    """Ink is read, shown with pictures, and counts only once somebody has looked and put it right."""
    flat = papers.flattened(papers.fill_with_pdfium(blank, {1: "remove", 2: "agree"}, {}))
    (received,) = project.checks.read(put(flat))

    assert received.fate == "proposed"
    assert [answer.state for answer in received.answers] == ["remove", "agree"]
    assert all(answer.picture for answer in received.answers)
    assert _status(project)["state"] == "prepared"
    assert len(project.codings()) == 2
    project.checks.confirm(received.id, {2: "notquite"})
    row = _status(project)
    assert (row["state"], row["remove"], row["not_quite"]) == ("returned_full", 1, 1)
    assert set(project.checks.responses()["confirmed_by"]) == {"Ana"}


def _as_stored(project):
    return [*project.history()["id"], *project.checks.responses()["words"]]


def test_what_is_not_ours_is_put_aside(project, blank, put, tmp_path):
    """Another study's paper, another person's, a changed footer, a damaged or locked file: nothing is changed."""
    with tiny_project(tmp_path / "other.qualkit") as other:
        papers.wants_papers(other, "P1")
        foreign = other.prepare_member_checks(tmp_path / "foreign")[0].files[0].read_bytes()
    before = _as_stored(project)
    token = _status(project)["paper"]

    def recoded(pdf):
        papers.group(pdf, "paper_code").V = pikepdf.String("ACDEFGHJK3")

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(blank)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user="x", owner="x"))
    for content, said in (
        (foreign, "has not made"),
        (papers.changed(blank, recoded), "two different codes"),
        (blank[: len(blank) // 3], "damaged"),
        (out.getvalue(), "locked"),
        (papers.joined(blank, foreign, forms=True), "numbers of 2 papers"),
    ):
        (received,) = project.checks.read(put(content))
        assert received.fate == "put aside"
        assert said in received.message
    (received,) = project.checks.read(put(blank), participant="P2")
    assert "not the paper of P2" in received.message
    other_version = json.dumps(
        {"format": "qualkit-answers 1", "doc": f"QK1-{token}-v2", "code": "ACDEFGHJK3", "answers": {}}
    )
    (received,) = project.checks.read(put(other_version.encode(), "answers.json"))
    assert "another version" in received.message
    assert _as_stored(project) == before


def _picture_of(content):
    """The last page as a photo."""
    out = io.BytesIO()
    with closing(pypdfium2.PdfDocument(content)) as document:
        document[len(document) - 1].render(scale=2).to_pil().rotate(2, fillcolor="white").save(
            out, format="JPEG"
        )
    return out.getvalue()


def test_a_photo_or_scan_opens_the_way_to_type_it_in(project, blank, put):
    """Whose paper a photo or a scan shows is said, with what to type; nothing is stored, and typing then counts."""
    before = _as_stored(project)
    number, code = papers.number_of(project, "P1")
    for content, name in ((papers.scanned(blank), "scan.pdf"), (_picture_of(blank), "photo.jpg")):
        (received,) = project.checks.read(put(content, name))
        assert (received.fate, received.participant, received.paper) == ("by hand", "P1", number)
        assert f"{name} is a picture, print or scan of the paper QK1-{number}-v1" in received.message
        assert f"member-check enter STUDY QK1-{number}-v1/{code}" in received.message
    assert _as_stored(project) == before

    project.checks.enter(number, code, {1: "agree"})
    (again,) = project.checks.read(put(_picture_of(blank), "photo.jpg"))
    assert "Answers to this paper are in already" in again.message


def test_a_photo_of_another_studys_paper_is_put_aside(project, blank, put, tmp_path):
    """A photo is checked as any other return: a paper that this study has not made is nobody's here."""
    with tiny_project(tmp_path / "other.qualkit") as other:
        papers.wants_papers(other, "P1")
        foreign = other.prepare_member_checks(tmp_path / "foreign")[0].files[0].read_bytes()
    (received,) = project.checks.read(put(_picture_of(foreign), "photo.jpg"))

    assert received.fate == "put aside"
    assert "has not made" in received.message


def test_an_earlier_paper_keeps_its_own_passages(project, blank, put, tmp_path):
    """A paper that was made again since is taken in with the passages that it showed, and says so."""
    garden = project.codings().query("code == 'something-to-do'")["coding_id"].item()
    project.recode(garden, interpretation="You liked the garden.")
    project.prepare_member_checks(tmp_path / "newer")
    (received,) = project.checks.read(put(papers.fill(blank, {1: "agree"})))

    assert received.fate == "taken"
    assert "earlier paper" in received.message
    assert len(project.checks.status().query("participant == 'P1'")) == 2


def test_the_file_is_kept_only_when_asked(project, blank, put):
    """The study keeps the file's fingerprint; its bytes only where somebody asked."""
    from qualkit.store.store import Store

    filled = papers.fill(blank, {1: "agree"})
    (received,) = project.checks.read(put(filled))
    (second,) = project.checks.read(put(papers.fill(blank, {1: "skip"})), keep=True)
    study = project.study
    project.close()
    store = Store.open(study, readonly=True)
    with store.reading() as connection:
        assert returns.kept_file(connection, received.id) is None
        assert returns.kept_file(connection, second.id).startswith(b"%PDF")
        assert len(returns.return_with(connection, received.id).returned.sha256) == 64
    store.close()


def test_a_folder_is_read_file_by_file(project, blank, put):
    """One file that cannot be read keeps no other from being read."""
    put(b"%PDF-1.7 broken", "a.pdf")
    put(papers.fill(blank, {1: "agree"}), "b.pdf")

    assert [item.fate for item in project.checks.read(put(b"hidden", ".hidden").parent)] == [
        "put aside",
        "taken",
    ]


def test_wrong_calls_are_refused(project, blank, put):
    """A day that is none, a return that is not there and a number that was not asked are refused by name."""
    with pytest.raises(ReturnError, match="2027-01-29"):
        project.checks.read(put(blank), received="soon")
    with pytest.raises(NotFound):
        project.checks.confirm("zzzz")
    (received,) = project.checks.read(put(papers.fill(blank, {1: "agree"})))
    with pytest.raises(ReturnError, match="no number 9"):
        project.checks.confirm(received.id, {9: "agree"})


def test_nobodys_words_in_history_or_reprs(project, blank, put):
    """What people wrote stands in the answers' table alone: no history, repr or message holds it."""
    secret = "the heron stood by the weir at dusk"
    (received,) = project.checks.read(put(papers.fill(blank, {1: "notquite"}, {1: secret}, secret)))

    for shown in (repr(received), repr(project.checks), project.history().to_csv(), received.message):
        assert secret not in shown


def test_everybody_has_a_state(project, blank):
    """Who has no paper stands in the status too; those who said no have declined."""
    assert {row["participant"] for row in project.checks.status().to_dict("records")} == {"P1", "P2"}
    project.consent("P2", paper=False)
    with Project.open(project.study) as reopened:
        assert len(reopened.member_checks()) == 2


@given(states=st.lists(st.sampled_from(ITEM_STATES), max_size=12), left_out=st.integers(0, 3))
@settings(max_examples=60, deadline=None)
def test_the_six_columns_add_up(states, left_out):
    """Whatever is answered, and whatever a return leaves out, the six columns add up to the paper's items."""
    from qualkit.desk.answering import counted

    answers = tuple(Answer(number, state) for number, state in enumerate(states, 1))
    items = tuple(
        CheckItem(number, f"c{number}", "x", "y") for number in range(1, len(states) + left_out + 1)
    )
    check = MemberCheck("7F3K9", "P1", 1, 1, items)

    found = counted(check, Return("csv", "QK1-7F3K9-v1", "", answers) if states else None)
    assert sum(found[name] for name in COUNTED) == len(items)


def test_what_was_said_twice_is_taken_out_twice(tmp_path):
    """The same words with the same sentence are one number on the paper; "take this out" holds every place of them."""
    talk = "INT: So?\nP1: Nobody came. Not one.\nINT: And at Easter?\nP1: Nobody came. Not one.\n"
    (tmp_path / "P1.txt").write_text(talk, encoding="utf-8")
    with Project.create(tmp_path / "twice.qualkit", coder="Ana") as project:
        project.add_transcripts(tmp_path / "P1.txt")
        code = project.add_code("No one").id
        for nth in (1, 2):
            place = project.transcripts["P1"].find("Nobody came.", nth=nth)
            project.code(place, code, interpretation="You said nobody came.")
        papers.wants_papers(project, "P1")
        project.prepare_member_checks(tmp_path / "papers")
        assert set(project.codings()["member_check"]) == {"prepared"}
        project.checks.enter(*papers.number_of(project, "P1"), {1: "remove"})
        assert len(project.codings()) == 0
        project.undo()
        assert len(project.codings()) == 2
