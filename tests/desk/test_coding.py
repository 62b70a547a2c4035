"""Coding by hand, as a study keeps it."""

from __future__ import annotations

import pytest

from qualkit.errors import NotFound, QualkitError, SegmentError, SuggestError, UndoError
from qualkit.model import POLARITIES
from qualkit.testing import ScriptedSuggester, suggestion_at, tiny_project


@pytest.fixture
def project(study):
    """A tiny study in each database."""
    with tiny_project(study) as project:
        yield project


def _table(project):
    return project.codings().to_dict("records")


def _first(project):
    return project.codings()["coding_id"].iloc[0]


def _spot(project):
    return project.transcripts["P2"].find("I felt invisible")


def test_deciding_can_be_taken_back(project):
    """After accept or reject and undo the table is identical, and the suggestion can be decided anew."""
    offered = suggestion_at(_spot(project), "ignored")
    project.suggest(suggester=ScriptedSuggester((offered,)))
    before = _table(project)
    for verb in (project.accept, project.reject):
        verb(offered)
        with pytest.raises(SuggestError, match="undo that first"):
            verb(offered)
        project.undo()
        assert _table(project) == before

    assert project.accept(offered).suggestion == offered.id


def test_an_accepted_coding_can_be_changed_and_removed(project):
    """What was accepted is a coding like any other: recode, remove, and the way back through both."""
    offered = suggestion_at(_spot(project), "ignored")
    project.suggest(suggester=ScriptedSuggester((offered,)))
    states = [_table(project)]
    coding = project.accept(offered, polarity="unclear")
    states.append(_table(project))
    project.recode(coding, code="listened-to")
    states.append(_table(project))
    project.remove(coding)

    while states:
        project.undo()
        assert _table(project) == states.pop()


def test_an_accepted_one_meets_its_like(project):
    """A suggestion on words that the coder has coded so already goes into that coding, and can be undone."""
    mine = project.code(_spot(project), "ignored", memo="mine")
    before = _table(project)
    offered = suggestion_at(project.transcripts["P2"].find("invisible."), "ignored")
    project.suggest(suggester=ScriptedSuggester((offered,)))

    assert project.accept(offered).id == mine.id
    assert len(project.codings()) == len(before)
    project.undo()
    assert _table(project) == before


def test_a_recoding_that_meets_its_like_can_be_taken_back(project):
    """Two codings that became one are two again, each with its own memo."""
    words = project.transcripts["P1"].find("me what had happened. Nobody")
    other = project.code(words, "listened-to", memo="of the other")
    project.memo(_first(project), "of the first")
    before = _table(project)
    kept = project.recode(other, code="ignored")
    row = project.codings().set_index("coding_id").loc[kept.id]
    assert len(project.codings()) == len(before) - 1
    assert set(row["memo"].splitlines()) == {"of the first", "of the other"}
    assert row["text"] == "nobody asked me what had happened. Nobody"

    project.undo()
    assert _table(project) == before


def test_bridging_two_codings_can_be_taken_back(project):
    """One laid over the gap between two makes one; undo gives the two again, down to their dates and memos."""
    text = project.transcripts["P2"]
    for words in ("I was in", "hospital"):
        project.code(text.find(words), "ignored", memo=f"on {words}")
    before = _table(project)
    project.code(text.find("in and out of hospital"), "ignored", memo="over both")
    assert len(project.codings()) == len(before) - 1

    project.undo()
    assert _table(project) == before


def test_removing_takes_the_memos_along_and_undo_brings_them_back(project):
    """Also those of another coder."""
    coding = _first(project)
    project.memo(coding, "mine")
    project.as_coder("Morag").memo(coding, "hers")
    before = _table(project)
    project.remove(coding)
    assert project.info()["memos"] == 0

    project.undo()
    assert _table(project) == before
    assert project.info()["memos"] == 2


def test_a_memo_reaches_its_coding_by_the_beginning_of_the_id(project):
    """Some letters of the id are enough, in any case, and the memo stands in the table."""
    coding = _first(project)
    project.memo(coding[:12].upper(), "a thought")

    assert project.codings().set_index("coding_id").loc[coding, "memo"] == "a thought"


def test_memos_go_on_anything_that_is_there(project):
    """On a coding, a code, a document, a person and the study; a second one by the same coder replaces the first."""
    on = (
        ("coding", _first(project)),
        ("code", "ignored"),
        ("document", "P1"),
        ("participant", "P2"),
        ("project", "whatever it is called"),
    )
    for about, target in on:
        assert project.memo(target, "first", about=about) == project.memo(target, "second", about=about)
    project.memo(project.codebook["listened-to"], "by the code itself")

    assert project.info()["memos"] == len(on) + 1
    assert "whatever" not in project.history().to_csv()


@pytest.mark.parametrize("about", ["coding", "code", "document", "participant", "song"])
def test_a_memo_on_what_is_not_there_is_refused(project, about):
    """Nothing is written."""
    with pytest.raises(NotFound):
        project.memo("zzzz", "words", about=about)

    assert project.info()["memos"] == 0


