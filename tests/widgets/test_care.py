"""Care for the coder: what distresses stays covered, everywhere on the page."""

from __future__ import annotations

import pytest

from qualkit.testing import ScriptedSuggester, suggestion_at
from tests.fixtures.coding_page import on_screen

pytestmark = pytest.mark.browser
HARD = "nobody asked me what had happened"


@pytest.fixture
def screen(page, project):
    """P1 on a screen, a passage of it flagged by Ana, with a suggestion on just these words."""
    segment = project.transcripts["P1"].find(HARD)
    project.as_coder("Ana").distress.flag(segment)
    scripted = ScriptedSuggester((suggestion_at(segment, "ignored", 0.7),))
    with on_screen(page, project, "P1", scripted) as shown:
        shown.show()
        page.evaluate("window.listen()")
        yield shown


def everything(screen):
    """Every word that is on the page, seen or not."""
    return screen.page.locator("#first").evaluate("each => each.textContent")


def test_flagged_words_are_covered_until_somebody_looks(screen):
    """They are not on the page at all, for eye, ear or search, until their cover is pressed."""
    assert HARD not in everything(screen)
    screen.page.get_by_role("button", name="Covered: flagged as distressing. Show").click()

    assert HARD in screen.page.locator("#first .qk-turn").nth(1).inner_text()


def test_they_are_covered_in_every_list(screen, project):
    """In suggestions, in the review of a code, and among a code's examples they stay covered; each can be shown by itself."""
    project.change_code("ignored", examples=[f"She said: {HARD}."])
    screen.page.locator("#first .qk-turn").first.focus()
    screen.press("g")
    screen.page.locator("#first .qk-strip", has_text="Suggestion 1").wait_for()
    screen.press("k", "Escape", "n")
    assert HARD not in everything(screen)
    screen.page.get_by_role("button", name="Review by code").click()
    screen.page.get_by_label("Code", exact=True).select_option("ignored")
    screen.page.locator("#first .qk-item").first.wait_for()
    assert HARD not in everything(screen)
    screen.page.locator("#first .qk-item").first.get_by_role("button", name="Show").click()
    screen.page.locator("#first .qk-item mark", has_text=HARD).wait_for()


def test_marking_around_a_cover_keeps_every_place(screen, project):
    """Words before and after a cover are marked where they stand, though the cover shows other words."""
    turn = screen.page.locator("#first .qk-turn").nth(1)
    turn.focus()
    turn.locator(".qk-words").evaluate(
        """(each) => { const last = each.lastChild; const range = document.createRange();
        range.setStart(last, last.data.indexOf("Nobody at")); range.setEnd(last, last.length);
        getSelection().removeAllRanges(); getSelection().addRange(range);
        each.dispatchEvent(new MouseEvent("mouseup", { bubbles: true })); }"""
    )
    screen.press("1")
    screen.saved()

    assert project.codings()[lambda table: table.coder == "Bo"].text.tolist() == ["Nobody at all."]


def test_a_coder_flags_with_one_key_and_is_not_asked_why(screen, project):
    """Words that are marked are covered by a key; the same key takes one's own flag off again."""
    screen.page.locator("#first .qk-turn").nth(3).focus()
    screen.press("s", "f")
    screen.saved()
    assert len(project.distress) == 2
    assert "Now there is the garden." not in everything(screen)
    screen.press("s", "f")
    screen.saved()

    assert len(project.distress) == 1
    assert "Now there is the garden." in everything(screen)


def test_an_edited_code_keeps_what_its_cover_hides(screen, project):
    """Whoever edits a code's other example leaves the covered one as it was."""
    project.change_code("ignored", examples=[f"She said: {HARD}.", "They talked over me."])
    screen.page.locator("#first .qk-turn").nth(3).focus()
    screen.press("s", "2")
    screen.saved()
    screen.page.locator("#first .qk-code", has_text="Judged or ignored").click()
    screen.page.get_by_role("button", name="Edit this code").click()
    field = screen.page.get_by_label("Examples, one a line")
    field.fill(field.input_value().replace("talked", "spoke"))
    screen.page.get_by_role("button", name="Save", exact=True).click()
    screen.saved()

    assert project.codebook["ignored"].examples == (f"She said: {HARD}.", "They spoke over me.")


def test_what_is_said_aloud_is_covered_too(screen):
    """The live region never says covered words."""
    screen.page.locator("#first .qk-turn").nth(1).focus()
    screen.press("s")
    screen.page.wait_for_function(
        "document.querySelector('#first .qk-live').textContent === 'Marked: words that are covered'"
    )


def test_an_interview_is_passed_on_without_a_reason(screen, project):
    """It goes to a colleague or to whoever takes it up; nobody is asked why, and it can be taken up again."""
    page = screen.page
    page.get_by_role("button", name="Take it up").click()
    screen.saved()
    assert project.transcripts.in_hand()["P1"] == ("Bo",)
    page.get_by_role("button", name="Pass it on").click()
    page.get_by_label("To whom").select_option("Ana")
    page.get_by_role("group", name="Pass this interview on").get_by_role("button", name="Pass it on").click()
    page.locator("#first .qk-hands", has_text="In hand: Ana").wait_for()

    assert project.transcripts.in_hand()["P1"] == ("Ana",)
    assert page.locator("#first textarea:visible").count() == 0


def test_a_coder_stops_where_they_are(screen, project):
    """The next time the interview opens at the turn at which its coder stopped."""
    screen.page.locator("#first .qk-turn").nth(3).focus()
    screen.page.get_by_role("button", name="Stop here").click()
    screen.page.locator("#first .qk-saved", has_text="Your place is kept").wait_for()
    screen.page.evaluate("document.getElementById('first').closePage()")
    screen.start(project.as_coder("Bo"), "P1")
    screen.show()

    assert screen.page.evaluate("document.getElementById('first').qualkitPage.state.here.turn") == 3


def test_a_code_is_put_on_a_key(screen, project):
    """Alt and a number put the code in hand on it; from then on the number lays it, here and the next time."""
    screen.page.locator("#first .qk-code", has_text="Something to do").click()
    screen.press("Alt+1")
    screen.saved()
    assert dict(project.favourites) == {1: "something-to-do"}
    screen.page.locator("#first .qk-turn").nth(1).focus()
    screen.press("s", "1")
    screen.saved()

    assert project.codings()[lambda table: table.coder == "Bo"].code.tolist() == ["something-to-do"]
