import pytest

from qualkit.assist.language import language
from qualkit.assist.lexicon import Lexicon
from qualkit.assist.rarity import Rarity
from qualkit.model import Code, Codebook


@pytest.fixture(scope="module")
def lexicon():
    listed = {"one": ["listened to me", "alone", "no friends", "people"], "two": ["people", "nothing to do"]}
    book = Codebook(tuple(Code(id_, id_) for id_ in listed))
    return Lexicon(book, [language().read(words) for words in listed.values()], Rarity(0, {}))


def _listed(lexicon, said):
    return sorted((match.owner, match.listed) for match in lexicon.matches(language().read([said])[0]))


@pytest.mark.parametrize(
    ("said", "listed"),
    [
        ("She listens to me.", [(0, "listened to me")]),
        ("She listened, um, to me.", [(0, "listened to me")]),
        ("Nobody listened really to me.", [(0, "listened to me")]),
        ("She listened to my sister and me.", []),
        ("I had no friends.", [(0, "no friends")]),
        ("There is nothing to do.", [(1, "nothing to do")]),
        ("It is along the road.", []),
    ],
)
def test_phrases_match_by_stems_with_one_small_word_between(lexicon, said, listed):
    """Forms of a word match; other words that look alike do not."""
    assert _listed(lexicon, said) == listed


def test_a_shared_word_counts_for_less(lexicon):
    """A word that two codes list says less of either."""
    shared, own = (lexicon.matches(language().read([said])[0])[0].weight for said in ("people", "alone"))
    assert shared < own


def test_saying_it_twice_is_no_further_evidence(lexicon):
    """Repetition, which speech is full of, does not add up."""
    once, twice = lexicon.scores(language().read(["I was alone.", "I was alone, alone."]))
    assert once.tolist() == twice.tolist()


def test_a_match_names_no_words_in_its_repr(lexicon):
    """What was said is left out of a match's repr."""
    match = lexicon.matches(language().read(["She was LISTENING to me"])[0])[0]
    assert match.said == "LISTENING to me"
    assert "LISTENING" not in repr(match)
