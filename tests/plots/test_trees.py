import pytest
from matplotlib.figure import Figure

from qualkit import plots
from qualkit.errors import NotFound
from qualkit.model import Code, Codebook
from tests.analysis.frames import BOOK, at_random, book_of, table
from tests.plots.geometry import outside, overlapping, smallest_letters, words

PARTS = ("roots", "trunk", "branches", "fruits")
LONG = "Theme {} which Donaudampfschifffahrtsgesellschaftskapitänswitwen would name at such length that nobody could hold it $x^2"


def flat(axes):
    """Everything written, in one line."""
    return " ".join(words(axes).split())


@pytest.mark.parametrize("side", ["validating", "invalidating"])
@pytest.mark.parametrize(
    ("how_many", "parts", "name", "people"),
    [
        (0, PARTS, "Theme {}", 7),
        (1, ("branches",), "Theme {}", 7),
        (3, PARTS, "Theme {}", 7),
        (3, ("roots",), "Theme {} of a middling length", 7),
        (30, PARTS, "Theme {} about something that people said", 7),
        (40, PARTS, "Theme {} about something that people said", 12),
        (40, ("roots", "roots", "roots", "trunk", "branches", ""), "Theme {} as people told it", 12),
        (40, ("trunk",), "Theme {} as people told it", 7),
        (12, PARTS, LONG, 1400),
        (17, ("branches", "fruits", "elsewhere"), LONG, 9),
    ],
)
def test_nothing_written_overlaps(side, how_many, parts, name, people):
    """Whatever the tree, no two texts lie on each other, none leaves the sheet, none is under 9 points."""
    book = book_of(how_many, side, parts, name)
    coded = at_random(how_many * 5, book, people) if how_many else table(book=book)
    axes = plots.tree(coded, side)
    assert overlapping(axes) == []
    assert outside(axes) == []
    assert smallest_letters(axes) >= 9


def test_each_theme_stands_on_its_part():
    """From the ground up: roots, trunk, branches, fruits; each theme with how many people spoke of it."""
    coded = at_random(60)
    axes = plots.tree(coded)
    height = {text.get_text(): text.get_position()[1] for text in axes.texts}
    order = [
        "Somewhere to dwell",
        "Heard and understood",
        "Peer support given",
        "Vocational outcomes: employment",
    ]
    tops = [next(y for words_, y in height.items() if words_.startswith(name[:12])) for name in order]
    assert tops == sorted(tops)
    assert flat(axes).count(" of 7") >= len(order)


def test_each_tree_has_the_themes_of_its_side():
    """A theme stands in the tree of its own side, and what was read the other way is said to be left out."""
    coded = table(
        ("P1", "P1", "Ana", "home", 0, 5),
        ("P1", "P1", "Ana", "fear", 0, 5),
        ("P2", "P2", "Ana", "home", 0, 5),
        polarity=["validating", "invalidating", "invalidating"],
    )
    good, bad = plots.tree(coded), plots.tree(coded, "invalidating")
    assert "Somewhere to dwell (1 of 3)" in plots.alt_text(good)
    assert "Anxiety and fear" not in flat(good)
    assert "Anxiety and fear (1 of 3)" in plots.alt_text(bad)
    assert "Somewhere to dwell" not in flat(bad)
    assert "Not drawn here: 1 coding in which themes of the other tree were read as invalidating" in flat(bad)


def test_without_a_part_it_is_not_placed_yet():
    """A theme that has no part, or an unknown one, is listed below the tree and not hung on it by guess."""
    axes = plots.tree(table(("P1", "P1", "Ana", "tea", 0, 5), polarity=["validating"]))
    assert "Not placed yet:" in flat(axes)
    assert "Not placed yet: The tea (1 of 3)" in plots.alt_text(axes)


def test_parts_have_the_groups_own_names():
    """A group can rename the parts; the invalidating tree does not call what it did to people fruits."""
    coded = at_random(40)
    assert "What it did to people" in " ".join(flat(plots.tree(coded, "invalidating")).split())
    assert "Fruits" not in flat(plots.tree(coded, "invalidating"))
    mine = plots.tree(coded, parts={"fruits": "what grew"})
    assert "what grew" in flat(mine)
    assert "Fruits" not in flat(mine)


def test_silent_themes_are_drawn_only_when_asked_for():
    """A theme nobody spoke of is left out, or shown with 0 of N."""
    coded = table(("P1", "P1", "Ana", "home", 0, 5))
    assert "Peer support" not in flat(plots.tree(coded))
    assert "0 of 3" in flat(plots.tree(coded, include_empty=True))


def test_an_empty_tree_says_so():
    """A tree without themes is drawn, and says that nothing is coded and nothing is on its parts yet."""
    written = flat(plots.tree(table()))
    assert "no theme has been coded on this side yet" in written
    assert written.count("nothing here yet") == 4


def test_marks_are_people():
    """Up to twelve people, each theme has a mark for every one, filled for those who spoke of it."""
    one = Codebook((Code("a", "A theme", polarity="validating", part="branches"),))
    rows = [(f"P{n}", f"P{n}", "Ana", "a", 0, 5) for n in range(3)]
    axes = plots.tree(table(*rows, book=one, people=[f"P{n}" for n in range(5)]))
    marks = [patch for patch in axes.patches if patch.get_zorder() == 3.0]
    white = [patch for patch in marks if patch.get_facecolor()[:3] == (1.0, 1.0, 1.0)]
    assert (len(marks), len(white)) == (5, 2)
    many = plots.tree(table(*rows, book=one, people=[f"P{n}" for n in range(13)]))
    assert [patch for patch in many.patches if patch.get_zorder() == 3.0] == []


def test_it_says_that_it_counts_talk():
    """N, whose words were counted, and "talk, not prevalence" are written under it."""
    written = flat(plots.tree(at_random(20)))
    assert "This counts talk, not prevalence: how many of the 7 people spoke of it" in written
    assert "participants' words only" in written


def test_a_table_alone_needs_its_codebook():
    """A table from a file carries no parts: with the codebook given, its themes find their places."""
    coded = at_random(30)
    coded.attrs = {}
    assert "Roots: Somewhere to dwell" in plots.alt_text(plots.tree(coded, codebook=BOOK))
    assert "Not placed yet" in plots.alt_text(plots.tree(coded))


def test_in_axes_of_ones_own():
    """Given Axes are drawn into and given back."""
    ax = Figure(figsize=(5, 5)).subplots()
    assert plots.tree(at_random(30), ax=ax) is ax
    assert outside(ax) == []


def test_refusals():
    """An unknown side, part or source is refused with what there is."""
    with pytest.raises(NotFound, match="validating"):
        plots.tree(table(), "good")
    with pytest.raises(NotFound, match="branches"):
        plots.tree(table(), parts={"branch": "x"})
    with pytest.raises(NotFound, match="give a project"):
        plots.tree(["home"])
