"""start.py sets up and runs, on whatever it finds.

Here it sets up a stand-in for the checkout that needs nothing from an index: the same start.py, a real
environment and a real pip, and a package that only says that it was started.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BACKEND = """
import zipfile

def build_editable(folder, settings=None, metadata=None):
    with zipfile.ZipFile(f"{folder}/standin-1-py3-none-any.whl", "w") as wheel:
        wheel.writestr("standin.pth", __file__.rpartition("backend.py")[0].rstrip("/\\\\\\\\"))
        for extra in ("METADATA", "WHEEL", "RECORD"):
            wheel.writestr(f"standin-1.dist-info/{extra}", TEXTS[extra])
    return "standin-1-py3-none-any.whl"

TEXTS = {
    "METADATA": "Metadata-Version: 2.1\\nName: standin\\nVersion: 1\\nProvides-Extra: dev\\nProvides-Extra: teams\\n",
    "WHEEL": "Wheel-Version: 1.0\\nGenerator: here\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
    "RECORD": "",
}
"""
PROJECT = '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
SAYS = (
    "import os, sys\nprint(__name__, sys.argv[1:], os.getcwd())\nsys.exit(int(os.environ.get('ENDS', 0)))\n"
)


class Checkout:
    """A folder with start.py in it."""

    def __init__(self, folder):
        self.folder = folder
        shutil.copy(ROOT / "start.py", folder)
        self.write("pyproject.toml", PROJECT)
        self.write("constraints.txt", "")
        self.write("backend.py", BACKEND)

    def write(self, name, text):
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_text(text, encoding="utf-8")

    def start(self, *arguments, ends=0, **options):
        environment = {**os.environ, "ENDS": str(ends), "PIP_TARGET": "elsewhere", "PIP_NO_INDEX": "1"}
        command = [sys.executable, self.folder / "start.py", *arguments]
        settings = {"capture_output": True, "text": True, "env": environment, **options}
        return subprocess.run(command, check=False, **settings)


@pytest.fixture(scope="module")
def set_up(tmp_path_factory):
    """A checkout, in a folder with spaces and accents, that was set up once, and what was said then."""
    checkout = Checkout(tmp_path_factory.mktemp("a folder for Zoë"))
    checkout.write("qualkit/__main__.py", SAYS)
    for module in ("ruff", "mypy", "pytest"):
        checkout.write(f"{module}.py", SAYS.replace("__name__", repr(module)))
    return checkout, checkout.start("demo", "out", cwd=checkout.folder.parent)


def test_the_first_start_sets_up_and_hands_over(set_up):
    """The demo runs with what was asked for, where the person stands, and nobody's settings lead pip astray."""
    checkout, first = set_up

    assert first.returncode == 0, first.stdout + first.stderr
    assert "Set up in" in first.stdout
    assert first.stdout.splitlines()[-1] == f"__main__ ['demo', 'out'] {checkout.folder.parent}"
    assert first.stderr == ""


def test_the_second_start_goes_straight_on(set_up):
    """Nothing is looked up or installed again, and it takes less than a second of processor time."""
    checkout, _ = set_up
    before = time.perf_counter()
    second = checkout.start("demo", cwd=checkout.folder)

    assert second.stdout == f"__main__ ['demo'] {checkout.folder}\n"
    assert time.perf_counter() - before < 5


def test_an_exit_code_is_passed_on(set_up):
    """What the demo ends with, start.py ends with."""
    assert set_up[0].start("demo", ends=7).returncode == 7


def test_test_runs_every_check_and_pytest_last(set_up):
    """All of them run, also when one fails, and then the whole fails."""
    checkout, _ = set_up
    good, bad = checkout.start("test"), checkout.start("test", ends=1)
    ran = re.findall(r"^(ruff|mypy|pytest) ", good.stdout, flags=re.MULTILINE)

    assert (good.returncode, bad.returncode) == (0, 1), good.stdout + good.stderr
    assert ran == ["ruff", "ruff", "mypy", "pytest"]
    assert bad.stdout.count("NOT RIGHT") == 3


def test_test_with_arguments_is_pytest_alone(set_up):
    """Somebody who works on one thing runs its tests."""
    said = set_up[0].start("test", "tests/store", "-x").stdout

    assert "pytest ['tests/store', '-x']" in said
    assert "ruff" not in said


