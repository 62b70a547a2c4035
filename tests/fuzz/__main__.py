"""Try to break the loaders, for as long as you like.

    python -m tests.fuzz                           every loader in turn, 60 seconds each
    python -m tests.fuzz docx vtt --seconds 600    these two, ten minutes each

It begins with the samples, and lets coverage guide it (atheris, libFuzzer). What breaks a promise (see
`promise.py`) is written to build/fuzz, and run again by naming the file:

    python -m tests.fuzz docx --again build/fuzz/docx/crash-...

It needs Linux and the extra:  pip install -c constraints.txt -e ".[fuzz]"
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path

from qualkit.loaders.registry import Format, formats

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLES = ROOT / "tests" / "samples" / "transcripts"
OUT = ROOT / "build" / "fuzz"
LARGEST = 100_000


def main() -> int:
    """Run what was asked for; 1 when a promise was broken."""
    known = {each.name: each for each in formats()}
    parser = argparse.ArgumentParser(
        prog="python -m tests.fuzz", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("loaders", metavar="LOADER", nargs="*", help=f"of {', '.join(known)}")
    parser.add_argument("--seconds", type=int, default=60, help="how long for each loader (60)")
    parser.add_argument("--again", type=Path, metavar="FILE", help="run one file again")
    options = parser.parse_args()
    unknown = set(options.loaders) - set(known)
    if unknown:
        parser.error(f"no such loader: {', '.join(sorted(unknown))}")
    if importlib.util.find_spec("atheris") is None:
        print('atheris is not installed (Linux only):  pip install -c constraints.txt -e ".[fuzz]"')
        return 2
    chosen = [known[name] for name in options.loaders or known]
    if options.again:
        return _start(chosen[0].name, [str(options.again.resolve())])[0]
    return max(_fuzz(each, options.seconds) for each in chosen)


def _fuzz(format_: Format, seconds: int) -> int:
    folder = OUT / format_.name
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    kin = format_.name.partition("-")[0]  # a format without an ending begins with the samples of its kin
    endings = {ending for known in formats() if known.name in {kin, format_.name} for ending in known.endings}
    for number, path in enumerate(sorted(SAMPLES.glob("*/*"))):
        if path.suffix.casefold() in endings:
            shutil.copyfile(path, corpus / f"sample-{number}{path.suffix}")
    code, said = _start(
        format_.name,
        [
            f"-max_total_time={seconds}",
            f"-max_len={LARGEST}",
            "-timeout=20",
            "-rss_limit_mb=1500",
            "-print_final_stats=1",
            f"-artifact_prefix={folder}/",
            str(corpus),
        ],
    )
    runs = re.findall(r"number_of_executed_units:\s*(\d+)|Done (\d+) runs", said)
    count = max((int(a or b) for a, b in runs), default=0)
    print(
        f"{format_.name}: {count:,} executions, {'NO FAULT' if code == 0 else 'A FAULT, see above'}",
        flush=True,
    )
    return min(code, 1)


def _start(name: str, options: list[str]) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.target", name, *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    said = done.stdout.decode(errors="replace")
    if done.returncode:
        print(said[-2000:], flush=True)
    return done.returncode, said


if __name__ == "__main__":
    sys.exit(main())
