"""The paper as a form in a browser: answers saved as one file, nothing sent, nothing kept."""

from __future__ import annotations

import hashlib
import json
import re

import pytest

from qualkit.errors import PaperError
from qualkit.memberchecks import write_form
from qualkit.memberchecks.answer_names import field_names
from tests.memberchecks.test_paper import SETTINGS, _check

MARKUP = '<script>document.title="caught"</script> & <b>bold</b> {{ 7*7 }} "quoted"'


@pytest.fixture
def opened(page, tmp_path):
    """The form of three checks, open in Chromium from a file, as a person opens it."""

    def show(check=None, settings=SETTINGS):
        file = tmp_path / "check-7F3K9.html"
        file.write_bytes(write_form(check or _check(), settings))
        page.goto(file.as_uri())
        return page

    return show


def _saved(page):
    with page.expect_download() as download:
        page.get_by_role("button", name="Save my answers").click()
    file = download.value
    return file.suggested_filename, json.loads(file.path().read_text(encoding="utf-8"))


@pytest.mark.browser
def test_answers_are_saved_as_one_file(opened):
    """A click, a key and typed words are in the file exactly; what was not answered is empty, not a yes."""
    page = opened()
    page.get_by_role("group", name="Number 1. Does this fit?").get_by_label("Yes, this is right").check()
    page.get_by_role("textbox", name="Number 2. In your own words").fill(
        "Not rushed – “slowly”.\nSiân żółć 😀 عربي"
    )
    third = page.get_by_role("group", name="Number 3. Does this fit?").get_by_role("radio").first
    third.focus()
    page.keyboard.press("ArrowDown")
    page.get_by_label("Is something missing").fill("The dog.")
    name, saved = _saved(page)

    assert name == "answers-7F3K9.json"
    assert saved == {
        "format": "qualkit-answers 1",
        "doc": "QK1-7F3K9-v1",
        "code": _check().code,
        "answers": {
            **dict.fromkeys(field_names([1, 2, 3])[:-1], ""),
            "c1_answer": "agree",
            "c2_own": "Not rushed – “slowly”.\nSiân żółć 😀 عربي",
            "c3_answer": "notquite",
        },
        "all_more": "The dog.",
    }
    assert "answers-7F3K9.json" in page.get_by_role("status").inner_text()


@pytest.mark.browser
def test_an_answer_can_be_taken_back(opened):
    """A chosen answer is cleared by its button, and who changes something after saving is told to save again."""
    page = opened()
    page.get_by_label("Please take this out").nth(1).check()
    assert _saved(page)[1]["answers"]["c2_answer"] == "remove"
    page.get_by_role("button", name="Clear my answer: Number 2").click()

    assert "save your answers again" in page.get_by_role("status").inner_text()
    assert set(_saved(page)[1]["answers"].values()) == {""}


@pytest.mark.browser
def test_nothing_is_kept_in_the_browser(opened):
    """After answering there is no cookie and nothing in any storage."""
    page = opened()
    page.get_by_label("Not quite").first.check()
    _saved(page)

    assert page.context.cookies() == []
    assert page.evaluate("document.cookie") == ""
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.evaluate("indexedDB.databases().then(found => found.length)") == 0


@pytest.mark.browser
def test_words_are_only_ever_text(opened):
    """What looks like markup or a template in someone's words or in a setting is shown as it was said."""
    page = opened(_check(1, quote=MARKUP), {**SETTINGS, "contact": MARKUP})

    assert page.title() == "Your words, and how we read them"
    assert page.locator("blockquote").inner_text() == MARKUP
    assert page.get_by_text(MARKUP).count() == 2


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(opened, scheme):
    """The accessibility rules of axe (WCAG 2.2 AA and good practice) find no fault, in light and in dark."""
    from axe_playwright_python.sync_playwright import Axe

    page = opened()
    page.emulate_media(color_scheme=scheme)
    # The page's policy lets no script in but its own, so the checker is given to the engine itself.
    found = page.context.new_cdp_session(page)
    found.send("Page.enable")
    found.send("Page.setBypassCSP", {"enabled": True})
    page.reload()

    assert [rule["id"] for rule in Axe().run(page).response["violations"]] == []


@pytest.mark.browser
@pytest.mark.parametrize(("width", "zoom"), [(320, 1), (640, 2)])
def test_nothing_runs_off_a_small_or_zoomed_page(opened, width, zoom):
    """On a narrow phone, and at 200 % on a small window, nobody has to scroll sideways; a long word breaks."""
    page = opened(_check(2, quote="Llanfairpwllgwyngyll" * 8))
    page.set_viewport_size({"width": width // zoom, "height": 600})

    assert page.evaluate("document.documentElement.scrollWidth") <= width // zoom


@pytest.mark.browser
def test_whoever_prints_it_gets_the_answers_printed(opened):
    """In print the buttons are gone and the boxes have room for a pen: 30 millimetres."""
    page = opened()
    page.emulate_media(media="print")

    assert not page.get_by_role("button", name="Save my answers").is_visible()
    assert page.locator("textarea").first.bounding_box()["height"] >= 30 / 25.4 * 96


def test_it_asks_for_nothing():
    """The file names no address, runs the one script that its policy names, and holds no handler or style of its own."""
    page = write_form(_check(), SETTINGS).decode("utf-8")

    assert re.findall(r"(?:https?:)?//[a-z]", re.sub(r"(?m)^// .*$", "", page)) == []
    assert re.search(r"\son\w+=|style=|<link|<img|<iframe|@import|url\(|fetch|XMLHttp", page) is None
    assert "default-src 'none'" in page


def test_it_names_nobody_and_is_the_same_each_time():
    """Neither the participant nor the coder is in it, and the same paper has the same bytes."""
    page = write_form(_check(), SETTINGS)

    for word in (b"P07", b"secret", b"Ana", b"ignored"):
        assert word not in page
    assert hashlib.sha256(page).digest() == hashlib.sha256(write_form(_check(), SETTINGS)).digest()


def test_it_refuses_what_the_pdf_refuses():
    """A missing setting or another person's name stops the form too."""
    with pytest.raises(PaperError, match="without contact"):
        write_form(_check(), {**SETTINGS, "contact": ""})
    with pytest.raises(PaperError, match="Another person's name"):
        write_form(_check(1, quote="Then Declan came."), SETTINGS, names=["Declan"])
