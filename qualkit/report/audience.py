"""Who will read it, and so whose words may stand in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualkit.errors import ConsentError
from qualkit.privacy import may_be_paraphrased, may_be_quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from qualkit.model import Participant

#: What stands where a quote may not.
NOT_QUOTED = "[not quoted, as this person wishes]"
#: What stands where nobody has said yet that nobody local would know the person by the words.
NOT_ASKED = "[not quoted: nobody has asked yet whether it tells who this is]"
#: What stands where a story could tell who somebody is.
TOO_TELLING = "[not quoted: somebody local could know who this is]"


@dataclass(frozen=True)
class Audience:
    """Others, or the team; and, by participant, whether they may be quoted, or told of in other words.

    `telling` are codings that others may not read as they were said, whoever said them: see `desk.stories`.
    """

    for_others: bool
    quotable: Mapping[str, bool]
    tellable: Mapping[str, bool]
    telling: frozenset[str] = frozenset()
    #: Codings of whose words a named person said that nobody local would know the person by them.
    cleared: frozenset[str] = frozenset()

    def may_quote(self, participant: str) -> bool:
        """Whether this person's words may stand there as they were said.

        Within the team only a no keeps them out; for others only a yes lets them in.
        """
        return self.quotable.get(participant, not self.for_others)

    def quotable_rows(self, table: pd.DataFrame) -> pd.DataFrame:
        """The rows whose words may stand as they were said."""
        return table[self._may_stand(table)]

    def _willing(self, table: pd.DataFrame) -> pd.Series[bool]:
        return table["participant"].map(self.may_quote).astype(bool)

    def _may_stand(self, table: pd.DataFrame) -> pd.Series[bool]:
        """Others read a quotation only after somebody was asked about it."""
        willing = self._willing(table)
        return willing & table["coding_id"].isin(self.cleared) if self.for_others else willing

    def waiting(self, table: pd.DataFrame) -> int:
        """How many quotations of people who may be quoted stay behind."""
        return int((self._willing(table) & ~self._may_stand(table)).sum())

    def may_tell(self, participant: str) -> bool:
        """Whether what this person said may be told in other words."""
        return self.tellable.get(participant, not self.for_others)

    def covered(self, table: pd.DataFrame) -> pd.DataFrame:
        """The tidy table with every quote and memo left out that may not stand."""
        willing, stands = self._willing(table), self._may_stand(table)
        kept = table.copy()
        kept.loc[~willing, "text"] = NOT_QUOTED
        kept.loc[willing & ~stands, "text"] = NOT_ASKED
        if self.for_others:
            kept.loc[willing & ~stands & table["coding_id"].isin(self.telling), "text"] = TOO_TELLING
            # A memo is the coder's, but it may say what a person said.
            kept["memo"] = ""
            told = table["participant"].map(lambda name: self.tellable.get(name, False)).astype(bool)
            kept.loc[~told, "interpretation"] = ""
        return kept


def audience(
    people: Mapping[str, Participant],
    *,
    for_others: bool,
    telling: frozenset[str] = frozenset(),
    cleared: frozenset[str] = frozenset(),
) -> Audience:
    """Ask every participant's consent for this reader.

    `telling` are codings with a story by which somebody could be known; `cleared` are those of whose words a named
    person said that nobody would be.

    Raises
    ------
    ConsentError
        For others, where somebody has not agreed to be shared or nobody has recorded it.
    """
    if for_others:
        _refuse_unshared(people)
    return Audience(
        for_others,
        {name: may_be_quoted(person, for_others=for_others) for name, person in people.items()},
        {name: may_be_paraphrased(person, for_others=for_others) for name, person in people.items()},
        telling,
        cleared,
    )


def _refuse_unshared(people: Mapping[str, Participant]) -> None:
    said_no = [name for name, person in people.items() if person.may("share") is False]
    unknown = [name for name, person in people.items() if person.may("share") is None]
    if said_no:
        raise ConsentError(
            f"{', '.join(said_no)} said no to having their words shared beyond the team, so there is no report "
            "for others with them in it. Leave their interviews out, or keep to the team's draft."
        )
    if unknown:
        raise ConsentError(
            f"Nobody has recorded whether {', '.join(unknown)} agree to be shared beyond the team. "
            f"Ask, then record it:  qualkit consent STUDY {unknown[0]} share=yes quote=yes"
        )
