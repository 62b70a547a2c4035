"""How fast qualkit is, and beside what: a line for each promise.

    python3 start.py bench                        7, 100 and 1,000 interviews of 8,000 words
    python3 start.py bench --sizes 7,100 --peers  the first two, beside Taguette and qualitative-coding

Each job is a process of its own, and the job alone is timed; several runs give their median. Seconds of the
processor stand beside seconds of the clock: on a machine that others use, compare the processor's. What is
written goes to build/benchmarks. It ends with 1 when a promise is not kept.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from itertools import pairwise
from math import log
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.corpus import WORDS, write_corpus

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PROGRAMS = "Scripts" if os.name == "nt" else "bin"
#: Jobs in their order: what they are called, and a word for the table.
JOBS = {
    "import": "import a folder of interviews",
    "fill": "lay 60 codes an interview (in bulk)",
    "open": "open, and list what it holds",
    "save": "one coding, durable (median)",
    "undo": "take one coding back (median)",
    "table": "the tidy table of all codings",
    "csv": "all codings as CSV",
    "frequencies": "frequencies of every code",
    "disk": "(one bare durable row on this disk)",
}
#: Interviews beyond which the other tools take longer than anybody would wait.
PEERS_UP_TO = 100
PATIENCE = 900
#: Growth that counts as linear: measured times waver a little.
LINEAR = 1.1


class Tool(NamedTuple):
    """A tool, the Python that it lives in, and the share of the corpus that it can read by itself."""

    name: str
    python: Path
    script: Path
    version: list[str]
    reads: frozenset[str]


def own():
    """qualkit, as it lies here."""
    programs = Path(sys.executable).parent
    command = [str(programs / "qualkit"), "--version"]
    return Tool(
        "qualkit", Path(sys.executable), HERE / "for_qualkit.py", command, frozenset({"txt", "docx", "vtt"})
    )


def peer(name, version, reads):
    """Another tool, in an environment that is made from its list of parts the first time."""
    home = ROOT / ".venv-peers" / name
    python = home / PROGRAMS / ("python.exe" if os.name == "nt" else "python")
    if not (home / "done").exists():
        say(f"Making an environment for {name} ...")
        subprocess.run([sys.executable, "-m", "venv", "--clear", home], check=True)
        parts = ["-r", str(HERE / f"peers-{name}.txt")]
        subprocess.run(
            [python, "-m", "pip", "install", "-qq", "--disable-pip-version-check", *parts], check=True
        )
        (home / "done").touch()
    command = [str(home / PROGRAMS / version[0]), *version[1:]]
    return Tool(name, python, HERE / f"for_{name}.py", command, frozenset(reads))


def say(line=""):
    """Print at once."""
    print(line, flush=True)


def measure(tool, job, folder, corpus, runs):
    """Run a job several times; give the medians, or None when the tool cannot do it."""
    measured = []
    for _ in range(runs):
        command = [tool.python, tool.script, job, folder, corpus]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
        except subprocess.TimeoutExpired:
            return {"failed": f"longer than {PATIENCE} s"}
        if done.returncode:
            why = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
            return None if "KeyError" in why and f"'{job}'" in why else {"failed": why}
        measured.append(json.loads(done.stdout.strip().splitlines()[-1]))
    middle = {key: statistics.median(each[key] for each in measured) for key in ("wall", "cpu", "memory")}
    return {**measured[-1], **middle}


def measure_size(size, tools, folder, runs):
    """Every job of every tool on that many interviews, tool after tool within a job."""
    corpus = folder / f"corpus-{size}"
    write_corpus(corpus, size)
    found = {}
    for job in JOBS:
        for tool in tools:
            home = folder / f"{tool.name}-{size}"
            home.mkdir(exist_ok=True)
            once = job in {"fill", "save", "undo", "disk"} or size > PEERS_UP_TO
            found[job, tool.name] = measure(tool, job, home, corpus, 1 if once else runs)
    return found


# --- printing ---------------------------------------------------------------------------------------


def seconds(value):
    """Write seconds as a person would."""
    if value >= 1:
        return f"{value:.2f} s"
    return f"{value * 1000:.0f} ms" if value >= 0.02 else f"{value * 1000:.1f} ms"


def in_words(one):
    """Write what was measured: clock, processor, memory."""
    if one is None:
        return "-"
    if "failed" in one:
        return f"failed: {one['failed'][:40]}"
    return f"{seconds(one['wall'])} ({seconds(one['cpu'])}) {one['memory']:.0f} MB"


def per_word(one, tool, size):
    """Processor seconds a word that it could read."""
    share = sum(1 for number in range(size) if ("txt", "docx", "vtt")[number % 3] in tool.reads)
    return one["cpu"] / (share * WORDS)


def ratio(job, size, tools, found, tool):
    """How many times as much of the processor's time another tool takes for the same work."""
    ours, theirs = found[job, "qualkit"], found[job, tool.name]
    if not ours or not theirs or "failed" in ours or "failed" in theirs:
        return ""
    if job == "import":
        return f" x{per_word(theirs, tool, size) / per_word(ours, tools[0], size):.1f} a word"
    if job == "fill":
        return ""
    return f" x{theirs['cpu'] / max(ours['cpu'], 1e-6):.1f}"


def print_size(size, tools, found):
    """Print the table of one size."""
    say(
        f"\n{size:,} interviews of {WORDS:,} words: clock (processor) peak memory; x = processor against qualkit"
    )
    say(f"  {'':38}" + "".join(f"{tool.name:34}" for tool in tools))
    for job, name in JOBS.items():
        cells = [
            in_words(found[job, tool.name])
            + ("" if tool is tools[0] else ratio(job, size, tools, found, tool))
            for tool in tools
        ]
        say(f"  {name:38}" + "".join(f"{cell:34}" for cell in cells))
    ours = found["import", "qualkit"]
    say(
        f"  import: {ours['words'] / ours['wall']:,.0f} words a second, {ours['turns']:,} turns with speaker and times"
    )


