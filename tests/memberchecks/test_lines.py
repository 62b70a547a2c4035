"""Where lines may break: the words stay what they were."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualkit.memberchecks.lines import kept_together, settable

ADDED = {"\u200b": "", "\u00a0": " "}


def _plain(text):
    return "".join(ADDED.get(char, char) for char in text)


@given(st.text(alphabet=st.characters(exclude_characters="\u200b\u00a0\r\t\u061c\u2066\u2067\u2068\u2069")))
def test_not_a_letter_is_lost_or_added(text):
    """Beside places where a line may or may not break, the text is the same."""
    assert _plain(settable(text)) == text
    assert _plain(kept_together(text)) == text


@given(st.text(alphabet="ab/.@-é", min_size=1, max_size=200))
def test_no_word_is_wider_than_half_a_page(text):
    """Between two places where a line may break there are never many letters; a short word is left whole."""
    pieces = settable(text).split("\u200b")

    assert max(len(piece.strip("/.@-")) for piece in pieces) <= 24
    assert len(text) > 24 or len(pieces) == 1


def test_tabs_and_line_ends_part_words():
    """A tab is a space, and any line end is one."""
    assert settable("a\tb\r\nc\rd") == "a b\nc\nd"


def test_a_telephone_number_and_a_date_stay_on_one_line():
    """The spaces in them do not break, and the others do."""
    assert kept_together("Ring 01632 960147 by 29 January 2027, or call 999. Samaritans") == (
        "Ring 01632\u00a0960147 by 29\u00a0January\u00a02027, or call 999. Samaritans"
    )
