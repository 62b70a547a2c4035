"""Taguette's jobs, done by its own modules as its web server calls them, without the server.

It reads captions by itself; text and Word files it hands to Calibre, which is another program, so the other two
thirds of the corpus are put into its database ready-made, in no job's time.
"""

import asyncio
import io
import json
from pathlib import Path
from random import Random

import stopwatch
from corpus import CODES, interview
from taguette import convert, database, export, extract


def _session(folder):
    return database.connect(f"sqlite:///{Path(folder).resolve()}/taguette.sqlite3")()


def _first_project(folder):
    (Path(folder) / "taguette.sqlite3").unlink(missing_ok=True)
    db = _session(folder)
    project = database.Project(name="Benchmark", description="")
    db.add_all([database.User(login="admin"), project])
    db.flush()
    member = database.ProjectMember(project=project, user_login="admin", privileges=database.Privileges.ADMIN)
    db.add(member)
    db.commit()
    return db, project


def _add(db, project, name, contents):
    document = database.Document(
        name=name,
        description="",
        filename=name,
        project=project,
        text_direction=database.TextDirection.LEFT_TO_RIGHT,
        contents=contents,
    )
    db.add(document)
    db.flush()
    command = database.Command.document_add("admin", document)
    db.add(command)
    db.commit()
    db.refresh(command)


def import_(job, folder, corpus):
    """Read the captions, as the handler DocumentAdd does."""
    db, project = _first_project(folder)
    files = sorted(Path(corpus).glob("*.vtt"))
    asyncio.run(convert.to_html(files[0].read_bytes(), "text/vtt", files[0].name, {}))
    with job.timed():
        for file in files:
            html = asyncio.run(convert.to_html_chunks(file.read_bytes(), "text/vtt", file.name, {}))
            _add(db, project, file.stem, html)
    job.did = {"documents": len(files)}


def fill(job, folder, corpus):
    """Put every document and every highlight into the database, in bulk."""
    plan = json.loads(Path(corpus).with_suffix(".json").read_text(encoding="utf-8"))
    db, project = _first_project(folder)
    names = [f"code-{number:02d}" for number in range(CODES)]
    tags = {name: database.Tag(project=project, path=name, description="") for name in names}
    db.add_all(tags.values())
    with job.timed():
        for number, (name, places) in enumerate(plan.items()):
            text = interview(number).text
            document = database.Document(
                name=name,
                description="",
                filename=name,
                project=project,
                text_direction=database.TextDirection.LEFT_TO_RIGHT,
                contents="".join(f"<p>{turn}</p>" for turn in text.split("\n")),
            )
            db.add(document)
            for start, end, code in places:
                db.add(
                    database.Highlight(
                        document=document,
                        start_offset=start,
                        end_offset=end,
                        snippet=f"<p>{text[start:end]}</p>",
                        tags=[tags[code]],
                    )
                )
            db.flush()
        db.commit()
    job.did = {"codings": db.query(database.Highlight).count()}


def open_(job, folder, _corpus):
    """Connect, and list documents and tags with their counts, as the project's page does."""
    with job.timed():
        db = _session(folder)
        project = db.query(database.Project).one()
        listed = [document.name for document in project.documents], _counts(project)
    job.did = {"documents": len(listed[0]), "codes": len(listed[1])}


def _counts(project):
    return {tag.path: tag.highlights_count for tag in project.tags}


def save(job, folder, _corpus):
    """Save a highlight, as the handler HighlightAdd does."""
    random, db = Random("save"), _session(folder)
    documents = [row.id for row in db.query(database.Document.id)]
    tags = [row.id for row in db.query(database.Tag.id)]
    for _ in range(30):
        key, tag = random.choice(documents), random.choice(tags)
        start = random.randrange(30_000)
        with job.timed():
            document = db.query(database.Document).filter(database.Document.id == key).one()
            end = start + random.randint(60, 300)
            snippet = extract.extract(document.contents, start, end)
            highlight = database.Highlight(
                document=document, start_offset=start, end_offset=end, snippet=snippet
            )
            db.add(highlight)
            db.flush()
            db.execute(database.highlight_tags.insert(), [{"highlight_id": highlight.id, "tag_id": tag}])
            command = database.Command.highlight_add("admin", document, highlight, [tag])
            command.tag_count_changes = {tag: 1}
            db.add(command)
            db.commit()
            db.refresh(command)
        db.expunge_all()


def csv(job, folder, _corpus):
    """Export all highlights as CSV."""
    db, written = _session(folder), io.StringIO()
    project = db.query(database.Project).one()
    with job.timed():
        export.highlights_csv(db, project.id, "", written)
    job.did = {"bytes": len(written.getvalue())}


def frequencies(job, folder, _corpus):
    """Count every tag's highlights."""
    db = _session(folder)
    project = db.query(database.Project).one()
    with job.timed():
        counted = _counts(project)
    job.did = {"codes": len(counted)}


if __name__ == "__main__":
    stopwatch.run(
        {
            "import": import_,
            "fill": fill,
            "open": open_,
            "save": save,
            "csv": csv,
            "frequencies": frequencies,
        }
    )
