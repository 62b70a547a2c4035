"""Whose words they are: a `Participant`, with consent that has a date and a history."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from qualkit.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Mapping

#: What a person can agree to or refuse, one by one, and what each means.
SCOPES: Mapping[str, str] = MappingProxyType(
    {
        "paper": "be sent a paper to check how their words were read",
        "quote": "be quoted in their own words",
        "paraphrase": "be told of in other words, without a quote",
        "suggest": "have their words used by the suggestions on this machine",
        "share": "have their words shared beyond the team",
        "archive": "have their words kept in an archive",
        "contact": "be contacted again",
        "credit": "be thanked or credited by name",
    }
)


#: How an answer can have come.
CONSENT_ROUTES: Mapping[str, str] = MappingProxyType(
    {
        "form": "on a signed form",
        "talk": "said face to face",
        "phone": "said on the phone",
        "message": "written in a letter, a mail or a message",
        "paper": "on a member-check paper",
        "advocate": "through somebody who speaks for them",
        "file": "from a participants' file",
    }
)


def scope_named(name: str) -> str:
    """Read a scope's name, with or without `consent_` before it.

    Raises
    ------
    NotFound
        It is none of `SCOPES`.

    Examples
    --------
    >>> scope_named("consent_paper")
    'paper'
    """
    plain = name.strip().casefold().replace("-", "_").removeprefix("consent_")
    if plain not in SCOPES:
        raise NotFound.among("consent", name, SCOPES, f"The scopes are: {', '.join(SCOPES)}.")
    return plain


@dataclass(frozen=True)
class Consent:
    """One answer to one scope, as recorded then by somebody. A later one replaces it.

    `version` is that of the consent text that they were shown, `route` (one of `CONSENT_ROUTES`) how they answered.
    """

    scope: str
    given: bool
    recorded_at: str
    recorded_by: str
    version: str = ""
    route: str = ""


@dataclass(frozen=True, repr=False)
class Participant:
    """A person who was interviewed: an opaque id, a pseudonym, attributes, consent.

    `consents` holds every answer ever recorded, oldest first; `may` gives the latest.

    Examples
    --------
    >>> person = Participant("P1", consents=(Consent("quote", False, "2026-01-05", "Ana"),))
    >>> person.may("quote"), person.may("paper")
    (False, None)
    """

    id: str
    pseudonym: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    consents: tuple[Consent, ...] = ()
    position: int = 0

    def __repr__(self) -> str:
        """The id alone."""
        return f"Participant({self.id})"

    @property
    def name(self) -> str:
        """The pseudonym, or the id where there is none."""
        return self.pseudonym or self.id

    @property
    def quoting(self) -> str:
        """What their answers on quoting come to, in words.

        Examples
        --------
        >>> no = Consent("quote", False, "2026-01-05", "Ana")
        >>> yes = Consent("paraphrase", True, "2026-01-05", "Ana")
        >>> Participant("P1", consents=(no, yes)).quoting, Participant("P2").quoting
        ('paraphrase only', 'not recorded')
        """
        quote, paraphrase = self.may("quote"), self.may("paraphrase")
        if quote:
            return "quote directly"
        if paraphrase:
            return "paraphrase only"
        return "not recorded" if quote is None else "no quotes"

    def may(self, scope: str) -> bool | None:
        """Whether they agreed: True, False, or None where nobody recorded it."""
        scope = scope_named(scope)
        answers = [consent.given for consent in self.consents if consent.scope == scope]
        return answers[-1] if answers else None
