"""Turning the page's placeholder links into form fields that every reader understands.

typst makes tagged pages but no forms; a link keeps a place, a page and an element in the tag tree, and
each becomes a widget there. No script, no submit action, no answer chosen beforehand.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from qualkit.memberchecks.typed_font import measures, typed_font, unicode_map
from qualkit.memberchecks.wording import OPTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLACE = re.compile(r"https://f\.invalid/(c\d+|all)/(answer|own|more)/([a-z]+)")
_PRINT = 4
_HIDDEN = 2
_READ_ONLY = 1
_MULTILINE = 1 << 12
_RADIO = 1 << 15
_INK = "0.11 0.15 0.15"
#: What a person types is as large as the print around it.
_POINTS = {"large": 18, "standard": 14}
_LABELS = dict(OPTIONS)


def add_fields(pdf: bytes, *, identity: str, code: str, title: str, language: str, style: str) -> bytes:
    """Make the form, write what identifies the paper, and clear all else from its metadata."""
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        _Form(paper, _POINTS[style]).build(identity, code)
        describe(paper, identity, title, language)
        out = io.BytesIO()
        paper.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


class _Form:
    """One paper's form while it is made."""

    def __init__(self, paper: pikepdf.Pdf, points: int) -> None:
        self.paper = paper
        self.appearance = f"/F0 {points} Tf {_INK} rg"
        self.fields: list[Any] = []
        self.groups: dict[str, Any] = {}
        self.parents = _parents(paper)

    def build(self, identity: str, code: str) -> None:
        for page in self.paper.pages:
            found = [(link, place) for link in page.get(Name.Annots, Array()) if (place := _place(link))]
            if page.get(Name.Annots) is not None:
                page.Tabs = Name.S
            for link, place in found:
                self._widget(link, page, *place)
        for name, value in (("paper_id", identity), ("paper_code", code)):
            self._identity(name, value)
        font = Dictionary({"/F0": _form_font(self.paper)})
        self.paper.Root.AcroForm = self.paper.make_indirect(
            Dictionary(Fields=Array(self.fields), DR=Dictionary(Font=font), DA=String(self.appearance))
        )

    def _identity(self, name: str, value: str) -> None:
        """A field that no page shows, so that flattening leaves it; pdf-lib saves no form where one has no place."""
        field = self.paper.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Tx,
                T=String(name),
                TU=String(name),
                V=String(value),
                Ff=_READ_ONLY,
                F=_HIDDEN,
                Rect=Array([0, 0, 0, 0]),
                P=self.paper.pages[0].obj,
            )
        )
        self.fields.append(field)

    def _widget(self, link: Any, page: Any, item: str, kind: str, value: str) -> None:
        self._retag(link)
        for key in (Name.A, Name.Border, Name.H, Name.Dest):
            if key in link:
                del link[key]
        link.Subtype, link.F, link.P = Name.Widget, _PRINT, page.obj
        if kind == "answer":
            self._radio(link, item, value)
        else:
            self._text(link, item, kind)

    def _retag(self, link: Any) -> None:
        """In the tag tree the place of a link becomes the place of a form field."""
        element = self.parents.get(int(link.get(Name.StructParent, -1)))
        if element is not None:
            element.S = Name.Form

    def _text(self, link: Any, item: str, kind: str) -> None:
        number = item.removeprefix("c")
        said = "What did we miss?" if kind == "more" else f"Number {number}. In your own words"
        link.FT, link.T, link.Ff = Name.Tx, String(f"{item}_{kind}"), _MULTILINE
        link.TU = link.Contents = String(said)
        link.DA = String(self.appearance)
        link.AP = Dictionary(N=self._drawing(link, b"/Tx BMC EMC"))
        self.fields.append(link)

    def _radio(self, link: Any, item: str, value: str) -> None:
        group = self.groups.get(item) or self._group(item)
        said = f"Number {item.removeprefix('c')}. {_LABELS[value]}"
        link.Parent, link.AS = group, Name.Off
        link.TU = link.Contents = String(said)
        link.MK = Dictionary(CA=String("l"))
        states = {
            f"/{value}": self._drawing(link, _circle(chosen=True)),
            "/Off": self._drawing(link, _circle(chosen=False)),
        }
        link.AP = Dictionary(N=Dictionary(states))
        group.Kids.append(link)

    def _group(self, item: str) -> Any:
        said = f"Number {item.removeprefix('c')}. Does this fit?"
        group = self.paper.make_indirect(
            Dictionary(
                FT=Name.Btn, Ff=_RADIO, T=String(f"{item}_answer"), TU=String(said), Kids=Array(), V=Name.Off
            )
        )
        self.groups[item] = group
        self.fields.append(group)
        return group

    def _drawing(self, link: Any, content: bytes) -> Any:
        left, low, right, high = (float(edge) for edge in link.Rect)
        box = Array([0, 0, round(right - left, 3), round(high - low, 3)])
        return self.paper.make_indirect(
            pikepdf.Stream(
                self.paper, content, Type=Name.XObject, Subtype=Name.Form, BBox=box, Resources=Dictionary()
            )
        )


