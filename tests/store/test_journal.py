"""Every change is remembered, without words, and can be taken back."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualkit.errors import UndoError
from qualkit.store import tables
from qualkit.store.journal import Act, revert
from qualkit.store.stamps import digest
from qualkit.store.standing import last_entry
from qualkit.store.store import Store

KEYS = st.sampled_from("abc")
STEPS = st.lists(
    st.tuples(st.sampled_from(["put", "change", "drop"]), KEYS, st.text(max_size=8)), max_size=12
)


def _state(store):
    with store.reading() as connection:
        return sorted(tuple(row) for row in connection.execute(tables.coders.select()))


def _step(store, verb, key, words):
    with store.changing(Act("me", verb, "coder", key)) as journal:
        there = journal.connection.execute(tables.coders.select().where(tables.coders.c.id == key)).first()
        if verb == "put" and there is None:
            journal.insert(tables.coders, {"id": key, "name": key, "standpoint": words.replace("\0", "")})
        elif verb == "change" and there is not None:
            journal.update(tables.coders, {"id": key}, {"standpoint": words.replace("\0", "")})
        elif verb == "drop":
            journal.delete(tables.coders, {"id": key})


def _undo(store, coder="me"):
    with store.reading() as connection:
        entry = last_entry(connection, coder)
    with store.changing(Act(coder, "undo", entry["noun"], entry["noun_id"], undoes=entry["id"])) as journal:
        revert(journal, entry["id"])
    return entry


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_undoing_everything_leads_back_through_every_state(tmp_path_factory, steps):
    """After any changes, each undo gives exactly the state before the change it takes back, down to the first."""
    store = Store.create(tmp_path_factory.mktemp("undo") / "s.qualkit")
    states = [_state(store)]
    for step in steps:
        _step(store, *step)
        if _state(store) != states[-1]:
            states.append(_state(store))

    while len(states) > 1:
        states.pop()
        _undo(store)
        assert _state(store) == states[-1]
    with pytest.raises(UndoError, match="no change"):
        _undo(store)
    store.close()


def test_undo_takes_back_this_coders_change_only(study):
    """Another coder's later change stays when I take back mine."""
    store = Store.create(study)
    for coder in ("me", "you"):
        with store.changing(Act(coder, "put", "coder", coder)) as journal:
            journal.insert(tables.coders, {"id": coder, "name": coder, "standpoint": ""})
    _undo(store, "me")

    assert [row[0] for row in _state(store)] == ["you"]
    store.close()


def test_what_somebody_built_on_is_not_taken_back(study):
    """An undo that would lose another coder's change is refused and changes nothing."""
    store = Store.create(study)
    _step(store, "put", "a", "mine")
    with store.changing(Act("you", "change", "coder", "a")) as journal:
        journal.update(tables.coders, {"id": "a"}, {"standpoint": "yours"})
    with pytest.raises(UndoError, match="changed.*since"):
        _undo(store, "me")

    assert _state(store)[0][2] == "yours"
    store.close()


def test_the_history_holds_hashes_and_no_words(study):
    """No column of the history holds the words that were written; the hashes are of the images in the side rows."""
    store = Store.create(study)
    _step(store, "put", "a", "heron in the reeds")
    with store.reading() as connection:
        entry = connection.execute(tables.history.select()).one()
        image = connection.execute(tables.changes.select()).one()

    assert "heron" not in json.dumps([str(value) for value in entry])
    assert "heron" in image.row_after
    assert entry.hash_after == digest(image.row_after)
    store.close()


def test_a_change_that_changes_nothing_is_not_remembered(study):
    """Writing the same value again adds no entry to the history."""
    store = Store.create(study)
    _step(store, "put", "a", "same")
    _step(store, "change", "a", "same")

    with store.reading() as connection:
        assert len(connection.execute(tables.history.select()).all()) == 1
    store.close()


def test_deleted_side_rows_make_an_undo_impossible_and_said(study):
    """Where a withdrawal deleted the side rows, undo says so instead of guessing."""
    store = Store.create(study)
    _step(store, "put", "a", "x")
    with store.keeping() as connection:
        connection.execute(tables.changes.delete())
    with pytest.raises(UndoError, match="withdrawal"):
        _undo(store)

    store.close()
