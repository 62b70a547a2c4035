"""The group's own themes stand in the report, with people's words for and against, as far as the reader may see them."""

from __future__ import annotations

import pytest

from qualkit.report import write_report
from qualkit.testing import tiny_project

THEME = "To be asked is to be somebody."


@pytest.fixture
def project(tmp_path):
    """A tiny study with a theme: P1 and P2 speak for it, P1 against it; both agreed to be shared, P2 to no quote."""
    with tiny_project(tmp_path / "tiny.qualkit") as project:
        ids = list(project.codings()["coding_id"])
        project.themes.add(THEME, [ids[0], ids[2]], [ids[1]], cycle=2)
        project.consent("P1", share=True, quote=True, paraphrase=True)
        project.consent("P2", share=True, quote=False, paraphrase=True)
        yield project


def _page(project, out, **how):
    written = write_report(project, out, **how)
    return written, written.page.read_text(encoding="utf-8")


def _theirs(page):
    return page.partition('<h2 id="statements">')[2].partition('<h2 id="checks">')[0]


def test_a_theme_stands_with_words_for_and_against(project, tmp_path):
    """The sentence, its cycle, people n of N on each side, and excerpts: not those of somebody who is not quoted."""
    written, page = _page(project, tmp_path / "out")
    said = _theirs(page)

    assert f"<h3>{THEME}</h3>" in said
    assert "For it: 2 of 2 people. Against it: 1 of 2 people. From cycle 2." in said
    assert "nobody asked me what had happened" in said
    assert "<strong>Against it:</strong> Now there is the garden." in said
    assert "talked over my head" not in said
    table = next(file for file in written.tables if file.name == "table-4-themes.csv").read_text(
        encoding="utf-8-sig"
    )
    assert table.splitlines()[1] == f"{THEME},2,2 of 2 people,1 of 2 people"
    assert "garden" not in table


def test_others_read_no_small_count_no_uncleared_quote_and_nobodys_words_in_a_sentence(project, tmp_path):
    """Beyond the team a count below five is not told, and a sentence loses the eight words in a row that somebody said."""
    ids = list(project.codings()["coding_id"])
    project.themes.add("I had nowhere to go and nobody asked me: so it begins.", ids[:1])
    _, page = _page(project, tmp_path / "out", for_others=True)
    said = _theirs(page)

    assert "For it: some people. Against it: some people." in said
    assert "[taken out]: so it begins." in said
    for words in ("nowhere to go", "the garden", "talked over"):
        assert words not in said


def test_without_a_theme_there_is_no_section(tmp_path):
    """A study without themes has no empty heading, no fourth table and no word of a second check."""
    with tiny_project(tmp_path / "bare.qualkit") as bare:
        written, page = _page(bare, tmp_path / "out")
    assert 'id="statements"' not in page
    assert not [file for file in written.tables if "themes" in file.name]
    assert "second check" not in page


def test_the_second_check_is_told(project, tmp_path):
    """What came of the second check stands beside what came of the papers, as a sentence with denominators."""
    sheet = project.findings.prepare(tmp_path / "findings").token
    project.findings.give(sheet, "staff", 6)
    project.findings.answer(sheet, {1: "fits"}, voice="staff", count=4)
    _, page = _page(project, tmp_path / "out")
    assert "to staff (6). Of 3 themes and conditions shown, 1 were answered" in " ".join(
        page.split()
    ).replace("&#39;", "'")


def test_a_flagged_sentence_stays_covered(project, tmp_path):
    """A theme that repeats a passage flagged as distressing is covered until somebody chooses to see it."""
    project.themes.add(
        "Nobody asked me what had happened. Nobody at all. So it was.",
        list(project.codings()["coding_id"])[:1],
    )
    project.distress.flag(project.transcripts["P1"].find("nobody asked me what had happened. Nobody at all."))
    assert "asked me what had happened" not in _theirs(_page(project, tmp_path / "out")[1])
    assert "asked me what had happened" in _theirs(_page(project, tmp_path / "out", show_covered=True)[1])
