"""What a room offers is what it has."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

import qualkit

ROOMS = [
    "qualkit",
    *(f"qualkit.{room.name}" for room in pkgutil.iter_modules(qualkit.__path__) if room.ispkg),
]
MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(qualkit.__path__, "qualkit.")
    if not module.name.endswith("__main__")
)


@pytest.mark.parametrize("name", sorted({*ROOMS, *MODULES}))
def test_all_is_what_there_is(name):
    """Every name in `__all__` can be imported, each once, in order: constants, classes, functions."""
    module = importlib.import_module(name)
    offered = getattr(module, "__all__", [])

    assert [each for each in offered if not hasattr(module, each)] == []
    assert list(offered) == sorted(set(offered), key=lambda each: (not each.isupper(), each.islower(), each))


@pytest.mark.parametrize("name", ROOMS)
def test_a_room_that_is_walked_into_says_what_it_has(name):
    """`dir()` shows every name of `__all__`, also those that are fetched on first use."""
    module = importlib.import_module(name)

    assert set(getattr(module, "__all__", [])) <= set(dir(module))


def test_the_front_door_is_small():
    """At most twenty names stand at the top, and another is refused with what there is."""
    assert len(qualkit.__all__) <= 20
    with pytest.raises(AttributeError, match="Project"):
        qualkit.Projekt  # noqa: B018 - asking for it is the fact
