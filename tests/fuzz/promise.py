"""What a loader promises, whatever bytes come: a transcript that holds together, or a LoadError of one line."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from qualkit.errors import LoadError
from qualkit.loaders.accounting import account_for
from qualkit.loaders.registry import Format, Given
from qualkit.model import Transcript

if TYPE_CHECKING:
    from collections.abc import Iterator


def keep_promise(format_: Format, data: bytes, name: str) -> None:
    """Read without the net that `load_transcript` spreads under a reader; raise where a promise is broken."""
    with _one_line_of_refusal():
        loaded = format_.read(Given(data, name))
        transcript = Transcript.of("x", loaded.utterances)
        assert all(turn.text and turn.text.strip() == turn.text for turn in transcript), (
            "a bare or padded turn"
        )
        assert not any("\n" in turn.text or "\r" in turn.text for turn in transcript), "a line end in a turn"
        assert all(turn.speaker is None or turn.speaker.strip() for turn in transcript), "a blank speaker"
        transcript.text.encode()
        account = account_for(loaded)
        assert (account.lost or 0, account.added or 0) == (0, 0), (
            f"the account does not come out even: {account}"
        )


@contextlib.contextmanager
def _one_line_of_refusal() -> Iterator[None]:
    try:
        yield
    except LoadError as error:
        if "\n" in str(error):
            raise AssertionError("an error of more than one line") from error
