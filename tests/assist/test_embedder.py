import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualkit.assist import ThemeSuggester, embedder
from qualkit.assist.embedder import DAMAGED, SIZE, WITHOUT_EMBEDDER, Embedder

SAID = [
    "My cat keeps me company.",
    "They put the rent up again.",
    "Nobody came.",
    "👩🏽‍🚒 \ud800 a lone half",
]


@pytest.fixture(scope="module")
def whole():
    return Embedder.installed()


def test_sentences_of_like_meaning_lie_near(whole):
    """A sentence about a pet lies nearer to one about a dog than to one about money, with no word shared."""
    cat, rent, dog = whole.vectors(
        ["My cat keeps me company.", "The rent went up.", "Walking the dog helps."]
    )
    assert cat @ dog > cat @ rent + 0.1


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(SAID) | st.text(max_size=40), max_size=6))
def test_a_sentence_has_one_vector_whatever_is_read_beside_it(whole, sentences):
    """Read alone or among others, a sentence's vector is the same to the last digit, and of length one."""
    together = Embedder.installed().vectors(sentences)
    assert together.shape == (len(sentences), SIZE)
    for sentence, row in zip(sentences, together, strict=True):
        assert (Embedder.installed().vectors([sentence])[0] == row).all()
        assert np.linalg.norm(row) == pytest.approx(1, abs=1e-3), "rounded to what is kept"


def test_progress_reaches_the_end(whole):
    """Every new sentence is counted once."""
    seen = []
    Embedder.installed().vectors([*SAID, *SAID], lambda done, of: seen.append((done, of)))
    assert seen[-1] == (len(SAID), len(SAID))


def test_another_model_than_was_tried_is_not_used(monkeypatch):
    """With another hash the model is left alone, and it is said what that costs."""
    monkeypatch.setattr(embedder, "WEIGHTS", "0" * 64)
    found = Embedder.installed()
    assert (found.knows, found.cost, found.name) == (False, DAMAGED, "words alone")


def test_without_a_model_suggestions_go_by_words(monkeypatch, book):
    """Where there is no model a listed word still points to its code, and the model's name says so."""
    monkeypatch.setattr(embedder, "PACKAGE", "no_such_package")
    none = Embedder.installed()
    assert (none.knows, none.cost) == (False, WITHOUT_EMBEDDER)
    assert not none.vectors(["I had a job."]).any()
    for module in ("suggester", "known"):
        monkeypatch.setattr(f"qualkit.assist.{module}.embedder", lambda: none)
    model = ThemeSuggester(book).fit(["We sang."], [{"something-to-do"}])
    likely = dict(zip(model.classes_, model.predict_proba(["I was skint."])[0], strict=True))
    assert max(likely, key=likely.get) == "money"
    assert likely["money"] > 0.3
    assert model.model_.endswith("words alone)")
