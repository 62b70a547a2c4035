"""The study's own texts on a paper."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualkit.desk.recording import SETTINGS
from qualkit.errors import QualkitError
from qualkit.memberchecks.texts import TEXTS, as_file, from_file, said

OTHERS = {key: about for key, about in SETTINGS.items() if key not in TEXTS}
WORDS = st.text(st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(" \n"), max_size=60).filter(
    lambda text: not any(line.startswith(("#", "[")) for line in text.strip().splitlines())
)


def test_every_text_can_be_set():
    """Each text of a paper is a setting, with what it is for."""
    assert set(TEXTS) <= set(SETTINGS)
    assert all(SETTINGS[key] == text.about for key, text in TEXTS.items())


def test_a_text_is_the_studys_own():
    """What is set stands; what is not, has its default; the group's name and the last day are filled in."""
    texts = said({"thanks": "Ta.", "group_name": "The Tuesday group", "withdraw_until": "2027-03-31"})

    assert texts["thanks"] == "Ta."
    assert "from The Tuesday group." in texts["paper_opening"]
    assert "everything, until 31 March 2027." in texts["taking_back"]
    assert texts["contact"] == ""


@pytest.mark.parametrize("decided", ["nothing", "None", "nothing."])
def test_nothing_that_upsets_is_a_decision_too(decided):
    """Who looked and found nothing says so; the paper still warns that one's own words can be hard to read."""
    assert "hard to read" in said({"what_may_upset": decided})["what_may_upset"]


@given(st.dictionaries(st.sampled_from(sorted(SETTINGS)), WORDS))
def test_the_file_gives_back_what_was_put_in(settings):
    """Every setting comes out of the file as it went in; the others come with their defaults."""
    read = from_file(as_file(settings, OTHERS), "texts.txt")

    for key in SETTINGS:
        default = TEXTS[key].default if key in TEXTS else ""
        wanted = settings.get(key) or default
        assert read.get(key, "") == "\n".join(wanted.splitlines()).strip()


def test_words_without_a_name_are_refused():
    """Words before the first name, or a name that stands twice, are told with their line."""
    with pytest.raises(QualkitError, match="line 2: no .name."):
        from_file("# note\nRing Sam.\n", "texts.txt")
    with pytest.raises(QualkitError, match="line 3: .thanks. stands twice"):
        from_file("[thanks]\nTa.\n[thanks]\n", "texts.txt")
