import re
import socket
import subprocess
import sys
from dataclasses import replace

import pytest

from qualkit.assist import suggest
from qualkit.assist.embedder import embedder
from qualkit.assist.finding import LEAST_CONFIDENCE, MOST_A_PASSAGE
from qualkit.assist.language import Language, language
from qualkit.errors import NotFound, SuggestError
from qualkit.model import Codebook

LONELY = "I had no friends then, I was that lonely."
HOSTEL = "They put me up in a hostel, damp it was, the whole winter."
BUS = "Anyway the number nine bus goes right past there on a Sunday."


@pytest.fixture
def one(interview):
    return interview("P1", ("INT", "Were you homeless and lonely?"), ("P1", f"{LONELY} {BUS} {HOSTEL}"))


@pytest.fixture
def two(interview):
    return interview("P2", ("INT", "And you?"), ("P2", "I was awake all night, couldn't sleep, honest."))


def _found(suggestions):
    return {(found.segment.document, found.code) for found in suggestions}


def test_it_finds_what_was_said_from_the_codebook_alone(book, one, two):
    """With no coding yet, it proposes what the codebook's words find, and nothing of the question asked."""
    found = suggest(book, [one, two])
    assert _found(found) == {("P1", "no-one-to-love"), ("P1", "nowhere-to-dwell"), ("P2", "sleep-loss")}
    of_one = [each.segment for each in found if each.segment.document == "P1"]
    assert all(one.turn_at(segment.start).role == "participant" for segment in of_one)


def test_it_is_silent_where_it_knows_too_little(book, interview):
    """Words that fit no code bring no suggestion."""
    assert suggest(book, [interview("P1", ("P1", BUS))]) == []


def test_a_suggestion_is_whole(book, one):
    """Each has its quote, its code's pole, a confidence that is stated, reasons and the model that made it."""
    for found in suggest(book, [one]):
        assert found.segment.quote == one.text[found.segment.start : found.segment.end]
        assert found.polarity == book[found.code].polarity
        assert LEAST_CONFIDENCE <= found.confidence <= 1
        assert found.why[0].weight > 0
        assert found.model == f"meaning-2 ({language().name}, {embedder().name})"
        assert "lonely" not in repr(found.why)


def test_ids_are_short_and_stay_the_same(book, one, two):
    """An id is sixteen letters and figures, made of what is proposed: the same on every run and machine."""
    first, again = suggest(book, [one, two]), suggest(book, [two, one])
    assert {found.id: found.code for found in first} == {found.id: found.code for found in again}
    assert all(re.fullmatch("[0-9a-hjkmnp-tv-z]{16}", found.id) for found in first)


def test_the_surest_come_first_and_the_limit_keeps_them(book, one, two):
    """The list is sorted by confidence, and a limit cuts its end."""
    found = suggest(book, [one, two])
    assert found == sorted(found, key=lambda each: -each.confidence)
    assert suggest(book, [one, two], limit=2) == found[:2]


def test_asking_for_a_document_or_a_code_gives_the_same_of_it(book, one, two):
    """Asking for a part gives that part of the whole list, unchanged."""
    found = suggest(book, [one, two])
    assert suggest(book, [one, two], document="P2") == [
        each for each in found if each.segment.document == "P2"
    ]
    assert suggest(book, [one, two], code="no-one-to-love") == [
        each for each in found if each.code == "no-one-to-love"
    ]


def test_what_is_coded_so_is_not_offered_again(book, one, coded):
    """Words that have a code are not offered with it, by whomever it was given; other codes are."""
    found = suggest(book, [one], codings=[coded(one, "that lonely", "no-one-to-love")])
    assert ("P1", "no-one-to-love") not in _found(found)
    assert ("P1", "nowhere-to-dwell") in _found(
        suggest(book, [one], codings=[coded(one, BUS, "nowhere-to-dwell")])
    )


def test_what_was_rejected_is_not_offered_again(book, one):
    """A rejected place is left alone for that code, also by a longer or shorter passage on the same words."""
    where = one.find("that lonely")
    rejected = {("P1", where.start, where.end, "no-one-to-love")}
    assert _found(suggest(book, [one], rejected=rejected)) == {("P1", "nowhere-to-dwell")}


