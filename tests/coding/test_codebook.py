"""Codes made and changed while coding."""

from __future__ import annotations

import pytest

from qualkit.coding import IN_VIVO, changed_code, differences, new_code
from qualkit.errors import CodebookError, NotFound, QualkitError
from qualkit.model import Code, Codebook

BOOK = Codebook((Code("home", "Home", "A place."),))


def test_a_code_in_peoples_own_words_waits_for_its_definition():
    """Without a definition it is in vivo; with one it is not."""
    assert new_code(BOOK, "Cup of tea").kind == IN_VIVO
    assert new_code(BOOK, "Cup of tea", definition="Kindness.").kind == ""


@pytest.mark.parametrize(
    "about",
    [{"name": "home"}, {"name": "HOME"}, {"name": "x", "parent": "gone"}, {"name": "x", "polarity": "nice"}],
)
def test_a_code_must_fit(about):
    """A taken name, a parent that is not there, or an unknown polarity is refused."""
    with pytest.raises((CodebookError, NotFound)):
        new_code(BOOK, **about)


def test_only_what_a_code_has_can_be_changed():
    """A field is written anew; its id, or what it has not, is refused with what there is."""
    assert changed_code(BOOK, "home", name="A home").name == "A home"
    for field in ("id", "colour"):
        with pytest.raises(CodebookError, match="what can be changed: name"):
            changed_code(BOOK, "home", **{field: "x"})


def test_a_code_cannot_hang_on_itself():
    """A parent that is the code, stands under it, or is not there is refused; another one is taken."""
    book = BOOK.with_codes([Code("damp", "Damp", parent="home"), Code("mould", "Mould", parent="damp")])
    for parent in ("home", "damp", "mould"):
        with pytest.raises(CodebookError, match=f"'home' cannot stand under '{parent}'"):
            changed_code(book, "home", parent=parent)
    with pytest.raises(NotFound, match="no code 'gone'"):
        changed_code(book, "home", parent="gone")

    assert changed_code(book, "mould", parent="home").parent == "home"
    assert changed_code(book, "damp", parent=None).parent is None


def test_two_codes_do_not_get_one_name():
    """Another code's name is refused in any case; a code's own name, written otherwise, is taken."""
    book = BOOK.with_code(Code("work", "Work"))
    with pytest.raises(CodebookError, match="'home' .Home. already"):
        changed_code(book, "work", name=" HOME ")

    assert changed_code(book, "work", name="WORK").name == "WORK"


def test_differences_name_the_field():
    """Added, removed and changed codes are each said once."""
    new = Codebook((Code("home", "Home", "A place.", words=("flat",)), Code("work", "Work")))

    assert [(d.code, d.what, d.old, d.new) for d in differences(BOOK, new)] == [
        ("home", "words", "", "flat"),
        ("work", "added", "", "Work"),
    ]
    assert differences(BOOK, BOOK) == []


@pytest.mark.parametrize(
    "about", [{"part": "leaves"}, {"pair": ["nothing"]}, {"pair": "b"}, {"polarity": "good"}]
)
def test_what_is_said_of_a_code_can_be_so(about):
    """A part that no tree has, a pair that is not there or is the code itself, a polarity that there is not: refused."""
    book = Codebook((Code("a", "A"), Code("b", "B")))
    with pytest.raises(QualkitError):
        changed_code(book, "b", **about)
    with pytest.raises(QualkitError):
        new_code(book, "C", **({"pair": ["c"]} if about.get("pair") == "b" else about))

    assert changed_code(book, "b", pair="a", part="roots").pair == ("a",)
