"""qualitative-coding's jobs, done by its own `QCCorpus`.

It takes text as it is and captions in the form "Name: words"; Word files it hands to pandoc, which is another
program, so a third of the corpus is left out. It codes whole lines, and saves by writing a document's codes anew.
"""

import json
import os
import shutil
from pathlib import Path
from random import Random

import stopwatch
from corpus import CODES
from qualitative_coding.corpus import QCCorpus


def _corpus(folder):
    os.chdir(Path(folder) / "qc")
    return QCCorpus("settings.yaml")


def import_(job, folder, corpus):
    """Import the text and the captions."""
    source = Path(corpus).resolve()
    shutil.rmtree(Path(folder) / "qc", ignore_errors=True)
    (Path(folder) / "qc").mkdir()
    os.chdir(Path(folder) / "qc")
    QCCorpus.initialize("settings.yaml")
    files = sorted([*source.glob("*.txt"), *source.glob("*.vtt")])
    study = QCCorpus("settings.yaml")
    with study.session(), job.timed():
        for file in files:
            study.import_media(file, importer="verbatim" if file.suffix == ".txt" else "vtt")
    job.did = {"documents": len(files)}


def _lines(study, name):
    """The lines of a document that have words."""
    text = (study.corpus_dir / name).read_text(encoding="utf-8").splitlines()
    return [number for number, line in enumerate(text) if line.strip()]


def fill(job, folder, corpus):
    """Code as many lines a document as the others have codings."""
    plan = json.loads(Path(corpus).with_suffix(".json").read_text(encoding="utf-8"))
    study = _corpus(folder)
    random = Random("fill")
    done = 0
    with study.session(), job.timed():
        for document in [each.file_path for each in study.get_documents()]:
            lines = _lines(study, document)
            codes = [code for _, _, code in plan[Path(document).stem]]
            wanted = [{"line": random.choice(lines[:-1]), "code_id": code} for code in codes]
            study.update_coded_lines(document, "Ana", wanted)
            done += len(wanted)
    job.did = {"codings": done}


def open_(job, folder, _corpus_folder):
    """Open, and list documents and codes."""
    with job.timed():
        study = _corpus(folder)
        with study.session():
            listed = list(study.get_documents()), study.get_codes()
    job.did = {"documents": len(listed[0]), "codes": len(listed[1])}


def save(job, folder, _corpus_folder):
    """Code one more line, which writes the document's codes of that coder anew."""
    random, study = Random("save"), _corpus(folder)
    with study.session():
        documents = [each.file_path for each in study.get_documents()]
        for _ in range(10):
            document = random.choice(documents)
            line = random.choice(_lines(study, document)[:-1])
            with job.timed():
                had = study.get_coded_lines(file_list=[document], coders=["Ana"])
                wanted = [{"line": row[2], "code_id": row[0]} for row in had]
                wanted.append({"line": line, "code_id": f"code-{random.randrange(CODES):02d}"})
                study.update_coded_lines(document, "Ana", wanted)


def table(job, folder, _corpus_folder):
    """Fetch all coded lines."""
    study = _corpus(folder)
    with study.session(), job.timed():
        rows = list(study.get_coded_lines())
    job.did = {"codings": len(rows)}


def frequencies(job, folder, _corpus_folder):
    """Count every code's lines, as `qc codes stats` does."""
    study = _corpus(folder)
    with study.session(), job.timed():
        counted = study.count_codes()
    job.did = {"codes": len(counted)}


if __name__ == "__main__":
    stopwatch.run(
        {
            "import": import_,
            "fill": fill,
            "open": open_,
            "save": save,
            "table": table,
            "frequencies": frequencies,
        }
    )
