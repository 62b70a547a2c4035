import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import clone

from qualkit.assist import ThemeSuggester
from qualkit.errors import NotFound, SuggestError
from qualkit.model import Code, Codebook

TEXTS = [
    "The kettle club on Tuesdays, that was the thing.",
    "I was skint and the rent was due.",
    "Kettle club again, every week.",
    "We went by bus.",
    "I was awake all night.",
    "They talked over me.",
]
CODES = [{"something-to-do"}, {"money"}, {"something-to-do"}, set(), {"sleep-loss"}, {"ignored"}]


@pytest.fixture(scope="module")
def cold(book):
    return ThemeSuggester(book).fit([], [])


@pytest.fixture(scope="module")
def taught(book):
    return ThemeSuggester(book).fit(TEXTS, CODES, groups=["P1", "P1", "P2", "P2", "P3", "P3"])


def _likely(model, text):
    return dict(zip(model.classes_, model.predict_proba([text])[0], strict=True))


@pytest.mark.parametrize(
    ("said", "right", "wrong"),
    [
        ("I had no friends.", "no-one-to-love", "someone-to-love"),
        ("I didn't have any friends back then, none.", "no-one-to-love", "someone-to-love"),
        ("I lost all my mates.", "no-one-to-love", "someone-to-love"),
        ("Without a friend you go under.", "no-one-to-love", "someone-to-love"),
        ("I used to have friends, loads.", "no-one-to-love", "someone-to-love"),
        ("If only I had a partner.", "no-one-to-love", "someone-to-love"),
        ("I've got friends now.", "someone-to-love", "no-one-to-love"),
        ("I was never alone, never lonely.", "someone-to-love", "no-one-to-love"),
        ("It's not that I had no friends.", "someone-to-love", "no-one-to-love"),
        ("Nobody listened.", "ignored", "heard"),
        ("She listened, she did.", "heard", "ignored"),
        ("I wasn't judged there.", "heard", "ignored"),
        ("I didn't have a home to go to.", "nowhere-to-dwell", "somewhere-to-dwell"),
        ("I used to be homeless.", "nowhere-to-dwell", "somewhere-to-dwell"),
        ("I'm not homeless any more.", "somewhere-to-dwell", "nowhere-to-dwell"),
        ("There was nothing to do.", "nothing-to-do", "something-to-do"),
    ],
)
def test_the_pole_is_the_one_that_was_meant(cold, said, right, wrong):
    """A word that is denied, lost or only wished for speaks for the other pole, never for its own."""
    likely = _likely(cold, said)
    assert likely[right] > 2 * likely[wrong]
    assert likely[wrong] < 0.3
    assert max(likely, key=likely.get) == right


def test_what_others_said_of_someone_is_not_theirs(cold):
    """Saying "they said I would never work" is no sign of work, nor a sure one of having nothing to do."""
    likely = _likely(cold, "They said I would never work again.")
    assert likely["something-to-do"] < 0.2
    assert likely["nothing-to-do"] < 0.3


def test_a_code_without_a_pole_is_spoken_of_either_way(cold):
    """Saying "no money" is about money, as "money" is."""
    for said in ("I had no money.", "I had money."):
        likely = _likely(cold, said)
        assert max(likely, key=likely.get) == "money"
        assert likely["money"] > 0.5


def test_a_hard_thing_told_as_a_denial_is_still_told(cold):
    """Saying "I couldn't sleep" is about sleep loss, which has no other pole."""
    assert _likely(cold, "I couldn't sleep, not for weeks.")["sleep-loss"] > 0.3


def test_most_passages_hold_none(cold):
    """Where nothing of the codebook is said, every code is unlikely."""
    assert cold.predict_proba(["We got on the number nine bus.", "Tea was at five."]).max() < 0.15


def test_codings_teach_words_that_the_codebook_lacks(cold, taught):
    """After two codings a word that no definition holds points to the code that people gave it."""
    before, after = (_likely(m, "Then it was kettle club.")["something-to-do"] for m in (cold, taught))
    assert after > 2 * before


def test_columns_are_the_codes_in_order(book, taught):
    """Columns follow the codebook, one each, whatever was learnt."""
    assert taught.classes_.tolist() == [code.id for code in book]
    assert taught.predict_proba(TEXTS).shape == (len(TEXTS), len(book))
    assert taught.predict_proba([]).shape == (0, len(book))


def test_scikit_learn_can_copy_it(book):
    """get_params, set_params and clone work as scikit-learn has them."""
    model = ThemeSuggester(book)
    assert model.get_params() == {"codebook": book}
    assert clone(model.fit([], [])).codebook is book
    assert not hasattr(clone(model), "classes_")


@pytest.mark.parametrize("code", ["something-to-do", "no-one-to-love", "money", "ignored"])
@pytest.mark.parametrize("text", ["I was skint, no kettle club, no friends.", "", "Talked over by everyone."])
def test_the_reasons_are_the_score(taught, text, code):
    """The base and the reasons' weights add up to the logit, exactly."""
    column = taught.classes_.tolist().index(code)
    whole = taught.decision_function([text])[0, column]
    parts = sum(reason.weight for reason in taught.explain(text, code))
    assert taught.base(code) + parts == pytest.approx(whole, abs=1e-6)


