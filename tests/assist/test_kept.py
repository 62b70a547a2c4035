"""Vectors that outlive the process, and a place that is never required."""

from __future__ import annotations

import contextlib
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from qualkit.assist.embedder import WEIGHTS, Embedder
from qualkit.assist.kept import keeping_vectors

SAID = ["The club opened on Tuesdays.", "I was on my own for years.", "Yes."]


class Place(dict):
    """A place in memory that counts what it is asked for."""

    def __init__(self):
        super().__init__()
        self.asked = []

    def get_many(self, texts, model):
        assert model == WEIGHTS
        self.asked += texts
        return {text: self[text] for text in texts if text in self}

    def put_many(self, vectors, model):
        assert model == WEIGHTS
        self.update(vectors)


class Counted:
    """A model that says how often it was run."""

    def __init__(self, model):
        self.model, self.read = model, []

    def run(self, sentences):
        self.read += sentences
        return self.model.run(sentences)


def _fresh():
    made = Embedder.installed()
    made._model = Counted(made._model)
    return made


def test_each_sentence_is_read_by_the_model_once_for_good():
    """A second embedder with the same place runs the model on new sentences alone, and says the same of all."""
    place, first, second = Place(), _fresh(), _fresh()
    with keeping_vectors(place):
        rows = first.vectors(SAID)
    with keeping_vectors(place):
        again = second.vectors([*SAID, "New."])

    assert sorted(first._model.read) == sorted(SAID)
    assert second._model.read == ["New."]
    assert np.array_equal(rows, again[:3])
    assert np.array_equal(rows.astype(np.float16).astype(np.float32), rows), (
        "kept in half the digits, the same"
    )


def test_what_this_process_knew_before_is_kept_too():
    """A sentence read without a place goes into the place that is opened later, without being read again."""
    place, embedder = Place(), _fresh()
    embedder.vectors(SAID)
    with keeping_vectors(place):
        embedder.vectors(SAID)
        embedder.vectors(SAID)

    assert set(place) == set(SAID)
    assert (len(embedder._model.read), len(place.asked)) == (3, 3)


def test_places_of_two_threads_are_two():
    """Two studies that are open in two threads each get their own sentences and nothing of the other's."""
    embedder = _fresh()

    def read(said):
        place = Place()
        with keeping_vectors(place):
            embedder.vectors(said)
        return set(place)

    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(read, [SAID[:2], SAID[2:]])) == [set(SAID[:2]), set(SAID[2:])]


def test_a_run_that_is_stopped_has_kept_what_it_read(monkeypatch):
    """What was read before somebody stopped it is in the place."""
    monkeypatch.setattr("qualkit.assist.embedder._BATCH", 1)
    monkeypatch.setattr("qualkit.assist.embedder._KEPT_AT_ONCE", 1)
    place = Place()

    def stop(done, total):
        if done == 3:
            raise KeyboardInterrupt

    with keeping_vectors(place), contextlib.suppress(KeyboardInterrupt):
        _fresh().vectors(SAID, stop)
    assert len(place) == 2
