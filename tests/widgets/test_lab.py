"""One command, or a double click, opens the coding notebook; in the real programs its keys delete no cell and nothing is lost."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from qualkit.errors import NotAStudy
from qualkit.project import Project
from qualkit.testing import tiny_project
from qualkit.widgets import lab, shortcut
from tests.fixtures import notebooks

KEYS = ("d", "d", "x", "a", "b", "y", "m", "Escape", "0", "0", "i", "i", "Escape")
ODD = ["study one.qualkit", 'o\'neil & söhne (50%) $HOME `x` "q".qualkit', "研究.qualkit"]


@pytest.fixture
def study(tmp_path):
    """A tiny study's file."""
    with tiny_project(tmp_path / "tiny.qualkit"):
        pass
    return tmp_path / "tiny.qualkit"


# --- the notebook and the shortcut ------------------------------------------------------------------------------------


def test_a_ready_notebook_is_laid_beside_the_study(study):
    """It is a whole notebook without outputs, reads the study beside it, and is never written over."""
    desk = lab.ready(str(study), "Bo")
    notebook = nbformat.read(desk.notebook, as_version=4)
    nbformat.validate(notebook)
    assert desk.notebook == study.with_name("tiny-coding.ipynb")
    assert 'qk.Project.open("tiny.qualkit")' in notebook.cells[1].source
    assert desk.environment == {"QUALKIT_CODER": "Bo"}
    desk.notebook.write_text("mine now")

    assert lab.ready(str(study)).notebook.read_text() == "mine now"


def test_no_password_stands_in_a_notebook(tmp_path, monkeypatch):
    """A study on a server is named to the program alone, not in the notebook, and gets no shortcut."""
    monkeypatch.chdir(tmp_path)
    desk = lab.ready("postgresql://ana:geheim@server/inquiry")

    assert "geheim" not in desk.notebook.read_text()
    assert lab.environment(desk, {})["QUALKIT_STUDY"].endswith("inquiry")


def test_a_study_that_is_not_there_is_said(tmp_path):
    """Nothing is opened, nothing is written."""
    with pytest.raises(NotAStudy, match="qualkit init"):
        lab.ready(str(tmp_path / "gone.qualkit"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ODD)
def test_the_linux_shortcut_starts_what_it_says(tmp_path, name):
    """What a desktop reads out of the file, by the rules of desktop files, is the command with the path as it is."""
    (tmp_path / "Desktop").mkdir()
    left = shortcut.leave(str(tmp_path / name), tmp_path, "Bo", "linux", tmp_path)
    line = next(row for row in left.path.read_text().splitlines() if row.startswith("Exec="))
    # The value's own escapes first, then the quoting of arguments, then the field codes.
    value = line.removeprefix("Exec=").replace("\\\\", "\\")
    quoted = re.findall(r'"((?:[^"\\]|\\.)*)"', value)
    parts = [re.sub(r"\\(.)", r"\1", part).replace("%%", "%") for part in quoted]

    assert left.on_desktop
    assert os.access(left.path, os.X_OK)
    assert parts == [sys.executable, "-m", "qualkit", "lab", str(tmp_path / name), "--coder", "Bo"]


@pytest.mark.parametrize("name", ODD)
def test_the_mac_shortcut_starts_what_it_says(tmp_path, name):
    """The shell that runs the file gives each argument as it is."""
    show = [sys.executable, "-c", "import sys, json; print(json.dumps(sys.argv[1:]))"]
    (tmp_path / "x.command").write_text(shortcut.text("darwin", [*show, str(tmp_path / name)], "x"))
    done = subprocess.run(["sh", tmp_path / "x.command"], capture_output=True, text=True, check=True)

    assert json.loads(done.stdout) == [str(tmp_path / name)]


def test_the_windows_shortcut_quotes_and_doubles_percent_signs():
    """Spaces, ampersands and umlauts stand in quotes, a percent sign is doubled, and lines end as Windows wants."""
    said = shortcut.text("win32", [r"C:\Program Files\python.exe", r"C:\Anas & Bos\50%\Söhne.qualkit"], "x")

    assert said.splitlines()[2] == r'"C:\Program Files\python.exe" "C:\Anas & Bos\50%%\Söhne.qualkit"'
    assert "chcp 65001" in said
    assert "\n" not in said.replace("\r\n", "")


@pytest.mark.parametrize("system", ["win32", "darwin", "linux"])
def test_where_there_is_no_desktop_it_lies_beside_the_study(tmp_path, monkeypatch, system):
    """A machine without a desktop folder gets the file where the study is, and is told so."""
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "nobody"))
    left = shortcut.leave(str(tmp_path / "a.qualkit"), tmp_path, "", system, tmp_path / "nobody")

    assert (left.path.parent, left.on_desktop) == (tmp_path, False)


def test_a_desktop_in_another_language_is_found(tmp_path):
    """On Linux the folder may have any name; user-dirs.dirs says which."""
    (tmp_path / "Schreibtisch").mkdir()
    (tmp_path / ".config").mkdir()
    (tmp_path / ".config" / "user-dirs.dirs").write_text('XDG_DESKTOP_DIR="$HOME/Schreibtisch"\n')

    assert shortcut.desktop("linux", tmp_path, {}) == tmp_path / "Schreibtisch"


def test_the_shortcuts_command_opens_the_lab(study, tmp_path):
    """The command that the file holds is one that qualkit knows: with --help it says what it does."""
    left = shortcut.leave(str(study), tmp_path, "", "darwin", tmp_path)
    line = shlex.split(left.path.read_text().splitlines()[1])[1:]
    done = subprocess.run(
        [*line, "--help"], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
    )

    assert "coding notebook of a study" in done.stdout


