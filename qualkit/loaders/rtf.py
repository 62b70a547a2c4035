"""RTF: what f4, easytranscript, Transana, Word, LibreOffice and TextEdit write.

Hidden text, tracked deletions, comments, notes, headers and footers are counted and not kept. (A reader
of its own, because the known ones drop what is bold and keep what was deleted.)
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualkit.errors import LoadError
from qualkit.loaders.blocks import Block, read_blocks, table_blocks
from qualkit.loaders.decode import TEXT_LIMIT, normalise
from qualkit.loaders.labels import Line
from qualkit.loaders.registry import Format, Given, Loaded, register
from qualkit.loaders.rtf_codes import Code, Fonts, codes, unicode_unit
from qualkit.loaders.runs import Lines, Run

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENDS = frozenset({"par", "line", "sect", "page", "column", "softline", "softpage", "\\\n", "\\\r"})
_SIGNS = {
    "tab": "\t",
    "emdash": "—",
    "endash": "–",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "\\~": "\u00a0",
    "\\-": "\u00ad",
    "\\_": "-",
    "\\{": "{",
    "\\}": "}",
    "\\\\": "\\",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "ltrmark": "\u200e",
    "rtlmark": "\u200f",
}
#: Groups whose words are no talk, by kind; those of other groups that are not read are for the program.
_WITHHELD = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "page header or footer"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "page header or footer"),
    **dict.fromkeys(("annotation", "atnid", "atnauthor"), "comment"),
    "footnote": "footnote",
}
_PROGRAM = frozenset(
    {
        "fonttbl",
        "colortbl",
        "stylesheet",
        "info",
        "pict",
        "object",
        "fldinst",
        "listtext",
        "pntext",
        "nonshppict",
    }
    | {
        "shprslt",
        "sp",
        "revtbl",
        "listtable",
        "listoverridetable",
        "rsidtbl",
        "generator",
        "themedata",
        "ftnsep",
    }
    | {"bkmkstart", "bkmkend", "filetbl", "xmlnstbl", "tc", "xe", "rxe", "txe", "template", "datastore"}
)
_READ_THOUGH_STARRED = frozenset({"shpinst", "shptxt", *_WITHHELD})
_PEOPLE = {
    "author": "author",
    "operator": "who changed it last",
    "manager": "manager",
    "company": "company",
    "title": "title",
    "subject": "subject",
    "keywords": "keywords",
    "revtbl": "who tracked changes",
    "atnauthor": "who commented",
}
#: Transana writes a mark and, hidden behind it, milliseconds.
_MARK, _MILLISECONDS = "¤", re.compile(r"\s*<(\d{1,10})>\s*")
_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")
#: An hour's interview has some ten thousand codes, a dozen deep.
_MOST_CODES, _DEEPEST = 400_000, 1_000
_BOM = b"\xef\xbb\xbf"


def read(given: Given) -> Loaded:
    """Read RTF.

    Raises
    ------
    LoadError
        It is no RTF, or too big.
    """
    data = given.data.removeprefix(_BOM).lstrip()
    if not data.startswith(b"{\\rtf"):
        raise LoadError(f"{given.name} is no rich text file: look at its ending, or save it again as RTF.")
    document = _Document()
    for number, code in enumerate(codes(data)):
        document.take(code)
        if number > _MOST_CODES or document.depth > _DEEPEST:
            raise LoadError(f"{given.name} has more codes than any transcript: save it as .docx or as text.")
    document.close()
    talk = read_blocks(document.blocks)
    return Loaded(
        talk.utterances,
        document.lines.normalised,
        talk.header,
        talk.left_out,
        (*document.doubts, *talk.doubts),
        (*document.marks, *talk.marks),
        tuple((kind, _plain(words)) for kind, words in document.withheld),
        document.source,
        tuple(dict.fromkeys(document.people)),
    )


def _plain(text: str) -> str:
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return normalise(_NO_TEXT.sub("", whole))[0]


@dataclass(frozen=True)
class _State:
    """What holds within a group; `where` is a kind that is withheld, "" where it is read, None for the program."""

    where: str | None = ""
    bold: bool = False
    hidden: bool = False
    deleted: bool = False
    fallback: int = 1
    font: int | None = None
    fonts: bool = False


class _Document:
    """One document, while it is read."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.lines = Lines()
        self.marks: list[str] = []
        self.withheld: list[tuple[str, str]] = []
        self.people: list[str] = []
        self._fonts = Fonts()
        self._state = _State()
        self._stack: list[_State] = []
        self._runs: list[Run] = []
        self._characters: list[str] = []
        self._time: float | None = None
        self._skip = 0
        self._starred = False
        self._ended = False
        self._in_table = False
        self._cell: list[Line] = []
        self._row: list[list[Line]] = []
        self._rows: list[list[list[Line]]] = []

    @property
    def source(self) -> str:
        """All characters of the file that are no codes."""
        return "\n".join(self._characters)

    @property
    def doubts(self) -> tuple[str, ...]:
        """What a person should look at."""
        count = self._fonts.unknown
        return (f"{count} characters that its code page does not know: look for \ufffd",) if count else ()

    @property
    def depth(self) -> int:
        """How many groups are open."""
        return len(self._stack)

    def take(self, code: Code) -> None:
        """Take one code."""
        if code.text:
            self._text(self._unskipped(code.text))
        elif code.word == "{":
            self._stack.append(self._state)
            self._skip = 0
        elif code.word == "}":
            self._state = self._stack.pop() if self._stack else self._state
            self._skip, self._ended = 0, self._ended or not self._stack
        elif code.word == "\\*":
            self._starred = True
            return
        else:
            self._word(code)
        self._starred = False

    def _unskipped(self, written: str) -> str:
        gone = min(self._skip, len(written))
        self._skip -= gone
        return self._fonts.decoded(written[gone:], self._state.font)

    def _word(self, code: Code) -> None:
        word, number = code.word, code.number
        if self._state.fonts:
            self._fonts.define(code)
        if word in _PEOPLE:
            self.people.append(_PEOPLE[word])
        if self._starts(word):
            return
        if word == "u" and number is not None:
            self._text(unicode_unit(number))
            self._skip = self._state.fallback
        elif word in _SIGNS:
            self._text(_SIGNS[word])
        elif self._state.where == "":
            self._break(word)
        self._set(code)

    def _starts(self, word: str) -> bool:
        """Whether a code begins a group that is no talk."""
        if word in _WITHHELD:
            self._state = replace(self._state, where=_WITHHELD[word])
        elif word in _PROGRAM or (self._starred and word not in _READ_THOUGH_STARRED):
            self._state = replace(self._state, where=None, fonts=word == "fonttbl")
        else:
            return False
        return True

    def _set(self, code: Code) -> None:
        """Take what a code says of the characters behind it."""
        on = code.number != 0
        if code.word in {"b", "v", "deleted"}:
            name = {"b": "bold", "v": "hidden", "deleted": "deleted"}[code.word]
            changed: dict[str, bool] = {name: on}
            self._state = replace(self._state, **changed)  # type: ignore[arg-type]
        elif code.word == "plain":
            self._state = replace(self._state, bold=False, hidden=False, deleted=False)
        elif code.word == "uc":
            self._state = replace(self._state, fallback=max(0, min(code.number or 0, 9)))
        elif code.word == "f":
            self._state = replace(self._state, font=code.number)
        elif code.word in {"pard", "intbl"}:
            self._in_table = code.word == "intbl"
        else:
            self._fonts.note(code)

    def _text(self, text: str) -> None:
        state = self._state
        if not text or state.where is None:
            return
        kind = state.where or (self._ended and "behind the end of the document")
        kind = kind or (state.deleted and "tracked deletion") or (state.hidden and "hidden text") or ""
        if not kind:
            self._runs.append(Run(text, state.bold))
        elif not (kind == "hidden text" and self._is_time(text)):
            self._withhold(kind, text)

    def _withhold(self, kind: str, text: str) -> None:
        if self.withheld and self.withheld[-1][0] == kind:
            text = self.withheld.pop()[1] + text
        self.withheld.append((kind, text))

    def _is_time(self, text: str) -> bool:
        """Whether it is Transana's time; then it and its mark are the line's."""
        found = _MILLISECONDS.fullmatch(text)
        last = self._runs[-1] if self._runs else Run("")
        if not found or not last.text.endswith(_MARK):
            return False
        self._runs[-1] = last._replace(text=last.text[:-1])
        self.marks.append(_MARK + text)
        self._characters.append(_MARK + text)
        if self._time is None and not any(run.text.strip() for run in self._runs):
            self._time = int(found[1]) / 1000
        return True

    def _break(self, word: str) -> None:
        if word in _ENDS:
            self._end_line(gap=word != "line")
        elif word in {"cell", "nestcell"}:
            self._cell += self._flushed()
            self._row.append(self._cell)
            self._cell = []
        elif word in {"row", "nestrow"}:
            self._rows.append(self._row)
            self._row = []

    def _end_line(self, *, gap: bool) -> None:
        lines = self._flushed()
        if self._in_table:
            self._cell += lines
            return
        self._end_table()
        self.blocks.append([*lines, *([Line("")] if gap else [])])

    def _end_table(self) -> None:
        if self._row or self._cell:
            self._rows.append([*self._row, self._cell])
        if self._rows:
            self.blocks += table_blocks(self._rows)
        self._rows, self._row, self._cell = [], [], []

    def _flushed(self) -> list[Line]:
        """The line's runs as a line, with its time."""
        text = "".join(run.text for run in self._runs)
        runs = self._runs if text.isascii() and text.isprintable() else list(self._whole())
        first, *others = self.lines.of(runs)
        self._characters.append(_plain("".join(run.text for run in runs)))
        line = first._replace(start_time=self._time)
        self._runs, self._time = [], None
        return [line, *others]

    def _whole(self) -> Iterator[Run]:
        """Runs whose characters are whole: halves of one may stand in two."""
        held = ""
        for at, run in enumerate(self._runs):
            held += run.text
            half = "\ud800" <= held[-1:] <= "\udbff"
            if half and at + 1 < len(self._runs):
                continue
            yield Run(
                _NO_TEXT.sub("", held.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")), run.bold
            )
            held = ""

    def close(self) -> None:
        """The file ends; a last line may have no end of its own."""
        if any(run.text.strip() for run in self._runs):
            self._end_line(gap=True)
        self._end_table()
        self._characters += [_plain(words) for _, words in self.withheld]


FORMAT = register(Format("rtf", (".rtf",), read, TEXT_LIMIT))
