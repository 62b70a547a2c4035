"""What stands on the pages of a PDF, and where: read in a process of its own.

PDFium is fast, and written in C++: a file that breaks it, or that would take all memory or time, takes
this process with it and nothing else. It is started by `pages_of` with little memory and time, is given
the file on its standard input, and writes the pages as JSON.
"""

from __future__ import annotations

import ctypes
import json
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from qualkit.errors import LoadError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Seconds of computing for any file, and for each megabyte of it.
_SECONDS, _SECONDS_EACH = 1.5, 60
#: Where computing time cannot be bounded (Windows), or a machine is busy.
_PATIENCE = 40
#: Bytes for any file, and for each byte of it.
_MEMORY, _MEMORY_EACH = 180_000_000, 3
_LOCKED, _BROKEN = 3, 4
_HYPHEN = "\ufffe"
_PDFIUM_HYPHEN = 2
_HEAVY = 600
_SPACE, _NO_CHARACTER = 0x20, 0xFFFF
_FORCED_BOLD = 1 << 18
#: A gap of so many letters' heights is a column's, and letters that lean less stand straight.
_COLUMN, _ASKEW = 1.5, 0.1
#: Baselines nearer than this share of the letters' size are one.
_SAME_LINE = 0.5
#: The rest of a broken word stands no further down.
_REST = 3


class Piece(NamedTuple):
    """Characters side by side on one baseline; places in points from the page's left and bottom.

    A line-end hyphen is U+FFFE where PDFium took it for one; the rest of the word and its line follow, down
    to the baseline `foot`. The first `bold` characters are. Letters that do not stand upright (`angle`, in
    quarter turns, or -1) are measured as one sees them who turns the page.
    """

    text: str
    bold: int
    left: float
    right: float
    base: float
    foot: float
    size: float
    angle: int


class Page(NamedTuple):
    """A page: its pieces in the file's order, whether it has pictures, and its notes' words."""

    pieces: list[Piece]
    pictures: bool
    notes: str


class Pages(NamedTuple):
    """All pages, and which kinds of data about people the file holds beside them."""

    pages: list[Page]
    about: list[str]


def pages_of(data: bytes, name: str) -> Pages:
    """Read a PDF's pages.

    Raises
    ------
    LoadError
        It is broken, locked, or takes more time or memory than any transcript.
    """
    seconds = _SECONDS + _SECONDS_EACH * len(data) / 1_000_000
    memory = _MEMORY + _MEMORY_EACH * len(data)
    try:
        done = subprocess.run(  # noqa: S603 - this very Python, and nothing of the file is in the call
            [sys.executable, "-I", "-c", _START, json.dumps(sys.path), str(seconds), str(memory)],
            input=data,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise LoadError(f"{name} takes longer to read than any transcript: print it to a new PDF.") from None
    if done.returncode == _LOCKED:
        raise LoadError(f"{name} is locked with a password: save it without one.")
    if done.returncode == _BROKEN:
        raise LoadError(f"{name} is broken, or no PDF: open it and print it to a new PDF.")
    if done.returncode:
        raise LoadError(f"{name} cannot be read safely (damaged, or a trap): print it to a new PDF.")
    return _received(done.stdout)


_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from qualkit.loaders.pdf_pages import main; sys.exit(main(float(sys.argv[2]), int(sys.argv[3])))"
)


def _received(written: bytes) -> Pages:
    about, pages = json.loads(written)
    return Pages(
        [Page([Piece(*piece) for piece in pieces], pictures, notes) for pieces, pictures, notes in pages],
        about,
    )


def main(seconds: float, memory: int) -> int:
    """Read a PDF from standard input and write its pages to standard output, within bounds."""
    _bound(seconds, memory)
    data = sys.stdin.buffer.read()
    import pypdfium2

    try:
        pages = read(data)
    except pypdfium2.PdfiumError as error:
        return _LOCKED if "assword" in str(error) else _BROKEN
    sys.stdout.buffer.write(json.dumps([pages.about, pages.pages]).encode())
    return 0