@pytest.fixture
def page(browser):
    """A new page; the notebook programs' own complaints in its console are not ours."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


# --- the real programs ------------------------------------------------------------------------------------------------


def codings(study):
    """What the study's file holds of Bo."""
    with Project.open(study, readonly=True) as project:
        table = project.codings()
        return table[table.coder == "Bo"].text.tolist()


def saved(page):
    """Wait until the page says that everything is on disk."""
    page.locator('.qk[data-saving="saved"]').first.wait_for(state="attached")


def cells(page):
    """The notebook's cells: how many, and of what kind."""
    return page.evaluate(
        "[...document.querySelectorAll('.jp-Notebook .jp-Cell')].map((each) => each.className.match(/jp-(Code|Markdown|Raw)Cell/)[0])"
    )


def every_part(page):
    """Press the keys that delete, cut and change cells, on every part of the page that takes the focus."""
    parts = page.locator(".qk").first.locator(
        "button:visible, input:visible, select:visible, textarea:visible, [tabindex]:visible"
    )
    for part in parts.element_handles():
        if not part.is_visible():
            continue
        part.focus()
        for key in KEYS:
            page.keyboard.press(key)


@pytest.mark.browser
@pytest.mark.parametrize("program", ["lab", "notebook"])
def test_coding_in_the_real_program(page, study, tmp_path, program):
    """Mouse and keyboard code, no key reaches the notebook, and what it keeps holds nobody's words."""
    desk = lab.ready(str(study), "Bo")
    classic = program == "notebook"
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    with notebooks.running(desk, tmp_path / "around", classic=classic) as server:
        notebooks.run_cells(page, server, desk.notebook, classic=classic)
        before = cells(page)
        page.locator(".qk-turn").nth(1).focus()
        for key in ("s", "1"):
            page.keyboard.press(key)
        saved(page)
        page.locator(".qk-turn").nth(3).locator(".qk-words").click(position={"x": 30, "y": 12}, click_count=3)
        page.keyboard.press("2")
        saved(page)
        assert len(codings(study)) == 2
        every_part(page)
        saved(page)
        assert cells(page) == before
        page.keyboard.press("Escape")
        page.locator(".jp-MarkdownCell").first.click()
        page.keyboard.press("Control+s")
        page.wait_for_timeout(1500)

        kept = desk.notebook.read_text()
        assert "CodingPage" in kept
        assert "nowhere" not in kept
        assert "garden" not in kept
        assert {url.split("/")[2] for url in asked if url.startswith(("http", "ws"))} == {
            server.base.split("/")[2]
        }


@pytest.mark.browser
def test_what_was_saved_outlives_the_kernel_and_what_was_not_is_kept(page, study, tmp_path):
    """A kernel killed after "Saved" has lost nothing; coding on says NOT saved within 1.5 s, and is saved once later."""
    desk = lab.ready(str(study), "Bo")
    with notebooks.running(desk, tmp_path / "around") as server:
        notebooks.run_cells(page, server, desk.notebook)
        page.locator(".qk-turn").nth(1).focus()
        page.keyboard.press("s")
        page.keyboard.press("1")
        saved(page)
        server.kill_kernel()
        assert codings(study) == ["I had nowhere to go, and nobody asked me what had happened."]
        page.keyboard.press("2")
        page.locator('.qk[data-saving="late"] .qk-warning', has_text="NOT saved").wait_for(timeout=1800)
        page.wait_for_timeout(3000)  # JupyterLab notices, and starts another kernel
        for dialog in page.locator(".jp-Dialog button.jp-mod-accept").all():
            dialog.click()
        assert not page.locator('.qk[data-saving="saved"]').count()
        notebooks.run_again(page)
        saved(page)

        assert len(codings(study)) == 2


@pytest.mark.browser
def test_a_busy_kernel_loses_nothing(page, study, tmp_path):
    """While a cell runs for long an act is acknowledged or said to be not saved; afterwards it is on disk, once."""
    desk = lab.ready(str(study), "Bo")
    notebook = json.loads(desk.notebook.read_text())
    busy = {**notebook["cells"][1], "id": "busy", "source": ["import time\n", "time.sleep(4)"]}
    notebook["cells"].append(busy)
    desk.notebook.write_text(json.dumps(notebook))
    with notebooks.running(desk, tmp_path / "around") as server:
        notebooks.run_cells(page, server, desk.notebook)
        page.locator(".qk-turn").nth(1).focus()
        page.keyboard.press("s")
        page.keyboard.press("1")
        page.wait_for_timeout(1300)
        assert page.locator(".qk").first.get_attribute("data-saving") in {"saved", "late"}
        saved(page)

        assert len(codings(study)) == 1


@pytest.mark.browser
def test_in_marimo(page, study, tmp_path):
    """In marimo, which draws in a shadow root, mouse and keyboard code as elsewhere."""
    with notebooks.running_marimo(study, tmp_path / "around") as address:
        page.goto(address)
        page.locator(".qk-turn").first.wait_for(state="attached")
        page.locator(".qk-turn").nth(1).focus()
        page.keyboard.press("s")
        page.keyboard.press("1")
        saved(page)
        page.locator(".qk-turn").nth(3).locator(".qk-words").click(position={"x": 30, "y": 12}, click_count=3)
        page.keyboard.press("2")
        saved(page)

    assert len(codings(study)) == 2
