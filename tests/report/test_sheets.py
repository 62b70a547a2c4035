"""Tables as files."""

from __future__ import annotations

import csv

import pandas as pd
import pytest

from qualkit.report.sheets import guarded, html_table, write_csv


@pytest.mark.parametrize("cell", ["=1+1", "+44", "-x", "@me", "\t=1", " =1", "＝1", "- well, no"])
def test_a_spreadsheet_runs_nothing(cell):
    """What a spreadsheet would take for a formula gets an apostrophe, and its words stay whole."""
    assert guarded(cell) == f"'{cell}"


def test_csv_keeps_the_words(tmp_path):
    """Accents, line feeds, quotation marks and separators come back as they were; the file begins with a mark."""
    table = pd.DataFrame({"text": ['He said "no", twice.\nThen Siân; left'], "n": [-3]})
    path = write_csv(table, tmp_path / "t.csv")

    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.DictReader(file)) == [{"text": 'He said "no", twice.\nThen Siân; left', "n": "-3"}]


def test_html_is_escaped():
    """Words in a table are never HTML; the header cells are marked as such."""
    html = html_table(pd.DataFrame({"a_b": ["<img src=x onerror=alert(1)>"], "c": ["&"]}), "Cap <b>")

    assert "<img" not in html
    assert "&lt;img" in html
    assert '<th scope="col">a b</th>' in html
    assert "Cap &lt;b&gt;" in html