def test_what_says_nothing_is_refused(project):
    """A memo without words, a field that a coding keeps, an origin that there is not: refused, and nothing changed."""
    before = _table(project), len(project.history())
    for refused in (
        lambda: project.memo(_first(project), "  "),
        lambda: project.recode(_first(project), coder="Morag"),
        lambda: project.recode(_first(project), segment=_spot(project)),
        lambda: project.code(_spot(project), "ignored", origin="heaven"),
        lambda: project.recode(_first(project), code="ignord"),
    ):
        with pytest.raises(QualkitError):
            refused()

    assert (_table(project), len(project.history())) == before


def test_many_codings_are_one_change(project):
    """All of them or none, and one undo takes them back together."""
    before = _table(project)
    text = project.transcripts["P2"]
    good = {"segment": text.find("in and out"), "code": "ignored"}
    with pytest.raises(NotFound):
        project.code_all([good, {"segment": text.find("hospital"), "code": "nonsense"}])
    assert _table(project) == before

    assert len(project.code_all([good, {**good, "code": "listened-to"}])) == 2
    assert len(_table(project)) == len(before) + 2
    project.undo()
    assert _table(project) == before
    assert project.code_all([]) == []


def test_undo_goes_back_to_an_empty_study(project):
    """Every change of a coder can be undone, one after the other, and then the sentence names the coder."""
    for _ in ("three codings", "two", "one", "the codebook", "the transcripts"):
        project.undo()
    with pytest.raises(UndoError, match="^Ana has made no change that could be taken back"):
        project.undo()

    counts = {noun: count for noun, count in project.info().items() if noun != "coders"}
    assert set(counts.values()) == {0}
    assert (len(project.codebook), project.check()) == (0, [])


def test_undo_is_for_ones_own_changes(project):
    """Another coder's later coding stays; a codebook that they have coded with is not taken from under them."""
    morag = project.as_coder("Morag")
    hers = morag.code(_spot(project), "ignored")
    for _ in range(3):
        project.undo()
    assert list(project.codings()["coding_id"]) == [hers.id]
    with pytest.raises(QualkitError, match="Nothing was changed|Nothing was taken back"):
        project.undo()

    assert (len(project.codebook), list(project.codings()["coding_id"])) == (3, [hers.id])


def test_what_a_coding_says_is_its_coders(project):
    """Nobody else changes its code or polarity under the coder's name; its sentence for the paper anybody may write."""
    morag, mine = project.as_coder("Morag"), _first(project)
    before = _table(project)
    for change in ({"code": "listened-to"}, {"polarity": "both"}, {"code": "ignored", "interpretation": "x"}):
        with pytest.raises(QualkitError, match="is Ana's, and stays as Ana made it"):
            morag.recode(mine, **change)
    assert _table(project) == before

    assert morag.recode(mine, interpretation="You said so.").interpretation == "You said so."


def test_several_suggestions_are_decided_in_one_change(project):
    """All or none, and one undo takes all back."""
    text = project.transcripts["P2"]
    offered = [suggestion_at(text.find(words), "ignored") for words in ("I felt invisible", "in and out")]
    project.suggest(suggester=ScriptedSuggester(tuple(offered)))
    before = _table(project), len(project.history())
    with pytest.raises(NotFound):
        project.accept_all([offered[0], "zzzz"])
    with pytest.raises(SuggestError):
        project.reject_all([offered[0], offered[0]])
    assert (_table(project), len(project.history())) == before

    assert [coding.suggestion for coding in project.accept_all(offered)] == [item.id for item in offered]
    assert len(project.history()) == before[1] + 1
    project.undo()
    assert _table(project) == before[0]


def test_a_memo_keeps_what_it_is_on(project):
    """Nobody takes back a coding or a transcript on which somebody else has written a memo since."""
    morag = project.as_coder("Morag")
    coding = project.code(_spot(project), "ignored")
    morag.memo(coding, "of Morag")
    with pytest.raises(UndoError, match="written a memo"):
        project.undo()
    morag.undo()
    project.undo()

    morag.memo("P1", "of Morag", about="document")
    for _ in range(4):
        project.undo()
    with pytest.raises(UndoError, match="written a memo"):
        project.undo()
    assert project.check() == []


def test_a_refused_change_leaves_no_new_coder_behind(project):
    """Somebody new is made known with what they do, and not by trying."""
    morag = project.as_coder("Morag")
    with pytest.raises(NotFound):
        morag.code(_spot(project), "nonsense")
    assert [coder.name for coder in project.coders] == ["Ana"]

    first = morag.code(_spot(project), "ignored")
    assert [coder.name for coder in project.coders] == ["Ana", "Morag"]
    assert project.as_coder("Morag").code(_spot(project), "listened-to").coder == first.coder
    assert project.check() == []


