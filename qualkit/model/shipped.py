"""Where the codebooks and the example inquiry lie that come with qualkit."""

from __future__ import annotations

from pathlib import Path

from qualkit.errors import NotFound

_PACKAGE = Path(__file__).resolve().parent.parent


def shipped(folder: str) -> Path:
    """Find a folder that comes with qualkit: ``codebooks`` or ``transcripts_example``.

    In a wheel it lies inside the package, in a checkout beside it.

    Raises
    ------
    NotFound
        This installation lacks it.
    """
    for parent in (_PACKAGE / "_shipped", _PACKAGE.parent):
        if (parent / folder).is_dir():
            return parent / folder
    raise NotFound(f"This installation of qualkit lacks its folder '{folder}': install it again.")


def built_in_codebooks() -> dict[str, Path]:
    """The codebooks that come with qualkit, by name."""
    return {path.stem: path for path in sorted(shipped("codebooks").glob("*.yaml"))}
