"""Set qualkit up in this folder, and run it.

    python3 start.py demo [OUT]      the whole inquiry on the example interviews
    python3 start.py test [ARGS]     every check; with ARGS only pytest, with those arguments
    python3 start.py lab             the notebooks, in JupyterLab
    python3 start.py bench [ARGS]    how fast it is, beside other tools (--help says more)

It needs Python 3.11 or later with venv and pip, and nothing else. The first run makes the folder .venv beside
this file and installs what constraints.txt locks; later ones start at once. Deleting .venv takes it all back.
"""

# No annotations and nothing newer than Python 3.6: an old one must be able to read this, to be told plainly.
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections import deque

HERE = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(HERE, ".venv")
PROGRAMS = os.path.join(VENV, "Scripts" if os.name == "nt" else "bin")
PYTHON = os.path.join(PROGRAMS, "python.exe" if os.name == "nt" else "python")
#: Written last: what was set up. Written first and taken away last: that a set-up has begun.
DONE = os.path.join(VENV, "set-up.done")
BEGUN = os.path.join(VENV, "set-up.begun")
LOG = os.path.join(VENV, "set-up.log")
OLDEST = (3, 11)
TRIES = 3
ROOM = 2000  # megabytes: the parts take about 1,500
CHECKS = (
    ("rules: ruff check", ["ruff", "check", "."]),
    ("layout: ruff format --check", ["ruff", "format", "--check", "."]),
    ("types: mypy", ["mypy"]),
)
#: Every test, on two processors; -v takes back the -q of the settings, and so shows how far it is.
ALL_TESTS = ["-v", "-n", "2"]
#: Settings that would send pip elsewhere than into .venv, make it read another lock, or change what Python finds.
MEDDLERS = {
    *("PIP_" + name for name in ("CONSTRAINT", "DRY_RUN", "EDITABLE", "NO_DEPS", "PREFIX", "REQUIREMENT")),
    *("PIP_" + name for name in ("ROOT", "TARGET", "NO_BUILD_ISOLATION", "ONLY_BINARY", "NO_BINARY")),
    *("PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__"),
}


class Refusal(Exception):
    """Something is missing; its text says what, and what to do."""


# --- what one can ask for ------------------------------------------------------------------------


def main(arguments):
    """Do what was asked and give its exit code."""
    tasks = {"demo": demo, "test": test, "lab": lab, "bench": bench}
    if not arguments or arguments[0] not in tasks:
        say(__doc__.strip())
        return 0 if arguments[:1] in (["-h"], ["--help"], ["help"]) else 2
    try:
        check_python()
        return tasks[arguments[0]](arguments[1:])
    except Refusal as refusal:
        sys.stderr.write("start.py: %s\n" % refusal)
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nstart.py: Stopped. Type the same again to go on.\n")
        return 130


def demo(arguments):
    """Do the whole inquiry; OUT is where the person stands."""
    set_up([])
    return run(["qualkit", "demo", *arguments])


def test(arguments):
    """Run every check, also when one fails, pytest last; or pytest alone when it is given arguments."""
    set_up(["dev", "teams"])
    failed = []
    for name, command in () if arguments else CHECKS:
        say("== " + name)
        if run(command, cwd=HERE):
            failed.append(name)
    say("== tests: pytest")
    code = run(["pytest"] + (arguments or ALL_TESTS), cwd=HERE)
    for name in failed:
        say("NOT RIGHT: " + name)
    return code or int(bool(failed))


def lab(arguments):
    """Open the notebooks."""
    set_up([])
    return run(["jupyterlab"] + (arguments or ["notebooks"]), cwd=HERE)


def bench(arguments):
    """Measure."""
    set_up([])
    return run(["tests.benchmarks", *arguments], cwd=HERE)


def nearby(path):
    """A path as it is typed from here; on another drive there is only the whole of it."""
    try:
        return os.path.relpath(path)
    except ValueError:
        return path


