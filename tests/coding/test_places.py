"""Codes moved in the tree, and a codebook taken in again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualkit.coding import moved, taken_in
from qualkit.errors import CodebookError
from qualkit.model import Code, Codebook

IDS = "abcdef"
BOOK = Codebook(tuple(Code(each, each.upper()) for each in IDS))


def tree(book):
    """Every code with what it stands under, in order."""
    return [(code.id, code.parent) for code in book]


@given(
    st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from([None, *IDS]), st.sampled_from([None, *IDS])))
)
def test_no_move_loses_a_code(moves):
    """After any moves every code is there once, whole, after the one above it; what cannot be is refused."""
    book = BOOK
    for code, parent, before in moves:
        try:
            new = moved(book, code, parent, before)
        except CodebookError:
            continue
        assert new[code].parent == parent
        beside = [each.id for each in new.children(parent)]
        assert before is None or beside.index(code) + 1 == beside.index(before)
        book = new
    assert sorted(code.id for code in book) == sorted(IDS)
    assert {code.id: code.name for code in book} == {each: each.upper() for each in IDS}


def test_what_stands_under_a_code_goes_with_it():
    """A branch moves whole."""
    book = moved(moved(BOOK, "b", "a"), "c", "b")

    assert tree(moved(book, "b", "f"))[-3:] == [("f", None), ("b", "f"), ("c", "b")]
    with pytest.raises(CodebookError, match="cannot stand under"):
        moved(book, "a", "c")


@given(st.permutations(IDS), st.integers(0, len(IDS)))
def test_what_is_taken_in_has_the_files_order_and_loses_nothing(order, kept):
    """Codes of the file come in its order with its words; codes that it has not stay, after them."""
    file = Codebook(tuple(Code(each, f"{each} anew") for each in order[:kept]))
    book = taken_in(BOOK, file)

    assert [code.id for code in book] == [*order[:kept], *(each for each in IDS if each not in order[:kept])]
    assert all(book[each].name == f"{each} anew" for each in order[:kept])


def test_two_codes_of_one_name_are_refused():
    """A file that calls a code what another is called is refused, and both are named."""
    with pytest.raises(CodebookError, match="'x' and 'a' would both be called A"):
        taken_in(BOOK, Codebook((Code("x", "a"),)))