def _bound(seconds: float, memory: int) -> None:
    """Let this process have so much time and memory; not to be had on Windows."""
    try:
        import resource
        import signal
    except ImportError:
        return
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_PROF, seconds)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if sys.platform == "linux":  # macOS counts what is only reserved
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def read(data: bytes) -> Pages:
    """Read a PDF's pages here and now, without bounds."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        about = document.get_metadata_dict(skip_empty=True)
        kinds = [kind for key, kind in _ABOUT.items() if about.get(key)]
        return Pages([_page(document, number) for number in range(len(document))], kinds)
    finally:
        document.close()


_ABOUT = {"Author": "author", "Title": "title", "Subject": "subject", "Keywords": "keywords"}


def _page(document: Any, number: int) -> Page:
    page = document[number]
    try:
        pieces = _pieces(page)
        right_way = 90 * max(upright(pieces), 0)
        if pieces and page.get_rotation() != right_way:  # PDFium reads lines as the page lies
            page.set_rotation(right_way)
            pieces = _pieces(page)
        return Page(pieces, _has_pictures(page), _notes(page))
    finally:
        page.close()


def _pieces(page: Any) -> list[Piece]:
    text = _Text(page)
    try:
        return list(text.pieces())
    finally:
        text.close()


def upright(pieces: Sequence[Piece]) -> int:
    """The angle that most letters of a page stand at."""
    letters: Counter[int] = Counter()
    for piece in pieces:
        letters[piece.angle] += len(piece.text)
    return max(letters, key=lambda angle: letters[angle]) if letters else 0


def _has_pictures(page: Any) -> bool:
    import pypdfium2.raw as pdfium

    kinds = (pdfium.FPDF_PAGEOBJ_IMAGE,)
    return next(iter(page.get_objects(filter=kinds, max_depth=3)), None) is not None


def _notes(page: Any) -> str:
    """What readers wrote onto the page."""
    import pypdfium2.raw as pdfium

    found = []
    for at in range(min(pdfium.FPDFPage_GetAnnotCount(page), 2000)):
        note = pdfium.FPDFPage_GetAnnot(page, at)
        if note:
            found.append(_contents(note))
            pdfium.FPDFPage_CloseAnnot(note)
    return "\n".join(filter(None, found))


def _contents(note: Any) -> str:
    import pypdfium2.raw as pdfium

    length = pdfium.FPDFAnnot_GetStringValue(note, b"Contents", None, 0)
    room = (pdfium.FPDF_WCHAR * (length // 2 + 1))()
    pdfium.FPDFAnnot_GetStringValue(note, b"Contents", room, length)
    return bytes(room)[: max(0, length - 2)].decode("utf-16-le", "ignore")


class _Look(NamedTuple):
    """What the letters of one text object share."""

    bold: bool
    base: float
    size: float
    angle: int


class _Text:
    """The letters of one page, as PDFium finds them."""

    def __init__(self, page: Any) -> None:
        self._page = page.get_textpage()
        self._matrix = _matrix()
        self._bolds: dict[int, bool] = {}
        self._box = _box()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()

    def pieces(self) -> Iterator[Piece]:
        """Cut the letters where PDFium ends a line or the baseline changes."""
        held: list[tuple[int, str, _Look]] = []
        for at, character, look in self._letters():
            if character == "\n" and held and held[-1][1] == _HYPHEN:
                continue
            if character == "\n" or (held and character.strip() and _below(held, character, look)):
                yield from self._piece(held)
                held = []
            if character != "\n":
                held.append((at, character, look))
        yield from self._piece(held)

    def close(self) -> None:
        """Give the page back."""
        self._page.close()

    def _letters(self) -> Iterator[tuple[int, str, _Look]]:
        import pypdfium2.raw as pdfium

        unicode, object_of, text = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetTextObject, self._page
        held, look, high = None, _Look(bold=False, base=0.0, size=1.0, angle=0), ""
        for at in range(text.count_chars()):
            character, high = _character(unicode(text, at), high)
            if not character or character == "\r":
                continue
            written = object_of(text, at) if character != "\n" else None
            key = ctypes.cast(written, ctypes.c_void_p).value if written else None
            if key is not None and key != held:
                held, look = key, self._look(at, written)
            yield at, character, look

    def _look(self, at: int, written: Any) -> _Look:
        import pypdfium2.raw as pdfium

        pdfium.FPDFText_GetCharOrigin(self._page, at, self._x, self._y)
        pdfium.FPDFText_GetMatrix(self._page, at, self._matrix)
        angle = _angle(self._matrix.a, self._matrix.b)
        x, y = self._x.value, self._y.value
        base = {1: -x, 2: -y, 3: x}.get(angle, y)
        low, high = self._edges(at, angle + 1)
        bold = self._is_bold(pdfium.FPDFTextObj_GetFont(written))
        return _Look(bold, base, abs(high - low) or 1.0, angle)

    def _is_bold(self, font: Any) -> bool:
        key = ctypes.cast(font, ctypes.c_void_p).value or 0
        if key not in self._bolds:
            self._bolds[key] = bool(key) and _heavy(font)
        return self._bolds[key]

    def _piece(self, held: list[tuple[int, str, _Look]]) -> Iterator[Piece]:
        seen = [letter for letter in held if letter[1].strip()]
        if not seen:
            return
        text = "".join(self._gaps(held))
        bold = 0
        for _, character, look in held:
            if character.strip() and not look.bold:
                break
            bold += len(character)
        indent = len(text) - len(text.lstrip())
        text = text.strip()
        first, last = seen[0], seen[-1]
        yield Piece(
            text,
            max(0, min(bold - indent, len(text))) if first[2].bold else 0,
            self._edges(first[0], first[2].angle)[0],
            self._edges(last[0], last[2].angle)[1],
            first[2].base,
            last[2].base,
            max(look.size for _, _, look in seen),
            first[2].angle,
        )

    def _gaps(self, held: list[tuple[int, str, _Look]]) -> Iterator[str]:
        """The characters; a space that PDFium made of a wide gap is a tab."""
        import pypdfium2.raw as pdfium

        for place, (at, character, look) in enumerate(held):
            wide = False
            if character == " " and 0 < place < len(held) - 1:
                last, following = held[place - 1], held[place + 1]
                if pdfium.FPDFText_IsGenerated(self._page, at) or last[2] is not following[2]:
                    end, begin = self._edges(last[0], look.angle)[1], self._edges(following[0], look.angle)[0]
                    wide = begin - end > _COLUMN * look.size
            yield "\t" if wide else character

    def _edges(self, at: int, angle: int) -> tuple[float, float]:
        """Left and right of a letter as one sees it who turns the page."""
        import pypdfium2.raw as pdfium

        pdfium.FPDFText_GetLooseCharBox(self._page, at, self._box)
        box = self._box
        if angle == 1:
            return box.bottom, box.top
        if angle == 2:  # noqa: PLR2004 - upside down
            return -box.right, -box.left
        if angle == 3:  # noqa: PLR2004
            return -box.top, -box.bottom
        return box.left, box.right


def _angle(across: float, up: float) -> int:
    """Quarter turns to the left that letters stand at; -1 where they stand askew."""
    if abs(up) <= _ASKEW * abs(across):
        return 0 if across >= 0 else 2
    if abs(across) <= _ASKEW * abs(up):
        return 1 if up > 0 else 3
    return -1


def _matrix() -> Any:
    import pypdfium2.raw as pdfium

    return pdfium.FS_MATRIX()


def _box() -> Any:
    import pypdfium2.raw as pdfium

    return pdfium.FS_RECTF()


def _below(held: list[tuple[int, str, _Look]], character: str, look: _Look) -> bool:
    """Whether a letter stands on another line; a raised figure does not, nor the rest of a broken word.

    What PDFium takes for that rest may be the page's number, further down.
    """
    near = held[-1][2]
    if near.angle == look.angle and held[-1][1] == _HYPHEN and not character.isdigit():
        return not 0 <= near.base - look.base < _REST * near.size
    return look.angle != near.angle or abs(look.base - near.base) > _SAME_LINE * max(look.size, near.size)


def _character(code: int, high: str) -> tuple[str, str]:
    """One character, where it takes two codes the second time it is asked for."""
    if code == _PDFIUM_HYPHEN:
        return _HYPHEN, ""
    character = chr(code)
    if "\ud800" <= character <= "\udbff":
        return "", character
    if "\udc00" <= character <= "\udfff":
        return (high + character).encode("utf-16", "surrogatepass").decode("utf-16", "ignore"), ""
    control = code < _SPACE and character not in "\t\r\n"
    return ("" if control or code == _NO_CHARACTER else character), ""


def _heavy(font: Any) -> bool:
    import pypdfium2.raw as pdfium

    room = ctypes.create_string_buffer(256)
    pdfium.FPDFFont_GetBaseFontName(font, room, 256)
    name = room.value.decode("latin-1").casefold()
    named = any(word in name for word in ("bold", "black", "heavy"))
    forced = pdfium.FPDFFont_GetFlags(font) & _FORCED_BOLD
    return named or bool(forced) or pdfium.FPDFFont_GetWeight(font) >= _HEAVY
