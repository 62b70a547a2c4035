"""XML read strictly."""

import time

import pytest

from qualkit.errors import LoadError
from qualkit.loaders.markup import read_xml, words_of


def test_an_encoding_that_is_declared_is_believed():
    """Also one of the past."""
    for encoding in ("utf-8", "utf-16", "iso-8859-1", "windows-1250", "iso-8859-15"):
        data = f'<?xml version="1.0" encoding="{encoding}"?><a>Ełk é</a>'.replace("Ełk" if "8859" in encoding else "", "").encode(encoding)  # fmt: skip
        assert words_of(read_xml(data, "a.xml").root).endswith("é")


def test_a_line_is_counted_from_the_top_of_the_file():
    """The declaration may have lines of its own."""
    with pytest.raises(LoadError, match="line 4"):
        read_xml(b'<?xml version="1.0"\n?>\n<a>\n<b></a>', "a.xml")


BOMB = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + at)} "{("&" + chr(97 + at) + ";") * 10}">' for at in range(9)
)


@pytest.mark.parametrize(
    "data",
    [
        (BOMB + "]><a>&j;</a>").encode(),
        b'<!DOCTYPE a SYSTEM "http://127.0.0.1/x.dtd"><a/>',
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        b"<a>" * 600_000,
        b"<a/>" * 4_000_000,
        b"<a " + b'b="c" ' * 1_000_000 + b"/>",
        b"<a>" + b"x" * 19_000_000 + b"</a>",
        b"<a>&undefined;</a>",
        b"<" * 5_000_000,
        b"<a><![CDATA[" + b"]]" * 1_000_000,
    ],
)
def test_bombs_and_traps_are_refused_at_once(data):
    """Nothing is fetched, and nothing grows."""
    began = time.process_time()
    with pytest.raises(LoadError) as caught:
        read_xml(data, "a.xml")
    assert "\n" not in str(caught.value)
    assert "root:" not in str(caught.value)
    assert time.process_time() - began < 2
