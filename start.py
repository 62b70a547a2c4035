"""Set qualkit up in this folder and run it: ``python3 start.py demo`` or ``python3 start.py test``.

It needs Python 3.11 or later with venv and pip, and nothing else. It makes ``.venv`` in this folder,
installs what ``constraints.txt`` locks, and hands over. Deleting ``.venv`` takes everything back.
"""

import hashlib
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(HERE, ".venv")
NEEDED = (3, 11)
USAGE = """\
python3 start.py demo [FOLDER]    set up, and do a whole inquiry on invented interviews
python3 start.py test [WHAT...]   set up, and run every check and test (or only some: pytest's arguments)
python3 start.py lab              set up, and open the notebooks
python3 start.py bench [...]      set up, and print how fast it is
"""


class Refused(Exception):
    """Something is missing; its text says what, and what to do."""


def main(arguments):
    """Do what was asked; give the exit code."""
    tasks = {"demo": demo, "test": test, "lab": lab, "bench": bench}
    if not arguments or arguments[0] not in tasks:
        print(USAGE, end="")
        return 0 if arguments[:1] in (["-h"], ["--help"]) else 2
    try:
        check_python()
        return tasks[arguments[0]](arguments[1:])
    except Refused as refusal:
        print("start.py: %s" % refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nstart.py: stopped; the next start goes on from here.", file=sys.stderr)
        return 130


def demo(arguments):
    """Run the demo."""
    set_up("")
    return run([program("qualkit"), "demo"] + arguments)


def lab(arguments):
    """Open the notebooks."""
    set_up("")
    return run([python(), "-m", "jupyterlab", os.path.join(HERE, "notebooks")] + arguments)


def bench(arguments):
    """Print the benchmarks."""
    set_up("dev,teams")
    return run([python(), "-m", "tests.benchmarks"] + arguments)


def test(arguments):
    """Run the checks, then the tests; all of them, also when one fails."""
    set_up("dev,teams")
    if arguments:
        return run([python(), "-m", "pytest"] + arguments)
    steps = (
        ("The style", ["-m", "ruff", "check", "--quiet", "."]),
        ("The layout", ["-m", "ruff", "format", "--quiet", "--check", "."]),
        ("The types", ["-m", "mypy"]),
        ("The tests", ["-m", "pytest", "-n", "2"]),
    )
    failed = []
    for name, step in steps:
        print("\n== %s: python %s" % (name, " ".join(step)), flush=True)
        if run([python()] + step):
            failed.append(name)
    if failed:
        print("\nNot right yet: %s." % ", ".join(failed).lower())
    return 1 if failed else 0


def check_python():
    """Refuse a Python that is too old or lacks its parts, saying what to install."""
    if sys.version_info < NEEDED:
        newer = [name for name in ("python3.13", "python3.12", "python3.11") if shutil.which(name)]
        advice = "Type  %s start.py  instead." % newer[0] if newer else "Get a newer one from python.org."
        raise Refused(
            "qualkit needs Python %d.%d or later; this is %s. %s"
            % (NEEDED + (sys.version.split()[0], advice))
        )
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        raise Refused(
            "this Python lacks venv or pip. On Debian or Ubuntu:  sudo apt install python3-venv ; "
            "elsewhere install Python from python.org, which has both."
        ) from None


def set_up(extras):
    """Make the environment and install what is locked, unless that is done already."""
    wanted = stamp(extras)
    if is_ready(wanted, extras):
        return
    print("Setting up in %s (a few minutes the first time) ..." % VENV, flush=True)
    if not has_pip():
        make_environment()
    target = HERE + ("[%s]" % extras if extras else "")
    locked = ["--constraint", at("constraints.txt"), "--editable", target]
    install(["pip", "install", "--quiet", "--disable-pip-version-check", *locked])
    with open(os.path.join(VENV, "ready-%s" % (extras or "plain").replace(",", "-")), "w") as file:
        file.write(wanted)


def has_pip():
    """Whether the environment is there and whole enough to install into."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return os.path.exists(python()) and subprocess.call([python(), "-c", "import pip"], **quiet) == 0


def is_ready(wanted, extras):
    """Whether this very set-up was finished before (a fuller one serves as well)."""
    names = ["ready-dev-teams"] + ([] if extras else ["ready-plain"])
    for name in names:
        path = os.path.join(VENV, name)
        full = stamp("dev,teams") if name == "ready-dev-teams" else wanted
        if os.path.exists(path) and os.path.exists(python()):
            with open(path) as file:
                if file.read() == full:
                    return True
    return False


def stamp(extras):
    """A fingerprint of what is locked, for which Python, where."""
    found = hashlib.sha256(("%s %s %s" % (sys.version, HERE, extras)).encode())
    for name in ("pyproject.toml", "constraints.txt", "start.py"):
        with open(at(name), "rb") as file:
            found.update(file.read())
    return found.hexdigest()


def make_environment():
    """Make ``.venv`` anew."""
    import venv

    try:
        if os.path.exists(VENV):
            shutil.rmtree(VENV)
        venv.EnvBuilder(with_pip=True, symlinks=os.name != "nt").create(VENV)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Refused(
            "%s could not be made (%s). Look at the rights of this folder, and at the space left."
            % (VENV, error)
        ) from None


def install(arguments):
    """Run pip, a second time when the network failed; its own words stay on the screen."""
    environment = dict(os.environ, PIP_CONSTRAINT=at("constraints.txt"))
    for _ in range(2):
        if subprocess.call([python(), "-m"] + arguments, env=environment) == 0:
            return
        print("That did not work; trying once more ...", flush=True)
    raise Refused("pip could not install everything (its words stand above). Is the package index reachable?")


def run(command):
    """Run a command with this environment first on the path; give its exit code."""
    paths = os.pathsep.join([os.path.dirname(python()), os.environ.get("PATH", "")])
    try:
        return subprocess.call(command, env=dict(os.environ, PATH=paths, PYTHONUTF8="1"), cwd=where(command))
    except OSError as error:
        raise Refused(
            "%s could not be started (%s): delete %s and start again." % (command[0], error.strerror, VENV)
        ) from None


def where(command):
    """The demo writes where one stands; everything else belongs to this folder."""
    return None if command[1:2] == ["demo"] else HERE


def at(name):
    """A file of this folder."""
    return os.path.join(HERE, name)


def program(name):
    """A command inside the environment."""
    return (
        os.path.join(VENV, "Scripts", name + ".exe") if os.name == "nt" else os.path.join(VENV, "bin", name)
    )


def python():
    """The environment's own Python."""
    return program("python")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
