"""Have the real programs fill, flatten, join and print one paper, and keep what they wrote.

Run by hand when a program is to be added or a newer one tried; the tests read what is kept in `papers.tar.xz`:

    apt-get install firefox-esr gir1.2-poppler-0.18 python3-gi poppler-utils qpdf pdftk-java mupdf-tools ghostscript \
        libreoffice-draw nodejs npm
    pip install pypdf
    npm install --prefix FOLDER pdfjs-dist pdf-lib @cantoo/pdf-lib @pdf-lib/fontkit
    python -m tests.samples.papers.make FOLDER
"""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from qualkit.memberchecks import write_pdf
from qualkit.memberchecks.lettering import FORM_FONT
from tests.fixtures.papers import PAPER_SETTINGS
from tests.samples.papers import ANSWERS, PLAIN, paper

_HERE = Path(__file__).parent
_WITH = _HERE / "with"


def main(modules: Path) -> None:
    """Make every file anew and pack them: they share a font, so that packed together they are small."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = _Made(folder, modules)
        (folder / "blank.pdf").write_bytes(write_pdf(paper(), PAPER_SETTINGS, style="standard"))
        made.filled()
        made.flat()
        made.handled()
        _pack(folder, _HERE / "papers.tar.xz")


class _Made:
    """The files that are made in a folder."""

    def __init__(self, folder: Path, modules: Path) -> None:
        self.folder = folder
        for script in _WITH.iterdir():
            shutil.copy(script, folder / script.name)
        (folder / "node_modules").symlink_to(modules / "node_modules")
        (folder / "answers.xfdf").write_text(_xfdf(ANSWERS), encoding="utf-8")

    def run(self, *command: str) -> None:
        subprocess.run(command, cwd=self.folder, check=True, stdout=subprocess.DEVNULL)

    def filled(self) -> None:
        """The form filled, and still a form."""
        answers = json.dumps(ANSWERS)
        self.run("/usr/bin/python3", "firefox_fill.py", "blank.pdf", "firefox.pdf", answers)
        self.run("/usr/bin/python3", "poppler_fill.py", "blank.pdf", "poppler.pdf", answers)
        self.run("node", "pdfjs_fill.mjs", "blank.pdf", "pdfjs.pdf", answers)
        self.run("python3", "pypdf_fill.py", "blank.pdf", "pypdf.pdf", answers)
        self.run("node", "pdflib_fill.mjs", "pdf-lib", "blank.pdf", "pdf-lib.pdf", answers)
        self.run("node", "pdflib_fill.mjs", "@cantoo/pdf-lib", "blank.pdf", "cantoo-pdf-lib.pdf", answers)
        self.run("mutool", "run", "mupdf_fill.js", "blank.pdf", "mupdf.pdf", answers)
        self.run("pdftk", "blank.pdf", "fill_form", "answers.xfdf", "output", "pdftk.pdf")
        self.run(
            "pdftk",
            "blank.pdf",
            "fill_form",
            "answers.xfdf",
            "output",
            "pdftk-redraw.pdf",
            "need_appearances",
        )

    def flat(self) -> None:
        """The form gone: the answers are ink."""
        plain = json.dumps(PLAIN)
        font = str(FORM_FONT)
        self.run("/usr/bin/python3", "poppler_fill.py", "blank.pdf", "plain.pdf", plain)
        for module in ("pdf-lib", "@cantoo/pdf-lib"):
            name = module.replace("@", "").replace("/", "-")
            self.run("node", "pdflib_fill.mjs", module, "blank.pdf", f"flat-{name}.pdf", plain, font)
        self.run("pdftk", "plain.pdf", "output", "flat-pdftk.pdf", "flatten")
        self.run("mutool", "run", "mupdf_fill.js", "blank.pdf", "plain-mupdf.pdf", plain)
        self.run("qpdf", "--flatten-annotations=all", "plain-mupdf.pdf", "flat-qpdf.pdf")
        self.run(
            "gs",
            "-q",
            "-dBATCH",
            "-dNOPAUSE",
            "-sDEVICE=pdfwrite",
            "-sOutputFile=flat-ghostscript.pdf",
            "plain.pdf",
        )
        self.run("pdftocairo", "-pdf", "plain.pdf", "flat-cairo.pdf")
        self.run("mutool", "convert", "-o", "flat-mupdf.pdf", "plain.pdf")
        self.run(
            "soffice",
            "--headless",
            "--infilter=draw_pdf_import",
            "--convert-to",
            "pdf:draw_pdf_Export",
            "--outdir",
            "draw",
            "plain.pdf",
        )
        shutil.move(self.folder / "draw" / "plain.pdf", self.folder / "flat-libreoffice.pdf")

    def handled(self) -> None:
        """Filled, and then passed through other programs, which keep the form or join two."""
        self.run("qpdf", "--linearize", "--object-streams=disable", "firefox.pdf", "qpdf-linearized.pdf")
        self.run("mutool", "clean", "-gggg", "-z", "firefox.pdf", "mupdf-cleaned.pdf")
        self.run("qpdf", "--empty", "--pages", "blank.pdf", "firefox.pdf", "--", "joined-qpdf.pdf")
        self.run("pdftk", "blank.pdf", "firefox.pdf", "cat", "output", "joined-pdftk.pdf")
        self.run("mutool", "merge", "-o", "joined-mupdf.pdf", "blank.pdf", "firefox.pdf")
        self.run("pdfunite", "blank.pdf", "firefox.pdf", "joined-poppler.pdf")


def _xfdf(answers: dict[str, str]) -> str:
    from html import escape

    fields = "".join(
        f'<field name="{name}"><value>{escape(said)}</value></field>' for name, said in answers.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><xfdf xmlns="http://ns.adobe.com/xfdf/" xml:space="preserve">'
        f"<fields>{fields}</fields></xfdf>"
    )


def _pack(folder: Path, target: Path) -> None:
    with tarfile.open(target, "w:xz", preset=9) as pack:
        for path in sorted(folder.glob("*.pdf")):
            if not path.name.startswith("plain"):
                content = path.read_bytes()
                item = tarfile.TarInfo(path.name)
                item.size = len(content)
                pack.addfile(item, io.BytesIO(content))


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
