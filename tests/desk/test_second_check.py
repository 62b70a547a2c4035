"""The second check shows what was found without anyone's words, and keeps what each voice says to it."""

from __future__ import annotations

import pypdfium2
import pytest

from qualkit.errors import ConsentError, NotFound, PaperError, ReturnError
from qualkit.memberchecks.pooled import TREES
from qualkit.project import Project

THEME = "To be asked is to be somebody."


@pytest.fixture
def shared(answered):
    """The answered study: both people agreed to be shared, and the group has a theme of both people's words."""
    for person in ("P1", "P2"):
        answered.consent(person, share=True)
    ids = list(answered.codings()["coding_id"])
    answered.themes.add(THEME, [ids[0], ids[2]], [ids[1]])
    return answered


def _document(path):
    return pypdfium2.PdfDocument(path.read_bytes())


def _said(path):
    document = _document(path)
    said = " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())
    document.close()
    return said


@pytest.mark.parametrize("poster", [False, True])
def test_the_sheet_holds_nobodys_words(shared, tmp_path, poster):
    """Themes, codes and counts stand on it, no passage, interpretation, id, name or memo; small counts are not told."""
    shared.memo(shared.codings()["coding_id"][0], "zyxmemo")
    sheet = shared.findings.prepare(tmp_path / "findings", poster=poster)
    table = shared.codings()
    for said in (_said(sheet.files[0]), sheet.files[1].read_text(encoding="utf-8")):
        assert "Judged or ignored" in said
        assert THEME in said
        assert "Some people speak for it. Some people speak against it." in said
        for words in (
            *table["text"],
            *table["interpretation"],
            *table["coding_id"],
            "P1",
            "P2",
            "Ana",
            "zyxmemo",
        ):
            assert words not in said.replace("QK1", "")


def test_numbers_run_as_they_are_read(shared, tmp_path):
    """The group's themes come first, then the hard tree and the good one; numbers go on without a gap."""
    sheet = shared.findings.prepare(tmp_path)
    text = sheet.files[1].read_text(encoding="utf-8")
    places = [text.index(f"{item.number}. {item.name}") for item in sheet.items]

    assert [item.number for item in sheet.items] == list(range(1, len(sheet.items) + 1))
    assert places == sorted(places)
    assert [item.about for item in sheet.items] == ["theme", "code", "code"]
    assert [item.side for item in sheet.items[1:]] == list(TREES)


def test_a_poster_is_a3_and_a_paper_is_a4(shared, tmp_path):
    """For a wall the sheet is A3, for the hand A4, whatever stands on it."""
    for poster, size in ((True, [297, 420]), (False, [210, 297])):
        document = _document(shared.findings.prepare(tmp_path, poster=poster).files[0])
        sizes = {tuple(round(edge / 72 * 25.4) for edge in page.get_size()) for page in document}
        document.close()
        assert sizes == {tuple(size)}


def test_only_people_who_agreed_to_be_shared_are_counted(shared, tmp_path):
    """Whoever said no, or was not asked, is not counted and is named to the team; with nobody left there is no sheet."""
    shared.consent("P2", share=False)
    sheet = shared.findings.prepare(tmp_path)
    assert sheet.left_out == ("P2",)
    assert "It is what one person told us" in sheet.files[1].read_text(encoding="utf-8")
    shared.consent("P1", share=False)
    with pytest.raises(ConsentError, match="qualkit consent"):
        shared.findings.prepare(tmp_path)


def test_what_is_held_back_is_on_no_sheet(shared, tmp_path):
    """A code whose only passage may not be used does not stand there."""
    place = shared.transcripts["P1"].find("Now there is the garden.")
    shared.participants.hold_back("P1", passage=place, strength="use")
    assert "something-to-do" not in {item.target for item in shared.findings.prepare(tmp_path).items}


def test_a_theme_in_somebodys_words_is_refused(shared, tmp_path):
    """Eight words in a row of an interview, in a sentence or a definition, stop the sheet; the message repeats none."""
    theme = shared.themes.add(
        "Nowhere to go, and nobody asked me what: so it was.", shared.codings()["coding_id"]
    )
    with pytest.raises(PaperError, match=theme.id) as refused:
        shared.findings.prepare(tmp_path / "out")
    assert "nobody asked me" not in str(refused.value)
    assert not (tmp_path / "out").exists()
    shared.themes.change(theme, sentence="Not to be asked.")
    shared.change_code("ignored", definition="As in: I was in and out of hospital, and the doctor.")
    with pytest.raises(PaperError, match="definition of a code"):
        shared.findings.prepare(tmp_path / "out")


