"""Files with the ending .xml: whose they are is told by their outermost element."""

from __future__ import annotations

from qualkit.errors import LoadError
from qualkit.loaders import eaf
from qualkit.loaders.markup import name_of, read_xml
from qualkit.loaders.ohms import is_ohms, read_ohms
from qualkit.loaders.registry import Format, Given, Loaded, register
from qualkit.loaders.tei import is_tei, read_tei

_LIMIT = 10_000_000


def read(given: Given) -> Loaded:
    """Read OHMS, TEI or ELAN.

    Raises
    ------
    LoadError
        It is no XML, of no kind that is known, or holds no talk.
    """
    tree = read_xml(given.data, given.name)
    if is_ohms(tree.root):
        return read_ohms(tree, given)
    if is_tei(tree.root):
        return read_tei(tree, given)
    if name_of(tree.root) == "ANNOTATION_DOCUMENT":
        return eaf.read_tree(tree, given)
    raise LoadError(
        f"{given.name} is XML, but of no kind that is known. These are read: OHMS (outermost ROOT), TEI and ELAN. "
        "Save it as text or Word from the program that made it."
    )


FORMAT = register(Format("xml", (".xml", ".tei"), read, _LIMIT))
