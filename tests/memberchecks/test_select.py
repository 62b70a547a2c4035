"""Which passages a paper asks about, and in which order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualkit.loaders import load_codebook
from qualkit.memberchecks import SENSITIVE, Candidate, select_items
from qualkit.memberchecks.select import soften
from qualkit.model import ITEMS_A_PAPER

CODES = st.sampled_from(["trauma", "despair", "home", "work", "friends"])


def _candidates(codes):
    return [
        Candidate(
            (0, place), f"coding-{place}", f"words {place}", f"You said {place}.", code, written_by="Ana"
        )
        for place, code in enumerate(codes)
    ]


@given(st.lists(CODES, max_size=40))
def test_every_passage_is_asked_about_once(codes):
    """Each passage with a sentence stands on exactly one paper, numbered on from 1, at most twelve a paper."""
    papers = select_items(_candidates(codes))
    items = [item for paper in papers for item in paper]

    assert sorted(item.coding for item in items) == sorted(f"coding-{place}" for place in range(len(codes)))
    assert [item.number for item in items] == list(range(1, len(codes) + 1))
    assert all(0 < len(paper) <= ITEMS_A_PAPER for paper in papers)
    assert not papers or max(map(len, papers)) - min(map(len, papers)) <= 1


@given(st.lists(CODES, max_size=40))
def test_no_paper_begins_or_ends_with_what_is_hardest(codes):
    """Where a paper has two calm passages, one stands first and one last; the others keep their order."""
    for paper in select_items(_candidates(codes)):
        calm = [item for item in paper if item.code not in {"trauma", "despair"}]
        if len(calm) > 1:
            assert paper[0] in calm
            assert paper[-1] in calm
        middle = [item.coding for item in paper[1:-1]]
        assert middle == sorted(middle, key=lambda name: int(name.split("-")[1]))


def test_without_a_sentence_nobody_is_asked():
    """A passage for which nobody wrote a sentence is on no paper."""
    assert select_items([Candidate((0, 0), "a", "words", "  ", written_by="Ana")]) == ()


def test_a_sentence_that_nobody_wrote_goes_to_nobody():
    """A sentence without a named person behind it is on no paper."""
    assert select_items([Candidate((0, 0), "a", "words", "You said so.", written_by=" ")]) == ()


def test_the_same_words_with_the_same_sentence_are_asked_about_once():
    """Two coders' codings with one sentence on one passage make one item."""
    pair = [Candidate((0, 5), name, "the same words", "You said it.", written_by="Ana") for name in "ab"]

    assert [item.coding for item in select_items(pair)[0]] == ["a"]


def test_what_one_coder_reads_as_hard_is_hard():
    """The same words with the same sentence under a calm and a hard code do not begin a paper."""
    both = [
        Candidate((0, 0), name, "the same words", "You said it.", code, written_by="Ana")
        for name, code in (("a", "home"), ("b", "trauma"))
    ]
    calm = [
        Candidate((0, at), f"calm-{at}", f"words {at}", "Yes.", "work", written_by="Ana") for at in (5, 9)
    ]

    assert [item.coding for item in select_items([*both, *calm])[0]] == ["calm-5", "b", "calm-9"]


def test_the_hard_codes_are_in_the_codebook():
    """Each code that is kept from a paper's beginning and end is one of the built-in codebook."""
    assert set(load_codebook("validation-invalidation").by_id) >= SENSITIVE


def test_when_all_is_hard_the_order_stays():
    """A paper of nothing but hard passages keeps the order in which they were spoken."""
    hard = _candidates(["trauma", "despair", "trauma"])

    assert soften(hard, {"trauma", "despair"}) == hard
