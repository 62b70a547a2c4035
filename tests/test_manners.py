"""What is promised to whoever reads: facts are stated, names explained, commands written down."""

from __future__ import annotations

import argparse
import ast
import importlib
import inspect
import re
import subprocess
from pathlib import Path

import pytest

from qualkit.cli.parser import build_parser
from tests.test_exports import MODULES, ROOMS

ROOT = Path(__file__).parent.parent
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))
#: Written here in halves, so that this page does not hold what it looks for.
NOT_OURS = re.compile(r"pip3? install (?:-U |--upgrade )?['\"]?qual" + r"kit(?![\w-])")
#: No interview is ever that: names can be replaced, and stories stay. The word is "pseudonymised".
PROMISED_TOO_MUCH = re.compile("ano" + "nymi[sz]", re.IGNORECASE)
MACHINE_PATHS = re.compile(
    r"/(?:home|Users)/\w+/|/ro" + r"ot/|/wo" + r"rk/|/tm" + r"p/[\w-]|[A-Z]:\\\\?Users"
)
TEXTS = {
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".csv",
    ".yaml",
    ".yml",
    ".ipynb",
    ".js",
    ".css",
    ".jinja",
    ".typ",
    ".html",
    "",
}


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_test_states_its_fact(path):
    """Every test's docstring says what it proves."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tests = [
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]

    assert [test.name for test in tests if not ast.get_docstring(test)] == []


def _is_own(thing):
    return inspect.ismodule(thing) or getattr(thing, "__module__", "").startswith("qualkit")


@pytest.mark.parametrize("name", sorted({*ROOMS, *MODULES}))
def test_public_names_are_explained(name):
    """Every module, and every class and function in its `__all__`, has a docstring; so has each public method."""
    module = importlib.import_module(name)
    named = {each: getattr(module, each) for each in getattr(module, "__all__", [])}
    for each, thing in list(named.items()):
        if inspect.isclass(thing) and _is_own(thing):
            named.update({f"{each}.{method}": inside for method, inside in _public_methods(thing)})
    callables = {
        each: thing for each, thing in named.items() if callable(thing) or isinstance(thing, property)
    }

    assert module.__doc__ or not named
    assert [each for each, thing in callables.items() if _is_own(thing) and not inspect.getdoc(thing)] == []


def _public_methods(kind):
    return [
        (name, inside)
        for name, inside in vars(kind).items()
        if not name.startswith("_") and (inspect.isroutine(inside) or isinstance(inside, property))
    ]


def _commands(parser, words="qualkit"):
    """Every command of a parser, with its words: ``qualkit codebook show``."""
    inside = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not inside:
        yield words, parser
    for action in inside:
        for name, below in action.choices.items():
            yield from _commands(below, f"{words} {name}")


COMMANDS = dict(_commands(build_parser()))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_written_down(command):
    """Each command stands in the README or in docs/commands.md, word for word."""
    pages = [page for page in (ROOT / "README.md", ROOT / "docs" / "commands.md") if page.exists()]
    words = re.compile(re.escape(command) + r"(?![\w-])")

    assert any(words.search(page.read_text(encoding="utf-8")) for page in pages)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_explains_itself(command):
    """`--help` says what a command does, and what each of its arguments is."""
    parser = COMMANDS[command]

    assert parser.description
    assert [action.dest for action in parser._actions if not action.help] == []


def _committed():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    names = listed.stdout.decode().split("\0") if listed.returncode == 0 else []
    paths = [ROOT / name for name in names if name] or [path for path in ROOT.rglob("*") if _is_source(path)]
    return [path for path in paths if path.is_file() and path.suffix in TEXTS and "samples" not in path.parts]


def _is_source(path):
    return not any(part.startswith(".") for part in path.relative_to(ROOT).parts)


@pytest.mark.parametrize(
    "unwanted",
    [NOT_OURS, MACHINE_PATHS, PROMISED_TOO_MUCH],
    ids=["the name that is not ours", "paths of one machine", "a word that promises too much"],
)
def test_what_is_committed_says_nothing_it_should_not(unwanted):
    """The index has another project under our import name, and nobody else has this machine's folders."""
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in _committed()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if unwanted.search(line)
    ]

    assert found == []
