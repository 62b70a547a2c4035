"""A photo or scan of a paper: whose it is stands in its QR code; ticks and handwriting are left to a person."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, Any

from qualkit.errors import ReturnError
from qualkit.memberchecks.returns.carriers import carried_in, the_one
from qualkit.memberchecks.returns.pages import codes_in
from qualkit.model import Return

if TYPE_CHECKING:
    from collections.abc import Iterator

_BEGINNINGS = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"II*\x00", b"MM\x00*", b"GIF8", b"BM")
#: How iPhones save photos, which Pillow does not open.
_HEIC = (b"heic", b"heix", b"heif", b"hevc", b"mif1", b"msf1")
#: A scanner may put all pages of a paper into one TIFF.
_MOST_PAGES = 100


def is_picture(content: bytes) -> bool:
    r"""Whether a file begins as pictures do.

    Examples
    --------
    >>> is_picture(b"\x89PNG\r\n"), is_picture(b"doc,code,item")
    (True, False)
    """
    return content.startswith(_BEGINNINGS) or _is_heic(content) or content[8:12] == b"WEBP"


def read_picture(content: bytes, name: str) -> Return:
    """Read which paper a picture shows, from the QR code on its last page; it gives no answers.

    Raises
    ------
    ReturnError
        It is damaged, a kind that cannot be opened here, or shows no paper's code or two.
    """
    if _is_heic(content):
        raise ReturnError(
            f"{name} is a photo as iPhones keep it (HEIC), which cannot be opened here: ask for it as JPEG. "
            "Or look at it, and type it in:  qualkit member-check enter STUDY PAPER"
        )
    carried = [carried_in(text) for page in _pages(content, name) for text in codes_in(page)]
    if not any(carrier.docs for carrier in carried):
        raise ReturnError(
            f"{name} is a picture in which no paper's code can be seen: the square code is on the paper's last page. "
            "The number is at the foot of every page; with it, type the answers in:  "
            "qualkit member-check enter STUDY PAPER"
        )
    return Return("picture", *the_one(carried, name), ())


def _pages(content: bytes, name: str) -> Iterator[Any]:
    import numpy as np
    from PIL import Image, ImageSequence, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            # A phone's largest photos are larger than Pillow thinks wise; twice as large it refuses by itself.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content)) as picture:
                for number, page in enumerate(ImageSequence.Iterator(picture)):
                    if number < _MOST_PAGES:
                        yield np.asarray(page.convert("L"))
    except Image.DecompressionBombError:
        raise ReturnError(
            f"{name} is larger than any photo of a paper: it is put aside. Make it smaller, and read it again."
        ) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        raise ReturnError(
            f"{name} is a damaged picture: a part of it may not have arrived. Ask for it again."
        ) from None


def _is_heic(content: bytes) -> bool:
    return content[4:8] == b"ftyp" and content[8:12] in _HEIC
