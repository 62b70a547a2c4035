"""The codebook made on the page: words, places, and a spreadsheet."""

from __future__ import annotations

import openpyxl
import pytest

pytestmark = pytest.mark.browser


def places(project):
    """Each code with what it stands under, in order."""
    return [(code.id, code.parent) for code in project.codebook]


def chosen(screen, name):
    """Choose a code in the tree."""
    screen.page.locator("#first .qk-code", has_text=name).click()


def test_a_code_is_written_in_a_form(screen, project):
    """Name, meaning, examples and the rest are typed into a form; nothing but what was changed is changed."""
    chosen(screen, "Listened to")
    screen.page.get_by_role("button", name="Edit this code").click()
    screen.page.get_by_label("What it means").fill("Somebody heard, and it showed.")
    screen.page.get_by_label("Examples, one a line").fill("She really heard me.\n“They wrote it down.”")
    screen.page.get_by_role("button", name="Save", exact=True).click()
    screen.saved()

    code = project.codebook["listened-to"]
    assert code.definition == "Somebody heard, and it showed."
    assert code.examples == ("She really heard me.", "“They wrote it down.”")
    assert (code.name, code.polarity, code.words) == (
        "Listened to",
        "validating",
        ("listen", "heard", "understood"),
    )


def test_marked_words_become_an_example(screen, project):
    """One button adds the marked words to a code's examples."""
    screen.page.locator("#first .qk-turn").nth(1).focus()
    screen.press("s")
    screen.page.locator("#first .qk-filter").fill("ignored")
    screen.page.get_by_role("button", name="Take the marked words as an example").click()
    screen.saved()

    assert (
        project.codebook["ignored"].examples[-1]
        == "I had nowhere to go, and nobody asked me what had happened."
    )


def test_moving_by_keyboard(screen, project):
    """Alt and the arrows put a code under the one above it, back, and up or down among its like."""
    chosen(screen, "Something to do")
    screen.press("Alt+ArrowRight")
    screen.saved()
    assert places(project) == [("ignored", None), ("listened-to", None), ("something-to-do", "listened-to")]
    screen.press("Alt+ArrowLeft", "Alt+ArrowUp", "Alt+ArrowUp")
    screen.saved()
    assert places(project) == [("something-to-do", None), ("ignored", None), ("listened-to", None)]


def test_moving_by_dragging(screen, project):
    """A code that is dropped on the middle of another stands under it; undo puts it back."""
    before = places(project)
    screen.page.locator("#first .qk-code", has_text="Something to do").drag_to(
        screen.page.locator("#first .qk-code", has_text="Judged or ignored")
    )
    screen.saved()
    assert ("something-to-do", "ignored") in places(project)
    screen.page.get_by_role("button", name="Undo").click()
    screen.saved()
    assert places(project) == before


def test_a_code_without_marking_anything(screen, project):
    """A new code can be named at any time."""
    screen.page.locator("#first .qk-turn").first.focus()
    screen.press("k")
    screen.page.keyboard.type("Cup of tea and a chat")
    screen.press("Enter")
    screen.saved()

    assert "cup-of-tea-and-a-chat" in project.codebook


def test_out_and_in_as_a_spreadsheet(screen, project, tmp_path):
    """The codebook goes into a spreadsheet beside the study, and comes back with what was written there."""
    screen.page.get_by_role("button", name="Save as a spreadsheet").click()
    screen.page.locator("#first .qk-saved", has_text="tiny-codebook.xlsx").wait_for()
    sheet = tmp_path / "tiny-codebook.xlsx"
    book = openpyxl.load_workbook(sheet)
    heading = [cell.value for cell in book.active[1]]
    book.active.cell(3, heading.index("definition") + 1).value = "They stopped and listened."
    book.active.append(["cup-of-tea", "Cup of tea", "Sitting down together."])
    book.save(sheet)
    screen.page.get_by_role("button", name="Save as a spreadsheet").click()
    screen.page.locator("#first .qk-warning", has_text="says other things").wait_for()
    screen.page.get_by_role("button", name="Take the spreadsheet in").click()
    screen.page.locator("#first .qk-code", has_text="Cup of tea").wait_for()

    assert project.codebook["listened-to"].definition == "They stopped and listened."
    assert [code.id for code in project.codebook][-1] == "cup-of-tea"
