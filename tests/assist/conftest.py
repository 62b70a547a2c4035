from dataclasses import replace

import pytest

from qualkit.model import Code, Codebook, Coding, Transcript, Utterance


def _code(id_, name, polarity, pair, words, examples=(), definition=""):
    return Code(
        id_,
        name,
        definition=definition or f"The person speaks of this: {name.lower()}.",
        polarity=polarity,
        pair=tuple(pair.split()),
        words=tuple(word.strip() for word in words.split(",")),
        examples=examples,
    )


@pytest.fixture(scope="session")
def book():
    good, hard = "validating", "invalidating"
    return Codebook(
        (
            _code(
                "someone-to-love", "Someone to love", good, "no-one-to-love", "friend, mate, family, partner"
            ),
            _code(
                "no-one-to-love",
                "No one to love",
                hard,
                "someone-to-love",
                "lonely, alone, isolated, no friends",
            ),
            _code(
                "somewhere-to-dwell",
                "Somewhere to dwell",
                good,
                "nowhere-to-dwell",
                "home, flat, warm, front door",
            ),
            _code("nowhere-to-dwell", "Nowhere to dwell", hard, "", "homeless, hostel, evicted, damp, sofa"),
            _code(
                "something-to-do",
                "Something to do",
                good,
                "nothing-to-do",
                "work, job, allotment, choir, garden",
            ),
            _code(
                "nothing-to-do", "Nothing to do", hard, "something-to-do", "bored, nothing to do, empty days"
            ),
            _code("heard", "Heard and understood", good, "ignored", "listened, understood, took the time"),
            _code(
                "ignored", "Judged or ignored", hard, "heard", "judged, ignored, talked over, looked down on"
            ),
            _code("sleep-loss", "Lack of sleep", hard, "", "sleep, insomnia, awake all night"),
            _code("low-mood", "Low mood", hard, "", "depressed, low, crying"),
            _code("money", "Money", None, "", "money, rent, bills, benefits, skint"),
            _code("peer-support", "Peer support", good, "", "peer group, people like me"),
        ),
        id="small",
    )


@pytest.fixture
def interview():
    """A transcript of pairs of speaker and words; INT asks, and everyone else is their own participant."""

    def build(document, *talk):
        transcript = Transcript.of(document, [Utterance(speaker, words) for speaker, words in talk])
        turns = tuple(
            replace(turn, role="interviewer")
            if turn.speaker == "INT"
            else replace(turn, role="participant", participant=turn.speaker)
            for turn in transcript.turns
        )
        return replace(transcript, turns=turns)

    return build


@pytest.fixture
def coded():
    """A coding of the words where they first stand."""

    def code(transcript, words, code_id, coder="Ana"):
        segment = transcript.find(words)
        return Coding(f"{segment.start}-{code_id}-{coder}", segment, code_id, coder)

    return code