def growth(sizes, found, job, what="wall"):
    """The exponent of growth between each size and the next: 1 is linear, 0 is none."""
    ours = [(size, found[size][job, "qualkit"][what]) for size in sizes]
    return [log(more / less) / log(b / a) for (a, less), (b, more) in pairwise(ours)]


def print_growth(sizes, found):
    """Print how times and memory grow."""
    say("\nGrowth of qualkit's processor time and memory, as an exponent (1 is linear, 0 is none)")
    for job, name in JOBS.items():
        times = ", ".join(f"{each:+.2f}" for each in growth(sizes, found, job, "cpu"))
        memory = ", ".join(f"{each:+.2f}" for each in growth(sizes, found, job, "memory"))
        say(f"  {name:38} time {times:16} memory {memory}")


# --- starting ---------------------------------------------------------------------------------------


def processor_of(command):
    """Processor seconds of a whole command, the median of five."""
    times = []
    for _ in range(5):
        before = os.times()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        after = os.times()
        times.append(
            after.children_user + after.children_system - before.children_user - before.children_system
        )
    return statistics.median(times)


def import_seconds():
    """Seconds that ``import qualkit`` takes inside a fresh Python, the median of nine."""
    code = "import time; t = time.perf_counter(); import qualkit; print(time.perf_counter() - t)"
    runs = [subprocess.run([sys.executable, "-c", code], check=True, capture_output=True) for _ in range(9)]
    return statistics.median(float(run.stdout) for run in runs)


def starting(tools):
    """Measure and print how long it takes to start."""
    command = tools[0].version[:1]
    found = {
        "import qualkit": import_seconds(),
        "qualkit --version": processor_of(tools[0].version),
        "qualkit --help": processor_of([*command, "--help"]),
    }
    say("\nStarting: the clock for the import, the processor's time for a whole command")
    for name, value in found.items():
        say(f"  {name:38}{seconds(value)}")
    for tool in tools[1:]:
        value = processor_of(tool.version)
        name = " ".join([Path(tool.version[0]).name, *tool.version[1:]])
        say(f"  {name:38}{seconds(value)} x{value / found['qualkit --version']:.0f}")
    return found


# --- promises ---------------------------------------------------------------------------------------


def promises(sizes, found, started):
    """Each promise with what was measured and whether it is kept."""
    for name, limit in (("import qualkit", 0.1), ("qualkit --version", 0.1), ("qualkit --help", 0.2)):
        yield f"{name} in under {seconds(limit)}", seconds(started[name]), started[name] < limit
    for size in sizes:
        one = {job: found[size][job, "qualkit"] for job in JOBS}
        if size == 100:
            yield (
                "100 interviews imported in under 5 s",
                seconds(one["import"]["wall"]),
                one["import"]["wall"] < 5,
            )
        yield (
            f"{size:,}: one durable coding in under 10 ms",
            seconds(one["save"]["wall"]),
            one["save"]["wall"] < 0.01,
        )
        yield f"{size:,}: opened in under 0.2 s", seconds(one["open"]["wall"]), one["open"]["wall"] < 0.2
    for job in ("import", "open", "save", "table", "frequencies") if len(sizes) > 1 else ():
        worst = max(growth(sizes, found, job, "cpu"))
        yield f"{JOBS[job]}: no worse than linear", f"{worst:.2f}", worst <= LINEAR


def clear(folder, sizes, tools):
    """Delete what was written, and nothing else."""
    for size in sizes:
        (folder / f"corpus-{size}.json").unlink(missing_ok=True)
        for name in ("corpus", *(tool.name for tool in tools)):
            shutil.rmtree(folder / f"{name}-{size}", ignore_errors=True)


def main():
    """Measure, print, and say which promises are kept."""
    parser = argparse.ArgumentParser(prog="start.py bench", description="How fast qualkit is.")
    parser.add_argument("--sizes", default="7,100,1000", help="how many interviews (7,100,1000)")
    parser.add_argument("--peers", action="store_true", help="beside Taguette and qualitative-coding")
    parser.add_argument("--runs", type=int, default=3, help="of each job, up to 100 interviews (3)")
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "benchmarks", help="where to write")
    parser.add_argument("--keep", action="store_true", help="leave what was written")
    options = parser.parse_args()
    sizes = sorted({int(size) for size in options.sizes.split(",")})
    options.folder.mkdir(parents=True, exist_ok=True)
    tools = [own()]
    if options.peers:
        tools += [
            peer("taguette", ["taguette", "--version"], {"vtt"}),
            peer("qc", ["qc", "version"], {"txt", "vtt"}),
        ]
    began = time.perf_counter()
    say(f"qualkit on Python {sys.version.split()[0]}, {os.cpu_count()} processors, in {options.folder.name}")
    started, found = starting(tools), {}
    for size in sizes:
        here = tools if size <= PEERS_UP_TO else tools[:1]
        found[size] = measure_size(size, here, options.folder, options.runs)
        print_size(size, here, found[size])
    if len(sizes) > 1:
        print_growth(sizes, found)
    say("\nPromises")
    kept = True
    for name, value, is_kept in promises(sizes, found, started):
        kept = kept and is_kept
        say(f"  {'kept    ' if is_kept else 'NOT KEPT'}  {name:52}{value}")
    say(f"\nMeasured in {time.perf_counter() - began:.0f} seconds.")
    if not options.keep:
        clear(options.folder, sizes, tools)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
