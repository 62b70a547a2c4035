"""After somebody has taken their words back, nothing of them is in any file of a new report."""

from __future__ import annotations

import pytest

from qualkit.privacy import TheirWords
from qualkit.report import write_report
from qualkit.testing import tiny_project


@pytest.mark.parametrize("part", ["all", "passage", "code"])
def test_a_new_report_holds_nothing_that_was_taken_back(tmp_path, part):
    """Page, tables, record and figures have no eight words in a row, and no coding, of what was taken back."""
    with tiny_project(tmp_path / "tiny.qualkit") as project:
        said = project.find("nobody asked me what had happened", document="P1")[0]
        passage = project.transcripts["P1"].turns[1].segment() if part != "code" else said
        how = {"all": {}, "passage": {"passage": passage}, "code": {"code": "ignored"}}[part]
        before = set(project.codings().coding_id)
        words = TheirWords.of([passage.quote])
        project.withdraw("P1", out=tmp_path, **how)
        gone = before - set(project.codings().coding_id)
        written = write_report(project, tmp_path / "out")

    assert gone
    for file in (written.page, written.codings, *written.tables, *written.figures):
        text = file.read_bytes().decode("utf-8", "replace")
        assert not words.places(text), file.name
        assert "what had happened" not in text, file.name
        assert not any(coding in text for coding in gone), file.name
