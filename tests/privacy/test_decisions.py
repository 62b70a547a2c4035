"""What was decided about names is done where it was meant, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualkit.errors import NotFound, QualkitError
from qualkit.privacy import names_left
from qualkit.privacy.decisions import Book, Named, Where, bracketed, choice_named, with_replacements

TOM = Named("Declan", "person", "all", "[Tom]")
NICK = Named("Dec", "person", "all", "[Tom]")
HOPE = Named("Hope", "person", "all", "[Joy]")


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("Declan’s mum", "[Tom]’s mum"),
        ("declan came", "[Tom] came"),
        ("I saw DECLAN there", "I saw [TOM] there"),
        ("De\u200bclan and Dec", "[Tom] and [Tom]"),
        ("Hope rang. I hope so.", "[Joy] rang. I hope so."),
        ("we hope", "we hope"),
        ("Declans coat", "[Tom]s coat"),
        ("declanned", "declanned"),
        ("déclan", "[Tom]"),
    ],
)
def test_a_name_is_replaced_however_it_is_written(said, wanted):
    """Possessives, hidden characters, accents, nicknames; a plain word only where it is written large."""
    assert Book([TOM, NICK, HOPE]).replaced(said) == wanted


def test_this_one_is_replaced_there_alone():
    """A name decided for one turn stays in every other."""
    book = Book([Named("Declan", "person", "this one", "[Tom]", (Where("P1", 3),))])

    assert book.rewriting("Declan", Where("P1", 3)).text("Declan") == "[Tom]"
    assert not book.edits("Declan", Where("P1", 4))
    assert book.replaced("Declan") == "Declan"


def test_never_is_never():
    """A form that a person left alone stays as it is."""
    assert Book([Named("Declan", "person", "never")]).replaced("Declan") == "Declan"


def test_a_plain_word_is_a_name_where_the_finders_see_one():
    """In a text without capitals the words around decide."""
    book = Book([HOPE])

    assert [edit[:2] for edit in book.edits("hope rang and i hope so", spots=[(0, 4)])] == [(0, 4)]


def test_the_longest_name_goes():
    """A whole name is replaced as one, not its first half."""
    book = Book([Named("Mary", "person", "all", "[Ada]"), Named("Mary Ann", "person", "all", "[Bea]")])

    assert book.replaced("Mary-Ann and Mary") == "[Bea] and [Ada]"


def test_words_in_json_are_replaced_and_it_stays_json():
    """A stored list or table keeps its shape."""
    assert Book([TOM]).replaced_within('{"town":["Declan’s","x"],"n":1}') == '{"n":1,"town":["[Tom]’s","x"]}'
    assert Book([TOM]).replaced_within("[Declan said") == "[[Tom] said"
    assert Book([TOM]).replaced_within('{"b":1,"a":2}') == '{"b":1,"a":2}'


def test_replacements_are_numbered_and_never_used_twice():
    """Who gives none gets the next free one of its kind; a known one is not given to another."""
    known = [Named("Siân", "person", "all", "[Person 1]")]
    new = [
        Named("Declan", "person"),
        Named("Leeds", "place"),
        Named("Jo", "person"),
        Named("x", "name", "never"),
    ]

    assert [name.replacement for name in with_replacements(new, known)] == [
        "[Person 2]",
        "[Place 1]",
        "[Person 3]",
        "",
    ]


@pytest.mark.parametrize("words", ["", "[]", "a\nb", "a[b", 'say "x"', "x" * 61])
def test_a_replacement_that_would_break_a_text_is_refused(words):
    """Empty, or with marks of its own."""
    with pytest.raises(QualkitError):
        bracketed(words)


def test_a_replacement_that_tells_is_refused_without_a_name():
    """A real name in a replacement would undo the whole; the refusal does not say it either."""
    with pytest.raises(QualkitError) as refused:
        with_replacements([TOM, Named("Siân", "person", "all", "Declan")], [])

    assert "Declan" not in str(refused.value)


def test_an_unknown_decision_is_refused():
    """Only the three words count."""
    assert choice_named("THIS ONE") == "this one"
    with pytest.raises(NotFound, match="There are: all, never, this one"):
        choice_named("maybe")


@given(
    st.text(max_size=40),
    st.sampled_from(["Declan", "DECLAN", "de\u200bclan", "Mary-Ann"]),
    st.text(max_size=40),
)
def test_afterwards_no_name_is_left(before, name, after):
    """Whatever stands around, the search for left names finds none."""
    book = Book([TOM, Named("Mary Ann", "person", "all", "[Bea]")])

    assert not names_left(book.replaced(f"{before} {name} {after}"), ["Declan", "Mary Ann"])
