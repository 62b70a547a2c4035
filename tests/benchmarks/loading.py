"""How fast transcripts come in:  python -m tests.benchmarks.loading [--sizes 100,300,1000]

A line a format for one hour of talk (9,000 words), and a line a size for adding a folder of them: seconds of the
processor, files a second, and the most memory that it took. It ends with 1 when a promise is not kept.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import qualkit as qk
from tests.benchmarks.corpus import write_corpus

ROOT = Path(__file__).resolve().parent.parent.parent
AN_HOUR = 9_000
#: Seconds that one hour of talk may take.
PROMISED = {".txt": 0.5, ".docx": 0.5, ".vtt": 0.5, ".json": 0.5, ".pdf": 2.0}
_UNEVEN = 1.5


def write_hour(folder: Path) -> list[Path]:
    """One hour of talk in each format."""
    import typst

    write_corpus(folder, 3, words=AN_HOUR)
    talk = qk.load_transcript(next(folder.glob("*.txt")))
    said = [
        {"start": 4.0 * turn.number, "end": 4.0 * turn.number + 3, "text": turn.text, "speaker": turn.speaker}
        for turn in talk.turns
    ]
    (folder / "talk.json").write_text(json.dumps({"segments": said}), encoding="utf-8")
    lines = "\n\n".join(f"#{json.dumps(f'{turn.speaker}: {turn.text}')}" for turn in talk.turns)
    (folder / "talk.typ").write_text(lines, encoding="utf-8")
    (folder / "talk.pdf").write_bytes(typst.compile(str(folder / "talk.typ")))
    return [path for path in sorted(folder.iterdir()) if path.suffix in PROMISED]


def load(path: Path) -> float:
    """Seconds of the processor for one file; the second time, when all is imported."""
    qk.load_transcript(path)
    began = time.process_time()
    qk.load_transcript(path)
    return time.process_time() - began


def add(folder: Path, study: Path) -> None:
    """Add a folder and print what it took; run in a process of its own."""
    with qk.Project.create(study, coder="Ana") as project:
        began = time.process_time()
        added = project.add_transcripts(folder)
        took = time.process_time() - began
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"files": len(added), "seconds": took, "megabytes": most / 1000}))


def main() -> int:
    """Measure; 1 when something took longer than promised."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.loading", description=__doc__)
    parser.add_argument("--sizes", default="100,300,1000")
    parser.add_argument("--add", nargs=2, type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.add:
        add(*options.add)
        return 0
    kept = True
    with TemporaryDirectory() as made:
        for path in write_hour(Path(made, "hour")):
            took, promised = load(path), PROMISED[path.suffix]
            kept = kept and took <= promised
            print(f"an hour of talk as {path.suffix:6} {took:6.2f} s (promised {promised})")
        rates = [_rate(Path(made), int(size)) for size in options.sizes.split(",")]
    return int(not kept or max(rates) > _UNEVEN * min(rates))


def _rate(folder: Path, size: int) -> float:
    corpus = folder / f"corpus-{size}"
    write_corpus(corpus, size, words=AN_HOUR)
    command = [
        sys.executable,
        "-m",
        "tests.benchmarks.loading",
        "--add",
        str(corpus),
        str(folder / f"{size}.qualkit"),
    ]
    did = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout)
    rate = did["files"] / did["seconds"]
    print(
        f"{size:6,} files: {did['seconds']:6.1f} s, {rate:5.0f} files a second, {did['megabytes']:4.0f} MB at most"
    )
    return rate


if __name__ == "__main__":
    sys.exit(main())
