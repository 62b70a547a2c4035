"""A paper's number and its code."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from qualkit.memberchecks.token import ALPHABET, check_character, is_whole, keyed_code, new_token, paper_id
from qualkit.model import CheckItem

CODE = st.text(alphabet=ALPHABET, min_size=9, max_size=9).map(lambda code: code + check_character(code))
ITEMS = (CheckItem(1, "a", "words", "You said so."),)


@given(CODE, st.integers(0, 9), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_caught(code, place, wrong):
    """Any single character typed wrongly makes the code fail."""
    assume(code[place] != wrong)

    assert is_whole(code)
    assert not is_whole(code[:place] + wrong + code[place + 1 :])


@given(CODE, st.integers(0, 8))
def test_two_swapped_characters_are_caught(code, place):
    """Swapping two different neighbours makes the code fail."""
    assume(code[place] != code[place + 1])

    assert not is_whole(code[:place] + code[place + 1] + code[place] + code[place + 2 :])


def test_the_code_depends_on_study_paper_and_items():
    """Another study's key, another paper or other words give another code; the same give the same."""
    code = keyed_code(b"key", "QK1-AAAAA-v1", ITEMS)
    other = (CheckItem(1, "a", "words", "You said no."),)

    assert code == keyed_code(b"key", "QK1-AAAAA-v1", ITEMS)
    assert is_whole(code)
    assert (
        len(
            {
                code,
                keyed_code(b"yek", "QK1-AAAAA-v1", ITEMS),
                keyed_code(b"key", "QK1-AAAAC-v1", ITEMS),
                keyed_code(b"key", "QK1-AAAAA-v1", other),
            }
        )
        == 4
    )


def test_a_token_says_nothing_of_the_person():
    """Tokens are drawn at random, of letters that cannot be mistaken for others."""
    tokens = {new_token() for _ in range(200)}

    assert len(tokens) > 190
    assert all(set(token) <= set(ALPHABET) for token in tokens)
    assert not set("0O1IL5S8B2Z") & set(ALPHABET)
    assert paper_id("7F3K9", 2) == "QK1-7F3K9-v2"
