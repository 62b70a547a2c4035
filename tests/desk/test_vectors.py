"""What the machine read is kept in the study, and goes with the words."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import func, select

import qualkit as qk
from qualkit.assist.embedder import WEIGHTS, embedder
from qualkit.desk.vectors import StudyVectors
from qualkit.store import tables
from qualkit.store.words import RECKONED
from qualkit.testing import ScriptedSuggester, tiny_project

MODEL = WEIGHTS


@pytest.fixture
def project(study):
    """A tiny study in each database."""
    with tiny_project(study) as project:
        yield project


def _count(project):
    with project._store.reading() as connection:
        return connection.execute(select(func.count()).select_from(tables.vectors)).scalar_one()


def _read_by_the_model(monkeypatch):
    read = []
    run = embedder()._model.run
    monkeypatch.setattr(embedder()._model, "run", lambda texts: read.extend(texts) or run(texts))
    return read


def test_a_second_start_reads_no_sentence_again(project, monkeypatch):
    """With an empty memory, as in a new process, the model is not run, and the suggestions are the same."""
    embedder().forget()
    first = project.suggest()
    kept = _count(project)
    read = _read_by_the_model(monkeypatch)
    embedder().forget()

    assert project.suggest() == first
    assert read == []
    assert _count(project) == kept > 0


def test_the_study_says_nothing_of_what_the_vectors_are_of(sqlite_study):
    """Keys are 128 bits that depend on the study: the same sentence has another key in another study."""
    with tiny_project(sqlite_study) as project, tiny_project(sqlite_study + "2.qualkit") as other:
        keys = []
        for each in (project, other):
            each.suggest()
            with each._store.reading() as connection:
                keys.append(set(connection.execute(select(tables.vectors.c.key)).scalars()))
    assert keys[0].isdisjoint(keys[1])
    assert {len(key) for key in keys[0]} == {32}


def test_withdrawal_takes_every_vector_and_the_secret(project):
    """Afterwards there is no vector; keys of before fit nothing any more, and who still holds some cannot put them back."""
    project.suggest()
    held = StudyVectors(project._store)
    vectors = dict(zip(["Mine."], embedder().vectors(["Mine."]), strict=True))
    project.withdraw("P2")
    held.put_many(vectors, MODEL)

    assert _count(project) == 0
    with project._store.reading() as connection:
        assert "vectors_secret" not in connection.execute(select(tables.study.c.key)).scalars().all()
    project.suggest()
    assert _count(project) > 0


def test_no_vector_lies_in_the_files_free_space(sqlite_study):
    """After a withdrawal not one of the vectors that were there can be found in the file's bytes."""
    with tiny_project(sqlite_study) as project:
        project.suggest()
        with project._store.reading() as connection:
            there = connection.execute(select(tables.vectors.c.vector)).scalars().all()
        project.withdraw("P2")
    content = Path(sqlite_study).read_bytes()
    assert there
    assert not [vector for vector in there if vector in content]


def test_pseudonyms_and_purges_take_them_too(project):
    """Whatever takes words out for good leaves no vector of them."""
    from qualkit.store.revisions import purge_earlier

    project.suggest()
    with project._store.keeping() as connection:
        document = connection.execute(select(tables.documents.c.id)).scalars().first()
        purge_earlier(connection, document)
    assert _count(project) == 0


def test_vectors_of_what_is_said_no_more_go_at_the_next_look(project):
    """Who refuses suggestions has no vectors after the next run; the codebook's and the others' stay."""
    project.suggest()
    before = _count(project)
    project.consent("P2", suggest=False)
    project.suggest()
    after = _count(project)
    project.suggest(suggester=ScriptedSuggester(()))

    assert 0 < after < before
    assert _count(project) == after, "a suggester that reads nothing lets nothing go"


def test_a_study_that_is_read_only_gives_and_does_not_take(sqlite_study):
    """Opened for reading, what is kept is used and nothing is written; without any kept vector it works as well."""
    with tiny_project(sqlite_study):
        pass
    with qk.Project.open(sqlite_study, readonly=True) as project:
        place = StudyVectors(project._store)
        assert place.get_many(["Mine."], MODEL) == {}
        place.put_many({"Mine.": embedder().vectors(["Mine."])[0]}, MODEL)
        place.sweep()
        assert _count(project) == 0


def test_a_study_that_somebody_is_changing_does_without(sqlite_study):
    """While another program writes, nothing is kept, nothing waits for ever and nothing fails."""
    with tiny_project(sqlite_study) as project:
        store = type(project._store).open(sqlite_study, wait=0.1)
        other = sqlite3.connect(sqlite_study)
        other.execute("BEGIN IMMEDIATE")
        place = StudyVectors(store)
        assert place.get_many(["Mine."], MODEL) == {}
        place.put_many({"Mine.": embedder().vectors(["Mine."])[0]}, MODEL)
        other.rollback()
        other.close()
        assert _count(project) == 0
        store.close()


def test_every_column_of_bytes_is_registered():
    """A column of bytes is reckoned from words, and said to be."""
    from sqlalchemy import LargeBinary

    found = {
        (name, column.name)
        for name, table in tables.metadata.tables.items()
        for column in table.columns
        if isinstance(column.type, LargeBinary)
    }
    assert found == {(name, column) for name, columns in RECKONED.items() for column in columns}
