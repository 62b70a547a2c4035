"""Passages that could tell who somebody is are proposed, without capitals and full stops too."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualkit.privacy.stories import find_stories

#: Invented, every one.
TOLD = {
    "Somebody set the chip shop on fire and I was in the flat above.": "a fire",
    "the house burnt down when i was six": "a fire",
    "My cousin was murdered by her husband.": "a killing",
    "his dad was killed at work": "a killing",
    "They took my little boy off me at the school gate.": "a child taken",
    "the baby was taken at two days old": "a child taken",
    "my dad was a lighthouse keeper": "a rare job",
    "She was the first woman to drive a crane at the docks.": "a first or an only",
    "I moved to Whitby in 1987.": "a place and a date",
    "it was the summer of the flood in todmorden or near [Place 2]": "a place and a date",
    "He got fourteen years for it.": "a court or a prison",
    "It was on the news, with our door.": "the news",
    "She drowned in the canal.": "a death that was talked of",
    "There was a gas leak and an explosion.": "an accident",
    "We had triplets.": "a rare birth or illness",
}
PLAIN = (
    "I felt better in the garden.",
    "I took the kids to school.".replace("took the kids", "walked the children"),
    "We had tea in May.",
    "He was a driver for years.",
    "the fire was lit and it was warm",
    "",
)


@pytest.mark.parametrize("said", TOLD)
def test_a_story_is_proposed(said):
    """Each kind, however it is told."""
    (story,) = find_stories(said)

    assert TOLD[said] in story.about
    assert said[story.start : story.end] == said


@pytest.mark.parametrize("said", PLAIN)
def test_daily_life_is_no_story(said):
    """What anybody could say is not asked about."""
    assert find_stories(said) == []


@given(st.text(max_size=60), st.sampled_from(sorted(TOLD)), st.text(max_size=60))
def test_places_lie_in_the_text(before, told, after):
    """Whatever stands around, passages lie in the text, in order, and overlap nowhere."""
    text = f"{before}\n{told}\n{after}"
    found = find_stories(text)

    assert all(0 <= story.start < story.end <= len(text) for story in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    assert any(told[:-1] in text[story.start : story.end] for story in found)


def test_talk_without_full_stops_is_cut():
    """A passage is never a whole interview."""
    found = find_stories("and then we went on " * 200 + "my cousin was murdered " + "and so on " * 200)

    assert len(found) == 1
    assert found[0].end - found[0].start <= 400
