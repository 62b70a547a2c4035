"""What somebody's consent allows, with the reason in plain words where it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualkit.model import Participant


def why_no_paper(person: Participant) -> str:
    """Why there is no member-check paper for somebody; empty where there may be one.

    Examples
    --------
    >>> from qualkit.model import Consent, Participant
    >>> why_no_paper(Participant("P5", consents=(Consent("paper", False, "2026-01-05", "Ana"),)))
    'they said that they want no paper'
    >>> why_no_paper(Participant("P5"))
    'nobody has recorded whether they want one; ask, then type: qualkit consent STUDY P5 paper=yes'
    """
    answer = person.may("paper")
    if answer is None:
        ask = f"ask, then type: qualkit consent STUDY {person.id} paper=yes"
        return f"nobody has recorded whether they want one; {ask}"
    return "" if answer else "they said that they want no paper"


def may_be_quoted(person: Participant, *, for_others: bool) -> bool:
    """Whether somebody's words may stand as they were said.

    Within the team only a no keeps them out; beyond it only a yes lets them in.
    """
    return person.may("quote") is True if for_others else person.may("quote") is not False


def may_be_paraphrased(person: Participant, *, for_others: bool) -> bool:
    """Whether what somebody said may be told in other words.

    Who may be quoted may be paraphrased too, unless they said no to that.
    """
    answer = person.may("paraphrase")
    if answer is None:
        return may_be_quoted(person, for_others=for_others)
    return answer
