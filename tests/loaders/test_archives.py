"""Zip and XML guards."""

import io
import time
import zipfile

import pytest

from qualkit.errors import LoadError
from qualkit.loaders import archives
from qualkit.loaders.archives import Archive, parse_xml


def packed(**members):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return written.getvalue()


def test_a_bomb_is_refused_before_it_is_unpacked():
    """In no time, and without its memory."""
    data = packed(big=b"\x00" * 50_000_000)
    began = time.process_time()
    with pytest.raises(LoadError, match="may be a trap"):
        Archive(data, "a.docx")
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize(("bound", "value"), [("MEMBERS", 1), ("TOTAL", 10), ("EACH", 5)])
def test_more_or_bigger_parts_than_a_document_has_are_refused(monkeypatch, bound, value):
    """Each bound by itself."""
    monkeypatch.setattr(archives, bound, value)
    with pytest.raises(LoadError, match="more than a document ever holds"):
        Archive(packed(a="12345", b="123456789"), "a.docx")


def test_a_missing_part_is_a_sentence():
    """Not a KeyError."""
    with pytest.raises(LoadError, match="missing or damaged"):
        Archive(packed(a="1"), "a.docx").read("b")


def test_a_damaged_part_is_a_sentence():
    """Its checksum tells."""
    data = bytearray(packed(a="some words " * 20))
    data[45] ^= 0xFF
    with pytest.raises(LoadError, match="missing or damaged"):
        Archive(bytes(data), "a.docx").read("a")


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
        b"<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>",
        "<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>".encode("utf-16"),
    ],
)
def test_every_document_type_is_refused(data):
    """In any encoding."""
    with pytest.raises(LoadError, match="document type"):
        parse_xml(data, "a.docx")


def test_nesting_without_end_is_refused():
    """It would use up the stack."""
    with pytest.raises(LoadError, match="is broken"):
        parse_xml(b"<a>" * 100_000, "a.docx")
