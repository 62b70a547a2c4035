"""Clock times in seconds."""

import pytest

from qualkit.loaders.times import seconds


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("0:02", 2.0),
        ("[01:02:03]", 3723.0),
        ("#00:00:07-3#", 7.3),
        ("00:00:03.120", 3.12),
        ("00:00:03,120", 3.12),
        ("90:00", 5400.0),
        ("12.5", 12.5),
        ("", None),
        ("soon", None),
        ("1:2:3:4", None),
    ],
)
def test_times_are_read_as_people_write_them(written, expected):
    """None where it is no time."""
    assert seconds(written) == expected
