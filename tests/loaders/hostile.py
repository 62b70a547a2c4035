"""Files that somebody made to do harm, for every ending that is read; and a reader that measures each in a process
of its own: ``python -m tests.loaders.hostile FOLDER FORMAT`` prints a line of JSON a file.
"""

from __future__ import annotations

import io
import json
import os
import random
import resource
import stat
import sys
import zipfile
from pathlib import Path

from qualkit.errors import LoadError
from qualkit.loaders.registry import formats, load_transcript

MB = 1_000_000
ZIPS = {
    ".docx": (
        "word/document.xml",
        "w",
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "document",
        "body",
    ),
    ".odt": (
        "content.xml",
        "o",
        "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "document-content",
        "body",
    ),
    ".xlsx": (
        "xl/worksheets/sheet1.xml",
        "x",
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "worksheet",
        "sheetData",
    ),
}
LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n > 1 else "&a;" * 10}">' for n in range(1, 10))
    + "]><a>&a9;</a>"
)
OUTSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
QUADRATIC = f'<!DOCTYPE a [<!ENTITY x "{"x" * 50_000}">]><a>{"&x;" * 50_000}</a>'
DEEP = "<a>" * 300_000 + "</a>" * 300_000
XMLS = {"laughs": LAUGHS, "outside": OUTSIDE, "quadratic": QUADRATIC, "deep": DEEP}


def zipped(members: dict[str, bytes], links: tuple[str, ...] = (), how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these; `links` are symbolic links to /etc/passwd."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", how) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
        for name in links:
            link = zipfile.ZipInfo(name)
            link.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(link, "/etc/passwd")
    return written.getvalue()


def archives(ending: str) -> dict[str, bytes]:
    """Bombs, entities, slips and links in a format that is a zip archive."""
    main, prefix, space, root, body = ZIPS[ending]
    good = f'<{prefix}:{root} xmlns:{prefix}="{space}"><{prefix}:{body}/></{prefix}:{root}>'.encode()
    made = {
        "bomb": zipped({main: b"<a>" + b" " * (150 * MB)}),
        "bomb-beside": zipped({main: good, "media/picture.bin": bytes(150 * MB)}),
        "tight": zipped({main: b"<a>" + b" " * (60 * MB) + b"</a>"}),
        "members": zipped({main: good, **{f"m{number}": b"" for number in range(5_000)}}),
        "slip": zipped({"../../evil.txt": b"evil", "/evil.txt": b"evil", "..\\..\\evil.txt": b"evil"}),
        "link": zipped({"evil.txt": b"evil"}, (main,)),
        "empty": zipped({}),
        "cut": zipped({main: good * 50})[:-40],
        "nested": zipped({main: _nested(prefix, space, root, body)}, how=zipfile.ZIP_STORED),
        "paragraphs": zipped(
            {main: good.replace(b"/>", b">" + b"<a/>" * (4 * MB) + f"</{prefix}:{body}>".encode())}
        ),
    }
    return made | {name: zipped({main: text.encode()}) for name, text in XMLS.items()}


def _nested(prefix: str, space: str, root: str, body: str) -> bytes:
    """The body in the body, 200,000 deep."""
    open_, close = f"<{prefix}:{body}>" * 200_000, f"</{prefix}:{body}>" * 200_000
    return f'<{prefix}:{root} xmlns:{prefix}="{space}">{open_}{close}</{prefix}:{root}>'.encode()


def texts(ending: str) -> dict[str, bytes]:
    """Long lines, deep nesting and too much of one thing in a format that is text."""
    begin = {
        ".vtt": b"WEBVTT\n\n00:01.000 --> 00:02.000\n",
        ".srt": b"1\n00:00:01,000 --> 00:00:02,000\n",
    }.get(ending, b"")
    chance = random.Random(5)
    made = {
        "line": begin + b"A " * (4 * MB),
        "wide": begin + ("A " * (2 * MB) + "\U0001f600").encode(),
        "labels": begin + b"P1: \n" * 400_000,
        "turns": begin + b"P1: a\n" * 330_000,
        "blank": begin + b"\n" * (9 * MB),
        "noise": chance.randbytes(5 * MB),
        "zeros": bytes(5 * MB),
        "brackets": b"[" * (2 * MB),
        "braces": b'{"a":' * 400_000,
        "curly": b"{\\rtf1" + b"{" * (2 * MB),
        "figure": b"9" * (2 * MB),
        "tags": b"<" * (2 * MB),
        "entities": b"&" * (2 * MB),
        "quotes": b'"' * (2 * MB),
        "commas": b"," * (2 * MB) + b"\n",
        "pdf": b"%PDF-1.7\n1 0 obj\n" + b"[" * (2 * MB),
    }
    return made | {name: text.encode() for name, text in XMLS.items()}


def write_all(folder: Path, format_name: str) -> None:
    """Write every hostile file for one format, and one of 1 GB that takes no room on the disk."""
    known = next(known for known in formats() if known.name == format_name)
    ending = (*known.endings, ".txt")[0]
    for name, data in (archives(ending) if ending in ZIPS else texts(ending)).items():
        (folder / f"{name}{ending}").write_bytes(data)
    with (folder / f"gigabyte{ending}").open("wb") as opened:
        opened.truncate(1 << 30)


def measure(path: Path, format_name: str) -> dict[str, object]:
    """Read one file in a child, and say what came of it, in how many seconds of the processor and megabytes."""
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            transcript = load_transcript(path, format=format_name)
            said = f"{len(transcript.turns)} turns"
        except LoadError as error:
            said = f"refused: {error}"
        except BaseException as error:  # noqa: BLE001 - that is what is looked for
            said = f"raised {type(error).__name__}"
        os.write(writes, said.encode()[:4000])
        os._exit(0)
    os.close(writes)
    said = os.read(reads, 5000).decode()
    os.close(reads)
    _, status, used = os.wait4(child, 0)
    scale = 1 if sys.platform == "darwin" else 1024
    return {
        "file": path.name,
        "said": said or f"died with {status}",
        "seconds": used.ru_utime + used.ru_stime,
        "megabytes": used.ru_maxrss * scale / MB,
    }


def main(folder: Path, format_name: str) -> None:
    """Measure every file; no child may take more than 2 GB."""
    resource.setrlimit(resource.RLIMIT_AS, (2_000 * MB, resource.RLIM_INFINITY))
    formats()
    for path in sorted(folder.iterdir()):
        print(json.dumps(measure(path, format_name)), flush=True)  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
