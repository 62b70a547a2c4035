"""The room's own door."""

import subprocess
import sys

import pytest

from qualkit import loaders


def test_every_public_name_is_there():
    """And nothing else is."""
    for name in loaders.__all__:
        assert getattr(loaders, name) is not None
    with pytest.raises(AttributeError):
        getattr(loaders, "load_everything")  # noqa: B009 - the name is the fact


def test_reading_text_imports_nothing_heavy():
    """Neither lxml nor YAML nor openpyxl is needed for a text."""
    code = (
        "import sys, qualkit.loaders.registry as r; r.format_for('a.txt');"
        "print([m for m in ('lxml', 'yaml', 'openpyxl', 'docx', 'pandas', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