@pytest.mark.parametrize("damage", ["interrupted", "no python", "a package gone"])
def test_a_broken_environment_is_made_anew(set_up, damage):
    """A set-up that was broken off, a Python that has gone, a package that was deleted: it mends itself."""
    checkout, _ = set_up
    venv = checkout.folder / ".venv"
    if damage == "interrupted":
        (venv / "set-up.begun").touch()
    elif damage == "no python":
        next(venv.glob("*/python.exe"), venv / "bin" / "python").unlink()
    else:
        shutil.rmtree(next(venv.rglob("site-packages/pip")))
    mended = checkout.start("demo")

    assert "Making .venv" in mended.stdout
    assert mended.returncode == 0, mended.stderr
    assert checkout.start("demo").stdout.startswith("__main__")


def test_a_changed_lock_is_installed(set_up):
    """When what is locked changes, so does what is installed; the environment itself stays."""
    checkout, _ = set_up
    checkout.write("constraints.txt", "# changed\n")
    said = checkout.start("demo").stdout

    assert "Installing the parts" in said
    assert "Making .venv" not in said


def test_what_cannot_be_installed_is_said_in_a_sentence(tmp_path):
    """Pip's last lines are shown, then one sentence on where the rest is; no traceback."""
    checkout = Checkout(tmp_path)
    checkout.write("pyproject.toml", PROJECT.replace("requires = []", 'requires = ["no-such-part==1"]'))
    done = checkout.start("demo")

    assert done.returncode == 1
    assert "no-such-part" in done.stdout
    assert re.fullmatch(r"start\.py: The parts could not be installed\..*\n", done.stderr)


def test_a_folder_that_cannot_be_written_to_is_said_to_be_one(drop_root, tmp_path):
    """One sentence, and nothing is left behind."""
    Checkout(tmp_path)
    tmp_path.chmod(0o555)
    done = drop_root([sys.executable, "-B", tmp_path / "start.py", "demo"])
    tmp_path.chmod(0o755)

    assert done.returncode == 1
    assert re.fullmatch(r"start\.py: .* cannot be written to \(Permission denied\)\. Copy .*\n", done.stderr)
    assert not (tmp_path / ".venv").exists()


def _start_pretending(what, folder):
    """Start it in a Python of which something else is true."""
    code = f"import runpy, sys; {what}; sys.argv = ['start.py', 'demo']; runpy.run_path('start.py', run_name='__main__')"
    return subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False
    )


def test_an_old_python_is_told_so(tmp_path):
    """It is a sentence, which names a newer Python if there is one."""
    Checkout(tmp_path)
    done = _start_pretending("sys.version_info = (3, 9, 1)", tmp_path)

    assert done.returncode == 1
    assert done.stderr.startswith("start.py: This is Python 3.9, and qualkit needs 3.11 or later. ")
    assert not (tmp_path / ".venv").exists()


def test_an_old_python_can_read_it():
    """There is nothing in it that Python 3.6 does not know."""
    ast.parse((ROOT / "start.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_a_python_without_venv_is_told_what_to_install(tmp_path):
    """Debian packs venv and pip apart from Python."""
    Checkout(tmp_path)
    done = _start_pretending("sys.modules['ensurepip'] = None", tmp_path)

    assert done.returncode == 1
    assert re.fullmatch(r"start\.py: This Python comes without venv or pip\. .+\n", done.stderr)


def test_asking_for_nothing_shows_what_there_is(tmp_path):
    """Without a word it ends with 2, with --help with 0, and says the same."""
    checkout = Checkout(tmp_path)
    nothing, asked = checkout.start(), checkout.start("--help")

    assert (nothing.returncode, asked.returncode) == (2, 0)
    assert nothing.stdout == asked.stdout
    assert "python3 start.py test" in asked.stdout


def test_the_readme_has_two_commands_and_ci_runs_the_second():
    """The first block of the README is the demo and the tests; CI calls the tests word for word."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    first = re.search(r"^```\w*\n(.*?)^```", readme, flags=re.MULTILINE | re.DOTALL)[1]
    commands = [line.partition("#")[0].strip() for line in first.strip().splitlines()]
    last = (ROOT / ".ci" / "run").read_text(encoding="utf-8").strip().splitlines()[-1]

    assert commands == ["python3 start.py demo", "python3 start.py test"]
    assert last == commands[1]
