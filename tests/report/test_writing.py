"""The report: for the team, and for others by consent."""

from __future__ import annotations

import csv
import re

import pytest

from qualkit.errors import ConsentError, StudyUnwritable
from qualkit.report import write_report
from qualkit.testing import tiny_project


@pytest.fixture
def project(tmp_path):
    """A tiny study."""
    with tiny_project(tmp_path / "tiny.qualkit") as project:
        yield project


def _agree(project, **more):
    for name in project.participants:
        project.consent(name, **{"share": True, "quote": True, **more})
    project.outgoing.decide(project.codings()["coding_id"], goes=True)


def test_everything_is_written(project, tmp_path):
    """report.html, codings.csv, three figures in three formats, and the tables that have rows."""
    written = write_report(project, tmp_path / "out")
    names = {
        path.relative_to(tmp_path / "out").as_posix()
        for path in (tmp_path / "out").rglob("*")
        if path.is_file()
    }

    assert {"report.html", "codings.csv"} <= names
    assert {
        f"figures/{stem}.{end}"
        for stem in ("frequencies", "tree-validating", "tree-invalidating")
        for end in ("png", "svg", "pdf")
    } <= names
    assert {
        f"tables/table-{n}.{end}"
        for n in ("1-participants", "2-outcomes", "3-framework")
        for end in ("csv", "html")
    } <= names
    assert all(
        path.stat().st_size for path in (*written.figures, *written.tables, written.page, written.codings)
    )


def test_the_draft_says_so_and_needs_nothing_from_elsewhere(project, tmp_path):
    """The team's report is marked as a draft; the page fetches nothing and runs no script."""
    html = write_report(project, tmp_path / "out").page.read_text(encoding="utf-8")

    assert "Draft for the team" in html
    assert "<script" not in html
    assert not re.findall(r'(?:src|href)="(?!data:|#)', html)
    assert html.count("<img") == html.count(' alt="')


def test_for_others_is_refused_until_it_is_recorded(project, tmp_path):
    """Without a recorded consent nothing is written for others, and the refusal says what to type."""
    with pytest.raises(ConsentError, match="qualkit consent STUDY P1 share=yes"):
        write_report(project, tmp_path / "out", for_others=True)
    assert not (tmp_path / "out").exists()

    project.consent("P1", share=False)
    with pytest.raises(ConsentError, match="P1 said no"):
        write_report(project, tmp_path / "out", for_others=True)


def test_for_others_quotes_only_whom_it_may(project, tmp_path):
    """Somebody who may only be told of is quoted nowhere in what leaves the team; memos stay behind."""
    _agree(project)
    project.consent("P2", quote=False)
    project.memo(project.code(project.transcripts["P1"].find("nobody asked me"), "ignored"), "a private memo")
    project.outgoing.decide(project.codings().query("participant == 'P1'")["coding_id"], goes=True)
    out = tmp_path / "out"
    write_report(project, out, for_others=True)
    everything = "".join(
        path.read_text(encoding="utf-8", errors="ignore")
        for path in out.rglob("*")
        if path.suffix in {".html", ".csv", ".svg"}
    )

    assert "talked over my head" not in everything
    assert "a private memo" not in everything
    assert "nobody asked me" in everything
    assert "Draft for the team" not in everything


def test_the_team_sees_no_quote_of_somebody_who_said_no(project, tmp_path):
    """Within the team a no to quoting keeps a person's words out of the page and the record."""
    project.consent("P2", quote=False)
    out = tmp_path / "out"
    write_report(project, out)

    assert "talked over my head" not in (out / "report.html").read_text(encoding="utf-8")
    with (out / "codings.csv").open(encoding="utf-8-sig", newline="") as file:
        texts = {row["participant"]: row["text"] for row in csv.DictReader(file)}
    assert texts["P2"].startswith("[not quoted")


def test_a_folder_that_cannot_be_made_is_said(project, tmp_path):
    """A file where the folder should be is one sentence."""
    (tmp_path / "out").write_text("x")
    with pytest.raises(StudyUnwritable, match="choose one that you may write to"):
        write_report(project, tmp_path / "out")


@pytest.mark.browser
def test_a_browser_shows_it(project, tmp_path, page):
    """A real browser shows every picture, asks for nothing from anywhere, and reports no error."""
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    path = write_report(project, tmp_path / "out").page
    page.goto(path.as_uri())
    widths = page.evaluate("[...document.images].map(image => image.naturalWidth)")

    assert len(widths) == 3
    assert all(widths)
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert said == []


@pytest.mark.browser
def test_a_printed_draft_says_so_on_every_page(project, tmp_path, page):
    """On paper each page of the team's report says that it is a draft."""
    import pypdfium2

    page.goto(write_report(project, tmp_path / "out").page.as_uri())
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    texts = [sheet.get_textpage().get_text_range() for sheet in document]
    document.close()

    assert len(texts) > 2
    assert all("Draft for the team" in text for text in texts)


def test_a_report_that_fails_leaves_nothing(project, tmp_path, monkeypatch):
    """When a picture cannot be written, there is no half of a report, and an earlier one stays as it was."""
    out = tmp_path / "out"
    write_report(project, out)
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    project.code(project.transcripts["P2"].find("I felt invisible"), "ignored")

    def stop(done, total):
        if done == total - 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_report(project, out, progress=stop)
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".qualkit")] == []


def test_what_is_flagged_as_distressing_gives_its_place_to_another_excerpt(tmp_path):
    """Of two excerpts the one that may be seen stands there; where all are covered, the team's draft says so."""
    with tiny_project(tmp_path / "tiny.qualkit") as project:
        project.distress.flag(project.transcripts["P1"].find("nobody asked me"))
        project.distress.flag(project.transcripts["P1"].find("garden"))
        draft = write_report(project, tmp_path / "draft").page.read_text(encoding="utf-8")
        shown = write_report(project, tmp_path / "shown", show_covered=True).page.read_text(encoding="utf-8")

    assert "talked over my head" in draft
    assert draft.count("covered: flagged as distressing") == 1
    assert "nobody asked me" not in draft
    assert "nobody asked me what had happened" in shown