def test_the_same_study_and_number_make_the_same_bytes(shared, tmp_path, monkeypatch):
    """With the same sheet number the paper and the text are the same, byte for byte."""
    monkeypatch.setattr("qualkit.desk.second_check.new_token", iter(["7F3K9", "7F3K9"]).__next__)
    first = [file.read_bytes() for file in shared.findings.prepare(tmp_path / "1").files]
    shared.undo()
    assert [file.read_bytes() for file in shared.findings.prepare(tmp_path / "2").files] == first


def test_answers_are_kept_against_themes_and_codes(shared, tmp_path):
    """What each voice says is kept with its count, route and words, against the theme or the code; no history has words."""
    sheet = shared.findings.prepare(tmp_path)
    shared.findings.answer(sheet.token, {1: "fits", 2: "not-quite"}, voice="staff", count=4, on="2027-03-01")
    shared.findings.answer(
        sheet.token, {1: "dissent"}, voice="peers", words={1: "Not for me."}, more="The bus.", route="talk"
    )
    rows = shared.findings.answers().to_dict("records")
    told = [
        (row["about"], row["target"], row["voice"], row["said"], row["count"], row["route"]) for row in rows
    ]
    theme, code = sheet.items[0].target, sheet.items[1].target
    assert told == [
        ("theme", theme, "staff", "fits", 4, "paper"),
        ("code", code, "staff", "not_quite", 4, "paper"),
        ("theme", theme, "peers", "dissent", 1, "talk"),
        ("", "", "peers", "", 1, "talk"),
    ]
    assert "Not for me." not in shared.history().to_csv()
    shared.undo()
    assert len(shared.findings.answers()) == 2


def test_counts_have_denominators(shared, tmp_path):
    """Of how many who were asked each voice said what; who said nothing is counted as no answer, never as yes."""
    sheet = shared.findings.prepare(tmp_path)
    shared.findings.give(sheet.token, "staff", 6)
    shared.findings.give(sheet.token, "peers", 3)
    shared.findings.answer(sheet.token, {1: "fits", 2: "fits"}, voice="staff", count=3)
    shared.findings.answer(sheet.token, {1: "not_quite"}, voice="staff")
    shared.findings.answer(sheet.token, {1: "unsure"}, voice="participants")
    counts = shared.findings.counts().set_index(["number", "voice"])

    shown = ["fits", "not_quite", "unsure", "dissent", "answered", "asked", "no_answer"]
    assert counts.loc[(1, "staff"), shown].tolist() == [3, 1, 0, 0, 4, 6, 2]
    assert counts.loc[(1, "peers"), shown].tolist() == [0, 0, 0, 0, 0, 3, 3]
    assert counts.loc[(1, "participants"), shown].fillna(-1).tolist() == [0, 0, 1, 0, 1, -1, -1]
    assert shared.findings.sentence() == (
        "We showed the findings taken together, without anyone's words, to participants (1), peers (3), staff (6). "
        "Of 3 themes and conditions shown, 2 were answered: 1 fitted for all who answered, 1 did not quite fit for "
        "somebody or met dissent, 0 left somebody unsure. Silence was not taken for agreement."
    )
    assert "peers (fewer than 5)" in shared.findings.sentence(for_others=True)


def test_answers_stay_when_a_theme_is_changed_or_taken_out(shared, tmp_path):
    """What was said stands against the theme's id and the sentence as it was shown."""
    sheet = shared.findings.prepare(tmp_path)
    shared.findings.answer(sheet.token, {1: "fits"})
    shared.themes.change(sheet.items[0].target, sentence="Another.")
    shared.themes.remove(sheet.items[0].target)
    row = shared.findings.answers().loc[0]
    assert (row["target"], row["name"]) == (sheet.items[0].target, THEME)


def test_what_is_not_there_is_refused(shared, tmp_path):
    """A sheet, number, voice, route, answer or count that is none is named, and nothing of it is kept."""
    sheet = shared.findings.prepare(tmp_path).token
    for wrong, about, error in (
        (("ZZZZZ", {1: "fits"}), {}, NotFound),
        ((sheet, {1: "fits", 99: "fits"}), {}, ReturnError),
        ((sheet, {1: "maybe"}), {}, NotFound),
        ((sheet, {}), {}, ReturnError),
        ((sheet, {}), {"words": {1: "Words without an answer."}}, NotFound),
        ((sheet, {1: "fits"}), {"voice": "neighbours"}, NotFound),
        ((sheet, {1: "fits"}), {"route": "pigeon"}, NotFound),
        ((sheet, {1: "fits"}), {"count": 0}, ReturnError),
        ((sheet, {1: "fits"}), {"count": 10**20}, ReturnError),
    ):
        with pytest.raises(error):
            shared.findings.answer(*wrong, **about)
    assert len(shared.findings.answers()) == 0
    with Project.create(tmp_path / "empty.qualkit", coder="Ana") as empty, pytest.raises(ReturnError):
        empty.findings.prepare(tmp_path)
