"""The paper's words alone, for the people who make an easy read, a recording or a translation of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualkit.memberchecks.content import paper_content

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from qualkit.memberchecks.content import Content, Part
    from qualkit.model import MemberCheck


def write_text(check: MemberCheck, settings: Mapping[str, str], *, names: Iterable[str] = ()) -> bytes:
    """Write one paper as plain text (UTF-8), every block numbered so that what people make of it can follow.

    Raises
    ------
    PaperError
        As for `write_pdf`.
    """
    content = paper_content(check, settings, names)
    return ("\n\n".join(_blocks(content)) + "\n").encode("utf-8")


def _blocks(content: Content) -> Iterator[str]:
    yield content.title
    yield f"{content.words['number']} {content.identity}, {content.code}"
    yield from content.opening
    for part in (*content.sections, content.how):
        yield _told(part)
    for check in content.checks:
        answers = "\n".join(f"  [ ] {option['label']}" for option in content.options)
        lines = [
            f"{check.heading}",
            check.question,
            f"{content.words['you-said']}: {check.quote}",
            f"{content.words['we-read']}: {check.interpretation}",
            check.side,
            content.words["fits"],
            answers,
            content.words["own"],
        ]
        yield "\n".join(line for line in lines if line)
    yield f"{content.words['missed']}\n{content.words['missed-more']}"
    yield _told(content.back)


def _told(part: Part) -> str:
    return "\n".join((part.heading, *part.texts))
