"""The page for everyone: the keyboard alone, a screen reader, dark, large, and with single keys switched off."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser


def faults(page):
    """What axe finds, by its names."""
    return [
        (each["id"], [node["html"][:90] for node in each["nodes"]])
        for each in Axe().run(page).response["violations"]
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(screen, theme):
    """With codings, the palette, a memo, the form, suggestions' review and the list of keys open, axe has nothing to say."""
    page = screen.page
    page.emulate_media(color_scheme=theme)
    page.locator(f'#first .qk[data-theme="{theme}"]').wait_for()
    page.locator("#first .qk-turn").nth(1).focus()
    screen.press("s", "1", "2", "p")
    screen.saved()
    assert faults(page) == []
    screen.press("m")
    page.keyboard.type("A memo")
    assert faults(page) == []
    screen.press("Escape", "s", "/", "l")
    assert faults(page) == []
    screen.press("Escape")
    page.get_by_role("button", name="Edit this code").click()
    assert faults(page) == []
    page.get_by_role("button", name="Leave as it was").click()
    page.get_by_role("button", name="Review by code").click()
    assert faults(page) == []
    page.get_by_role("button", name="Back to the interview").click()
    screen.press("?")
    assert faults(page) == []


def test_everything_by_keyboard(screen, project):
    """A session with no mouse: two codes, a palette, a new code, a memo, resizing, undo three times, redo, the codebook."""
    page = screen.page
    page.locator("body").press("Tab")
    for _ in range(30):
        if page.evaluate("document.activeElement.classList.contains('qk-text')"):
            break
        screen.press("Tab")
    screen.press("ArrowDown", "s", "1", "2", "/", *"some", "Enter", "/", *"Tea together", "ArrowUp", "Enter")
    screen.saved()
    assert project.codings()[lambda t: t.coder == "Bo"].code.nunique() == 4
    screen.press("m", *"Kind", "Escape")
    screen.press("Alt+ArrowLeft", "Alt+ArrowLeft")
    screen.saved()
    mine = project.codings()[lambda t: t.coder == "Bo"]
    assert min(mine.end - mine.start) < 59
    screen.press("u", "u", "u", "Shift+U")
    screen.saved()
    assert [memo.text for memo in project.memos] == ["Kind"]
    screen.press("c")
    assert page.evaluate("document.activeElement.classList.contains('qk-filter')")
    screen.press("ArrowDown", "ArrowDown", "F2", "Escape")
    assert page.evaluate("document.activeElement.classList.contains('qk-code')")


def test_the_live_region_says_what_happened(screen):
    """Each thing done is said to a screen reader in words."""
    page = screen.page
    live = page.locator("#first .qk-live")
    page.locator("#first .qk-turn").nth(1).focus()
    for keys, said in (
        (["s"], "Marked: I had nowhere to go"),
        (["1"], "laid."),
        (["p"], "Now "),
        (["Delete"], "taken out"),
        (["u"], "Taken back: remove coding"),
        (["ArrowDown"], "Not coded"),
    ):
        screen.press(*keys)
        page.wait_for_function(
            "said => document.querySelector('#first .qk-live').textContent.includes(said)",
            arg=said,
            timeout=5000,
        )
    assert live.get_attribute("aria-live") == "polite"


def test_single_keys_can_be_switched_off(screen, project):
    """When letters must do nothing (speech input, a cat), they do nothing; arrows and buttons still work."""
    page = screen.page
    page.locator("#first .qk-turn").nth(1).focus()
    screen.press("?")
    page.get_by_label("Single keys").uncheck()
    page.get_by_role("button", name="Close").click()
    screen.press("ArrowDown", "s", "1", "x", "u")
    assert project.codings()[lambda t: t.coder == "Bo"].empty
    screen.press("ArrowUp", "ArrowRight")
    page.locator("#first .qk-bar button").first.click()
    screen.saved()

    assert len(project.codings()[lambda t: t.coder == "Bo"]) == 1


def test_keys_stay_on_the_page(screen):
    """No key that is pressed on any part of the page reaches what lies around it, and every such part is shielded."""
    page = screen.page
    page.evaluate(
        "window.heard = []; document.addEventListener('keydown', (event) => window.heard.push(event.key))"
    )
    page.locator("#first .qk-turn").nth(1).focus()
    screen.press("s", "1")
    screen.saved()
    parts = page.locator("#first").locator(
        "button:visible, input:visible, select:visible, textarea:visible, [tabindex]:visible"
    )
    assert parts.count() > 20
    for part in parts.element_handles():
        if not part.is_visible():  # what a key before it has drawn anew
            continue
        part.focus()
        for key in ("d", "x", "b", "y", "Escape"):
            page.keyboard.press(key)
    unshielded = page.evaluate(
        """() => [...document.querySelectorAll("#first :is(button, input, select, textarea, summary, a, [tabindex])")]
            .filter((each) => !each.hasAttribute("data-lm-suppress-shortcuts")).map((each) => each.outerHTML.slice(0, 80))"""
    )
    assert page.evaluate("window.heard") == []
    assert unshielded == []


def test_twice_as_large_without_loss(screen):
    """At 200 % (a window half as wide) everything is there, and nothing is to be scrolled sideways."""
    page = screen.page
    page.set_viewport_size({"width": 640, "height": 480})
    page.locator("#first .qk-turn").nth(1).focus()
    screen.press("s", "1", "+", "+")
    screen.saved()

    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    for part in (".qk-text", ".qk-codes", ".qk-bar", ".qk-card", ".qk-head"):
        assert page.locator(f"#first {part}").is_visible()


def test_no_key_has_two_commands(screen):
    """The table of keys names every key once, and every command of the table is there."""
    found = screen.page.evaluate(
        """() => { const { keys } = document.getElementById("first").qualkitPage; const page = keys.page;
        const all = { ...page.commands(), ...page.hooks.commands };
        return [keys.rows.map((row) => row[0]), keys.rows.map((row) => row[1]).filter((name) => !/^code\\d$/.test(name) && !all[name])]; }"""
    )

    assert len(found[0]) == len(set(found[0]))
    assert found[1] == []


def test_poles_differ_by_shape(screen):
    """In grey, each pole still has a line of its own and a mark of its own beside it."""
    page = screen.page
    page.locator("#first .qk-turn").nth(1).focus()
    screen.press("s", "1")
    seen = set()
    for _ in range(4):
        screen.press("p")
        screen.saved()
        line = page.locator("#first .qk-piece").first.evaluate(
            "each => each.style.backgroundImage + each.style.backgroundSize"
        )
        seen.add((line, page.locator("#first .qk-chip .qk-shape").first.inner_text()))

    assert len({line for line, _ in seen}) == 4
    assert {mark for _, mark in seen} == {"✓", "✗", "±", "?"}
