"""A person is an id, a pseudonym, and what they agreed to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualkit.errors import NotFound
from qualkit.model import SCOPES, Consent, Participant, scope_named

ANSWERS = st.lists(st.tuples(st.sampled_from(sorted(SCOPES)), st.booleans()), max_size=20)


@given(ANSWERS)
def test_the_latest_answer_counts(answers):
    """For each scope it is the last one recorded; what nobody recorded is neither yes nor no."""
    person = Participant("P1", consents=tuple(Consent(s, given, "2026-01-05", "Ana") for s, given in answers))
    latest = dict(answers)

    assert {scope: person.may(scope) for scope in SCOPES} == {scope: latest.get(scope) for scope in SCOPES}


@pytest.mark.parametrize("typed", ["paper", "consent_paper", " Paper ", "CONSENT-PAPER"])
def test_a_scope_is_known_by_either_of_its_names(typed):
    """As it is typed on the command line, and as a participants' file heads its column."""
    assert scope_named(typed) == "paper"


@pytest.mark.parametrize("typed", ["", "papers!", "everything", "self", "participant"])
def test_an_unknown_scope_is_refused_with_the_known_ones(typed):
    """The sentence lists all of them, and asking a person about one is refused as well."""
    for ask in (scope_named, Participant("P1").may):
        with pytest.raises(NotFound) as refused:
            ask(typed)
        assert all(scope in str(refused.value) for scope in SCOPES)


def test_a_person_is_shown_by_pseudonym_and_reprd_by_id():
    """The name is the pseudonym where there is one; the repr has neither that nor an attribute."""
    nora = Participant("P1", "Flo", {"lives": "by the canal"})

    assert (nora.name, Participant("P2").name) == ("Flo", "P2")
    assert repr(nora) == "Participant(P1)"
