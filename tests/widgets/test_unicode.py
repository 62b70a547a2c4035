"""Every range that can be marked on the page is Python's slice, whatever the letters are."""

from __future__ import annotations

import json

import pytest

from qualkit.widgets.said import Said
from qualkit.widgets.session import Session
from tests.fixtures.coding_page import on_screen

pytestmark = pytest.mark.browser

#: Emoji, joined emoji, flags, skin tones, letters beyond the BMP, combining accents, right to left, CJK, Thai, marks.
NASTY = [
    "We laughed 😀 and then cried 😢.",
    "My family 👨‍👩‍👧‍👦 came, all of us 👩🏽‍🚒.",
    "From 🇬🇧 to 🇺🇦 and back 🏴󠁧󠁢󠁳󠁣󠁴󠁿.",
    "𝒜 letter 𐍈 beyond 𝔘 the plane.",
    "Cafe\u0301 a\u0308nd nai\u0308ve z\u0335\u0336\u0337 text.",
    "قالوا لي إنني لن أعمل أبدًا.",
    "他们说我永远不会工作。然后呢？",
    "เขาบอกว่าฉันทำงานไม่ได้",
    "Mixed עברית and English, then 日本語 😀!",
    "“Quotes” — dashes… and\u00a0no-break\u2009spaces.",
]


@pytest.fixture
def nasty(page, project, tmp_path):
    """The nasty turns on a screen."""
    words = "\n\n".join(f"P9: {line}" for line in NASTY)
    (tmp_path / "P9.txt").write_text(words, encoding="utf-8")
    project.add_transcripts(tmp_path / "P9.txt")
    with on_screen(page, project, "P9") as screen:
        screen.show()
        yield screen


def test_every_range_of_graphemes_is_pythons_slice(nasty, project):
    """For each pair of grapheme edges of each turn, the offsets and the words that the page would send agree with the text."""
    text = project.transcripts["P9"].text
    ranges = nasty.page.evaluate(
        """() => {
        const { state } = document.getElementById("first").qualkitPage;
        const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
        const found = [];
        state.turns.forEach((turn, number) => {
            const edges = [...segmenter.segment(turn.text)].map((each) => each.index).concat(turn.text.length);
            for (let a = 0; a < edges.length; a += 1) for (let b = a + 1; b < edges.length; b += 1) {
                const stretch = { start: state.pointAt(number, edges[a]), end: state.pointAt(number, edges[b]) };
                found.push([stretch.start, stretch.end, state.quote(stretch)]);
            }
        });
        return found;
    }"""
    )

    assert len(ranges) > 2000
    assert [quote for _, _, quote in ranges] == [text[start:end] for start, end, _ in ranges]


def test_ranges_across_turns_are_pythons_slices(nasty, project):
    """The same for stretches from one turn into another."""
    text = project.transcripts["P9"].text
    ranges = nasty.page.evaluate(
        """() => {
        const { state } = document.getElementById("first").qualkitPage;
        const found = [];
        for (let a = 0; a < state.turns.length; a += 1) for (let b = a + 1; b < state.turns.length; b += 1) {
            const stretch = { start: state.turns[a].start, end: state.turns[b].end };
            found.push([stretch.start, stretch.end, state.quote(stretch)]);
        }
        return found;
    }"""
    )

    assert [quote for _, _, quote in ranges] == [text[start:end] for start, end, _ in ranges]


@pytest.mark.parametrize("number", range(len(NASTY)))
def test_what_is_marked_by_key_is_what_is_stored(nasty, project, number):
    """A sentence and two words of each nasty turn are stored as they stand in the text, and cut no letter in two."""
    nasty.page.locator("#first .qk-turn").nth(number).focus()
    nasty.press("s", "1", "Escape", "ArrowRight", "Shift+ArrowRight", "2")
    nasty.saved()

    text = project.transcripts["P9"].text
    table = project.codings()[lambda found: found.document == "P9"]
    assert len(table) == 2
    for row in table.itertuples():
        assert text[row.start : row.end] == row.text
        assert not row.text.startswith(("\u200d", "\u0301", "\ufe0f"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"start": 5, "end": 9},
        {"start": -1, "end": 3},
        {"start": 0, "end": 10_000_000},
        {"start": "0", "end": 3},
        {"start": 3, "end": 3},
        {"quote": "W\u200be laughed"},
        {"revision": 9},
        {"code": "no-such-code"},
        {"quote": None},
    ],
)
def test_a_mismatch_is_refused_and_nothing_is_stored(project, wrong):
    """Offsets that are not those of the words, or a message that is not one, change nothing."""
    told = []
    session = Session(project, "P1", told.append)
    before = project.codings().to_dict("records")
    right = {"kind": "act", "verb": "code", "key": "k" * 12, "view": "v", "code": "ignored", "revision": 1}
    text = project.transcripts["P1"].text
    session.receive({**right, "start": 0, "end": 7, "quote": text[0:7], **wrong})

    assert [each["kind"] for each in told][:1] == ["refused"]
    assert project.codings().to_dict("records") == before
    assert "nowhere" not in json.dumps(told[0])


def test_a_message_shows_nobodys_words():
    """What a message holds is not in how it is shown."""
    assert "secret" not in repr(Said({"verb": "code", "quote": "secret words"}))
