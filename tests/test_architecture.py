"""The house keeps its shape: who may import whom, and how large a room may grow."""

from __future__ import annotations

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "qualkit"
FILES = sorted(ROOT.rglob("*.py"))
ALL = pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())

KNOWS = {"analysis", "coding", "loaders", "privacy", "store", "exchange", "inquiry"}
PARTS = KNOWS | {"assist", "memberchecks"}
FORMATS = {"loaders", "exchange", "memberchecks"}
#: Beside `errors` and `model`, which everything may import; `desk` is what `project` delegates to.
MAY_IMPORT = {
    **{room: set() for room in ("errors", "model", *KNOWS)},
    "assist": {"coding", "privacy"},
    "plots": {"analysis"},
    "memberchecks": {"analysis", "privacy"},
    "exchange": {"privacy"},
    "desk": PARTS,
    "project": PARTS | {"desk", "widgets"},
    "report": {"project", "plots", "analysis", "memberchecks", "privacy"},
    # A widget is handed its project, so at run time no arrow leads up.
    "widgets": set(),
}
ANYTHING = {"cli", "testing", "__init__", "__main__"}
#: What only these rooms know.
ONLY = {
    **{part: {"store"} for part in ("sqlalchemy", "sqlite3", "psycopg")},
    "matplotlib": {"plots"},
    **dict.fromkeys(("docx", "openpyxl", "yaml", "lxml"), FORMATS),
    **{part: {"memberchecks"} for part in ("pikepdf", "typst", "zxingcpp")},
    "pypdfium2": {"memberchecks", "loaders"},
    "anywidget": {"widgets"},
}
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "base", "misc", "tools"}
HEAVY = "pandas numpy sqlalchemy sqlite3 spacy sklearn matplotlib lxml rich jinja2 typst pikepdf anywidget docx yaml argparse"


def _room(path):
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def _run(tree):
    """The nodes of a file that run: what only the type checker reads binds no room to another."""
    for node in ast.iter_child_nodes(tree):
        only_types = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        if not only_types:
            yield node
            yield from _run(node)


def _imports(path):
    for node in _run(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written out"
            inside = node.module == "qualkit"
            yield from [f"qualkit.{alias.name}" for alias in node.names] if inside else [node.module]


def _rooms_below(path):
    """The other rooms of the house that a file imports."""
    inside = {module.split(".")[1] for module in _imports(path) if module.startswith("qualkit.")}
    return {name for name in inside if (ROOT / name).exists() or (ROOT / f"{name}.py").exists()} - {
        _room(path)
    }


@ALL
def test_arrows_point_down(path):
    """A module imports only from rooms that lie below its own."""
    room = _room(path)
    if room not in ANYTHING:
        below = MAY_IMPORT[room] | ({"errors", "model"} if room != "errors" else set())
        assert _rooms_below(path) <= below


def test_no_arrow_leads_back():
    """No room is needed by what it needs itself; an error names the ring."""
    needs = {}
    for path in FILES:
        if _room(path) not in ANYTHING:
            needs.setdefault(_room(path), set()).update(_rooms_below(path))
    assert list(TopologicalSorter(needs).static_order())


@ALL
def test_what_only_one_room_knows(path):
    """Only the store speaks SQL, only plots draw, and file formats stay where files are read and written."""
    known = {module.split(".")[0] for module in _imports(path)}
    assert {name for name in known if _room(path) not in ONLY.get(name, {_room(path)})} == set()


@ALL
def test_a_module_has_one_job(path):
    """No module is longer than 400 lines, and none has a name that says nothing."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
    assert not EMPTY_NAMES & {path.stem, path.parent.name}


def test_project_delegates():
    """No method of Project has more than ten lines beside its signature and its docstring."""
    tree = ast.parse((ROOT / "project.py").read_text(encoding="utf-8"))
    project = next(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "Project")
    for method in (node for node in project.body if isinstance(node, ast.FunctionDef)):
        body = method.body[1:] if ast.get_docstring(method) else method.body
        lines = body[-1].end_lineno - body[0].lineno + 1 if body else 0
        assert lines <= 10, method.name


def test_import_is_light():
    """`import qualkit` loads nothing heavy, and nothing that a command would need and a notebook would not."""
    code = f"import sys, qualkit; print([name for name in {HEAVY!r}.split() if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_version_is_a_literal():
    """`qualkit --version` reads no metadata, and no parser is built for it."""
    code = (
        "import sys, qualkit.cli; qualkit.cli.main(['--version']); "
        "print({'argparse', 'importlib.metadata', 'pathlib'} & set(sys.modules))"
    )
    done = subprocess.run(
        [
            sys.executable,
            "-I",
            "-S",
            "-c",
            f"sys = __import__('sys'); sys.path.insert(0, {str(ROOT.parent)!r}); {code}",
        ],
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.splitlines()[1:] == ["set()"]
