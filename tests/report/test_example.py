"""The demo: the whole inquiry, with every file that it promises."""

from __future__ import annotations

import pytest

from qualkit import Project
from qualkit.errors import StudyExists
from qualkit.report import demo


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """A demo, done once, and what it said."""
    out = tmp_path_factory.mktemp("demo") / "out"
    said = []
    demo(out, say=said.append)
    return out, "\n".join(said)


def test_it_leaves_what_it_promises(done):
    """The study, the record, papers, figures as PNG and SVG, both trees, Tables I to III and the report are there."""
    out, _ = done
    names = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}

    assert {"thriving.qualkit", "codings.csv", "report.html"} <= names
    assert {
        f"figures/{stem}.{end}"
        for stem in ("frequencies", "tree-validating", "tree-invalidating")
        for end in ("png", "svg")
    } <= names
    assert {
        "tables/table-1-participants.csv",
        "tables/table-2-outcomes.csv",
        "tables/table-3-framework.csv",
    } <= names
    assert sum(name.startswith("member-checks/") for name in names) == 6


def test_it_says_each_step_and_who_gets_no_paper(done):
    """Seven steps on the screen, who gets no paper and why, where everything is and what to type next."""
    out, said = done

    for step in range(1, 8):
        assert f"\n{step}  " in f"\n{said}"
    assert "P5 gets none: they said that they want no paper" in said
    assert str(out) in said
    assert "qualkit init mine.qualkit" in said


def test_the_study_is_whole(done):
    """Seven people, every coding on its words, suggestions decided by name, and papers for six."""
    out, _ = done
    with Project.open(out / "thriving.qualkit", readonly=True) as project:
        info = project.info()
        table = project.codings()
        papers = project.member_checks()
        assert project.check() == []

    assert info["participants"] == 7
    assert set(table["coder"]) == {"Ana", "Morag"}
    assert (table["origin"] == "suggestion").any()
    assert set(papers["participant"]) == {"P1", "P2", "P3", "P4", "P6", "P7"}
    assert (papers["items"] <= 12).all()


def test_a_used_demo_stays_and_an_untouched_one_makes_way(tmp_path, done):
    """A demo that somebody worked in, or another folder, stays; one that nobody touched may be made anew."""
    import shutil

    from qualkit.report.example import _must_be_free

    _must_be_free(done[0])

    again = tmp_path / "again"
    shutil.copytree(done[0], again)
    with Project.open(again / "thriving.qualkit", coder="Ana") as project:
        project.undo()
    with pytest.raises(StudyExists, match="worked in"):
        demo(again)
    other = tmp_path / "other"
    other.mkdir()
    (other / "mine.txt").write_text("mine")
    with pytest.raises(StudyExists, match="not empty"):
        demo(other)

    assert (other / "mine.txt").read_text() == "mine"


def test_papers_hold_one_persons_words_alone(done):
    """No paper holds a five-word run that only other participants said."""
    import pypdfium2

    def runs(text):
        words = text.split()
        return {" ".join(words[at : at + 5]) for at in range(len(words) - 4)}

    out, _ = done
    with Project.open(out / "thriving.qualkit", readonly=True) as project:
        said = {}
        asked = set()
        for transcript in project.transcripts.values():
            for turn in transcript:
                if turn.participant:
                    said.setdefault(turn.participant, set()).update(runs(turn.text))
                else:
                    asked |= runs(turn.text)
        owners = dict(zip(*(project.member_checks()[name] for name in ("paper", "participant")), strict=True))
    for token, person in owners.items():
        document = pypdfium2.PdfDocument(out / "member-checks" / f"check-{token}.pdf")
        printed = set()
        for page in document:
            printed |= runs(page.get_textpage().get_text_range())
        document.close()
        others = (
            set().union(*(words for name, words in said.items() if name != person)) - said[person] - asked
        )
        assert printed & said[person]
        assert not printed & others
