import numpy as np
import pytest

from qualkit.assist.embedder import embedder
from qualkit.assist.language import language
from qualkit.assist.meaning import Meaning, text_vectors


@pytest.fixture(scope="module")
def meaning(book):
    return Meaning(book, embedder())


def _vectors(*texts):
    return text_vectors(embedder(), language().read(texts))


def test_what_is_meant_is_near_without_a_shared_word(meaning, book):
    """A sentence about unpaid bills comes nearest to money, though it has none of the listed words."""
    scores = meaning.scores(_vectors("I could not pay for the gas."), np.zeros((1, len(book))))
    assert list(book)[int(scores.argmax())].id == "money"


def test_nearness_does_not_speak_for_a_pole_that_is_denied(meaning, book):
    """Where the listed words speak for the one pole, no nearness speaks for the other."""
    ids = [code.id for code in book]
    words = np.zeros((1, len(book)))
    vectors = _vectors("Friends, a partner, family, that is what I wanted.")
    free = meaning.scores(vectors, words)[0, ids.index("someone-to-love")]
    words[0, ids.index("no-one-to-love")] = 1.0
    held = meaning.scores(vectors, words)[0]
    assert free.max() > 0
    assert held[ids.index("someone-to-love")].max() <= 0
    assert held[ids.index("no-one-to-love")].max() > 0


def test_a_run_of_sentences_is_the_mean_of_its_sentences():
    """A cut keeps its sentences, so a run needs no reading of its own."""
    reading = language().read(["I was on my own for years. Then the club opened. It was warm there."])[0]
    (_, _), (start, _), (_, end) = reading.sentences
    run = text_vectors(embedder(), [reading.cut(start, end)])[0]
    parts = _vectors("Then the club opened.", "It was warm there.")
    assert run == pytest.approx(parts.sum(axis=0) / np.linalg.norm(parts.sum(axis=0)), abs=1e-6)


def test_no_words_lie_nowhere(meaning, book):
    """A text without words has no vector, and is near to nothing more than to anything else."""
    vectors = _vectors("")
    assert not vectors.any()
    assert np.isfinite(meaning.scores(vectors, np.zeros((1, len(book))))).all()
