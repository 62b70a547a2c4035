"""A passage that somebody found distressing: a `DistressFlag`."""

from __future__ import annotations

from dataclasses import dataclass

#: What stands where such words stay covered until somebody chooses to see them.
COVERED = "[covered: flagged as distressing; --show-covered shows it]"


@dataclass(frozen=True)
class DistressFlag:
    """A stretch of a transcript that a coder flagged as distressing; it holds no words and asks for no reason.

    Parameters
    ----------
    document, start, end, revision
        Where, as a `Segment` says it.
    id, coder, since
        As stored: who flagged it (their name), and when.

    Examples
    --------
    >>> flag = DistressFlag("P1", 10, 20)
    >>> flag.touches("P1", 1, 19, 30), flag.touches("P1", 1, 20, 30), flag.touches("P2", 1, 19, 30)
    (True, False, False)
    """

    document: str
    start: int
    end: int
    revision: int = 1
    id: str = ""
    coder: str = ""
    since: str = ""

    def touches(self, document: str, revision: int | None, start: int, end: int) -> bool:
        """Whether a stretch has a character of it; of one left on an older text nobody can say, so that it has.

        Without a revision the offsets alone say it.
        """
        if document != self.document or (revision is not None and revision > self.revision):
            return False
        older = revision is not None and revision < self.revision
        return older or (start < self.end and self.start < end)
