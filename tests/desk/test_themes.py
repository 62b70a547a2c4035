"""A theme is the group's own sentence; its codings come and go with those who said them."""

from __future__ import annotations

import pytest

import qualkit as qk
from qualkit.errors import NotFound, QualkitError, UndoError
from qualkit.privacy import TheirWords
from qualkit.store.searching import bytes_of, stored_texts
from qualkit.testing import tiny_project

SENTENCE = "To be asked is to be somebody."


@pytest.fixture
def project(study):
    """A tiny study in either database: codings of P1, P1 and P2."""
    with tiny_project(study) as project:
        yield project


@pytest.fixture
def ids(project):
    """The ids of the three codings, in the order of the text."""
    return list(project.codings()["coding_id"])


def _other(project, name="Mo"):
    return qk.Project.open(project.study, coder=name)


def test_a_theme_keeps_its_sentence_and_its_codings(project, ids):
    """What was written stands there on opening again, with codings for and against, its cycle, who and when."""
    made = project.themes.add(f"  {SENTENCE}\n", ids[:1], [ids[2][:9]], cycle=2)
    with _other(project) as again:
        read = again.themes[made.id[:8]]

    assert read == made
    assert (read.sentence, read.codings_for, read.codings_against) == (SENTENCE, (ids[0],), (ids[2],))
    assert (read.cycle, read.coder, bool(read.created_at)) == (2, "Ana", True)
    assert project.check() == []


def test_the_table_counts_codings_and_people(project, ids):
    """A row a theme: codings and people on each side, and how many people of how many; one person counts once."""
    project.themes.add(SENTENCE, ids[:2], ids[2:])
    project.themes.add("Nothing gathered yet.")
    rows = project.themes.table().set_index("sentence")

    counts = ["codings_for", "codings_against", "people_for", "people_against", "people", "of"]
    assert rows.loc[SENTENCE, counts].tolist() == [2, 1, 1, 1, 2, 2]
    assert rows.loc["Nothing gathered yet.", counts].tolist() == [0, 0, 0, 0, 0, 2]


def test_a_column_of_the_tidy_table_can_be_gathered(project, ids):
    """The ids of a code's codings go in as they stand in the table, and a Coding as it is."""
    table = project.codings()
    theme = project.themes.add(SENTENCE, table[table["code"] == "ignored"]["coding_id"])
    more = project.code(project.transcripts["P2"].find("I felt invisible"), "ignored")
    theme = project.themes.gather(theme, codings_against=more)

    assert theme.codings_for == (ids[0], ids[2])
    assert theme.codings_against == (more.id,)
    assert project.themes.excerpts(theme)["speaks"].tolist() == ["for", "for", "against"]


def test_a_coding_speaks_on_one_side(project, ids):
    """Gathered on the other side it changes sides; named for both at once it is refused, and nothing is written."""
    theme = project.themes.add(SENTENCE, ids[:1])
    assert project.themes.gather(theme, codings_against=ids[:1]).codings_against == (ids[0],)
    with pytest.raises(QualkitError, match="for and against"):
        project.themes.gather(theme, ids[1:2], ids[1:2])
    assert project.themes[theme.id].codings == (ids[0],)


def test_every_verb_can_be_taken_back(project, ids):
    """Each of add, change, gather, release and remove is one change, and undo takes back that one."""
    states = [None]
    theme = project.themes.add(SENTENCE, ids[:1]).id
    for act in (
        lambda: project.themes.change(theme, sentence="To be asked is a beginning.", cycle=3),
        lambda: project.themes.gather(theme, codings_against=ids[1:]),
        lambda: project.themes.release(theme, ids[:1]),
        lambda: project.themes.remove(theme),
    ):
        states.append(project.themes[theme])
        act()
    assert len(project.themes) == 0

    while len(states) > 1:
        project.undo()
        assert project.themes[theme] == states.pop()
    project.undo()
    assert len(project.themes) == 0
    assert project.check() == []


def test_a_coding_that_is_removed_leaves_its_themes(project, ids):
    """A removed coding is in no theme; undo brings it back into the theme on its side."""
    theme = project.themes.add(SENTENCE, ids[:1], ids[1:2]).id
    project.remove(ids[1])
    assert project.themes[theme].codings == (ids[0],)
    project.undo()
    assert project.themes[theme].codings_against == (ids[1],)


def test_a_coding_that_becomes_one_with_another_takes_its_themes_along(project, ids):
    """Where two codings become one, the one that stays is in the themes of both, and once in each."""
    text = project.transcripts["P1"]
    other = project.code(text.find("Nobody at all."), "ignored")
    mine, both = project.themes.add("One.", [other]).id, project.themes.add("Two.", ids[:1], [other]).id
    whole = text.segment(text.find("nobody asked me").start, text.find("Nobody at all.").end)
    kept = project.code(whole, "ignored").id

    assert (project.themes[mine].codings, project.themes[both].codings) == ((kept,), (kept,))
    assert project.check() == []


