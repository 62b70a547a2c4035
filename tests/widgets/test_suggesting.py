"""Suggestions on the page: off until asked for, decided by a person, one key each."""

from __future__ import annotations

import pytest

from qualkit.testing import ScriptedSuggester, suggestion_at
from tests.fixtures.coding_page import on_screen

pytestmark = pytest.mark.browser


@pytest.fixture
def screen(page, project):
    """P1 on a screen, with a suggester that proposes three passages in two interviews."""
    p1, p2 = project.transcripts["P1"], project.transcripts["P2"]
    scripted = ScriptedSuggester(
        (
            suggestion_at(p1.find("I had nowhere to go"), "ignored", 0.7),
            suggestion_at(p1.find("They listen to me there"), "listened-to", 0.8),
            suggestion_at(p2.find("I felt invisible."), "ignored", 0.6),
        )
    )
    with on_screen(page, project, "P1", scripted) as shown:
        shown.show()
        page.evaluate("window.listen()")
        yield shown


def asked(screen):
    """Ask for suggestions and wait until the first is there."""
    screen.page.locator("#first .qk-turn").first.focus()
    screen.press("g")
    screen.page.locator("#first .qk-strip", has_text="Suggestion 1").wait_for()


def test_off_until_asked_for(screen, project):
    """Nothing is suggested, and nothing is recorded as shown, before somebody asks."""
    assert not screen.page.locator("#first .qk-strip").is_visible()
    assert screen.page.locator("#first .qk-suggested").count() == 0
    assert project.info()["suggestions"] == 0


def test_each_says_how_sure_and_how_it_went_before(screen, project):
    """A suggestion stands in its place with how often such ones are right, and what became of earlier ones."""
    asked(screen)

    said = screen.page.locator("#first .qk-strip").inner_text()
    assert "Judged or ignored" in said
    assert "about 7 in 10 like this may be right" in said
    assert "none decided so far" in said
    assert screen.page.locator("#first .qk-suggested").first.inner_text() == "I had nowhere to go"


def test_one_key_decides_and_opens_the_next(screen, project):
    """Accepting makes a coding of this coder's own, rejecting none, and the next one opens by itself."""
    asked(screen)
    screen.press("a")
    screen.page.locator("#first .qk-strip", has_text="Listened to").wait_for()
    screen.press("r")
    screen.saved()

    mine = project.codings()[lambda table: table.coder == "Bo"]
    assert mine[["text", "code", "origin"]].values.tolist() == [
        ["I had nowhere to go", "ignored", "suggestion"]
    ]
    record = project.suggestion_record()
    assert (record.kept.sum(), record.rejected.sum()) == (1, 1)


def test_one_code_across_interviews(screen, project):
    """In the review a code's suggestions stand in their surroundings, whichever interview they come from."""
    screen.page.get_by_role("button", name="Review by code").click()
    screen.page.get_by_label("Code", exact=True).select_option("ignored")
    items = screen.page.locator("#first .qk-item")
    items.nth(2).wait_for()
    screen.page.locator("#first .qk-item", has_text="P2").get_by_role("button", name="Accept").click()
    screen.saved()

    assert project.codings()[lambda table: table.coder == "Bo"].document.tolist() == ["P2"]
    assert items.count() == 2


def test_undo_takes_a_decision_back(screen, project):
    """One key takes back what was accepted."""
    asked(screen)
    screen.press("a", "u")
    screen.saved()

    assert project.codings()[lambda table: table.coder == "Bo"].empty
