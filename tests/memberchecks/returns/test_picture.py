"""Photos and scans of a paper say which paper it is, and no answer is guessed from them."""

from __future__ import annotations

import io

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageFilter

from qualkit.errors import ReturnError
from qualkit.memberchecks import write_pdf
from qualkit.memberchecks.returns import read_file
from qualkit.memberchecks.returns.picture import is_picture, read_picture
from tests.fixtures import papers

DOC = "QK1-7F3K9-v1"


@pytest.fixture(scope="module", params=["large", "standard"])
def pages(request, check):
    """A paper's pages as a scanner of 150 dots an inch sees them."""
    content = write_pdf(check, papers.PAPER_SETTINGS, style=request.param)
    document = pypdfium2.PdfDocument(content)
    try:
        return [page.render(scale=150 / 72).to_pil().convert("RGB") for page in document]
    finally:
        document.close()


def _saved(picture, kind="JPEG", **how):
    out = io.BytesIO()
    picture.save(out, format=kind, **how)
    return out.getvalue()


def _on_a_table(page):
    """Lying askew on a brown table, seen from one side, in uneven light, a little out of focus."""
    wide = Image.new("RGB", (page.width + 500, page.height + 400), (112, 84, 60))
    wide.paste(
        page.rotate(4, expand=True, fillcolor=(112, 84, 60), resample=Image.Resampling.BICUBIC), (180, 120)
    )
    seen = wide.transform(
        wide.size,
        Image.Transform.QUAD,
        (60, 30, 0, wide.height, wide.width, wide.height - 40, wide.width - 90, 0),
    ).filter(ImageFilter.GaussianBlur(1))
    light = np.linspace(0.55, 1.0, wide.width)[None, :, None]
    noise = np.random.default_rng(7).normal(0, 8, (wide.height, wide.width, 1))
    return Image.fromarray(np.clip(np.asarray(seen) * light + noise, 0, 255).astype("uint8"))


SEEN = {
    "a colour scan as JPEG": lambda page: _saved(page, quality=60),
    "a grey scan as PNG": lambda page: _saved(page.convert("L"), "PNG"),
    "black and white as TIFF": lambda page: _saved(page.convert("1"), "TIFF"),
    "as WEBP": lambda page: _saved(page, "WEBP", quality=60),
    "upside down": lambda page: _saved(page.rotate(180)),
    "on its side": lambda page: _saved(page.rotate(90, expand=True)),
    "put in askew": lambda page: _saved(page.convert("L").rotate(-3, expand=True, fillcolor=255), quality=50),
    "a photo on a table": lambda page: _saved(_on_a_table(page), quality=70),
    "a photo saved small": lambda page: _saved(
        _on_a_table(page.resize((page.width * 3 // 4, page.height * 3 // 4)))
    ),
}


@pytest.mark.parametrize("way", SEEN)
def test_the_last_page_says_which_paper_it_is(pages, check, way):
    """However it was scanned or photographed, the QR code gives number and code; nothing is read as an answer."""
    content = SEEN[way](pages[-1])
    returned = read_picture(content, "photo")

    assert is_picture(content)
    assert (returned.source, returned.doc, returned.code) == ("picture", DOC, check.code)
    assert (returned.answers, returned.more) == ((), "")


def test_all_pages_in_one_tiff(pages, check):
    """A scanner's file of many pages is looked through to the last."""
    content = _saved(pages[0], "TIFF", save_all=True, append_images=pages[1:])

    assert read_picture(content, "all.tiff").code == check.code


def test_a_page_without_the_code_is_said_to_be_one(pages):
    """A photo of another page is nobody's, and where the number stands is said."""
    with pytest.raises(ReturnError, match="the square code is on the paper's last page"):
        read_picture(_saved(pages[0]), "page-1.jpg")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\xff\xd8\xff\xe0 and then nothing", "damaged picture"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "damaged picture"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(40), "HEIC"),
    ],
)
def test_what_cannot_be_opened_says_so(tmp_path, content, why):
    """A broken picture and an iPhone's own kind are put aside with what to do."""
    (tmp_path / "photo.jpg").write_bytes(content)
    with pytest.raises(ReturnError, match=why):
        read_file(tmp_path / "photo.jpg")


def test_a_picture_too_large_is_refused():
    """A small file that unpacks into a huge picture is not unpacked."""
    with pytest.raises(ReturnError, match="larger than any photo"):
        read_picture(_saved(Image.new("1", (20_000, 20_000)), "PNG"), "huge.png")


def test_a_half_arrived_photo_is_refused(pages):
    """A photo that breaks off before its end is damaged, not read by halves."""
    whole = _saved(pages[-1])
    with pytest.raises(ReturnError, match="damaged picture"):
        read_picture(whole[: len(whole) // 2], "half.jpg")
