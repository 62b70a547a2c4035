import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualkit.assist import language as rooms
from qualkit.assist.language import Language, language

TALK = st.lists(
    st.sampled_from(
        ["I had no friends.", "Well…", "Siân 🙂 said no-one came!", "\n", "  ", "ﬁne—really?", "e\u0301"]
    )
    | st.text(max_size=12),
    max_size=8,
).map(" ".join)


@pytest.fixture(scope="module")
def plain():
    return Language.plain()


@settings(max_examples=60, deadline=None)
@given(TALK)
def test_words_and_sentences_lie_where_they_stand(text):
    """Offsets are code points of the text itself: in order, apart, within it, without white space at the ends."""
    for tongue in (language(), _PLAIN):
        reading = tongue.read([text])[0]
        for spans in (reading.sentences, [(word.start, word.end) for word in reading.words]):
            ends = [0, *[end for _, end in spans]]
            assert all(
                0 <= before <= start < end <= len(text)
                for before, (start, end) in zip(ends, spans, strict=False)
            )
            assert all(text[start:end] == text[start:end].strip() for start, end in spans)


_PLAIN = Language.plain()


def test_an_installed_pipeline_is_used():
    """With the pip package installed, lemmas come from a model, and its name and version are known."""
    assert language().name.startswith("en_core_web_sm")
    assert language().cost == ""
    assert language().read(["They were hearing us."])[0].words[2].key == "hear"


def test_without_a_model_it_says_what_that_costs(monkeypatch):
    """Plain rules serve in its place, and say in words what is worse."""
    monkeypatch.setattr(rooms, "PIPELINES", ("no_such_pipeline",))
    tongue = Language.installed()
    assert tongue.name == "no spaCy model"
    assert "fewer and worse suggestions" in tongue.cost
    assert len(tongue.read(["I was low. Nobody came."])[0].sentences) == 2


def test_a_damaged_pipeline_is_passed_over(monkeypatch):
    """A package that cannot be loaded as a pipeline is not used, and nothing breaks."""
    monkeypatch.setattr(rooms, "PIPELINES", ("numpy",))
    assert Language.installed().name == "no spaCy model"


def test_each_text_is_read_once(plain):
    """The second reading is the first one."""
    first, second = plain.read(["I was low.", "I was low."])
    assert first is second is plain.read(["I was low."])[0]
    assert plain.read([first])[0] is first


def test_forgetting_leaves_nothing(plain):
    """After forget() no text is held."""
    plain.read(["I was low."])
    plain.forget()
    assert plain._readings == {}


def test_a_long_text_keeps_its_places(plain):
    """A text longer than a piece is read whole, with the places of the whole."""
    text = "I was low then. " * 5_000
    reading = plain.read([text.strip()])[0]
    assert len(reading.words) == 20_000
    assert reading.words[-1].end == len(text.strip()) - 1
    assert all(word.key for word in reading.words)


def test_progress_counts_new_texts(plain):
    """Progress is told how many new texts are read, and of how many."""
    seen = []
    plain.forget()
    plain.read(["One.", "Two.", "One."], lambda done, total: seen.append((done, total)))
    assert seen == [(1, 2), (2, 2)]


def test_repr_holds_no_words(plain):
    """A reading names no word that was said."""
    assert "lonely" not in repr(plain.read(["I was lonely."])[0])


def test_fillers_are_passed_over(plain):
    """Saying "no, um, friends" is saying "no friends"."""
    words = plain.read(["I had no, um, friends."])[0].words
    assert [word.form for word in words] == ["i", "had", "no", "friend"]
    assert words[-1].stance.denied_by
