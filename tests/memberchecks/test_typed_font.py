"""What a person types is drawn in Hindi too, whatever program draws it."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from contextlib import closing

import pypdfium2
import pytest

from qualkit.memberchecks import write_pdf
from qualkit.memberchecks.returns import field_places
from qualkit.memberchecks.typed_font import measures, typed_font
from tests.fixtures import papers
from tests.memberchecks.test_paper import SETTINGS, _check

A4 = 841.89
HINDI = "हिन्दी में कहा"


def test_it_has_the_letters_of_both_fonts():
    """Latin, Greek, Cyrillic, Hebrew, Arabic and Devanagari are all in it, each with its own width."""
    known = measures()

    assert {ord(char) for char in f"ałżΩЖשع{HINDI}" if char != " "} <= set(known.glyphs)
    assert len(known.widths) > max(known.glyphs.values())
    assert known.widths[known.glyphs[ord("ध")]] > 300


def test_it_is_the_same_in_every_process():
    """Two processes with other hash seeds join the same bytes."""
    code = "import hashlib; from qualkit.memberchecks.typed_font import typed_font; print(hashlib.sha256(typed_font()).hexdigest())"
    made = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }

    assert made == {hashlib.sha256(typed_font()).hexdigest()}


@pytest.mark.parametrize("style", ["large", "standard"])
def test_hindi_that_is_typed_is_drawn(style):
    """Typed into the form by PDFium, a Hindi answer has the letters' ink in its box, and their text."""
    blank = write_pdf(_check(1), SETTINGS, style=style)
    flat = papers.flattened(papers.fill_with_pdfium(blank, {}, {1: HINDI}))
    place = next(place for place in field_places(blank) if place.field == "c1_own")
    with closing(pypdfium2.PdfDocument(flat)) as document:
        page = document[place.page]
        shades = page.render(scale=2, grayscale=True).to_numpy().squeeze()
        text = page.get_textpage().get_text_bounded(*place.rect)
    left, low, right, high = (2 * edge for edge in place.rect)
    inside = shades[round(2 * A4 - high) + 8 : round(2 * A4 - low) - 8, round(left) + 8 : round(right) - 8]

    assert set(text.split()) == set(HINDI.split())
    assert (inside < 128).sum() > 600
