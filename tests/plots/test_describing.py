import re

import pytest
from matplotlib.figure import Figure

from qualkit import plots
from qualkit.analysis import frequencies
from qualkit.errors import NotFound
from qualkit.plots.describing import talk_not_prevalence
from tests.analysis.frames import at_random, table


def test_the_description_holds_the_counts():
    """Every theme is named with its people and codings, as the table has them."""
    coded = at_random(120)
    told = plots.alt_text(plots.frequencies(coded))
    for row in frequencies(coded, side="validating").itertuples():
        name = row.code_name.split(":")[0]
        assert re.search(rf"{name}[^;.]*, {row.participants} of 7, {row.codings} codings?", told), name


def test_it_is_plain_text():
    """A description is one line without markup, and says that talk is counted."""
    for axes in (plots.frequencies(at_random(30)), plots.tree(at_random(30)), plots.tree(table())):
        told = plots.alt_text(axes)
        assert "\n" not in told
        assert "talk, not prevalence" in told
        assert told.endswith(".")


def test_one_person_is_not_people():
    """With one person the sentence is still English."""
    assert (
        talk_not_prevalence(1)
        == "This counts talk, not prevalence: whether the 1 person spoke of it, not how common it is."
    )


def test_pictures_from_elsewhere_have_none():
    """Nothing is made up for a picture that qualkit did not draw."""
    with pytest.raises(NotFound, match="not drawn by qualkit"):
        plots.alt_text(Figure().subplots())
