import pytest

from qualkit import plots
from tests.analysis.frames import at_random


@pytest.mark.parametrize("draw", [plots.frequencies, plots.tree])
def test_a_notebook_shows_the_picture(draw):
    """The Axes show themselves in a notebook as a picture with its description."""
    axes = draw(at_random(30))
    content, about = axes._repr_mimebundle_()
    assert content["image/png"].startswith(b"\x89PNG")
    assert content["text/plain"] == about["image/png"]["alt"] == plots.alt_text(axes)
