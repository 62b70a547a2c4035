"""How fast the coding page is in a real browser, and how many actions a coding takes.

Run it by itself: ``python -m tests.benchmarks.page``. Milliseconds by the browser's clock, medians; the session and the
study behind it are the real ones. Beside each figure stands the plain way in the same browser: every turn laid out at
once, and every turn drawn anew at each act.
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from qualkit import Project
from qualkit.model import Code, Codebook
from qualkit.testing import ScriptedSuggester, suggestion_at
from tests.fixtures.browser import OFFLINE, QUIET, find_chromium
from tests.fixtures.coding_page import OnScreen

if TYPE_CHECKING:
    from playwright.sync_api import Page

SIZES = ((60, 100), (500, 750), (2000, 3000))
CODES = 200
ROUNDS = 15
WORDS_A_TURN = 12.5
_PLAIN = ".qk-chunk { content-visibility: visible !important; }"
_PAINTED = """async (what) => {
  const { qualkitPage: page } = document.getElementById("first");
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  const saved = () => new Promise((done) => {
    const look = () => (page.root.dataset.saving === "saved" ? done() : setTimeout(look, 1));
    look();
  });
  page.command("nextTurn"); page.command("nextTurn"); page.command("sentence");
  await frame();
  const start = performance.now();
  page.command(`code${what.code}`);
  if (what.plainly) page.text.draw();
  await frame();
  const painted = performance.now() - start;
  await saved();
  return [painted, performance.now() - start];
}"""
_OPENED = """async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  const start = performance.now();
  window.show("first");
  while (!document.querySelector("#first .qk-turn")) await new Promise((done) => setTimeout(done, 1));
  await frame();
  return performance.now() - start;
}"""
_SCROLLED = """async () => {
  const text = document.querySelector("#first .qk-text");
  text.scrollTop = 0;
  const frames = [];
  let last = await new Promise(requestAnimationFrame);
  for (let step = 0; step < 90; step += 1) {
    text.scrollTop += 240;
    const now = await new Promise(requestAnimationFrame);
    frames.push(now - last);
    last = now;
  }
  return frames;
}"""


class Figures(NamedTuple):
    """One row, in milliseconds: first paint, an act painted and saved, a frame while scrolling; then the plain way."""

    turns: int
    codings: int
    opened: float
    painted: float
    saved: float
    frame: float
    plain_opened: float
    plain_painted: float
    plain_frame: float


def study(folder: Path, turns: int, codings: int) -> Project:
    """One invented interview of so many turns, with so many codings by the one who reads it."""
    draw = random.Random(turns)
    said = [
        " ".join(f"{draw.choice('bcdfg')}{draw.choice('aeiou')}{draw.choice('lmnr')}o" for _ in range(12))
        + "."
        for _ in range(turns)
    ]
    lines = [f"{'INT' if number % 2 == 0 else 'P1'}: {words}" for number, words in enumerate(said)]
    (folder / "P1.txt").write_text("\n\n".join(lines), encoding="utf-8")
    project = Project.create(folder / "page.qualkit", coder="Bo")
    project.add_transcripts(folder / "P1.txt")
    project.add_codebook(
        Codebook(tuple(Code(f"code-{n}", f"Theme {_name(n)}", "A meaning.") for n in range(CODES)), id="many")
    )
    transcript = project.transcripts["P1"]
    wanted = []
    for number in range(codings):
        turn = transcript.turns[draw.randrange(turns)]
        start = turn.start + draw.randrange(0, 20)
        segment = transcript.segment(start, min(turn.end, start + draw.randrange(8, 30)))
        wanted.append({"segment": segment, "code": f"code-{number % CODES}"})
    project.code_all(wanted)
    return project


def _name(number: int) -> str:
    """A name of its own, in letters."""
    return "".join("bcdfghklmn"[int(digit)] + "aeiou"[int(digit) % 5] for digit in str(1000 + number))


def measure(page: Page, turns: int, codings: int, rounds: int = ROUNDS) -> Figures:
    """Open, code, scroll; then the same the plain way."""
    with tempfile.TemporaryDirectory() as folder, study(Path(folder), turns, codings) as project:
        screen = OnScreen(page, project, "P1")
        opened = _opened(screen)
        acts = [page.evaluate(_PAINTED, {"code": 1 + n % 9, "plainly": False}) for n in range(rounds)]
        frames = page.evaluate(_SCROLLED)
        plain = [page.evaluate(_PAINTED, {"code": 1 + n % 9, "plainly": True}) for n in range(3)]
        page.add_style_tag(content=_PLAIN)
        plain_frames = page.evaluate(_SCROLLED)
        plain_opened = _opened(screen)
        screen.widget.close()
    return Figures(
        turns,
        codings,
        opened,
        median(act[0] for act in acts),
        median(act[1] for act in acts),
        median(frames),
        plain_opened,
        median(act[0] for act in plain),
        median(plain_frames),
    )


def _opened(screen: OnScreen) -> float:
    """The median of three times that the page is drawn from nothing; the last one stays."""
    took = []
    for _ in range(3):
        screen.page.evaluate("document.getElementById('first').closePage?.()")
        took.append(screen.page.evaluate(_OPENED))
        screen.saved()
    return median(took)


#: What is counted: a name, the actions allowed, and the keys ("drag" and "double" are the mouse's).
JOBS: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    ("same code again (brush)", 1, ("drag",)),
    ("a favourite, by mouse", 2, ("double", "1")),
    ("a favourite, by keyboard", 2, ("s", "1")),
    ("one more code on the same words", 1, ("2",)),
    ("any of 200 codes by keyboard", 7, ("s", "/", "l", "e", "f", "o", "Enter")),
    ("undo", 1, ("u",)),
    ("accept a suggestion and move on", 1, ("a",)),
)


def count(page: Page) -> list[tuple[str, int, int, int]]:
    """What each job takes: its name, the actions that the browser saw, those allowed, and the codings that came of it."""
    with tempfile.TemporaryDirectory() as folder, study(Path(folder), 60, 0) as project:
        turns = project.transcripts["P1"].turns
        passages = (suggestion_at(turns[number].segment(), "code-7") for number in (50, 53))
        screen = OnScreen(page, project, "P1", ScriptedSuggester(tuple(passages)))
        screen.show()
        page.evaluate("window.listen()")
        page.evaluate(
            """() => { window.actions = 0; document.addEventListener("keydown", () => (window.actions += 1), true);
            let last = 0; document.addEventListener("mouseup", (event) => { if (event.detail < 2) window.actions += 1; }, true); }"""
        )
        found = []
        for place, (name, allowed, steps) in enumerate(JOBS):
            _begin(screen, name, place)
            before = len(project.codings())
            page.evaluate("window.actions = 0")
            for step in steps:
                _do(screen, step, 6 * place + 1)
            screen.saved()
            found.append((name, page.evaluate("window.actions"), allowed, len(project.codings()) - before))
        screen.widget.close()
    return found


def _begin(screen: OnScreen, name: str, place: int) -> None:
    """Where a person is before the job begins."""
    page = screen.page
    if "brush" in name:
        page.locator("#first .qk-turn").nth(6 * place).focus()
        screen.press("s", "1", "b")
        screen.saved()
    elif "suggestion" in name:
        screen.press("Escape", "g")
        page.locator("#first .qk-strip", has_text="Suggestion 1 of 2").wait_for()
    elif "more" not in name and "undo" not in name:
        screen.press("Escape", "Escape")
        page.locator("#first .qk-turn").nth(6 * place + 1).focus()


def _do(screen: OnScreen, step: str, turn: int) -> None:
    page = screen.page
    if step in {"drag", "double"}:
        box = page.locator("#first .qk-turn").nth(turn).locator(".qk-words").bounding_box()
        assert box is not None
        x, y = box["x"], box["y"] + 12
        if step == "double":
            page.mouse.dblclick(x + 20, y)
            return
        page.mouse.move(x + 8, y)
        page.mouse.down()
        page.mouse.move(x + 120, y, steps=3)
        page.mouse.up()
    else:
        page.keyboard.press(step)


def main(arguments: list[str]) -> None:
    """Measure and print."""
    from playwright.sync_api import sync_playwright

    sizes = SIZES[: int(arguments[0])] if arguments else SIZES
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=[*QUIET, OFFLINE, "--no-sandbox"]
        )
        print("milliseconds, medians; in brackets how much longer the plain way took in this run")
        print("turns codings  first paint     act painted     act saved  scroll frame")
        for turns, codings in sizes:
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            row = measure(page, turns, codings)
            print(_line(row))
            page.close()
        print("\nactions a coding      needed allowed codings")
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        for name, needed, allowed, made in count(page):
            print(f"{name:34} {needed:3} {allowed:3} {made:3}")
        browser.close()


def _line(row: Figures) -> str:
    def beside(mine: float, plain: float) -> str:
        return f"{mine:7.0f} (x{plain / max(mine, 0.1):.1f})"

    return (
        f"{row.turns:5} {row.codings:7} {beside(row.opened, row.plain_opened):>14} "
        f"{beside(row.painted, row.plain_painted):>14} {row.saved:9.0f} {beside(row.frame, row.plain_frame):>14}"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
