"""A real Chromium fills a paper and saves it with the changes, and it is read back."""

from __future__ import annotations

import base64
import sys

import pytest

from qualkit.memberchecks import write_pdf
from qualkit.memberchecks.returns import field_places
from qualkit.memberchecks.returns.pdf import read_pdf
from tests.fixtures import papers
from tests.fixtures.browser import HOW_TO_GET, OFFLINE, QUIET, find_chromium

WORDS = "Not rushed, “slowly”. Siân"


@pytest.fixture(scope="module")
def viewer(tmp_path_factory):
    """Chromium with its PDF viewer, which the headless shell of the other tests does not have."""
    path = find_chromium()
    if path is None:
        pytest.skip(f"needs a browser; to get one: {HOW_TO_GET.get(sys.platform, HOW_TO_GET['linux'])}")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            str(tmp_path_factory.mktemp("profile")),
            executable_path=path,
            headless=False,
            args=["--headless=new", "--no-sandbox", *QUIET, OFFLINE],
            viewport={"width": 1000, "height": 1400},
        )
        yield context
        context.close()


def _controls(page):
    """The viewer's own frame, once it has drawn the paper."""
    for _ in range(120):
        for frame in page.frames:
            if frame.url.startswith("chrome-extension://") and frame.locator("#downloads #save").count():
                page.wait_for_timeout(1500)
                return frame
        page.wait_for_timeout(250)
    raise AssertionError("Chromium did not open the paper in its viewer")


#: Only the dialogue that asks where to save is answered for Chromium; what it would write is handed over.
_SAVED = """() => {
  const keep = async (blob) => {
    const bytes = new Uint8Array(await blob.arrayBuffer());
    let text = "";
    for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    window.saved = btoa(text);
  };
  const entry = { createWriter: (then) => then({ write: keep }) };
  chrome.fileSystem.chooseEntry = (_, then) => (then ? then(entry) : Promise.resolve(entry));
  window.showSaveFilePicker = async () => ({ createWritable: async () => ({ write: keep, close: async () => {} }) });
}"""
_PAGE = """(number) => {
  const viewer = document.querySelector("#viewer");
  const plugin = viewer.shadowRoot.querySelector("#plugin").getBoundingClientRect();
  const page = viewer.viewport.getPageScreenRect(number);
  return [plugin.x + page.x, plugin.y + page.y, page.width];
}"""


def _click(page, controls, places, field, value=""):
    """Click into the middle of a field, wherever the viewer has drawn it."""
    place = next(place for place in places if (place.field, place.value) == (field, value))
    left, top, width = controls.evaluate(_PAGE, place.page)
    scale = width / 595.28
    low_x, low_y, high_x, high_y = place.rect
    page.mouse.click(left + scale * (low_x + high_x) / 2, top + scale * (841.89 - (low_y + high_y) / 2))
    page.wait_for_timeout(250)


def test_a_paper_that_chromium_filled_and_saved(viewer, check, tmp_path):
    """Chosen and typed in the browser, and saved “With your changes”, the answers come back as they were given."""
    content = write_pdf(check, papers.PAPER_SETTINGS, style="standard")
    (tmp_path / "paper.pdf").write_bytes(content)
    places = field_places(content)
    page = viewer.new_page()
    page.goto(f"{(tmp_path / 'paper.pdf').as_uri()}#page=2")
    controls = _controls(page)
    controls.evaluate(_SAVED)
    _click(page, controls, places, "c1_answer", "notquite")
    _click(page, controls, places, "c1_own")
    page.keyboard.insert_text(WORDS)
    _click(page, controls, places, "c2_answer", "agree")
    controls.locator("#downloads #save").click()
    controls.locator("#downloads #save-edited").click()
    controls.wait_for_function("() => window.saved")
    saved = base64.b64decode(controls.evaluate("() => window.saved"))

    assert saved != content
    returned = read_pdf(saved, "saved.pdf")
    assert (returned.source, returned.code) == ("pdf", check.code)
    assert [answer.state for answer in returned.answers] == ["not_quite", "agree", "unanswered"]
    assert returned.answers[0].words == WORDS
