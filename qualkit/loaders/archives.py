"""Zip archives and the XML in them, opened only after a look at what they would become."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from qualkit.errors import LoadError

if TYPE_CHECKING:
    from lxml.etree import _Element

MEMBERS = 2_000
TOTAL = 200_000_000
EACH = 100_000_000
RATIO = 200
# Below this a high ratio is only a page of blanks.
_SMALL = 1_000_000


class Archive:
    """A zip archive within bounds.

    Raises
    ------
    LoadError
        It is broken, or would grow past the bounds.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
            raise LoadError(f"{name} is broken, or is not what its ending says: save it again.") from None
        _within_bounds(self._zip.infolist(), name)
        self.members = frozenset(self._zip.namelist())

    def read(self, member: str) -> bytes:
        """Read one member.

        Raises
        ------
        LoadError
            It is not there, is broken, or is locked.
        """
        try:
            with self._zip.open(member) as opened:
                return opened.read(EACH + 1)
        except RuntimeError:
            raise LoadError(f"{self.name} is locked with a password: save it without one.") from None
        except (KeyError, zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, OSError, EOFError):
            raise LoadError(f"{self.name} is broken: a part of it is missing or damaged.") from None

    def xml(self, member: str) -> _Element:
        """Parse one member as XML, with no outside help; see `parse_xml`."""
        return parse_xml(self.read(member), self.name)


def _within_bounds(members: list[zipfile.ZipInfo], name: str) -> None:
    whole = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    if len(members) > MEMBERS or whole > TOTAL or any(member.file_size > EACH for member in members):
        raise LoadError(f"{name} would unpack to more than a document ever holds: it is not opened.")
    swollen = any(m.file_size > _SMALL and m.file_size > RATIO * max(1, m.compress_size) for m in members)
    if swollen or (whole > _SMALL and whole > RATIO * packed):
        raise LoadError(f"{name} is packed so tightly that it may be a trap: it is not opened.")


def parse_xml(data: bytes, name: str) -> _Element:
    """Parse XML with no entities, no DTD and no network.

    Raises
    ------
    LoadError
        It is broken, or declares a document type (a way to make a small file huge).
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        place = f" (line {line} of its XML)" if line else ""
        raise LoadError(f"{name} is broken{place}: save it again.") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise LoadError(f"{name} declares a document type, which no transcript needs: it is not opened.")
    return root
