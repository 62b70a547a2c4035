import matplotlib as mpl
import pytest
from matplotlib.figure import Figure

from qualkit import plots
from qualkit.analysis import frequencies
from tests.analysis.frames import BOOK, at_random, book_of, table
from tests.plots.geometry import outside, overlapping, smallest_letters, words

LONG = "Theme {} which Donaudampfschifffahrtsgesellschaftskapitänswitwen would name at such length that nobody could hold it $x^2"


def bars(axes):
    """Each side's lengths."""
    return {group.get_label(): [bar.get_width() for bar in group] for group in axes.containers}


def test_bars_are_as_long_as_people_are_many():
    """On each side the bars are the numbers of people, most first."""
    coded = at_random(80)
    found = bars(plots.frequencies(coded))
    for side in ("validating", "invalidating"):
        assert found[side.capitalize()] == frequencies(coded, side=side)["participants"].tolist()


def test_both_sides_stand_apart_and_not_by_colour_alone():
    """The sides have titles, patterns and markers of their own."""
    axes = plots.frequencies(at_random(30))
    hatches = {
        group.patches[0].get_hatch()
        for group in axes.containers
        if group.get_label() != "No side given, or unclear"
    }
    markers = {line.get_marker() for line in axes.lines if line.get_marker() not in {"None", "", None}}
    assert len(hatches) == 2
    assert all(hatches)
    assert {"o", "D"} <= markers
    assert "Validating" in words(axes)
    assert "Invalidating" in words(axes)


def test_it_says_that_it_counts_talk():
    """N, the numbers beside each bar, whose words were counted and "talk, not prevalence" are written in it."""
    written = words(
        plots.frequencies(table(("P1", "P1", "Ana", "home", 0, 5), ("P2", "P2", "Ana", "home", 0, 5)))
    )
    flat = " ".join(written.split())
    assert "2 of 3" in flat
    assert "This counts talk, not prevalence: how many of the 3 people spoke of it" in flat
    assert "participants' words only" in flat


@pytest.mark.parametrize(
    "coded",
    [
        pytest.param(at_random(0).iloc[:0], id="nothing"),
        pytest.param(table(("P1", "P1", "Ana", "home", 0, 5), people=("P1",)), id="one person, one code"),
        pytest.param(at_random(400, book_of(54)), id="54 codes, one side empty"),
        pytest.param(at_random(300, book_of(20, side=None)), id="no sides"),
        pytest.param(at_random(300, book_of(14, name=LONG)), id="long names"),
        pytest.param(at_random(3000, BOOK, people=1400), id="1,400 people"),
        pytest.param(at_random(60, book_of(3, name="{}")), id="names of one letter"),
    ],
)
def test_nothing_written_overlaps(coded):
    """Whatever the themes, no two texts lie on each other, none leaves the sheet, none is under 9 points."""
    axes = plots.frequencies(coded)
    assert overlapping(axes) == []
    assert outside(axes) == []
    assert smallest_letters(axes) >= 9


def test_an_empty_side_says_so():
    """A side on which nothing is coded is named and said to be empty."""
    assert (
        words(plots.frequencies(table(("P1", "P1", "Ana", "home", 0, 5)))).count(
            "Nothing has been coded on this side yet"
        )
        == 1
    )
    assert words(plots.frequencies(table())).count("Nothing has been coded on this side yet") == 2


def test_the_remainder_is_stated():
    """With `top` the picture says how many themes it leaves out on each side."""
    axes = plots.frequencies(at_random(100), top=1)
    assert [len(lengths) for lengths in bars(axes).values()] == [1, 1, 1]
    assert "and 3 more themes" in words(axes)
    assert "and 3 more themes" in plots.alt_text(axes)


def test_a_theme_read_the_other_way_is_marked():
    """A passage read against its code's side stands on the side it was read on, with a star that is explained."""
    axes = plots.frequencies(table(("P1", "P1", "Ana", "heard", 0, 5), polarity=["invalidating"]))
    assert bars(axes) == {"Invalidating": [1]}
    assert "understood*" in words(axes)
    assert "* In the codebook" in " ".join(words(axes).split())


def test_in_axes_of_ones_own():
    """Given Axes are drawn into and given back, and their letters shrink with them."""
    figure = Figure(figsize=(6, 4))
    left, right = figure.subplots(1, 2)
    assert plots.frequencies(at_random(60), left) is left
    assert plots.frequencies(at_random(60), ax=right, top=2) is right
    assert outside(left) == []
    assert overlapping(left) == []


def test_a_project_is_as_good_as_its_table():
    """Anything with `codings()` can be drawn."""

    class Study:
        def codings(self):
            return at_random(20)

    assert plots.alt_text(plots.frequencies(Study())) == plots.alt_text(plots.frequencies(at_random(20)))


def test_settings_stay_as_they_were():
    """Drawing opens no window and leaves matplotlib's settings alone."""
    import sys

    before = dict(mpl.rcParams)
    had_pyplot = "matplotlib.pyplot" in sys.modules
    plots.frequencies(at_random(20))
    assert dict(mpl.rcParams) == before
    assert ("matplotlib.pyplot" in sys.modules) == had_pyplot