def run(arguments, **options):
    """Run a module of the environment and give its exit code; -P keeps files that lie about out of it."""
    environment = clean(os.environ, PYTHONUTF8="1", PATH=PROGRAMS + os.pathsep + os.environ.get("PATH", ""))
    # What a person has to type: their own shell does not have the environment on its path.
    environment["QUALKIT_CALLED_AS"] = nearby(os.path.join(PROGRAMS, "qualkit"))
    try:
        code = subprocess.call([PYTHON, "-P", "-m", *arguments], env=environment, **options)
    except OSError as error:
        raise Refusal(
            "%s cannot be started (%s). Delete .venv and try again." % (PYTHON, error.strerror)
        ) from None
    return code if code >= 0 else 128 - code


# --- is there what it needs? ---------------------------------------------------------------------


def check_python():
    """Refuse a Python that is too old, naming a newer one when it is installed."""
    if sys.version_info[:2] >= OLDEST:
        return
    newer = find_newer()
    hint = "Type  %s  instead." % " ".join([newer, "start.py"] + sys.argv[1:]) if newer else how_to_get()
    raise Refusal("This is Python %d.%d, and qualkit needs 3.11 or later. " % sys.version_info[:2] + hint)


def find_newer():
    """Find a command that really starts a new enough Python, or give None."""
    code = "import sys; sys.exit(sys.version_info[:2] < (3, 11))"
    for minor in (13, 12, 11, 14):
        for command in (["python3.%d" % minor], ["py", "-3.%d" % minor]):
            try:
                if not subprocess.call(
                    command + ["-c", code], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
                ):
                    return " ".join(command)
            except OSError:
                continue
    return None


def how_to_get():
    """Say how one gets Python with venv and pip on this system."""
    if sys.platform == "win32":
        return "Install Python from python.org (or type: winget install Python.Python.3.13)."
    if sys.platform == "darwin":
        return "Install Python from python.org (or type: brew install python@3.13)."
    if shutil.which("apt-get"):
        version = "%d.%d" % max(sys.version_info[:2], OLDEST)
        return "On Debian and Ubuntu, type: sudo apt install python%s-venv" % version
    if shutil.which("dnf"):
        return "On Fedora, type: sudo dnf install python3.13"
    return "Install Python 3.11 or later, with venv and pip, from your system's packages."


def check_venv():
    """Refuse a Python whose venv or pip its system packs apart."""
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        raise Refusal("This Python comes without venv or pip. " + how_to_get()) from None


def check_folder():
    """Refuse a folder that cannot be written to, or a disk with no room; note that a set-up has begun."""
    try:
        free = shutil.disk_usage(HERE).free // 10**6
        if free < ROOM and not os.path.exists(DONE):
            raise Refusal("The disk has %d MB left, and the parts take about 1,500. Make room first." % free)
        os.makedirs(VENV, exist_ok=True)
        write(BEGUN, "")
    except OSError as error:
        raise Refusal(
            "%s cannot be written to (%s). Copy the folder to a place of your own, and start there."
            % (HERE, error.strerror)
        ) from None


# --- setting up ----------------------------------------------------------------------------------


def set_up(extras):
    """Make .venv hold what is locked, with these extras; do nothing when it does."""
    wanted, (was, had, listed) = fingerprint(), last_time()
    whole = not os.path.exists(BEGUN) and os.path.exists(PYTHON) and set(listed) <= set(packages())
    extras = sorted(set(extras) | set(had))
    if whole and was == wanted and extras == had:
        return
    started = time.time()
    check_venv()
    whole = whole and works()
    check_folder()
    if not whole:
        make_venv()
    install("-e", ".[%s]" % ",".join(extras) if extras else ".")
    write(DONE, "\n".join([wanted, " ".join(extras)] + packages()))
    os.remove(BEGUN)
    say("Set up in %d seconds; .venv beside start.py holds it all." % (time.time() - started))


