"""The paper that real programs filled, and what was chosen and typed in it. The person and the words are invented."""

from __future__ import annotations

import tarfile
from dataclasses import replace
from pathlib import Path

from qualkit.memberchecks import keyed_code, paper_id
from qualkit.model import CheckItem, MemberCheck
from tests.fixtures.papers import HARD_WORDS

ANSWERS = {
    "c1_answer": "notquite",
    "c1_own": HARD_WORDS,
    "c2_answer": "agree",
    "c3_answer": "remove",
    "c3_own": "धीरे-धीरे",
    "all_more": "The bus was late.",
}
#: What is drawn into the page when the form goes.
PLAIN = ANSWERS | {"c1_own": "Not rushed, slowly.", "c3_own": ""}


def paper() -> MemberCheck:
    """A paper of three checks."""
    items = tuple(
        CheckItem(number, f"c{number}", "Nobody asked me.", "You said nobody asked you.", "ignored")
        for number in (1, 2, 3)
    )
    made = MemberCheck("7F3K9", "P07", 1, 1, items)
    return replace(made, code=keyed_code(b"k" * 32, paper_id("7F3K9"), items))


def kept() -> dict[str, bytes]:
    """Every file that a program wrote, by name."""
    with tarfile.open(Path(__file__).with_name("papers.tar.xz")) as pack:
        return {item.name: pack.extractfile(item).read() for item in pack if item.isfile()}
