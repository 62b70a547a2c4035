"""What comes with qualkit is found from anywhere."""

from __future__ import annotations

import subprocess
import sys

import pytest

from qualkit.errors import NotFound
from qualkit.model import built_in_codebooks, shipped


def test_both_folders_are_found_from_any_directory(tmp_path):
    """Another Python in another directory finds the codebooks and the example interviews."""
    code = "from qualkit.model import shipped; print(*(shipped(n) for n in ('codebooks', 'transcripts_example')), sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )

    assert done.stdout.splitlines() == [str(shipped("codebooks")), str(shipped("transcripts_example"))]


def test_built_in_codebooks_have_the_names_of_their_files():
    """Each name leads to a YAML file that is there."""
    assert all(path.is_file() and path.name == f"{name}.yaml" for name, path in built_in_codebooks().items())


def test_a_lacking_folder_says_what_to_do():
    """An installation without it is to be installed again."""
    with pytest.raises(NotFound, match="lacks its folder 'nonsense': install it again"):
        shipped("nonsense")