def test_nobody_pulls_a_gathered_coding_away_by_undoing(project, ids):
    """Taking back a coding that somebody else has gathered is refused in a sentence, and nothing is changed."""
    coding = project.code(project.transcripts["P2"].find("I felt invisible"), "ignored")
    with _other(project) as mo:
        theme = mo.themes.add(SENTENCE, [coding]).id
    with pytest.raises(UndoError, match="gathered it into a theme"):
        project.undo()
    assert project.themes[theme].codings == (coding.id,)


def test_undoing_a_removal_does_not_revive_a_theme(project, ids):
    """Where somebody took the theme out meanwhile, bringing its coding back is refused, not half done."""
    theme = project.themes.add(SENTENCE, ids[:1]).id
    project.remove(ids[0])
    with _other(project) as mo:
        mo.themes.remove(theme)
    with pytest.raises(UndoError, match="taken that theme out"):
        project.undo()
    assert project.check() == []
    assert ids[0] not in set(project.codings()["coding_id"])


@pytest.mark.parametrize(
    ("wrong", "error", "said"),
    [
        ({"sentence": "  "}, QualkitError, "there was none"),
        ({"sentence": SENTENCE, "codings_for": ["nothing"]}, NotFound, "no coding"),
        ({"sentence": SENTENCE, "cycle": 0}, QualkitError, "counted 1, 2, 3"),
        ({"sentence": SENTENCE, "cycle": 10**30}, QualkitError, "counted 1, 2, 3"),
        ({"sentence": SENTENCE, "cycle": True}, QualkitError, "counted 1, 2, 3"),
        ({"sentence": "so, " * 101}, QualkitError, "whole on a poster"),
    ],
)
def test_what_is_wrong_is_refused_whole(project, wrong, error, said):
    """No sentence, an unknown coding or no cycle: one plain sentence, and no theme."""
    with pytest.raises(error, match=said):
        project.themes.add(**wrong)
    assert len(project.themes) == 0


def test_an_unknown_theme_or_field_is_named(project):
    """A theme that is not there, and a field that is not written so, are named."""
    with pytest.raises(NotFound, match="no theme"):
        project.themes.remove("zz")
    theme = project.themes.add(SENTENCE)
    with pytest.raises(QualkitError, match="sentence, cycle"):
        project.themes.change(theme, colour="green")


def test_the_history_and_a_repr_hold_no_sentence(project, ids):
    """Who wrote which theme when is in the history, by its id; the sentence is in no `repr`."""
    theme = project.themes.add(SENTENCE, ids)
    told = project.history().to_csv() + repr(theme) + repr(project.themes)

    assert theme.id in told
    assert SENTENCE not in told


def _everything(project):
    if project.study.startswith("postgresql"):
        with project._store.reading() as connection:
            return list(stored_texts(connection))
    return list(bytes_of(project.study))


def test_a_withdrawal_reaches_themes(project, ids, tmp_path):
    """Codings that go leave their themes; a sentence that repeats eight words is named before, and stays without them."""
    quoted = project.themes.add(
        "Nobody asked me what had happened, nobody at all: that is being ignored.", ids
    )
    plain = project.themes.add(SENTENCE, ids[:1])
    project.themes.change(plain, sentence="I had nowhere to go and nobody asked me.")
    project.themes.change(plain, sentence=SENTENCE)
    shown = project.withdraw("P1", dry_run=True)
    named = {(item.noun, item.id, item.who) for item in shown.touched if item.noun == "themes"}
    assert named == {("themes", quoted.id, "Ana")}
    assert "1 theme of the group, without the words" in shown.lines

    done = project.withdraw("P1", out=tmp_path)
    assert done.found == 0
    assert project.themes[quoted.id].codings == (ids[2],)
    assert project.themes[quoted.id].sentence == "[taken out]: that is being ignored."
    assert (project.themes[plain.id].sentence, project.themes[plain.id].codings) == (SENTENCE, ())
    said = TheirWords.of(["I had nowhere to go, and nobody asked me what had happened. Nobody at all."])
    assert sum(len(said.places(text)) for text in _everything(project)) == 0
    assert project.check() == []


def test_what_is_held_back_is_not_counted(project, ids):
    """A passage that may not be used counts for no theme while it is held back, and counts again when it is let go."""
    project.themes.add(SENTENCE, ids)
    held = project.participants.hold_back(
        "P2", passage=project.transcripts["P2"].find("over my head"), strength="use"
    )
    assert project.themes.table().loc[0, ["codings_for", "people"]].tolist() == [2, 1]
    project.participants.let_go(held[0])
    assert project.themes.table().loc[0, ["codings_for", "people"]].tolist() == [3, 2]


def test_a_name_in_a_sentence_is_replaced_with_the_others(tmp_path):
    """Replacing a name through the study replaces it in a theme's sentence too."""
    from qualkit.privacy import Named

    with tiny_project(tmp_path / "tiny.qualkit") as project:
        theme = project.themes.add("Jo rings every week, and that is a friend.")
        project.pseudonymise([Named("Jo", "person", "all", "Kit")])
        assert project.themes[theme.id].sentence == "[Kit] rings every week, and that is a friend."
