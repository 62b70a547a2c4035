import getpass
import socket
from xml.etree import ElementTree as ET

import pikepdf
import pytest
from matplotlib.figure import Figure
from PIL import Image

from qualkit import plots
from qualkit.errors import NotFound, StudyUnwritable
from tests.analysis.frames import at_random, book_of

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def axes():
    return plots.tree(at_random(60, book_of(9)))


@pytest.fixture
def saved(axes, tmp_path):
    return plots.save(axes, tmp_path / "tree.of.themes")


def test_three_files_by_default(saved, tmp_path):
    """PNG, SVG and PDF under one name, and nothing else in the folder."""
    assert [path.name for path in saved] == ["tree.of.themes.png", "tree.of.themes.svg", "tree.of.themes.pdf"]
    assert sorted(tmp_path.iterdir()) == sorted(saved)


def test_an_ending_means_that_file(axes, tmp_path):
    """A name that ends in a format writes just that one."""
    assert [path.name for path in plots.save(axes, tmp_path / "tree.PNG")] == ["tree.png"]


def test_each_file_describes_itself(axes, saved):
    """The description stands where readers of each format look for it."""
    png, svg, pdf = saved
    with Image.open(png) as picture:
        assert picture.info["Description"] == plots.alt_text(axes)
    root = ET.fromstring(svg.read_text(encoding="utf-8"))
    assert root.get("role") == "img"
    named = root.get("aria-labelledby").split()
    assert [child.get("id") for child in list(root)[:2]] == named
    assert root.find(f"{SVG}desc").text == plots.alt_text(axes)
    with pikepdf.open(pdf) as document:
        assert str(document.docinfo["/Subject"]) == plots.alt_text(axes)
        assert "tree of validating" in str(document.docinfo["/Title"])


def test_svg_text_stays_text(axes, saved):
    """A group can edit the words in a drawing program, and search finds them."""
    written = [
        element.text for element in ET.fromstring(saved[1].read_text(encoding="utf-8")).iter(f"{SVG}text")
    ]
    assert "Roots" in written
    assert any("of 7" in text for text in written)


def test_the_same_picture_gives_the_same_bytes(tmp_path):
    """Drawn and saved twice, each file is the same to the last byte."""
    first, second = (plots.save(plots.frequencies(at_random(40)), tmp_path / name) for name in ("a", "b"))
    for one, other in zip(first, second, strict=True):
        assert one.read_bytes() == other.read_bytes()


def test_nothing_tells_whose_computer_it_was(saved, tmp_path):
    """No date, user, host or folder stands in a file."""
    names = {name.lower() for name in (getpass.getuser(), socket.gethostname()) if len(name) > 4}
    for path in saved:
        content = path.read_bytes().lower()
        for secret in (str(tmp_path), "creationdate", "dc:date", *names):
            assert secret.lower().encode() not in content, (path.name, secret)


def test_a_figure_of_several(tmp_path):
    """A figure with two pictures is described by both."""
    figure = Figure(figsize=(8, 4))
    left, right = figure.subplots(1, 2)
    plots.frequencies(at_random(20), left)
    plots.tree(at_random(20), ax=right)
    (png,) = plots.save(figure, tmp_path / "both.png")
    with Image.open(png) as picture:
        assert plots.alt_text(left) in picture.info["Description"]
        assert plots.alt_text(right) in picture.info["Description"]


def test_words_of_every_script_are_kept(axes, tmp_path):
    """A description in other letters, and with signs that XML minds, comes back as it was given."""
    words = 'Bäume & <Wurzeln>, "ja" 木'
    png, svg, pdf = plots.save(axes, tmp_path / "x", alt=words, title="木 & co")
    with Image.open(png) as picture:
        assert picture.info["Description"] == words
    assert ET.fromstring(svg.read_text(encoding="utf-8")).find(f"{SVG}desc").text == words
    with pikepdf.open(pdf) as document:
        assert str(document.docinfo["/Subject"]) == words


def test_a_picture_that_nobody_described_is_refused(tmp_path):
    """Without a description a picture from elsewhere is not written; with one it is."""
    ax = Figure().subplots()
    with pytest.raises(NotFound, match="alt="):
        plots.save(ax, tmp_path / "x")
    assert list(tmp_path.iterdir()) == []
    assert len(plots.save(ax, tmp_path / "x", alt="An empty frame.")) == 3


def test_no_folder_no_picture(axes, tmp_path):
    """A missing folder and an unknown format are refused in one sentence, with nothing half written."""
    with pytest.raises(StudyUnwritable, match="choose a folder"):
        plots.save(axes, tmp_path / "missing" / "x")
    with pytest.raises(NotFound, match="jpg"):
        plots.save(axes, tmp_path / "x", formats=("png", "jpg"))
    assert list(tmp_path.iterdir()) == []
