"""What can be seen on a paper's pages: the footers' numbers, the count of pages, the QR code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualkit.errors import ReturnError
from qualkit.memberchecks.returns.carriers import Carried, carried_in

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Dots an inch at which a QR code of 26 mm is read for certain.
_SHARP = 150
_PAGE_OF = re.compile(r"(\d{1,4}) \w+ (\d{1,4})\s*$")


@dataclass(frozen=True)
class Pages:
    """The carriers on the pages, how many pages there are, and how many of each the footers speak of."""

    carriers: tuple[Carried, ...]
    count: int
    footers: tuple[tuple[int, int], ...]
    words: int

    def refuse_doubled(self, name: str) -> None:
        """Refuse a file that has a page of the paper twice, as when two copies were joined.

        Raises
        ------
        ReturnError
        """
        if len(self.footers) != len(set(self.footers)):
            raise ReturnError(
                f"{name} has some pages of the paper twice, as when two copies were joined: it is put aside. "
                "Take it apart, and read each by itself."
            )


def look_over(content: bytes, name: str) -> Pages:
    """Read the footers; where they say nothing, look for the QR code.

    Raises
    ------
    ReturnError
        The pages cannot be drawn.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        raise ReturnError(
            f"The pages of {name} cannot be shown: the file is damaged. Ask for it again."
        ) from None
    try:
        texts = [page.get_textpage().get_text_bounded() for page in document]
        carriers = [carried_in(text) for text in texts]
        if not any(carrier.docs for carrier in carriers):
            carriers = [carried_in(text) for page in document for text in _codes(page)]
        return Pages(
            tuple(carriers), len(texts), tuple(_footers(texts)), sum(len(text.split()) for text in texts)
        )
    finally:
        document.close()


def _footers(texts: list[str]) -> Iterator[tuple[int, int]]:
    """The page and the number of pages that each footer names."""
    for text in texts:
        found = [match for line in text.splitlines() if (match := _PAGE_OF.search(line.strip()))]
        if found and carried_in(text).docs:
            yield int(found[-1][1]), int(found[-1][2])


def _codes(page: Any) -> Iterator[str]:
    picture = page.render(scale=_SHARP / 72, grayscale=True).to_numpy()
    yield from codes_in(picture)


def codes_in(picture: Any) -> Iterator[str]:
    """The texts of the QR codes in a picture, tilted or upside down too."""
    import zxingcpp

    for found in zxingcpp.read_barcodes(
        picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    ):
        yield found.text
