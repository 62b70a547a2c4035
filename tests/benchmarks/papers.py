"""How long papers take: ``python -m tests.benchmarks.papers``. Seconds of processor time, on invented words."""

from __future__ import annotations

import time
from dataclasses import replace

from qualkit.memberchecks import keyed_code, paper_id, write_docx, write_form, write_pdf
from qualkit.model import CheckItem, MemberCheck

SETTINGS = {
    "contact": "Ring Sam on 01632 960147.",
    "consent_text": "You agreed that we may write about what you said.",
    "what_may_upset": "nothing",
    "closing_date": "2027-01-29",
}
WORDS = "I sat there and nobody asked me anything, not once, the whole of that long afternoon. "
MOST = 30.0


def paper(count, number=0):
    """An invented paper with so many checks."""
    items = tuple(
        CheckItem(
            at, f"c{at}", f"{number}. {WORDS * 3}", "You said nobody asked you.", polarity="invalidating"
        )
        for at in range(1, count + 1)
    )
    check = MemberCheck("7F3K9", "P", 1, 1, items)
    return replace(check, code=keyed_code(b"k" * 32, paper_id("7F3K9"), items))


def seconds(work):
    """Processor time of this process for one piece of work."""
    began = time.process_time()
    work()
    return time.process_time() - began


def main():
    """Thirty papers of twelve checks, then how a paper grows with its checks."""
    write_pdf(paper(1), SETTINGS)
    thirty = seconds(
        lambda: [write_pdf(paper(12, number), SETTINGS, names=["Declan"]) for number in range(30)]
    )
    print(f"30 papers of 12 checks: {thirty:.1f} s (at most {MOST:.0f})")
    for count in (1, 12, 40, 200):
        pdf = seconds(lambda count=count: write_pdf(paper(count), SETTINGS))
        form = seconds(lambda count=count: write_form(paper(count), SETTINGS))
        word = seconds(lambda count=count: write_docx(paper(count), SETTINGS))
        print(f"{count:4} checks: PDF {pdf:.2f} s, form {form:.3f} s, Word file {word:.3f} s")
    return int(thirty > MOST)


if __name__ == "__main__":
    raise SystemExit(main())
