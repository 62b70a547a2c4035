"""Builders of tidy tables for tests: a few rows by hand, or many at random."""

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from qualkit.model import Code, Codebook

BOOK = Codebook(
    (
        Code(
            "home",
            "Somewhere to dwell: safe and warm",
            kind="condition",
            polarity="validating",
            part="roots",
            pair=("no-home",),
            area="home",
        ),
        Code(
            "no-home",
            "Nowhere to dwell: homeless",
            kind="condition",
            polarity="invalidating",
            part="roots",
            pair=("home",),
            area="home",
        ),
        Code(
            "heard",
            "Heard and understood",
            kind="condition",
            polarity="validating",
            part="trunk",
            pair=("ignored",),
            area="communication",
        ),
        Code(
            "ignored",
            "Judged or ignored",
            kind="condition",
            polarity="invalidating",
            part="trunk",
            pair=("heard",),
            area="communication",
        ),
        Code(
            "peers", "Peer support given and received", kind="support", polarity="validating", part="branches"
        ),
        Code("fear", "Anxiety and fear", kind="impact", polarity="invalidating", part="branches"),
        Code("work", "Vocational outcomes: employment", kind="outcome", polarity="validating", part="fruits"),
        Code("crisis", "Crisis and time in hospital", kind="impact", polarity="invalidating", part="fruits"),
        Code("tea", "The tea", kind="support"),
    ),
    id="test",
)
COLUMNS = ("document", "participant", "coder", "code", "start", "end")


def table(*rows, book=BOOK, people=("P1", "P2", "P3"), **more):
    """Rows of (document, participant, coder, code, start, end), with further columns by name."""
    frame = pd.DataFrame(list(rows), columns=list(COLUMNS))
    frame["polarity"] = more.pop(
        "polarity", [book[code].polarity or "" if code in book else "" for code in frame["code"]]
    )
    frame["speaker_role"] = more.pop("speaker_role", "participant")
    for name, values in more.items():
        frame[name] = values
    frame.attrs = {"participants": tuple(people), "codebook": book}
    return frame


def book_of(
    how_many,
    side="validating",
    parts=("roots", "trunk", "branches", "fruits"),
    name="Theme {} about something that people said",
):
    """A codebook of so many themes, dealt over the parts of a tree."""
    codes = (
        Code(f"c{n}", name.format(n), polarity=side, part=parts[n % len(parts)]) for n in range(how_many)
    )
    return Codebook(tuple(codes))


def at_random(how_many, book=BOOK, people=7, seed=1, *, every_code=True):
    """A table of invented codings; with `every_code` each code has at least one."""
    dice = np.random.default_rng(seed)
    codes = [code.id for code in book]
    chosen = [*(codes if every_code else ()), *dice.choice(codes, how_many)]
    who = [f"P{n + 1}" for n in dice.integers(0, people, len(chosen))]
    start = dice.integers(0, 5000, len(chosen))
    rows = [
        (person, person, coder, code, int(at), int(at + long))
        for person, coder, code, at, long in zip(
            who,
            dice.choice(["Ana", "Morag"], len(chosen)),
            chosen,
            start,
            dice.integers(1, 300, len(chosen)),
            strict=True,
        )
    ]
    return table(*rows, book=book, people=[f"P{n + 1}" for n in range(people)])


#: Rows that overlap often: short texts, few codes, few coders.
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["P1", "P2"]),
        st.sampled_from(["P1", "P2"]),
        st.sampled_from(["Ana", "Morag"]),
        st.sampled_from(["home", "no-home", "tea"]),
        st.integers(0, 30),
        st.integers(1, 12),
    ).map(lambda row: (*row[:5], row[4] + row[5])),
    max_size=25,
)
