"""Papers are PDF/UA-1: the real veraPDF says so, and another checker, which hears what a screen reader would."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest

from qualkit.memberchecks import write_pdf
from tests.memberchecks.test_paper import SETTINGS, _check
from tests.memberchecks.verapdf import faults


@pytest.fixture(
    scope="module", params=["large-1", "large-12", "large-40", "standard-1", "standard-12", "standard-40"]
)
def made(request):
    """A paper in each print with 1, 12 and 40 checks."""
    style, _, count = request.param.partition("-")
    return write_pdf(_check(int(count)), SETTINGS, style=style)


def test_verapdf_passes_it(made):
    """The reference checker for PDF/UA-1 looks at thousands of things and finds no fault."""
    found, looked_at = faults(made)

    assert found == []
    assert looked_at > 1000


def test_outloud_finds_no_error(made, tmp_path):
    """A checker of 91 rules for what is read aloud finds no error."""
    import outloud

    file = tmp_path / "paper.pdf"
    file.write_bytes(made)
    result = outloud.check(str(file))

    assert [one for one in result.findings if str(getattr(one, "severity", "")).endswith("error")] == []


def test_the_checker_can_find_a_fault(made):
    """Without its language veraPDF refuses the same paper: the test above can fail."""
    with pikepdf.open(io.BytesIO(made)) as pdf:
        del pdf.Root.Lang
        del pdf.Root.StructTreeRoot
        out = io.BytesIO()
        pdf.save(out)

    assert faults(out.getvalue())[0] != []


@pytest.mark.parametrize("words", ["हिन्दी में कहा", "שלום עולם", "قلت لهم", "Ελλάδα", "Москва", "fine 😀"])
def test_so_are_papers_in_other_scripts(words):
    """Words in another script, or with a face, make a paper that passes too, in the direction of their script."""
    check = _check(1)
    item = replace(check.items[0], quote=words, interpretation="You said so.")

    assert faults(write_pdf(replace(check, items=(item,)), SETTINGS))[0] == []


def test_a_talk_sheet_passes_too():
    """Whoever leads a talk may use a screen reader."""
    assert faults(write_pdf(_check(2), SETTINGS, talk=True))[0] == []
