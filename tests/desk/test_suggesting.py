"""Asking the machine, and what is kept of it."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from qualkit.errors import NotFound, SuggestError
from qualkit.model import Reason
from qualkit.project import Project
from qualkit.store.migrations import MIGRATIONS
from qualkit.testing import ScriptedSuggester, suggestion_at, tiny_project


@pytest.fixture
def project(study):
    """A tiny study in each database."""
    with tiny_project(study) as project:
        yield project


def _places(found):
    return {(item.segment.document, item.segment.start, item.code) for item in found}


def test_the_machines_own_suggestions_stand_on_the_words(project):
    """Each quotes its place, has a reason and a confidence, can be limited, and stores no coding."""
    found = project.suggest()
    assert found
    for item in found:
        text = project.transcripts[item.segment.document].text
        assert text[item.segment.start : item.segment.end] == item.segment.quote
        assert item.code in project.codebook
        assert 0 <= item.confidence <= 1
        assert item.why

    assert len(project.codings()) == 3
    assert len(project.suggest(limit=1)) == 1
    assert {item.segment.document for item in project.suggest(document="P2")} <= {"P2"}
    assert {item.code for item in project.suggest(code="ignored")} <= {"ignored"}


def test_the_words_of_who_refused_are_not_shown(project):
    """After a no nothing of theirs is proposed, nor given as a reason; after a yes it is again."""
    assert "P2" in {item.segment.document for item in project.suggest()}
    project.consent("P2", suggest=False)
    found = project.suggest()
    shown = [item.segment.quote for item in found] + [reason.text for item in found for reason in item.why]
    assert "P2" not in {item.segment.document for item in found}
    assert not [text for text in shown if "my head" in text]

    project.consent("P2", suggest=True)
    assert "P2" in {item.segment.document for item in project.suggest()}


def test_a_rejected_one_does_not_come_again(project):
    """Neither to who rejected it nor to another coder; after undo it does."""
    first = project.suggest()[0]
    project.reject(first)
    for who in (project, project.as_coder("Morag")):
        assert _places([first]).isdisjoint(_places(who.suggest()))

    project.undo()
    assert _places([first]) <= _places(project.suggest())


def test_a_rejected_one_comes_again_when_its_code_says_other_things(project):
    """Once the code's words are changed it is a new suggestion, which can be decided on; put back, it stays away."""
    spot = project.transcripts["P2"].find("I felt invisible")
    scripted = ScriptedSuggester((suggestion_at(spot, "ignored"),))
    [first] = project.suggest(suggester=scripted)
    project.reject(first)
    assert project.suggest(suggester=scripted) == []
    project.change_code("ignored", definition="Not seen, not asked.")
    [again] = project.suggest(suggester=scripted)
    assert again.id != first.id
    project.reject(again)
    assert project.suggest(suggester=scripted) == []
    assert project.suggestion_record().rejected.sum() == 2


def test_an_accepted_one_is_not_offered_to_its_coder_again(project):
    """What has become a coding is no news."""
    first = project.suggest()[0]
    project.accept(first)

    assert _places([first]).isdisjoint(_places(project.suggest()))


def test_nobody_decides_what_somebody_decided(project):
    """Accepting after rejecting, and the other way round, by anybody, is refused with the name and the way out."""
    text = project.transcripts["P2"]
    one, two = (suggestion_at(text.find(words), "ignored") for words in ("I felt", "rings every"))
    project.suggest(suggester=ScriptedSuggester((one, two)))
    project.accept(one)
    project.reject(two)
    for decided, verdict in ((one, "accepted"), (two, "rejected")):
        for again in (project.accept, project.as_coder("Morag").reject):
            with pytest.raises(SuggestError, match=f"{verdict} by Ana already; undo that first"):
                again(decided)
    assert len(project.codings()) == 4


def test_a_suggestion_is_known_by_the_beginning_of_its_id(project):
    """As long as only one begins so; else more is asked for, and nothing is stored."""
    text = project.transcripts["P2"]
    where = text.find("I felt")
    offered = [suggestion_at(where, code) for code in ("ignored", "listened-to")]
    project.suggest(suggester=ScriptedSuggester(tuple(offered)))
    with pytest.raises(NotFound, match="More than one suggestion"):
        project.accept("scripted-p2")
    with pytest.raises(NotFound, match="no suggestion"):
        project.reject("")

    assert project.accept(f"scripted-p2-{where.start}-ig").code == "ignored"


def test_reasons_are_kept_with_what_was_offered(project):
    """What an accepted suggestion was based on is in the study, though not in the history."""
    from dataclasses import replace

    from qualkit.store.suggestions import suggestion_with

    offered = replace(
        suggestion_at(project.transcripts["P2"].find("I felt"), "ignored"),
        why=(Reason("words", "invisible", 1.5), Reason("definition", "Nobody listened", 0.25)),
    )
    project.suggest(suggester=ScriptedSuggester((offered,)))
    project.accept(offered)
    with project._store.reading() as connection:
        assert suggestion_with(connection, offered.id) == offered
    assert "invisible" not in project.history().to_csv()