def _place(link: Any) -> tuple[str, str, str] | None:
    uri = str(link.get(Name.A, Dictionary()).get(Name.URI, ""))
    found = _PLACE.fullmatch(uri)
    return (found[1], found[2], found[3]) if found else None


def _circle(*, chosen: bool) -> bytes:
    """A ring of 20 points, with a disc in it when chosen: shape, not colour, tells."""
    ring = f"{_INK} RG 1.4 w " + _round(10, 10, 9) + " S"
    disc = f"{_INK} rg " + _round(10, 10, 5) + " f" if chosen else ""
    return f"q {ring} {disc} Q".encode("ascii")


def _round(x: float, y: float, radius: float) -> str:
    """A circle as four curves (the usual constant for a quarter circle is 0.5523)."""
    bend = 0.5523 * radius
    return (
        f"{x + radius:.2f} {y:.2f} m "
        f"{x + radius:.2f} {y + bend:.2f} {x + bend:.2f} {y + radius:.2f} {x:.2f} {y + radius:.2f} c "
        f"{x - bend:.2f} {y + radius:.2f} {x - radius:.2f} {y + bend:.2f} {x - radius:.2f} {y:.2f} c "
        f"{x - radius:.2f} {y - bend:.2f} {x - bend:.2f} {y - radius:.2f} {x:.2f} {y - radius:.2f} c "
        f"{x + bend:.2f} {y - radius:.2f} {x + radius:.2f} {y - bend:.2f} {x + radius:.2f} {y:.2f} c h"
    )


def _parents(paper: pikepdf.Pdf) -> dict[int, Any]:
    """The tag tree's elements by the number that their annotation carries."""
    tree = paper.Root.get(Name.StructTreeRoot, Dictionary()).get(Name.ParentTree, Dictionary())
    return {int(number): element for number, element in _number_tree(tree) if isinstance(element, Dictionary)}


def _number_tree(node: Any) -> Iterator[tuple[Any, Any]]:
    numbers = node.get(Name.Nums, Array())
    yield from zip(list(numbers)[::2], list(numbers)[1::2], strict=True)
    for kid in node.get(Name.Kids, Array()):
        yield from _number_tree(kid)


def _form_font(paper: pikepdf.Pdf) -> Any:
    """The whole font, so that whatever somebody types can be drawn."""
    known = measures()
    content = typed_font()
    file = paper.make_indirect(pikepdf.Stream(paper, content, Length1=len(content)))
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/DejaVuSans"),
        Flags=4,
        FontBBox=Array(list(known.box)),
        ItalicAngle=0,
        Ascent=known.ascent,
        Descent=known.descent,
        CapHeight=729,
        StemV=80,
        FontFile2=file,
    )
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name("/DejaVuSans"),
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        FontDescriptor=paper.make_indirect(descriptor),
        W=Array([0, Array(list(known.widths))]),
        CIDToGIDMap=Name.Identity,
    )
    return paper.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name("/DejaVuSans"),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([paper.make_indirect(descendant)]),
            ToUnicode=paper.make_indirect(pikepdf.Stream(paper, unicode_map(known.glyphs))),
        )
    )


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<dc:identifier>{identity}</dc:identifier><pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def describe(paper: pikepdf.Pdf, identity: str, title: str, language: str) -> None:
    """Title, language and the paper's number; no tool, no user, no date."""
    from html import escape

    packet = _XMP.format(title=escape(title), language=escape(language), identity=escape(identity))
    paper.Root.Metadata = paper.make_indirect(
        pikepdf.Stream(paper, packet.encode("utf-8"), Type=Name.Metadata, Subtype=Name.XML)
    )
    for key in list(paper.docinfo.keys()):
        if key != "/Title":
            del paper.docinfo[key]
    paper.docinfo[Name.Title] = String(title)
    paper.Root.Lang = String(language)
    # Nothing else: poppler complains of a "Suspects" that is false, as typst writes it, and false is what is meant.
    paper.Root.MarkInfo = Dictionary(Marked=True)
    paper.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
