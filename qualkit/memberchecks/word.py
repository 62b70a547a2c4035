"""The paper as a Word file: content controls to tick and to write into, nobody's name in its properties."""

from __future__ import annotations

import io
import itertools
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from qualkit.memberchecks import wording
from qualkit.memberchecks.answer_names import choice_name, own_name
from qualkit.memberchecks.content import paper_content
from qualkit.memberchecks.lines import is_rtl

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qualkit.model import MemberCheck

_PARTS = Path(__file__).parent / "word_parts"
#: Half-points of the text and of what is smaller.
_SIZES = {"large": (36, 32), "standard": (28, 24)}
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."


def write_docx(
    check: MemberCheck,
    settings: Mapping[str, str],
    *,
    style: Literal["large", "standard"] = "large",
    names: Iterable[str] = (),
) -> bytes:
    """Write one paper as a Word file, for those who like to write into it; its tags are in `answer_names`.

    Its properties are empty, and Word is asked to leave its user's name out when it saves. It is packed
    without compression, with one fixed date, so that the same paper has the same bytes on every machine.

    Raises
    ------
    PaperError
        As for `write_pdf`.
    """
    content = paper_content(check, settings, names)
    size, small = _SIZES[style]
    words = wording.file_words()
    how = replace(content.how, texts=(*content.how.texts, words["saving"]))
    known = {
        "paper": content,
        # How to send it back stands at the end, under "When you are done": here it would fill a page by itself.
        "front": (*content.sections[:-1], how),
        "words": words,
        "size": size,
        "air": 1.0 if style == "large" else 0.6,
        "small": small,
        "language": f"{content.language}-{content.region}",
        "number": itertools.count(1).__next__,
        "is_rtl": is_rtl,
        "choice_name": choice_name,
        "own_name": own_name,
    }
    parts = ("document", "styles", "settings", "footer")
    return _packed({f"word/{part}.xml": _template(part).render(known) for part in parts})


@cache
def _template(part: str) -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_PARTS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(f"{part}.xml.jinja")


def _packed(parts: Mapping[str, str]) -> bytes:
    files = {
        "[Content_Types].xml": _content_types(parts),
        "_rels/.rels": _relations(
            {
                f"{_OFFICE}/officeDocument": "word/document.xml",
                f"{_PACKAGE}/relationships/metadata/core-properties": "docProps/core.xml",
            }
        ),
        "docProps/core.xml": f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"/>',
        **parts,
        "word/_rels/document.xml.rels": _relations(
            {f"{_OFFICE}/{part}": f"{part}.xml" for part in ("styles", "settings", "footer")}
        ),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.create_system = 3
            package.writestr(entry, text.encode("utf-8"))
    return out.getvalue()


def _content_types(parts: Iterable[str]) -> str:
    kinds = {"word/document.xml": f"{_TYPE}document.main+xml"}
    kinds.update({name: f"{_TYPE}{Path(name).stem}+xml" for name in parts if name not in kinds})
    kinds["docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in kinds.items()
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(targets: Mapping[str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items(), 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'