@pytest.mark.parametrize("wanted", [{"document": "P9"}, {"code": "ignord"}])
def test_asking_for_what_is_not_there_is_refused(project, wanted):
    """Before the machine is asked at all."""
    with pytest.raises(NotFound, match="Did you mean"):
        project.suggest(**wanted, suggester=lambda *_, **__: pytest.fail("was asked"))


def test_what_became_of_suggestions_is_counted(project):
    """A code's row has what was offered, kept, changed afterwards and rejected; undo takes a decision back."""
    found = [item for item in project.suggest() if item.code == project.suggest()[0].code]
    kept = project.accept(found[0])
    row = project.suggestion_record().set_index("code").loc[found[0].code]
    assert (row.offered, row.kept, row.changed, row.rejected) == (len(found), 1, 0, 0)
    assert row.low < 1 == row.high

    other = next(code.id for code in project.codebook if code.id != found[0].code)
    project.recode(kept, code=other)
    row = project.suggestion_record().set_index("code").loc[found[0].code]
    assert (row.kept, row.changed) == (0, 1)
    project.undo()
    project.undo()
    assert project.suggestion_record().kept.sum() == 0


def test_blind_means_blind_for_each_coder_and_document(project):
    """A coding says whether its own coder had been shown suggestions on that document; a colleague's eyes are not theirs."""
    text = project.transcripts["P2"]
    machine = ScriptedSuggester((suggestion_at(text.find("I felt invisible"), "ignored"),))
    morag = project.as_coder("Morag")
    morag.suggest(suggester=machine)
    project.code(text.find("And I cook"), "something-to-do")
    morag.code(text.find("And I cook"), "something-to-do")
    morag.code(project.transcripts["P1"].find("The biscuits"), "something-to-do")
    accepted = project.accept(machine.suggestions[0])
    table = project.codings().set_index("coding_id")

    seen = {(row.coder, row.document, row.text): row.seen_before for row in table.itertuples()}
    assert seen["Ana", "P2", "And I cook"] == False  # noqa: E712 - a table's own kind of False
    assert seen["Morag", "P2", "And I cook"] == True  # noqa: E712
    assert seen["Morag", "P1", "The biscuits"] == False  # noqa: E712
    assert table.loc[accepted.id].seen_before
    assert not table.loc[project.codings()["coding_id"][0]].seen_before


def test_what_was_seen_is_known_when_the_study_is_opened_again(tmp_path):
    """Somebody who has only looked at suggestions is known, and their first coding is not called blind."""
    tiny_project(tmp_path / "s.qualkit").close()
    with Project.open(tmp_path / "s.qualkit", coder="Jo") as project:
        spot = project.transcripts["P2"].find("I felt invisible")
        project.suggest(suggester=ScriptedSuggester((suggestion_at(spot, "ignored"),)))
        project.suggest(suggester=ScriptedSuggester((suggestion_at(spot, "ignored"),)))
    with Project.open(tmp_path / "s.qualkit", coder="Jo") as project:
        assert project.code(project.transcripts["P2"].find("And I cook"), "something-to-do").suggestions_seen


def test_who_saw_what_before_it_was_written_down(tmp_path):
    """In a study from before, whatever was offered counts as seen by everybody who was there: nothing is called blind by guess."""
    path = tmp_path / "old.qualkit"
    with tiny_project(path) as project:
        spot = project.transcripts["P2"].find("I felt invisible")
        project.suggest(suggester=ScriptedSuggester((suggestion_at(spot, "ignored"),)))
    with closing(sqlite3.connect(path)) as connection, connection:
        # The study as it was before: without that migration, and without those that came after it.
        after = connection.execute("SELECT number FROM migrations WHERE name = 'coders'").fetchone()
        assert [migration.name for migration in MIGRATIONS if migration.number >= after[0]] == [
            "coders",
            "sessions",
            "decided_on",
        ]
        connection.execute("ALTER TABLE decisions DROP COLUMN code_words")
        for column in ("session", "participant"):
            connection.execute(f"ALTER TABLE sheet_answers DROP COLUMN {column}")
        for table in ("session_people", "session_documents", "sessions"):
            connection.execute(f"DROP TABLE {table}")
        for table in ("hands", "stops", "favourites", "suggestions_shown"):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("DELETE FROM migrations WHERE number >= ?", after)
    with Project.open(path, coder="Ana") as project:
        assert project.code(project.transcripts["P2"].find("And I cook"), "something-to-do").suggestions_seen


def test_with_an_executor_the_same_is_proposed(project):
    """Walked through some at a time and looked at by workers, a study gets the same suggestions, and they can be accepted."""
    alone = project.suggest()
    with ThreadPoolExecutor(2) as executor:
        found = project.suggest(executor=executor)
    assert found == alone

    project.accept(found[0])
