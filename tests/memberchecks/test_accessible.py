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


def _heard(content, folder):
    """The errors of a checker of 91 rules for what is read aloud."""
    import outloud

    file = folder / "paper.pdf"
    file.write_bytes(content)
    found = outloud.check(str(file)).findings
    return [one for one in found if str(getattr(one, "severity", "")).endswith("error")]


def test_outloud_finds_no_error(made, tmp_path):
    """A checker of 91 rules for what is read aloud finds no error."""
    assert _heard(made, tmp_path) == []


def _elements(node):
    if isinstance(node, pikepdf.Dictionary) and node.get("/Type") not in ("/MCR", "/OBJR"):
        yield node
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            yield from _elements(kid)


def _without_tags(pdf):
    del pdf.Root.StructTreeRoot
    del pdf.Root.MarkInfo


def _without_alt(pdf):
    pictures = [one for one in _elements(pdf.Root.StructTreeRoot) if "/Alt" in one]
    assert pictures
    for one in pictures:
        del one.Alt


def _without_names(pdf):
    for page in pdf.pages:
        for widget in page.get("/Annots", []):
            for holder in (widget, widget.get("/Parent", widget)):
                for key in ("/TU", "/Contents"):
                    if key in holder:
                        del holder[key]


BROKEN = {
    "no language": lambda pdf: pdf.Root.__delattr__("Lang"),
    "no tags": _without_tags,
    "a picture without a text": _without_alt,
    "fields without names": _without_names,
}


@pytest.fixture(scope="module", params=BROKEN)
def broken(request):
    """A paper from which one thing was taken that a screen reader needs."""
    with pikepdf.open(io.BytesIO(write_pdf(_check(1), SETTINGS))) as pdf:
        BROKEN[request.param](pdf)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def test_verapdf_finds_what_is_broken(broken):
    """The reference checker refuses the paper for each of them: the test above can fail."""
    assert faults(broken)[0] != []


def test_outloud_hears_what_is_broken(broken, tmp_path):
    """The other checker reports an error for each of them too."""
    assert _heard(broken, tmp_path) != []


@pytest.mark.parametrize("words", ["हिन्दी में कहा", "שלום עולם", "قلت لهم", "Ελλάδα", "Москва", "fine 😀"])
def test_so_are_papers_in_other_scripts(words):
    """Words in another script, or with a face, make a paper that passes too, in the direction of their script."""
    check = _check(1)
    item = replace(check.items[0], quote=words, interpretation="You said so.")

    assert faults(write_pdf(replace(check, items=(item,)), SETTINGS))[0] == []


def test_a_talk_sheet_passes_too():
    """Whoever leads a talk may use a screen reader."""
    assert faults(write_pdf(_check(2), SETTINGS, talk=True))[0] == []
