"""Who wants a paper in which form, and who must not see it: recorded, listed, obeyed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qualkit.errors import NotFound
from qualkit.model import Need, format_named
from qualkit.privacy import names_left, why_no_paper
from qualkit.store import needs as kept
from qualkit.store import people
from qualkit.store.journal import Act
from qualkit.store.stamps import now

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qualkit.model import Coder
    from qualkit.store.store import Store

#: What people put before the one they name: "my worker".
_BEFORE = ("my ", "our ", "the ", "any ", "his ", "her ", "their ")


def record(store: Store, coder: Coder, participant: str, change: Mapping[str, Any]) -> Need:
    """Record what somebody needs; what is not named stays as it was.

    Raises
    ------
    NotFound
        There is no such participant, form or field.
    """
    wanted = _checked(change)
    with store.changing(Act(coder.id, "record need", "participant", participant)) as journal:
        people.participant_named(journal.connection, participant)
        old = kept.read_needs(journal.connection).get(participant, Need())
        need = replace(old, **wanted, recorded_at=now(), recorded_by=coder.name)
        kept.save_need(journal, participant, need)
    return need


def _checked(change: Mapping[str, Any]) -> dict[str, Any]:
    known = ("format", "language", "reader", "must_not_see")
    for name in change:
        if name not in known:
            raise NotFound.among("need", name, known)
    wanted = {name: value for name, value in change.items() if value is not None}
    if "format" in wanted:
        wanted["format"] = format_named(wanted["format"])
    if "must_not_see" in wanted:
        given = wanted["must_not_see"]
        listed = given.split(";") if isinstance(given, str) else given
        wanted["must_not_see"] = tuple(one.strip() for one in listed if one.strip())
    return wanted


def listing(store: Store) -> list[dict[str, Any]]:
    """Everybody with whether they want a paper, the form, and who must not see it."""
    with store.reading() as connection:
        found = kept.read_needs(connection)
        everybody = people.read_participants(connection)
    return [
        {
            "participant": person.id,
            "wants_one": {True: "yes", False: "no", None: "not asked"}[person.may("paper")],
            "format": found.get(person.id, Need()).format,
            "language": found.get(person.id, Need()).language,
            "reader": found.get(person.id, Need()).reader,
            "must_not_see": "; ".join(found.get(person.id, Need()).must_not_see),
            "why_not": why_no_paper(person),
        }
        for person in everybody
    ]


def kept_from(need: Need, settings: Mapping[str, str], coders: Iterable[Coder]) -> str:
    """Why a paper would bring the answers before someone who must not see them; empty where it would not.

    Examples
    --------
    >>> kept_from(Need(must_not_see=("my worker",)), {"who_reads": "Ana and your worker read them."}, ())
    "'my worker' must not see it, and the text who_reads names them: change it, or agree on a talk"
    """
    for named in need.must_not_see:
        wanted = _core(named)
        if names_left(settings.get("who_reads", ""), [wanted]):
            return (
                f"'{named}' must not see it, and the text who_reads names them: change it, or agree on a talk"
            )
        for coder in coders:
            if names_left(coder.name, [wanted]) or names_left(coder.standpoint, [wanted]):
                return (
                    f"'{named}' must not see it, and {coder.name} may be one: the answers are open to everybody who "
                    "codes here. Ask them, then put it so that it names nobody here, or agree on a talk"
                )
    return ""


def _core(named: str) -> str:
    plain = " ".join(named.split())
    for word in _BEFORE:
        if plain.casefold().startswith(word):
            return plain[len(word) :]
    return plain
