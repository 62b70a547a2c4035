"""Codes made and changed while coding."""

from __future__ import annotations

import pytest

from qualkit.coding import IN_VIVO, changed_code, differences, new_code
from qualkit.errors import CodebookError, NotFound
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


def test_differences_name_the_field():
    """Added, removed and changed codes are each said once."""
    new = Codebook((Code("home", "Home", "A place.", words=("flat",)), Code("work", "Work")))

    assert [(d.code, d.what, d.old, d.new) for d in differences(BOOK, new)] == [
        ("home", "words", "", "flat"),
        ("work", "added", "", "Work"),
    ]
    assert differences(BOOK, BOOK) == []
