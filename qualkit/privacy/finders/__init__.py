"""Finders of what may give somebody away; each sees what the others overlook."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from qualkit.privacy.finders.capitals import find_capitals, find_unknown
from qualkit.privacy.finders.context import find_in_context
from qualkit.privacy.finders.found import Found, Kind
from qualkit.privacy.finders.gazetteer import find_listed
from qualkit.privacy.finders.ner import find_by_model
from qualkit.privacy.finders.patterns import find_patterns, is_nhs_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from qualkit.privacy.spoken import Spoken

    Finder = Callable[[Spoken], Iterator[Found]]

__all__ = ["FINDERS", "KINDS", "Found", "Kind", "is_nhs_number"]

#: Everything that a find can be.
KINDS: tuple[Kind, ...] = get_args(Kind)

#: In the order of how much their word about the kind counts.
FINDERS: tuple[Finder, ...] = (
    find_patterns,
    find_in_context,
    find_listed,
    find_by_model,
    find_unknown,
    find_capitals,
)