def test_reasons_can_be_checked_against_the_passage(cold, taught):
    """Words that matched, words shared with the definition, and the group's own excerpt are named."""
    first = cold.explain("I had no friends.", "no-one-to-love")[0]
    assert (first.kind, "“no friends”" in first.text) == ("words", True)
    texts = [
        reason.text
        for reason in taught.explain("Kettle club!", "something-to-do")
        if reason.kind == "example"
    ]
    assert "“Kettle club again, every week.”" in texts[0]


def test_reasons_hide_words_in_their_repr(taught):
    """A reason's repr holds none of anybody's words."""
    assert "kettle" not in repr(taught.explain("Kettle club!", "something-to-do")).lower()


@settings(max_examples=40, deadline=None)
@given(
    text=st.text(max_size=60)
    | st.lists(
        st.sampled_from(["no", "never", "friends", "home", "I", "lost", ",", ".", "but", "used", "to"]),
        max_size=15,
    ).map(" ".join)
)
def test_probabilities_are_probabilities(taught, text):
    """Whatever is asked, every figure is finite and lies between 0 and 1."""
    likely = taught.predict_proba([text])
    assert np.isfinite(likely).all()
    assert ((likely >= 0) & (likely <= 1)).all()


@settings(max_examples=10, deadline=None)
@given(order=st.permutations(range(len(TEXTS))))
def test_the_order_of_texts_does_not_matter(book, taught, order):
    """Learning from the same texts in another order, or asking in another order, gives the same figures."""
    groups = ["P1", "P1", "P2", "P2", "P3", "P3"]
    other = ThemeSuggester(book).fit(
        [TEXTS[at] for at in order], [CODES[at] for at in order], [groups[at] for at in order]
    )
    assert other.predict_proba([TEXTS[at] for at in order]) == pytest.approx(
        taught.predict_proba(TEXTS)[list(order)], abs=1e-6
    )


def test_a_row_does_not_depend_on_the_others(taught):
    """A text is as likely alone as among others."""
    assert taught.predict_proba(TEXTS)[2] == pytest.approx(taught.predict_proba([TEXTS[2]])[0])


def test_many_codings_of_one_interview_say_less_than_of_several(book):
    """What one interview repeats is partly put down to that interview."""
    texts, codes = ["The usual, you know."] * 12, [{"money"}] * 12
    one = ThemeSuggester(book).fit(texts, codes, groups=["P1"] * 12)
    several = ThemeSuggester(book).fit(texts, codes, groups=[f"P{n}" for n in range(12)])
    assert one.base("money") < several.base("money")


def test_weights_are_as_good_as_repeats(book):
    """A text that counts twice is a text that came twice."""
    background = ["We went by bus."]
    twice = ThemeSuggester(book).fit(["Kettle club."] * 2, [{"money"}] * 2, background=background)
    heavy = ThemeSuggester(book).fit(
        ["Kettle club."], [{"money"}], weights=[2], background=["Kettle club.", *background]
    )
    assert heavy.base("money") == pytest.approx(twice.base("money"), abs=0.02)


def test_an_empty_codebook_has_no_columns():
    """A study starts with no codes at all, and nothing breaks."""
    assert ThemeSuggester(Codebook()).fit([], []).predict_proba(["I was low."]).shape == (1, 0)


def test_a_code_made_from_a_persons_words_alone_serves():
    """A code with nothing but a name is looked for by its name."""
    model = ThemeSuggester(Codebook((Code("kettle-club", "Kettle club"), Code("bus", "Bus")))).fit([], [])
    assert model.predict_proba(["Kettle club was on."])[0].argmax() == 0


@pytest.mark.parametrize(
    ("texts", "codes", "error", "says"),
    [
        (
            ["a", "b"],
            [{"money"}],
            SuggestError,
            "one set of code ids for each text; there are 2 texts and 1 sets",
        ),
        (["a"], ["money"], SuggestError, "a bare id is no set"),
        (["a"], [{"mony"}], NotFound, "Did you mean 'money'"),
    ],
)
def test_what_does_not_fit_is_refused(book, texts, codes, error, says):
    """A wrong number of sets, a bare id and an unknown code are each said plainly."""
    with pytest.raises(error, match=says.replace("(", r"\(")):
        ThemeSuggester(book).fit(texts, codes)


def test_groups_must_be_as_many_as_texts(book):
    """Too few interviews for the texts are refused."""
    with pytest.raises(SuggestError, match="as many groups as texts: 1 came for 2"):
        ThemeSuggester(book).fit(["a", "b"], [set(), set()], groups=["P1"])


def test_it_asks_to_be_fitted_first(book):
    """Asking an unfitted suggester says what to do."""
    with pytest.raises(SuggestError, match="has not been fitted"):
        ThemeSuggester(book).predict_proba(["I was low."])
