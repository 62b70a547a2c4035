import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualkit.plots import shapes
from qualkit.plots.growth import A_ROW, MIDDLE, WIDTH, Theme, grow, rows_of

PARTS = ("roots", "trunk", "branches", "fruits")


def themes(part, how_many):
    return [Theme(f"{part} theme {n}", n % 7, 7, part) for n in range(how_many)]


@given(st.integers(0, 45), st.booleans())
def test_rows_hold_every_theme_once(how_many, outermost):
    """Dealing into rows loses none and doubles none, and no row is wider than it may be."""
    dealt = [
        theme
        for row in rows_of("roots", themes("roots", how_many), outermost=outermost)
        for theme in (*row.left, *row.right, *([row.end] if row.end else []))
    ]
    assert sorted(theme.name for theme in dealt) == sorted(theme.name for theme in themes("roots", how_many))
    assert all(
        len(row.left) <= A_ROW // 2 and len(row.right) <= A_ROW // 2 for row in rows_of("roots", dealt)
    )


@pytest.mark.parametrize(
    "sizes", [(0, 0, 0, 0), (3, 0, 0, 0), (6, 8, 7, 5), (14, 5, 7, 2), (20, 10, 8, 2), (1, 40, 1, 1)]
)
def test_no_bough_passes_through_words(sizes):
    """The lines of boughs and roots keep clear of every theme's words."""
    growth = grow({part: themes(part, size) for part, size in zip(PARTS, sizes, strict=True)}, 1.0, 1.2)
    assert len(growth.labels) == sum(sizes)
    for bough in growth.boughs:
        line = shapes.tapered(shapes.curve(bough.points, 200), bough.thick)
        for label in growth.labels:
            if label.theme.part == "trunk":
                continue  # their words stand on the wood
            across = abs(line[:, 0] - label.x) < label.width / 2
            within = (line[:, 1] < label.top - 0.02) & (line[:, 1] > label.top - label.height + 0.02)
            assert not np.any(across & within), label.theme.name


@pytest.mark.parametrize("how_many", [1, 5, 6, 14])
def test_the_trunk_is_wide_enough_for_its_words(how_many):
    """Words on the trunk stay inside it."""
    growth = grow({part: themes(part, how_many if part == "trunk" else 0) for part in PARTS}, 1.0, 1.2)
    for label in growth.labels:
        assert abs(label.x - MIDDLE) + label.width / 2 < growth.trunk_half
        assert growth.ground < label.top - label.height < label.top < growth.trunk_top
    assert MIDDLE + growth.trunk_half < WIDTH
