"""qualkit's own jobs. Each stands for itself: ``python for_qualkit.py JOB FOLDER CORPUS``."""

import json
import shutil
import sqlite3
from pathlib import Path
from random import Random

import stopwatch
from corpus import CODES

import qualkit as qk

STUDY = "study.qualkit"


def _warm(folder):
    """Have qualkit's parts imported, by doing everything once on a tiny study."""
    from qualkit.testing import tiny_project

    path = Path(folder) / "tiny.qualkit"
    path.unlink(missing_ok=True)
    with tiny_project(path) as project:
        qk.analysis.frequencies(project.codings())


def _warm_loaders(corpus):
    for kind in ("txt", "docx", "vtt"):
        qk.load_transcript(next(Path(corpus).glob(f"*.{kind}")))


def import_(job, folder, corpus):
    """Add a folder of interviews to an empty study."""
    _warm(folder)
    _warm_loaders(corpus)
    study = Path(folder) / STUDY
    study.unlink(missing_ok=True)
    with qk.Project.create(study, coder="Ana") as project:
        with job.timed():
            added = project.add_transcripts(corpus)
        job.did = {
            "documents": sum(each.status == "stored" for each in added),
            "words": sum(each.words for each in added),
            "turns": sum(each.turns for each in added),
        }


def fill(job, folder, corpus):
    """Lay the codes, an interview at a time."""
    plan = json.loads(Path(corpus).with_suffix(".json").read_text(encoding="utf-8"))
    names = [f"code-{number:02d}" for number in range(CODES)]
    with qk.Project.open(Path(folder) / STUDY, coder="Ana") as project:
        project.add_codebook(qk.Codebook(tuple(qk.Code(name, name, "Invented.") for name in names)))
        with job.timed():
            for document, places in plan.items():
                transcript = project.transcripts[document]
                project.code_all(
                    {"segment": transcript.segment(start, end), "code": code} for start, end, code in places
                )
        job.did = {"codings": project.info()["codings"]}


def open_(job, folder, _corpus):
    """Open the study and list its documents, codes and people."""
    _warm(folder)
    with job.timed():
        project = qk.Project.open(Path(folder) / STUDY, coder="Ana")
        listed = list(project.transcripts), list(project.codebook), list(project.participants)
    job.did = dict(zip(("documents", "codes", "people"), map(len, listed), strict=True))
    project.close()


def save(job, folder, _corpus):
    """Lay one code durably, thirty times at thirty places; the median counts."""
    random = Random("save")
    with qk.Project.open(Path(folder) / STUDY, coder="Ben") as project:
        names = list(project.transcripts)
        for _ in range(30):
            transcript = project.transcripts[random.choice(names)]
            start = random.randrange(len(transcript.text) - 300)
            segment = transcript.segment(start, start + random.randint(60, 300))
            with job.timed():
                project.code(segment, f"code-{random.randrange(CODES):02d}")


def undo(job, folder, _corpus):
    """Take one coding back."""
    with qk.Project.open(Path(folder) / STUDY, coder="Ben") as project:
        for _ in range(10):
            with job.timed():
                project.undo()


def table(job, folder, _corpus):
    """Fetch the tidy table of all codings."""
    _warm(folder)
    with qk.Project.open(Path(folder) / STUDY, coder="Ana") as project:
        with job.timed():
            codings = project.codings()
        job.did = {"codings": len(codings)}


def csv(job, folder, _corpus):
    """Write all codings as CSV."""
    _warm(folder)
    with qk.Project.open(Path(folder) / STUDY, coder="Ana") as project, job.timed():
        project.codings().to_csv(Path(folder) / "codings.csv", index=False)
    job.did = {"bytes": (Path(folder) / "codings.csv").stat().st_size}


def frequencies(job, folder, _corpus):
    """Count every code's codings, segments and participants."""
    _warm(folder)
    with qk.Project.open(Path(folder) / STUDY, coder="Ana") as project:
        codings = project.codings()
    with job.timed():
        counted = qk.analysis.frequencies(codings)
    job.did = {"codes": len(counted)}


def disk(job, folder, _corpus):
    """What the disk itself takes for one durable row: a bare SQLite file with the same settings."""
    path = Path(folder) / "bare.sqlite"
    path.unlink(missing_ok=True)
    bare = sqlite3.connect(path, isolation_level=None)
    bare.executescript("PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL; CREATE TABLE row (words)")
    for number in range(30):
        with job.timed():
            bare.executescript(f"BEGIN IMMEDIATE; INSERT INTO row VALUES ({number}); COMMIT")
    bare.close()
    shutil.rmtree(path, ignore_errors=True)


if __name__ == "__main__":
    stopwatch.run(
        {
            "import": import_,
            "fill": fill,
            "open": open_,
            "save": save,
            "undo": undo,
            "table": table,
            "csv": csv,
            "frequencies": frequencies,
            "disk": disk,
        }
    )
