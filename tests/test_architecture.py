"""The house keeps its shape: who may import whom, and how large a room may grow."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "qualkit"
FILES = sorted(ROOT.rglob("*.py"))
EVERYTHING = {"errors", "model"}
KNOWS = {"analysis", "coding", "loaders", "privacy", "store", "exchange", "inquiry"}
PARTS = KNOWS | {"assist", "memberchecks"}
#: Beside `errors` and `model`; the desk is what `project` delegates to.
MAY_IMPORT = {
    "errors": set(),
    "model": set(),
    **{room: set() for room in KNOWS},
    "assist": {"coding", "privacy"},
    "plots": {"analysis"},
    "memberchecks": {"analysis", "privacy"},
    "exchange": {"privacy"},
    "desk": PARTS,
    "project": PARTS | {"desk"},
    "report": {"project", "plots", "analysis", "memberchecks", "privacy"},
    "widgets": {"project"},
}
ANYTHING = {"cli", "testing", "__init__", "__main__"}
ONLY = {
    "sqlalchemy": "store",
    "sqlite3": "store",
    "matplotlib": "plots",
    "pikepdf": "memberchecks",
    "docx": "loaders",
}
HEAVY = ("pandas", "numpy", "sqlalchemy", "spacy", "sklearn", "matplotlib", "lxml", "rich", "jinja2", "typst")


def _room(path):
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def _imports(path):
    """Every module that a file imports when it runs (what only the type checker reads does not count)."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    unread = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in unread:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (
                [f"qualkit.{alias.name}" for alias in node.names]
                if node.module == "qualkit"
                else [node.module]
            )


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_arrows_point_down(path):
    """A module imports only from rooms that lie below its own."""
    room = _room(path)
    if room in ANYTHING:
        return
    for module in _imports(path):
        parts = module.split(".")
        if parts[0] == "qualkit" and len(parts) > 1 and parts[1] != room:
            assert parts[1] in MAY_IMPORT[room] | (EVERYTHING if room != "errors" else set()), (
                f"{room} imports {module}"
            )
        assert ONLY.get(parts[0], room) == room, f"{room} imports {module}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_has_one_job(path):
    """No module is longer than 400 lines, and none has a name that says nothing."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
    assert path.stem not in {"utils", "util", "helpers", "common", "manager", "base", "misc"}


def test_project_delegates():
    """No method of Project has more than ten lines of code."""
    tree = ast.parse((ROOT / "project.py").read_text(encoding="utf-8"))
    project = next(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "Project")
    for method in (node for node in project.body if isinstance(node, ast.FunctionDef)):
        body = method.body[1:] if ast.get_docstring(method) else method.body
        lines = body[-1].end_lineno - body[0].lineno + 1 if body else 0
        assert lines <= 10, method.name


def test_import_is_light():
    """`import qualkit` loads none of the heavy parts."""
    code = f"import qualkit, sys; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
