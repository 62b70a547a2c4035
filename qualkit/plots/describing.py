"""What a picture shows, in words: for those who do not see it, and inside its files."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from qualkit.errors import NotFound

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_DESCRIPTIONS: WeakKeyDictionary[Axes, str] = WeakKeyDictionary()


def describe(axes: Axes, words: str) -> None:
    """Give the Axes their description."""
    _DESCRIPTIONS[axes] = " ".join(words.split())


def alt_text(axes: Axes) -> str:
    """What the picture shows, in words and numbers.

    Parameters
    ----------
    axes
        As ``qualkit.plots.frequencies`` or ``qualkit.plots.tree`` gave them.

    Raises
    ------
    NotFound
        They come from elsewhere and nobody has described them.
    """
    try:
        return _DESCRIPTIONS[axes]
    except (KeyError, TypeError):
        raise NotFound(
            "This picture was not drawn by qualkit, so nothing describes it: "
            'say what it shows with plots.save(axes, name, alt="...").'
        ) from None


def people(number: int) -> str:
    """So many people, in words.

    Examples
    --------
    >>> people(1), people(7)
    ('1 person', '7 people')
    """
    return "1 person" if number == 1 else f"{number:,} people"


def how_many(number: int, noun: str) -> str:
    """A number and its noun.

    Examples
    --------
    >>> how_many(1, "coding"), how_many(12, "theme")
    ('1 coding', '12 themes')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def talk_not_prevalence(of: int) -> str:
    """The sentence that stands under every count."""
    spoke = "whether the 1 person spoke of it" if of == 1 else f"how many of the {people(of)} spoke of it"
    return f"This counts talk, not prevalence: {spoke}, not how common it is."
