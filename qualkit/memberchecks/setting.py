"""Having typst set pages: it gets data alone, a fixed time, and the fonts that its letters need."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from qualkit.errors import PaperError
from qualkit.memberchecks.lettering import FAMILIES, FOLDER, missing_letters
from qualkit.memberchecks.lines import settable
from qualkit.memberchecks.machine_fonts import folders_of, fonts_for

if TYPE_CHECKING:
    from pathlib import Path


def settable_all(value: Any) -> Any:
    """Every text within, in lines that a page can hold."""
    if isinstance(value, str):
        return settable(value)
    if isinstance(value, dict):
        return {key: settable_all(inside) for key, inside in value.items()}
    return [settable_all(inside) for inside in value] if isinstance(value, (list, tuple)) else value


@cache
def _compiler(folders: tuple[str, ...]) -> Any:
    import typst

    return typst.Compiler(font_paths=[str(FOLDER), *folders], ignore_system_fonts=True)


def set_pages(template: Path, content: str) -> bytes:
    """The pages of a template with this content (JSON), as PDF/UA-1.

    Raises
    ------
    PaperError
    """
    import typst

    others = fonts_for(missing_letters(content))
    fonts = json.dumps([*FAMILIES, *(font.family for font in others)])
    data = {"paper": content, "fonts": fonts}
    try:
        made = _compiler(folders_of(others)).compile(
            template.read_bytes(), sys_inputs=data, format="pdf", pdf_standards="ua-1", timestamp=0
        )
    except typst.TypstError:
        # Its message may quote the words of the paper, so it goes no further.
        raise PaperError(
            "The pages of a paper could not be set, though every letter has a font: please tell us, "
            "with the version of qualkit and no words of the paper."
        ) from None
    assert isinstance(made, bytes)
    return made