@pytest.mark.parametrize("consented", [{"P2"}, lambda person: person == "P2"])
def test_who_refused_is_left_out(book, one, two, coded, consented):
    """The words of someone who refused are neither suggested on nor learnt from: it is as if they were not there."""
    codings = [coded(one, BUS, "money"), coded(two, "honest", "money")]
    found = suggest(book, [one, two], codings=codings, consented=consented)
    assert found == suggest(book, [two], codings=codings[1:])
    assert {each.segment.document for each in found} == {"P2"}


def test_words_of_nobody_known_are_used_unless_the_answer_is_no(book, two):
    """A transcript whose speaker is not tied to a participant is read where nobody has refused."""
    loose = replace(two, turns=tuple(replace(turn, participant=None) for turn in two.turns))
    assert suggest(book, [loose], consented={"P9"})
    assert suggest(book, [loose], consented=lambda person: person is not None) == []


def test_it_learns_from_codings(book, interview, coded):
    """Words that people coded in one interview are found in the next."""
    first = interview(
        "P1",
        (
            "P1",
            "It was kettle club that I went for, kettle club on the Tuesday. The bus was late as ever it was.",
        ),
        ("P1", "Kettle club, that kept me going, I have to say it did."),
        ("P1", "And the summer kettle club, out by the sea with all of them."),
    )
    second = interview("P2", ("P2", "So I found the kettle club and stayed."))
    codings = [coded(first, turn.text.split(". ")[0], "something-to-do") for turn in first.turns]
    assert suggest(book, [first, second], document="P2") == []
    assert _found(suggest(book, [first, second], codings=codings, document="P2")) == {
        ("P2", "something-to-do")
    }


def test_only_one_pole_and_a_few_codes_are_offered_on_the_same_words(book, interview):
    """Overlapping passages bring one pole of a pair, one passage for a code, and a few codes at most."""
    said = "Lonely, alone, with friends and family, depressed, skint, bored, homeless, judged and no sleep, insomnia."
    found = suggest(book, [interview("P1", ("P1", said))])
    assert 1 < len(found) <= MOST_A_PASSAGE
    assert not {"no-one-to-love", "someone-to-love"} <= {each.code for each in found}


def test_a_passage_is_what_a_person_would_mark(book, one):
    """Of several runs of sentences it offers the one that holds the matter, not the whole turn."""
    lonely = next(each for each in suggest(book, [one]) if each.code == "no-one-to-love")
    assert lonely.segment.quote == LONELY


def test_progress_runs_through_the_study(book, interview):
    """Progress counts the turns of all transcripts together, then their sentences."""
    language().forget()
    embedder().forget()
    seen = []
    talk = [interview(f"P{n}", ("P1", f"I was lonely in flat {n}.")) for n in range(3)]
    suggest(book, talk, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 3), (2, 3), (3, 3), (3, 3)]


def test_nothing_in_nothing_out(book, one):
    """No transcripts, no codes, or no words bring no suggestions."""
    assert suggest(book, []) == suggest(Codebook(), [one]) == []


@pytest.mark.parametrize(
    ("asked", "error", "says"),
    [
        ({"document": "P7"}, NotFound, "no document 'P7'"),
        ({"code": "loneliness"}, NotFound, "no code 'loneliness'"),
        ({"limit": 0}, SuggestError, "1 or more"),
    ],
)
def test_what_is_not_there_is_refused(book, one, asked, error, says):
    """An unknown document or code and a limit of nothing are each said plainly."""
    with pytest.raises(error, match=says):
        suggest(book, [one], **asked)


def test_nothing_goes_over_a_network(book, one, monkeypatch):
    """Suggesting, the loading of the language model included, opens no socket."""

    def refuse(*_, **__):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert Language.installed().read([LONELY])
    assert suggest(book, [one])


def test_importing_the_room_loads_nothing_heavy():
    """Importing qualkit.assist leaves spaCy, scikit-learn and NumPy alone until they are used."""
    asks = "import sys, qualkit.assist; print({'spacy', 'sklearn', 'numpy', 'scipy'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"
