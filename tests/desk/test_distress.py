"""Passages flagged as distressing: where they stand, who takes them off, what is covered."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualkit.errors import CodebookError, NotFound, QualkitError, SegmentError, UndoError
from qualkit.model import COVERED, Segment
from qualkit.privacy import Named
from qualkit.testing import tiny_project


@pytest.fixture
def project(study):
    """A tiny study in each database."""
    with tiny_project(study) as project:
        yield project


def _asked(project):
    return project.transcripts["P1"].find("nobody asked me")


def test_any_coder_flags_and_takes_off_their_own(project):
    """No reason is asked for; a colleague's flag stays; both acts can be undone; the history holds no words."""
    flag = project.distress.flag(_asked(project))
    assert project.distress.flag(_asked(project)) == flag
    assert (flag.coder, len(project.distress)) == ("Ana", 1)
    with pytest.raises(QualkitError, match="Ana's"):
        project.as_coder("Morag").distress.unflag(flag.id[:8])

    project.distress.unflag(flag.id[:8])
    assert list(project.distress) == []
    project.undo()
    assert project.distress.flags("P1") == (flag,)
    project.undo()
    with pytest.raises(NotFound):
        project.distress.unflag(flag)
    assert "nobody" not in project.history().to_csv()
    assert list(project.history()["verb"][-4:]) == ["flag", "unflag", "undo", "undo"]


def test_one_character_covers_the_whole_coding(project):
    """The text of a coding that shares one character is covered, a neighbour's not; the rest of its row is as it was."""
    before = project.codings().to_dict("records")
    end = before[0]["end"]
    project.distress.flag(project.transcripts["P1"].segment(end - 1, end + 2))
    after = project.codings().to_dict("records")

    assert [row["text"] for row in after] == [COVERED, *(row["text"] for row in before[1:])]
    assert [{**row, "text": ""} for row in after] == [{**row, "text": ""} for row in before]
    assert project.codings(show_covered=True).to_dict("records") == before

    project.undo()
    project.distress.flag(project.transcripts["P1"].segment(end, end + 2))
    assert project.codings().to_dict("records") == before


def test_what_repeats_the_words_is_covered_too(project):
    """A memo, a sentence for a paper and a code's example that repeat the passage lose those words, and no others."""
    coding = project.codings()["coding_id"].iloc[2]
    words = "I was in and out of hospital, and the doctor talked over my head"
    project.memo(coding, f"She told me: {words}. I wept.")
    project.recode(coding, interpretation="You were in hospital.")
    project.change_code("ignored", examples=(f"{words}!", "They talked over me."))
    project.distress.flag(project.transcripts["P2"].find(words))
    table = project.codings()

    assert list(table["memo"])[2] == f"She told me: {COVERED}. I wept."
    assert list(table["interpretation"])[2] == "You were in hospital."
    assert table.attrs["codebook"]["ignored"].examples == (f"{COVERED}!", "They talked over me.")


def test_a_flag_follows_a_correction(project):
    """Words put right around and inside of it leave it on its words, back and forth; what is gone is told."""
    project.distress.flag(project.transcripts["P1"].find("nobody asked me what had happened"))
    project.transcripts.correct("P1", "nowhere to go", "nowhere at all to go")
    project.transcripts.correct("P1", "nobody asked me", "nobody ever asked me")
    flag = project.distress.flags()[0]
    text = project.transcripts["P1"]
    assert text.text[flag.start : flag.end] == "nobody ever asked me what had happened"
    assert flag.revision == text.revision
    assert project.codings()["text"].iloc[0] == COVERED

    project.undo()
    project.undo()
    flag = project.distress.flags()[0]
    assert project.transcripts["P1"].text[flag.start : flag.end] == "nobody asked me what had happened"
    assert project.check() == []


def test_a_correction_does_not_uncover(project):
    """What it reports of a flagged coding is covered, tried or done, and so is what waits afterwards; lost words, too."""
    project.distress.flag(_asked(project))
    old = project.transcripts["P1"].text
    new = old.replace("nobody asked me what had happened. Nobody at all.", "it rained.")
    for how in ({"dry_run": True}, {}):
        done = project.transcripts.correct("P1", text=new, **how)
        shown = "".join(each.before + each.now for each in done.codings if each.state != "kept")
        assert "asked" not in shown
        assert COVERED in shown
    assert any("flagged as distressing" in line for line in done.told)
    assert "asked" not in "".join(each.before + each.now for each in project.anchors)
    assert "asked" in "".join(each.before for each in project.anchors.of(show_covered=True))
    assert "asked" not in project.codings()["text"].iloc[0]


def test_a_flag_goes_with_the_words(project):
    """A withdrawal takes the flags on that person's words along, and leaves the others."""
    project.distress.flag(_asked(project))
    other = project.distress.flag(project.transcripts["P2"].find("I felt invisible"))
    project.withdraw("P1")

    assert [flag.id for flag in project.distress] == [other.id]
    assert project.check() == []


def test_a_transcript_with_a_flag_can_be_taken_out_by_its_adder(project, tmp_path):
    """The flag goes with a transcript that was added and taken back, unless somebody has built on it."""
    (tmp_path / "P7.txt").write_text("INT: And?\n\nP7: A heron in the reeds.\n", encoding="utf-8")
    project.add_transcripts(tmp_path / "P7.txt")
    project.as_coder("Morag").distress.flag(project.transcripts["P7"].find("heron"))
    try:
        project.undo()
    except UndoError:
        assert len(project.distress) == 1
    else:
        assert len(project.distress) == 0
    assert project.check() == []


