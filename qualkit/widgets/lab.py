"""JupyterLab opened on a study: a coding notebook beside it, ready to run, and nothing that asks the internet."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from qualkit.errors import NotAStudy, StudyUnwritable

if TYPE_CHECKING:
    from collections.abc import Mapping

#: JupyterLab reads its news and looks for new versions on the internet, unless it is told not to.
QUIET = (
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.news_url=None",
    "--LabApp.extension_manager=readonly",
)
_CONFIG = Path(__file__).parent / "lab_config"
_SAID = (
    "# Reading and coding\n\n"
    "Click on the grey box below, then press **Shift** and **Enter** together. The interview opens under it.\n\n"
    "Every change is saved in the study as you make it; nothing that people said is kept in this notebook. "
    "After closing it, open it again and press Shift and Enter as before. A question mark on the page lists the keys."
)


class Desk(NamedTuple):
    """What JupyterLab is opened on: the notebook, and what its Python has to know."""

    notebook: Path
    environment: Mapping[str, str]


def ready(study: str, coder: str = "") -> Desk:
    """Lay a coding notebook beside a study, unless there is one.

    Parameters
    ----------
    study
        A study's file, or a ``postgresql://`` URL; a URL may hold a password, so the notebook never names it.
    coder
        In whose name changes are made; without one, whoever began the study.

    Raises
    ------
    NotAStudy, StudyUnwritable
        There is no such file, or its folder takes no new one.
    """
    known = {"QUALKIT_CODER": coder} if coder else {}
    if "://" in study:
        return Desk(_laid(Path.cwd() / "coding.ipynb", None), {**known, "QUALKIT_STUDY": study})
    path = Path(study).resolve()
    if not path.is_file():
        raise NotAStudy(f"{study} is not there; a study is one file. Make one with:  qualkit init {study}")
    return Desk(_laid(path.with_name(f"{path.stem}-coding.ipynb"), path.name), known)


def _laid(notebook: Path, study: str | None) -> Path:
    if notebook.exists():
        return notebook  # it is its owner's now
    try:
        notebook.write_text(json.dumps(_cells(study), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError as error:
        raise StudyUnwritable(
            f"{notebook} cannot be written ({error.strerror}): nothing was opened."
        ) from None
    return notebook


def _cells(study: str | None) -> dict[str, object]:
    """The notebook: what to do, and one cell."""
    where = f'"{study}"' if study else 'os.environ["QUALKIT_STUDY"]'
    lines = [*([] if study else ["import os\n", "\n"]), "import qualkit as qk\n", "\n"]
    lines += [f"project = qk.Project.open({where})\n", "project.read()"]
    code: dict[str, object] = {
        "cell_type": "code",
        "id": "read",
        "metadata": {},
        "execution_count": None,
        "outputs": [],
        "source": lines,
    }
    said = {"cell_type": "markdown", "id": "said", "metadata": {}, "source": _SAID.splitlines(keepends=True)}
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return {"cells": [said, code], "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}


def command(desk: Desk, *, browser: bool = True) -> list[str]:
    """What starts JupyterLab on the notebook."""
    more = [] if browser else ["--no-browser"]
    return [sys.executable, "-m", "jupyterlab", str(desk.notebook), *QUIET, *more]


def environment(desk: Desk, given: Mapping[str, str] = os.environ) -> dict[str, str]:
    """What its Python finds around it: the study's own things, and a JupyterLab that shows no news."""
    paths = [str(_CONFIG), *filter(None, [given.get("JUPYTER_CONFIG_PATH")])]
    return {**given, **desk.environment, "JUPYTER_CONFIG_PATH": os.pathsep.join(paths)}


def open_lab(desk: Desk, *, browser: bool = True) -> int:
    """Start JupyterLab, wait until it is closed, and give its exit code."""
    try:
        return subprocess.call(command(desk, browser=browser), env=environment(desk))  # noqa: S603 - our own Python
    except KeyboardInterrupt:
        return 0  # Ctrl+C is how it is closed
