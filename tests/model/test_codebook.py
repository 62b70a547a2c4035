"""A codebook is a tree that holds together."""

from __future__ import annotations

import pytest

from qualkit.errors import CodebookError, NotFound
from qualkit.loaders import load_codebook
from qualkit.model import Code, Codebook, built_in_codebooks, slug


def test_a_codebook_is_a_tree_in_order():
    """Children know their path, and a code stands in one place only, after its parent."""
    book = Codebook((Code("a", "A"), Code("b", "B", parent="a")))

    assert book.path("b") == "A > B"
    assert [code.id for code in book.children("a")] == ["b"]
    assert book.with_code(Code("a", "New"))["a"].name == "New"
    with pytest.raises(CodebookError, match="twice"):
        Codebook((Code("a", "A"), Code("a", "B")))
    with pytest.raises(CodebookError, match="does not come before"):
        Codebook((Code("b", "B", parent="a"), Code("a", "A")))
    with pytest.raises(NotFound, match="Did you mean 'ignored'"):
        Codebook((Code("ignored", "I"),))["ignord"]


@pytest.mark.parametrize(
    ("name", "made"),
    [("Nobody asked!", "nobody-asked"), ("I've had it", "ive-had-it"), ("Chwarae teg", "chwarae-teg")],
)
def test_ids_are_made_of_words(name, made):
    """A name becomes small letters and hyphens; apostrophes close up."""
    assert slug(name) == made


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("validation-invalidation", 54),
        ("inter-agency-working", 12),
        ("rights-and-inclusion", 13),
        ("recovery-evidence", 17),
        ("consultation-testimony", 13),
    ],
)
def test_every_built_in_code_is_fully_explained(name, codes):
    """Each has a definition, when to use it, when not, two examples or more and eight words or more; pairs exist."""
    book = load_codebook(name)

    assert len(book) == codes
    for code in book:
        assert code.definition
        assert code.include
        assert code.exclude
        assert len(code.examples) >= 2
        assert len(code.words) >= 8
        assert all(other in book for other in code.pair)
    assert set(built_in_codebooks()) >= {name}


def test_the_main_codebook_says_that_it_is_a_reconstruction():
    """The note says so in plain words, and that it is no mould."""
    note = load_codebook("validation-invalidation").note

    assert "Reconstructed" in note
    assert "never a mould" in note
