"""What may give somebody away is found by several finders together, and grouped by form."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualkit.privacy.candidates import candidates, united
from qualkit.privacy.finders import is_nhs_number
from qualkit.privacy.finders.patterns import find_patterns
from qualkit.privacy.spoken import Spoken


def found(text, known=()):
    """Every form, as it stands in the text."""
    return [text[one.start : one.end] for one, _ in united(Spoken(text), known)]


@pytest.mark.parametrize(
    ("said", "kind", "form"),
    [
        ("I was born on 3 May 1971 there", "date of birth", "3 May 1971"),
        ("on 03/05/1971.", "date of birth", "03/05/1971"),
        ("ring 0161 496 0000 at night", "phone", "0161 496 0000"),
        ("or +44 7700 900123", "phone", "+44 7700 900123"),
        ("it is q.merrick@example.org now", "e-mail", "q.merrick@example.org"),
        ("at zz9 9zz or S10 2TN", "postcode", "S10 2TN"),
        ("mine is 943 476 5919, he said", "NHS number", "943 476 5919"),
    ],
)
def test_what_follows_a_rule_is_found(said, kind, form):
    """Each kind by its own rule; digits that are no NHS number are none."""
    assert (kind, form) in [(one.kind, said[one.start : one.end]) for one in find_patterns(Spoken(said))]


@pytest.mark.parametrize("said", ["943 476 5918", "in 1987", "room 12345", "10-12-20 people", "it cost 01"])
def test_plain_numbers_are_left_alone(said):
    """A wrong check digit, a year, a count."""
    assert [one.kind for one in find_patterns(Spoken(said)) if one.kind != "date of birth"] == []


@given(st.integers(0, 10**9 - 1))
def test_one_digit_checks_the_nine_before_it(first):
    """At most one of the ten last digits makes an NHS number."""
    assert sum(is_nhs_number(f"{first:09}{last}") for last in range(10)) <= 1


@pytest.mark.parametrize(
    ("said", "form"),
    [
        ("my mate boon he was good to me", "boon"),
        ("we called him smudge at work", "smudge"),
        ("and her name was wanjiru by the way", "wanjiru"),
        ("doctor grey never looked up", "doctor grey"),
        ("i was on juniper ward for weeks", "juniper"),
        ("and hope rang me at night", "hope"),
        ("i came from todmorden then", "todmorden"),
        ("de\u200bclan came", "de\u200bclan"),
        ("cap they called him on the boats", "cap"),
    ],
)
def test_names_without_capitals_are_found(said, form):
    """What stands around gives a name away, also a nickname that is a word."""
    assert form in found(said)


@pytest.mark.parametrize(
    "said", ["i hope you will come", "we may rose early", "it was a grey house", "um yeah i dunno"]
)
def test_plain_talk_is_left_alone(said):
    """Words that could be names and are none there."""
    assert found(said) == []


def test_forms_are_grouped_with_their_finders():
    """Case, accents and possessives make no new form; who found it is said, the surest first."""
    (one,) = [
        c
        for c in candidates({"P1": "I met Siân. Sian’s mum came.", "P2": "So SIAN, she left."})
        if c.key == "sian"
    ]

    assert (one.count, one.kind) == (3, "person")
    assert [spot.text for spot in one.spots] == ["P1", "P1", "P2"]
    assert "sian" not in repr(one).casefold()


def test_known_names_are_found_everywhere():
    """What the study knows needs no finder."""
    assert found("the kettle was on, and kettle’s mum", ["Kettle"]) == ["kettle", "kettle"]


@given(st.text(max_size=80))
def test_finds_lie_in_the_text(text):
    """Any text at all: finds lie in it, in order, and overlap nowhere."""
    finds = [one for one, _ in united(Spoken(text))]

    assert all(0 <= one.start < one.end <= len(text) for one in finds)
    assert all(one.end <= other.start for one, other in itertools.pairwise(finds))
