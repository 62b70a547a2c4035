"""A file on the desktop that opens a study's coding notebook by a double click; no administrator is needed."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from qualkit.errors import StudyUnwritable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_ENDINGS = {"win32": ".cmd", "darwin": ".command", "linux": ".desktop"}


class Shortcut(NamedTuple):
    """Where it lies, and whether that is the desktop."""

    path: Path
    on_desktop: bool


def text(system: str, command: Sequence[str], title: str) -> str:
    r"""What the file holds.

    Parameters
    ----------
    system
        As ``sys.platform`` says it: ``win32``, ``darwin``, or anything else for Linux.
    command
        The program and its arguments.
    title
        What the desktop shows.

    Examples
    --------
    >>> print(text("darwin", ["/opt/my python", "-m", "qualkit", "lab", "/Users/o'neil/a.qualkit"], "a"))
    #!/bin/sh
    exec '/opt/my python' -m qualkit lab '/Users/o'"'"'neil/a.qualkit'
    <BLANKLINE>
    """
    if system == "win32":
        line = " ".join(f'"{part}"' for part in command).replace("%", "%%")
        return f"@echo off\r\nchcp 65001 >nul\r\n{line}\r\nif errorlevel 1 pause\r\n"
    if system == "darwin":
        return f"#!/bin/sh\nexec {shlex.join(command)}\n"
    line = " ".join(map(_quoted, command))
    return (
        f"[Desktop Entry]\nType=Application\nVersion=1.5\nName={_value(title)}\n"
        f"Comment=Read and code interviews\nExec={line}\nTerminal=true\n"
    )


def _quoted(part: str) -> str:
    """An argument as the Desktop Entry Specification (1.5) quotes it, within a value of a key file."""
    inside = re.sub(r'(["`$\\])', r"\\\1", part).replace("%", "%%")
    return _value(f'"{inside}"')


def _value(words: str) -> str:
    return words.replace("\\", "\\\\").replace("\n", " ")


def desktop(system: str, home: Path, environ: Mapping[str, str]) -> Path | None:
    """The folder that the desktop shows, or None where there is none."""
    if system == "win32":
        named = _windows_desktop() or str(Path(environ.get("USERPROFILE", str(home))) / "Desktop")
        found = Path(os.path.expandvars(named))
    elif system == "darwin":
        found = home / "Desktop"
    else:
        found = _linux_desktop(home, environ)
    return found if found.is_dir() else None


def _windows_desktop() -> str | None:
    """Where Windows says that it lies: an account may keep it elsewhere, such as in OneDrive."""
    if sys.platform == "win32":
        import winreg

        folders = r"Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, folders) as key:
            return str(winreg.QueryValueEx(key, "Desktop")[0])
    return None


def _linux_desktop(home: Path, environ: Mapping[str, str]) -> Path:
    """What user-dirs.dirs names, in whatever language; else ``Desktop``."""
    config = Path(environ.get("XDG_CONFIG_HOME") or home / ".config") / "user-dirs.dirs"
    try:
        said = re.search(r'^XDG_DESKTOP_DIR="(.*)"', config.read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        said = None
    return Path(said[1].replace("$HOME", str(home))) if said else home / "Desktop"


def leave(
    study: str, folder: Path, coder: str = "", system: str = sys.platform, home: Path | None = None
) -> Shortcut:
    """Leave the file on the desktop or, where there is none, in `folder`.

    Raises
    ------
    StudyUnwritable
        Neither takes a new file.
    """
    system = system if system in _ENDINGS else "linux"
    where = desktop(system, home or Path.home(), os.environ)
    title = f"Coding {Path(study).stem}"
    wanted = [sys.executable, "-m", "qualkit", "lab", str(Path(study).resolve())]
    wanted += ["--coder", coder] if coder else []
    path = (where or folder) / f"{title}{_ENDINGS[system]}"
    try:
        path.write_bytes(text(system, wanted, title).encode())
        path.chmod(0o700)
    except OSError as error:
        raise StudyUnwritable(f"{path} cannot be written ({error.strerror}); nothing was left.") from None
    if system == "linux":
        _trust(path)
    return Shortcut(path, where is not None)


def _trust(path: Path) -> None:
    """GNOME asks for this before a double click starts it; elsewhere there is no such program, and no need."""
    mark = ["gio", "set", str(path), "metadata::trusted", "true"]
    try:
        subprocess.run(mark, check=False, capture_output=True, timeout=5)  # noqa: S603 - the system's own
    except (OSError, subprocess.TimeoutExpired):
        return
