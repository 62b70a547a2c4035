"""What a group records about its study: consents, settings, codebooks and codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from qualkit.coding import changed_code, new_code
from qualkit.desk.distress import covering
from qualkit.errors import NotFound, QualkitError
from qualkit.memberchecks.texts import TEXTS, as_file, from_file
from qualkit.model import CONSENT_ROUTES, Codebook, Consent, scope_named
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
    "consent_version": "what the group calls this consent text, such as 2 of March 2026",
    "closing_date": "by when answers are wanted (no paper is made without it)",
    "withdraw_until": "until when a person can take their words back",
    **{key: text.about for key, text in TEXTS.items()},
}


class Asked(NamedTuple):
    """How somebody was asked: which consent text (else the one that is set now), and how the answer came."""

    version: str = ""
    route: str = ""


def consent(
    store: Store, coder: Coder, participant: str, scopes: Mapping[str, bool], asked: Asked
) -> Participant:
    """Record answers, dated now, in the coder's name."""
    if asked.route and asked.route not in CONSENT_ROUTES:
        raise NotFound.among("way in which an answer comes", asked.route, CONSENT_ROUTES)
    answers = [
        Consent(scope_named(scope), given, now(), coder.name, *asked) for scope, given in scopes.items()
    ]
    with store.changing(Act(coder.id, "consent", "participant", participant)) as journal:
        people.participant_named(journal.connection, participant)
        for answer in answers:
            people.save_consent(journal, participant, answer)
        return people.participant_named(journal.connection, participant)


def set_one(store: Store, coder: Coder, key: str, value: str) -> None:
    """Set one thing."""
    set_all(store, coder, {key: value})


def set_all(store: Store, coder: Coder, values: Mapping[str, str]) -> list[str]:
    """Set many things in one change, all or none; give the names of those that are new or other than before."""
    wanted = {_setting(key): value.strip() for key, value in values.items()}
    for name, value in wanted.items():
        if not value:
            raise QualkitError(f"The setting '{name}' needs words: there were none.")
    with store.changing(Act(coder.id, "set", "setting", ",".join(wanted))) as journal:
        known = kept.read_settings(journal.connection)
        changed = {key: value for key, value in wanted.items() if known.get(key) != value}
        for key, value in changed.items():
            kept.write_setting(journal, key, value)
        journal.act = Act(coder.id, "set", "setting", ",".join(changed))
    return list(changed)


def _setting(key: str) -> str:
    name = key.strip().casefold().replace("-", "_")
    if name not in SETTINGS:
        raise NotFound.among("setting", key, SETTINGS)
    return name


def texts_file(store: Store) -> str:
    """Everything that can be set, as one file to edit."""
    with store.reading() as connection:
        known = kept.read_settings(connection)
    return as_file(known, {key: about for key, about in SETTINGS.items() if key not in TEXTS})


def read_texts(store: Store, coder: Coder, written: str, name: str) -> list[str]:
    """Set what such a file says; a text that still says its default stays unset."""
    with store.reading() as connection:
        known = kept.read_settings(connection)
    found = {
        key: text
        for key, text in from_file(written, name).items()
        if key in known or key not in TEXTS or text != TEXTS[key].default
    }
    return set_all(store, coder, found) if found else []


def add_codebook(store: Store, coder: Coder, codebook: str | Path | Codebook) -> Codebook:
    """Add a codebook with all its codes."""
    book = codebook if isinstance(codebook, Codebook) else _load(codebook)
    with store.changing(Act(coder.id, "add", "codebook", book.id)) as journal:
        ours = codes.read_codebook(journal.connection)
        book = covering(journal.connection).uncovered(book, ours)
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