def test_two_windows_do_not_make_one_coder_twice(project):
    """Who began elsewhere meanwhile is told to open the study again; then the work is theirs."""
    with type(project).open(project._store.study, coder="Morag") as here:
        with type(project).open(project._store.study, coder="Morag") as there:
            there.memo("project", "from there", about="project")
        with pytest.raises(QualkitError, match="open it again"):
            here.memo("project", "from here", about="project")
    with type(project).open(project._store.study, coder="Morag") as again:
        again.memo("project", "from here", about="project")
    assert [coder.name for coder in project.coders] == ["Ana", "Morag"]


def test_a_closed_study_does_nothing(project):
    """Reading and changing are refused in one sentence, and closing again is no fault."""
    spot = _spot(project)
    project.close()
    project.close()
    for verb in (project.codings, project.check, project.undo, lambda: project.code(spot, "ignored")):
        with pytest.raises(QualkitError, match="closed here: open it again"):
            verb()


def test_a_nul_is_stored_nowhere(project):
    """Both databases refuse it in the same words, and nothing is changed."""
    before = len(project.history())
    for refused in (
        lambda: project.memo("project", "a\0b", about="project"),
        lambda: project.set("contact", "a\0b"),
        lambda: project.transcripts.rename_speaker("P1", "P1", "a\0b"),
        lambda: project.transcripts.correct("P1", "garden", "gar\0den"),
    ):
        with pytest.raises(QualkitError):
            refused()
    assert len(project.history()) == before


@pytest.mark.parametrize("pole", POLARITIES)
def test_each_pole_can_be_given_and_taken_back(project, pole):
    """All four poles can be stated on a coding and undone; none again means the code's own."""
    before = _table(project)
    project.recode(_first(project), polarity=pole)
    assert _table(project)[0]["polarity"] == pole

    project.recode(_first(project), polarity=None)
    assert _table(project)[0]["polarity"] == before[0]["code_polarity"]
    project.undo()
    project.undo()
    assert _table(project) == before


def test_a_coding_is_marked_as_important(project):
    """The mark is the coder's own, stands in the table, and goes again; another coder cannot set it."""
    assert not project.codings()["important"].any()
    with pytest.raises(QualkitError, match="True or False"):
        project.recode(_first(project), important="no")
    project.recode(_first(project), important=True)
    assert list(project.codings()["important"]) == [True, False, False]
    with pytest.raises(QualkitError, match="stays as Ana made it"):
        project.as_coder("Morag").recode(_first(project), important=False)

    project.recode(_first(project), important=False)
    assert not project.codings()["important"].any()
    project.undo()
    assert list(project.codings()["important"]) == [True, False, False]


def test_a_coding_is_laid_on_more_words_and_on_fewer(project):
    """Its id, memo and mark stay; the quote is that of its new place; each step can be taken back."""
    coding = project.code(_spot(project), "ignored", memo="mine", important=True)
    before = _table(project)
    text = project.transcripts["P2"].text
    for start, end in ((coding.segment.start + 2, coding.segment.end), (coding.segment.start, len(text))):
        assert project.resize(coding.id[:9], start, end).segment.quote == text[start:end]
        row = next(row for row in _table(project) if row["coding_id"] == coding.id)
        assert (row["text"], row["memo"], row["important"]) == (text[start:end], "mine", True)

    project.undo()
    project.undo()
    assert _table(project) == before


def test_a_resized_coding_takes_in_its_like(project):
    """Growing over another of the same code by the same coder leaves one, with the memos of both; another's stays."""
    text = project.transcripts["P1"]
    later = project.code(text.find("Nobody at all."), "ignored", memo="later")
    project.as_coder("Morag").code(text.find("Nobody at all."), "ignored")
    project.memo(_first(project), "earlier")
    before = _table(project)
    start = project.codings()["start"].iloc[0]

    kept = project.resize(later, int(start), later.segment.end)
    assert kept.id == later.id
    mine = [
        row
        for row in _table(project)
        if (row["coder"], row["code"], row["document"]) == ("Ana", "ignored", "P1")
    ]
    assert [row["coding_id"] for row in mine] == [later.id]
    assert set(mine[0]["memo"].split("\n")) == {"earlier", "later"}
    assert len(project.codings()) == len(before) - 1
    project.undo()
    assert _table(project) == before


@pytest.mark.parametrize("place", [(10, 10), (-1, 5), (0, 10**6), (9, 3)])
def test_a_place_that_is_none_is_refused(project, place):
    """Empty, reversed or outside of the text: nothing changes."""
    before = _table(project)
    with pytest.raises(SegmentError):
        project.resize(_first(project), *place)

    assert _table(project) == before


def test_what_may_not_be_resized(project):
    """Another's coding stays as they made it; one that waits after a correction is looked at first."""
    with pytest.raises(QualkitError, match="Ana's"):
        project.as_coder("Morag").resize(_first(project), 0, 5)
    project.transcripts.correct("P1", "nobody asked me what", "they asked me what")
    with pytest.raises(SegmentError, match="qualkit anchors"):
        project.resize(_first(project), 0, 30)
