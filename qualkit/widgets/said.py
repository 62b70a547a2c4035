"""What the browser said, read with care: a message from outside is checked before anything is done with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from qualkit.errors import QualkitError
from qualkit.model import Segment

if TYPE_CHECKING:
    from collections.abc import Mapping

_KEY = re.compile(r"[a-z0-9]{8,40}")


class Said:
    """One message: its key, its verb, and what it is about.

    Parameters
    ----------
    content
        The message as it came.

    Raises
    ------
    QualkitError
        Something that it must have is missing, or is of another kind; the message names it, and quotes nothing.
    """

    def __init__(self, content: Mapping[str, Any]) -> None:
        self._content = content

    def __repr__(self) -> str:
        """Name the verb, nobody's words."""
        return f"Said({self.maybe('verb')})"

    def knowing(self, made: Mapping[str, str]) -> Said:
        """The same message, with a coding that is named by the act that laid it under its own id."""
        coding = self.maybe("coding")
        return Said({**self._content, "coding": made[coding]}) if coding in made else self

    @property
    def view(self) -> str:
        """Which view asks; there may be several of one widget."""
        return self.maybe("view")

    @property
    def key(self) -> str:
        """What the change is called, so that it is done once however often it is asked for."""
        key = self.text("key")
        if not _KEY.fullmatch(key):
            raise QualkitError("A key is 8 to 40 small letters and digits; this message has another.")
        return key

    def text(self, name: str) -> str:
        """Words that must be there."""
        found = self._content.get(name)
        if not isinstance(found, str) or not found.strip():
            raise QualkitError(f"The message needs '{name}', and there was none.")
        return found

    def maybe(self, name: str) -> str:
        """Words, or none."""
        found = self._content.get(name)
        return found if isinstance(found, str) else ""

    def number(self, name: str) -> int:
        """A whole number."""
        found = self._content.get(name)
        if not isinstance(found, int) or isinstance(found, bool):
            raise QualkitError(f"The message needs the number '{name}', and there was none.")
        return found

    def flag(self, name: str) -> bool:
        """Whether something is so."""
        return self._content.get(name) is True

    def has(self, name: str) -> bool:
        """Whether the message says anything of this."""
        return name in self._content

    def fields(self, name: str) -> dict[str, Any]:
        """Several things under their names."""
        found = self._content.get(name, {})
        if not isinstance(found, dict):
            raise QualkitError(f"The message needs '{name}' as names with values.")
        return found

    def segment(self, document: str) -> Segment:
        """The stretch that was marked, with the words that the browser showed there: they are compared."""
        quote = self.text("quote")
        start, end = self.number("start"), self.number("end")
        return Segment(document, start, end, self.number("revision"), quote)
