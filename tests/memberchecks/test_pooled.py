"""The second check's paper and poster: trees as they are drawn, in large print, accessible, told in plain text too."""

from __future__ import annotations

import re
from dataclasses import replace

import pypdfium2
import pytest
from pypdfium2 import raw

from qualkit.loaders import load_codebook
from qualkit.memberchecks.pooled import (
    TREES,
    Pooled,
    PooledItem,
    bands,
    how_many,
    in_order,
    leaf_name,
    pooled_pdf,
    pooled_text,
)
from tests.memberchecks.verapdf import faults

_LEAST = {"large": 16, "poster": 32}


def _items():
    """Themes, up to three codes on every part of both trees, and what stands on none."""
    seen, found = (
        {},
        [
            PooledItem(
                0,
                "theme",
                f"t{number}",
                f"An invented sentence, number {number}.",
                people="Some people speak for it.",
            )
            for number in range(2)
        ],
    )
    for place, code in enumerate(load_codebook("validation-invalidation")):
        spot = (code.polarity or "", code.part)
        seen[spot] = seen.get(spot, 0) + 1
        if seen[spot] <= 3:
            said = how_many([6, 5, 3, 7][place % 4], 7)
            found.append(PooledItem(0, "code", code.id, code.name, code.definition, *spot, code.area, said))
    found.append(PooledItem(0, "code", "weather", "The weather", "Rain.", people="some people"))
    return tuple(replace(item, number=number) for number, item in enumerate(in_order(found), 1))


POOLED = Pooled("7F3K9", _items(), 7, 4, "The Tuesday group", "Ring Sam on 01632 960147.")


@pytest.fixture(scope="module", params=["large", "poster"])
def made(request):
    """The paper and the poster: its print, and its bytes."""
    return request.param, pooled_pdf(POOLED, request.param, ())


def _pages(pdf):
    document = pypdfium2.PdfDocument(pdf)
    yield from document
    document.close()


def _text(pdf):
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in _pages(pdf)).split())


def test_verapdf_passes_it(made):
    """The reference checker for PDF/UA-1 finds no fault in the paper and none in the poster."""
    found, looked_at = faults(made[1])
    assert found == []
    assert looked_at > 1000


def test_everything_is_large(made):
    """On paper nothing is under 16 pt; on the poster nothing but the footer is under 32 pt: that is read from 2 m."""
    style, pdf = made
    for page in _pages(pdf):
        text = page.get_textpage()
        for place in range(text.count_chars()):
            _, low, _, _ = text.get_charbox(place)
            if low > (80 if style == "poster" else 0) and text.get_text_range(place, 1).strip():
                assert raw.FPDFText_GetFontSize(text, place) >= _LEAST[style] - 0.1


def test_every_number_stands_on_it(made):
    """Each theme and condition is on it with its number, its name (a leaf has its beginning) and how many people."""
    said = _letters(_text(made[1]))
    for item in POOLED.items:
        on_a_leaf = item.side in TREES and item.about == "code"
        name = leaf_name(item.name) if on_a_leaf and made[0] == "poster" else item.name
        assert _letters(f"{item.number}. {name}") in said, item.number
        assert _letters(item.people) in said


def _letters(text):
    """Lines break at spaces and hyphens."""
    return re.sub(r"[^\w]", "", text)


def test_a_tree_can_be_read_in_grey(made):
    """Drawn in grey alone, words keep at least 7 to 1 against what they stand on: nothing hangs on colour."""
    for page in _pages(made[1]):
        grey = page.render(scale=0.5, grayscale=True).to_pil()
        shades = {shade for count, shade in grey.getcolors(256) if count > grey.width * grey.height * 0.01}
        light = min(shade for shade in shades if shade > 150)
        assert (_luminance(light) + 0.05) / (_luminance(0x26) + 0.05) >= 7


def _luminance(shade):
    part = shade / 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def test_the_text_says_the_same(made):
    """The plain text has every number, in the same order, with the choices beside each."""
    said = pooled_text(POOLED, ())
    numbers = [int(number) for number in re.findall(r"^(\d+)\. ", said, flags=re.MULTILINE)]
    assert numbers == [item.number for item in POOLED.items]
    assert said.count("[ ] Not quite") == len(POOLED.items)
    assert "4 more things" in said


def test_names_are_masked(made):
    """A pseudonym that slipped into a sentence or a definition is on neither."""
    items = tuple(replace(item, name=f"{item.name} for Declan") for item in POOLED.items[:3])
    pooled = replace(POOLED, items=items)
    assert "Declan" not in _text(pooled_pdf(pooled, made[0], ["Declan"]))
    assert "Declan" not in pooled_text(pooled, ["Declan"])


def test_a_codebook_without_parts_grows_by_area():
    """Where no code of a side has a part, its areas are the branches; what has no area comes last, not lost."""
    items = [
        PooledItem(1, "code", "a", "A", side="validating", area="home"),
        PooledItem(2, "code", "b", "B", side="validating"),
        PooledItem(3, "code", "c", "C", side="validating", area="home"),
    ]
    grown = [(band.heading, [item.target for item in band.items]) for band in bands(items, "validating")]
    assert grown == [("Home", ["a", "c"]), ("Not placed on the tree yet", ["b"])]
    assert [item.target for item in in_order(items)] == ["a", "c", "b"]


def test_markup_in_a_sentence_stays_words(made):
    """What looks like the typesetter's markup is printed as it is."""
    item = replace(POOLED.items[0], name='#panic("x") $y$ <z> \\ *not* bold')
    assert '#panic("x") $y$ <z> \\ *not* bold' in _text(
        pooled_pdf(replace(POOLED, items=(item,)), made[0], ())
    )


def test_the_hard_tree_is_read_before_the_good_one():
    """The group's themes come before the trees, and what was good for people after what was hard."""
    sides = list(dict.fromkeys(item.side for item in POOLED.items))
    assert sides == ["", *TREES, ""][:3]