def test_a_flag_needs_words_that_stand_there(project):
    """Another text, a place outside it or an unknown document is refused, and nothing is stored."""
    before = len(project.history())
    with pytest.raises(SegmentError):
        project.distress.flag(Segment("P1", 0, 3, 1, "abc"))
    with pytest.raises(SegmentError):
        project.distress.flag(Segment("P1", 0, 10**6))
    with pytest.raises(NotFound):
        project.distress.flag(Segment("P9", 0, 3))
    with pytest.raises(NotFound):
        project.distress.flags("P9")

    assert len(project.history()) == before
    assert "asked" not in repr(project.distress) + repr(project.distress.covering())


def test_a_covered_codebook_comes_in_again_whole(project, tmp_path):
    """Out as a spreadsheet with covered examples, changed elsewhere, and in again: the covered words are as they were."""
    words = "I was in and out of hospital, and the doctor talked over my head."
    project.change_code("ignored", examples=(words, "They talked over me."))
    flag = project.distress.flag(project.transcripts["P2"].find(words))
    path = project.save_codebook(tmp_path / "codes.csv")
    written = path.read_text(encoding="utf-8-sig")
    assert "hospital" not in written
    assert COVERED in written

    path.write_text(written.replace("Nobody listened or asked.", "Nobody asked."), encoding="utf-8")
    project.update_codebook(path)
    assert project.codebook["ignored"].examples == (words, "They talked over me.")
    assert project.codebook["ignored"].definition == "Nobody asked."

    project.distress.unflag(flag)
    with pytest.raises(CodebookError, match="--show-covered"):
        project.update_codebook(path)
    assert project.codebook["ignored"].examples == (words, "They talked over me.")


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """One study for many flags."""
    with tiny_project(tmp_path_factory.mktemp("distress") / "tiny.qualkit") as project:
        yield project


@settings(max_examples=25, deadline=None)
@given(places=st.lists(st.tuples(st.integers(0, 200), st.integers(1, 30)), min_size=1, max_size=4))
def test_what_is_covered_is_what_overlaps(alone, places):
    """For any flags, a coding's text is covered exactly if one of them has a character of it."""
    text = alone.transcripts["P1"]
    flags = []
    for at, length in places:
        start, end = min(at, len(text) - 1), min(at + length, len(text))
        if text.text[start:end].strip():
            flags.append(alone.distress.flag(text.segment(start, end)))
    for row in alone.codings().to_dict("records"):
        hit = row["document"] == "P1" and any(f.start < row["end"] and row["start"] < f.end for f in flags)
        assert (row["text"] == COVERED) == hit
    for flag in {flag.id for flag in flags}:
        alone.distress.unflag(flag)


def test_what_is_left_of_a_flagged_passage_stays_covered(project):
    """A part taken back may begin before the flag, or end in it: the rest of the passage is flagged still."""
    text = project.transcripts["P2"]
    project.distress.flag(text.find("on Tuesdays, for everyone"))
    project.code(text.find("for everyone."), "something-to-do")
    project.participants.hold_back("P2", passage=text.find("I cook on Tuesdays"), strength="quote")
    project.withdraw("P2", passage=text.find("every week. And I cook on Tues"))
    text = project.transcripts["P2"]
    flag, hold = project.distress.flags()[0], project.participants.held_back[0]

    assert text.text[flag.start : flag.end] == "days, for everyone"
    assert text.text[hold.start : hold.end] == "days"
    assert project.codings()["text"].iloc[-1] == COVERED
    assert project.check() == []


def test_a_flag_stands_on_its_words_after_names_were_replaced(tmp_path):
    """A name inside of a flagged passage and one before it are replaced: the flag covers the same passage, with no real name."""
    with tiny_project(tmp_path / "tiny.qualkit") as project:
        project.distress.flag(project.transcripts["P2"].find("My friend Jo rings every week"))
        project.memo("P2", "My friend Jo rings every week, she said.", about="document")
        project.names.apply([Named("Jo", "person", "all", "[a friend from town]")])
        flag, text = project.distress.flags()[0], project.transcripts["P2"]

        assert text.text[flag.start : flag.end] == "My friend [a friend from town] rings every week"
        memo = project.memos.of("P2")[0].text
        assert project.distress.covering().words(memo) == f"{COVERED}, she said."
        assert project.check() == []


def test_what_is_covered_does_not_slow_the_table_down(tmp_path):
    """Three hundred codings under thirty flags come with less than a second of work more than without."""
    (tmp_path / "big.txt").write_text(
        "INT: And?\n\nP9: " + "There was a heron in the reeds. " * 400 + "\n", encoding="utf-8"
    )
    with tiny_project(tmp_path / "tiny.qualkit") as project:
        project.add_transcripts(tmp_path / "big.txt")
        text = project.transcripts["big"]
        places = [text.segment(at * 32 + 5, at * 32 + 30) for at in range(300)]
        project.code_all([{"segment": place, "code": "ignored", "memo": "a thought"} for place in places])
        begun = process_time()
        project.codings()
        plain = process_time() - begun
        for place in places[::10]:
            project.distress.flag(place)
        begun = process_time()
        table = project.codings()

        assert process_time() - begun < plain + 1
        assert (table["text"] == COVERED).sum() == 30
