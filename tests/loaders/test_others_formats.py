"""A format of another package, really installed."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

MODULE = """
from qualkit.loaders import Format, Given, Loaded
from qualkit.model import Utterance


def read(given: Given) -> Loaded:
    words = given.data.decode()
    return Loaded([Utterance("P1", words.removeprefix("TINY ").strip())], marks=("TINY",), source=words)


FORMAT = Format("tiny", (".tiny",), read)
"""
LOOK = """
import sys
from qualkit.cli import main
from qualkit.loaders import formats, load_transcript
assert "tiny" in [known.name for known in formats()]
transcript = load_transcript(sys.argv[1])
assert (transcript.text, transcript.source.account.lost) == ("Nobody rang.", 0)
assert main(["init", "a.qualkit", "--coder", "Ana"]) == 0
sys.exit(main(["add", "a.qualkit", sys.argv[1]]))
"""


@pytest.fixture
def installed(tmp_path):
    """A tiny package with the entry point, installed by pip from its wheel into a folder of its own."""
    wheel, place = tmp_path / "qualkit_tiny-1.0-py3-none-any.whl", tmp_path / "packages"
    about = {
        "METADATA": "Metadata-Version: 2.1\nName: qualkit-tiny\nVersion: 1.0\n",
        "WHEEL": "Wheel-Version: 1.0\nGenerator: by hand\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        "entry_points.txt": "[qualkit.loaders]\ntiny = qualkit_tiny:FORMAT\n",
    }
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("qualkit_tiny.py", MODULE)
        for name, content in about.items():
            archive.writestr(f"qualkit_tiny-1.0.dist-info/{name}", content)
        archive.writestr("qualkit_tiny-1.0.dist-info/RECORD", "")
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "-q",
        "--no-index",
        "--no-deps",
        "--target",
        str(place),
        str(wheel),
    ]
    subprocess.run(command, check=True, capture_output=True)
    return place


def test_another_package_adds_a_format_by_being_installed(installed, tmp_path):
    """Nothing but the entry point makes it known: it is listed, read, accounted for, and added to a study."""
    (tmp_path / "a.tiny").write_text("TINY Nobody rang.\n")
    root = Path(__file__).resolve().parent.parent.parent
    around = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(installed), str(root), os.environ.get("PYTHONPATH", "")]),
    }
    done = subprocess.run(  # noqa: PLW1510 - what it says is looked at first
        [sys.executable, "-c", LOOK, str(tmp_path / "a.tiny")],
        cwd=tmp_path,
        env=around,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stderr
    assert "read     a.tiny as tiny: 1 turns, 2 words" in done.stdout
