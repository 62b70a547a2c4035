"""What a group records about its study: consents, settings, codebooks and codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualkit.coding import changed_code, new_code
from qualkit.errors import NotFound, QualkitError
from qualkit.model import Codebook, Consent, scope_named
from qualkit.store import codebook as codes
from qualkit.store import people
from qualkit.store import settings as kept
from qualkit.store.journal import Act
from qualkit.store.stamps import now

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from qualkit.model import Code, Coder, Participant
    from qualkit.store.store import Store

#: What can be set for a study, and what each is for.
SETTINGS: Mapping[str, str] = {
    "study_title": "what the study is called, on papers and in the report",
    "group_name": "who does the inquiry",
    "contact": "whom a participant can call for support or with questions (no paper is made without it)",
    "crisis_line": "where there is help at any hour",
    "consent_text": "what participants agreed to (no paper is made without it)",
    "who_reads": "who reads the answers, and when",
    "closing_date": "by when answers are wanted (no paper is made without it)",
    "withdraw_until": "until when a person can take their words back",
    "return_to": "how a paper comes back safely",
    "what_may_upset": "what in the paper may be hard to read",
}


def consent(store: Store, coder: Coder, participant: str, scopes: Mapping[str, bool]) -> Participant:
    """Record answers, dated now, in the coder's name."""
    answers = [Consent(scope_named(scope), given, now(), coder.name) for scope, given in scopes.items()]
    with store.changing(Act(coder.id, "consent", "participant", participant)) as journal:
        people.participant_named(journal.connection, participant)
        for answer in answers:
            people.save_consent(journal, participant, answer)
        return people.participant_named(journal.connection, participant)


def set_one(store: Store, coder: Coder, key: str, value: str) -> None:
    """Set one thing."""
    name = key.strip().casefold().replace("-", "_")
    if name not in SETTINGS:
        raise NotFound.among("setting", key, SETTINGS)
    if not value.strip():
        raise QualkitError(f"The setting '{name}' needs words: there were none.")
    with store.changing(Act(coder.id, "set", "setting", name)) as journal:
        kept.write_setting(journal, name, value.strip())


def add_codebook(store: Store, coder: Coder, codebook: str | Path | Codebook) -> Codebook:
    """Add a codebook with all its codes."""
    book = codebook if isinstance(codebook, Codebook) else _load(codebook)
    with store.changing(Act(coder.id, "add", "codebook", book.id)) as journal:
        codes.add_codebook(journal, book)
    return book


def _load(codebook: str | Path) -> Codebook:
    from qualkit.loaders import load_codebook

    return load_codebook(codebook)


def add_code(store: Store, coder: Coder, name: str, about: dict[str, Any]) -> Code:
    """Make one code."""
    with store.changing(Act(coder.id, "add", "code", "")) as journal:
        code = new_code(codes.read_codebook(journal.connection), name, **about)
        journal.act = Act(coder.id, "add", "code", code.id)
        codes.add_codes(journal, (code,))
    return code


def change_code(store: Store, coder: Coder, code: str, about: dict[str, Any]) -> Code:
    """Write one code anew."""
    with store.changing(Act(coder.id, "change", "code", code)) as journal:
        changed = changed_code(codes.read_codebook(journal.connection), code, **about)
        codes.change_code(journal, changed)
    return changed