def fingerprint():
    """Name this Python, this folder and what is locked: when one changes, the set-up is looked over."""
    digest = hashlib.sha256(("%s %s" % (sys.version_info[:2], HERE)).encode("utf-8", "surrogateescape"))
    for name in ("pyproject.toml", "constraints.txt"):
        with open(os.path.join(HERE, name), "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()


def last_time():
    """Give the last set-up's fingerprint, extras and packages."""
    try:
        with open(DONE, encoding="utf-8") as file:
            lines = file.read().split("\n")
        return lines[0], lines[1].split(), lines[2:]
    except (OSError, ValueError, IndexError):
        return "", [], []


def packages():
    """List what lies among the environment's packages, whatever its version."""
    for folder, inside, files in os.walk(VENV):
        if os.path.basename(folder) == "site-packages":
            return sorted(name for name in inside + files if name[0] not in "_~" and "dist-info" not in name)
    return []


def works():
    """Whether the environment's Python starts, is of this version and has pip."""
    code = "import sys, pip; sys.exit(sys.version_info[:2] != (%d, %d))" % sys.version_info[:2]
    try:
        return not subprocess.call([PYTHON, "-c", code], stderr=subprocess.DEVNULL, env=clean(os.environ))
    except OSError:
        return False


def make_venv():
    """Make an empty environment, over whatever an interrupted or broken one has left."""
    say("Making .venv, an environment for Python %d.%d ..." % sys.version_info[:2])
    try:
        shutil.rmtree(VENV)
    except OSError as error:
        raise Refusal(
            "%s cannot be cleared (%s). Delete it, and try again." % (VENV, error.strerror)
        ) from None
    # The Python below, should this one be .venv's own.
    command = [getattr(sys, "_base_executable", None) or sys.executable, "-m", "venv", VENV]
    code, tail, _ = show(command, os.devnull)
    if code:
        raise Refusal("The environment could not be made: %s. %s" % (" ".join(tail[-1:]), how_to_get()))
    write(BEGUN, "")


def install(*what):
    """Have pip install what is locked, trying again when the index does not answer."""
    say("Installing the parts (a few minutes the first time) ...")
    command = [
        PYTHON,
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--no-input",
        "-c",
        "constraints.txt",
    ]
    for more in reversed(range(TRIES)):
        code, tail, lost = show(command + list(what), LOG)
        if code == 0:
            return
        if not lost or not more:
            break
        say("  The package index did not answer; trying again in ten seconds.")
        time.sleep(10)
    say("\n".join("  | " + line for line in tail))
    hint = (
        "The package index did not answer: look at the network, then try"
        if lost
        else "Look at pip's words above"
    )
    raise Refusal("The parts could not be installed. %s; %s holds all that pip said." % (hint, LOG))


def show(command, log):
    """Run it, showing how far it is; give its exit code, last lines, and whether a connection was lost."""
    tail, seen, lost = deque(maxlen=15), 0, False
    environment = clean(os.environ, PYTHONUNBUFFERED="1", PIP_USER="0")
    running = subprocess.Popen(
        command, cwd=HERE, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    with open(log, "ab") as kept:
        for raw in running.stdout:
            kept.write(raw)
            line = raw.decode("utf-8", "replace").strip()
            lost = lost or "Retrying (" in line or "Read timed out" in line
            if line and not line.startswith("WARNING"):
                tail.append(line)
            if line.startswith(("Collecting ", "Processing ", "Requirement already")):
                seen += 1
                if seen % 25 == 0:
                    say("  %d parts found" % seen)
            if line.startswith("Installing collected"):
                say("  putting them in place (about a minute)")
    return running.wait(), list(tail), lost


# --- small words ---------------------------------------------------------------------------------


def clean(environment, **more):
    """Copy the environment's settings without those that meddle."""
    return dict({name: value for name, value in environment.items() if name not in MEDDLERS}, **more)


def say(text):
    """Print at once, also into a file or a pipe."""
    print(text, flush=True)


def write(path, text):
    """Write a small text file."""
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
