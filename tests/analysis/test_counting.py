import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualkit import analysis
from qualkit.analysis.counting import BY, SIDES
from qualkit.errors import NotFound, QualkitError
from tests.analysis.frames import BOOK, COLUMNS, ROWS, at_random, table

COUNTS = ["codings", "segments", "participants", "of"]


def naive(rows, same):
    """Passages the slow way: join any two alike that overlap until none are left."""
    piles = []
    for row in rows:
        key, stretch = same(row), (row[4], row[5])
        joined = [
            pile
            for pile in piles
            if pile[0] == key and any(a < stretch[1] and stretch[0] < b for a, b in pile[1])
        ]
        piles = [pile for pile in piles if pile not in joined]
        piles.append((key, [stretch, *(one for pile in joined for one in pile[1])]))
    return len(piles)


def test_the_lazy_name_is_the_function():
    """`qualkit.analysis.frequencies` is the function, and stays it after its module is loaded."""
    analysis.frequencies(table())
    assert callable(analysis.frequencies)
    assert set(analysis.__all__) <= set(dir(analysis))
    with pytest.raises(AttributeError):
        _ = analysis.sentiment


def test_one_code():
    """Overlaps of one coder are one coding, of two coders one passage, and people are counted once."""
    found = analysis.frequencies(
        table(
            ("P1", "P1", "Ana", "home", 0, 10),
            ("P1", "P1", "Ana", "home", 5, 15),
            ("P1", "P1", "Morag", "home", 8, 20),
            ("P1", "P1", "Ana", "home", 40, 50),
            ("P2", "P2", "Ana", "home", 0, 10),
        )
    )
    assert found[COUNTS].to_numpy().tolist() == [[4, 3, 2, 3]]
    assert found[["code_name", "code_path", "polarity"]].to_numpy().tolist() == [
        ["Somewhere to dwell: safe and warm", "Somewhere to dwell: safe and warm", "validating"]
    ]


def test_touching_is_not_overlapping():
    """A stretch that ends where the next begins shares no letter with it."""
    found = analysis.frequencies(
        table(("P1", "P1", "Ana", "home", 0, 10), ("P1", "P1", "Ana", "home", 10, 20))
    )
    assert found[COUNTS].to_numpy().tolist() == [[2, 2, 1, 3]]


@given(ROWS)
def test_as_counted_by_hand(rows):
    """Codings, passages and people agree with a slow count, whatever the rows."""
    found = analysis.frequencies(table(*rows)).set_index("code")
    for code in {row[3] for row in rows}:
        mine = [row for row in rows if row[3] == code]
        assert found.loc[code, "codings"] == naive(mine, lambda row: (row[0], row[2]))
        assert found.loc[code, "segments"] == naive(mine, lambda row: row[0])
        assert found.loc[code, "participants"] == len({row[1] for row in mine})


@given(ROWS, st.sampled_from(BY))
def test_passages_never_exceed_codings(rows, by):
    """However it is counted, there are at most as many passages as codings, and both at least one a row."""
    found = analysis.frequencies(table(*rows), by=by)
    assert (found["segments"] <= found["codings"]).all()
    assert (found["segments"] >= 1).all()
    assert found["codings"].sum() <= len(rows)


@given(ROWS.filter(bool), st.data())
def test_a_second_coder_adds_no_passage_inside_one(rows, data):
    """Another coder who marks words that are marked already adds a coding, never a passage or a person."""
    document, person, _, code, start, end = data.draw(st.sampled_from(rows))
    again = (document, person, "Jo", code, start, end)
    before, after = (
        analysis.frequencies(table(*some)).set_index("code").loc[code] for some in (rows, [*rows, again])
    )
    assert after["segments"] <= before["segments"]
    assert after["codings"] == before["codings"] + 1
    assert after["participants"] == before["participants"]


@given(ROWS, st.randoms())
def test_the_order_of_rows_does_not_matter(rows, dice):
    """The same codings in another order give the same table."""
    other = list(rows)
    dice.shuffle(other)
    pd.testing.assert_frame_equal(analysis.frequencies(table(*rows)), analysis.frequencies(table(*other)))


def test_sides():
    """Each coding counts on the side it takes; a coder's own overlapping readings become "both"."""
    rows = [("P1", "P1", "Ana", "home", 10 * n, 10 * n + 5) for n in range(5)] + [
        ("P1", "P1", "Ana", "home", 2, 6)
    ]
    sides = ["validating", "both", "unclear", "", "invalidating", "invalidating"]
    found = analysis.frequencies(table(*rows, polarity=sides, book=BOOK).assign(code="unknown"))
    assert found[list(SIDES)].to_numpy().tolist() == [[0, 1, 2, 1, 1]]
    assert found["codings"].tolist() == [5]


def test_without_a_side_of_its_own_a_coding_has_its_codes():
    """Where a coding says nothing, the codebook's side of the code holds."""
    found = analysis.frequencies(table(("P1", "P1", "Ana", "no-home", 0, 5), polarity=[""]))
    assert found["invalidating"].tolist() == [1]


def test_one_side_alone():
    """`side` keeps codings on that side and on both; "none" keeps the rest."""
    rows = [("P1", "P1", "Ana", "tea", 10 * n, 10 * n + 5) for n in range(5)]
    coded = table(*rows, polarity=["validating", "both", "invalidating", "unclear", ""])
    counts = {
        side: analysis.frequencies(coded, side=side)["codings"].sum()
        for side in ("validating", "invalidating", "none")
    }
    assert counts == {"validating": 2, "invalidating": 2, "none": 2}


def test_interviewers_are_left_out():
    """Interviewers' words are not counted as participants', and the table says so either way."""
    coded = table(
        ("P1", "P1", "Ana", "home", 0, 5),
        ("P1", "", "Ana", "home", 20, 25),
        ("P1", "", "Ana", "fear", 30, 35),
        speaker_role=["participant", "interviewer", "other"],
    )
    own, every = analysis.frequencies(coded), analysis.frequencies(coded, include_interviewers=True)
    assert own["codings"].tolist() == [1]
    assert own.attrs["counted"] == "participants' words only"
    assert own.attrs["left_out"] == 2
    assert every.set_index("code")["codings"].to_dict() == {"home": 2, "fear": 1}
    assert every.set_index("code")["participants"].to_dict() == {"home": 1, "fear": 0}
    assert "interviewers" in every.attrs["counted"]


def test_a_table_from_a_file(tmp_path):
    """Read back from CSV, without roles, codebook or list of people, it counts who is there."""
    coded = table(
        ("P1", "P1", "Ana", "home", 0, 5), ("P2", "P2", "Ana", "tea", 0, 5), ("P1", "", "Ana", "tea", 9, 12)
    )
    coded.drop(columns="speaker_role").to_csv(tmp_path / "codings.csv", index=False)
    found = analysis.frequencies(pd.read_csv(tmp_path / "codings.csv"))
    assert found[["code", *COUNTS]].to_numpy().tolist() == [["home", 1, 1, 1, 2], ["tea", 1, 1, 1, 2]]
    assert analysis.frequencies(pd.read_csv(tmp_path / "codings.csv"), of=9)["of"].tolist() == [9, 9]


def test_people_without_codings_are_part_of_n():
    """N is everybody in the study, also those in whose words nothing has been coded."""
    assert analysis.frequencies(table(("P1", "P1", "Ana", "home", 0, 5), people=("P1", "P2", "P3", "P4")))[
        "of"
    ].tolist() == [4]


def test_most_people_first():
    """Rows are ordered by people, then codings, then the codebook."""
    found = analysis.frequencies(
        table(
            ("P1", "P1", "Ana", "tea", 0, 5),
            ("P1", "P1", "Ana", "fear", 0, 5),
            ("P1", "P1", "Ana", "fear", 10, 15),
            ("P1", "P1", "Ana", "home", 0, 5),
            ("P1", "P1", "Ana", "crisis", 0, 5),
            ("P2", "P2", "Ana", "crisis", 0, 5),
        )
    )
    assert found["code"].tolist() == ["crisis", "fear", "home", "tea"]


def test_by_participant_is_tidy():
    """By participant there is a row a person and code, in the order of the study and the codebook."""
    found = analysis.frequencies(
        table(
            ("g", "P2", "Ana", "tea", 0, 5),
            ("g", "P2", "Morag", "tea", 3, 9),
            ("g", "P1", "Ana", "tea", 20, 25),
            ("g", "P1", "Ana", "home", 20, 25),
        ),
        by="participant",
    )
    assert list(found.columns) == ["participant", "code", "code_name", "codings", "segments"]
    assert found[["participant", "code", "codings", "segments"]].to_numpy().tolist() == [
        ["P1", "home", 1, 1],
        ["P1", "tea", 1, 1],
        ["P2", "tea", 2, 1],
    ]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("polarity", [["validating", 2, 1], ["invalidating", 1, 1]]),
        ("document", [["P1", 2, 1], ["P2", 1, 1]]),
        ("coder", [["Ana", 3, 2]]),
        ("area", [["home", 2, 2], ["", 1, 1]]),
        ("part", [["roots", 2, 2], ["branches", 1, 1]]),
        ("kind", [["condition", 2, 2], ["support", 1, 1]]),
    ],
)
def test_by_other_things(by, expected):
    """A row a value: codings and how many people."""
    coded = table(
        ("P1", "P1", "Ana", "home", 0, 5),
        ("P1", "P1", "Ana", "peers", 0, 5),
        ("P2", "P2", "Ana", "no-home", 0, 5),
    )
    assert sorted(
        analysis.frequencies(coded, by=by)[[by, "codings", "participants"]].to_numpy().tolist()
    ) == sorted(expected)


@pytest.mark.parametrize("by", BY)
def test_nothing_coded_gives_an_empty_table(by):
    """No codings is no error: the same columns, and no row."""
    full = analysis.frequencies(at_random(40), by=by)
    empty = analysis.frequencies(at_random(40).iloc[:0], by=by)
    bare = analysis.frequencies(pd.DataFrame(columns=list(COLUMNS)), by=by, codebook=BOOK)
    assert list(full.columns) == list(empty.columns) == list(bare.columns)
    assert len(empty) == len(bare) == 0
    assert (full.dtypes == empty.dtypes).all()


def test_refusals():
    """An unknown way to count, side or column, and too small an N, are refused with what to do."""
    coded = table(("P1", "P1", "Ana", "home", 0, 5), ("P2", "P2", "Ana", "home", 0, 5))
    with pytest.raises(NotFound, match="Did you mean 'participant'"):
        analysis.frequencies(coded, by="participants")
    with pytest.raises(NotFound, match="side"):
        analysis.frequencies(coded, side="good")
    with pytest.raises(NotFound, match="lacks participant"):
        analysis.frequencies(coded.drop(columns="participant"))
    with pytest.raises(QualkitError, match="2 people"):
        analysis.frequencies(coded, of=1)
    coded.attrs = {}
    with pytest.raises(NotFound, match="needs a codebook"):
        analysis.frequencies(coded, by="area")


def test_the_table_that_was_given_stays_as_it_was():
    """Counting changes nothing in what it counts."""
    coded = at_random(50)
    before = coded.copy()
    analysis.frequencies(coded)
    pd.testing.assert_frame_equal(coded, before)


def test_half_a_million_rows():
    """500,000 codings are counted in seconds, and ten times as many rows take no more than thirty times as long."""

    def seconds(rows):
        dice = np.random.default_rng(3)
        person = dice.integers(0, 300, rows).astype(str)
        start = dice.integers(0, 40_000, rows)
        many = {"document": person, "participant": person, "coder": dice.choice(["Ana", "Jo"], rows)}
        coded = pd.DataFrame(
            {**many, "code": dice.integers(0, 54, rows).astype(str), "start": start, "end": start + 90}
        )
        begun = time.perf_counter()
        analysis.frequencies(coded)
        return time.perf_counter() - begun

    small, large = min(seconds(50_000) for _ in range(2)), seconds(500_000)
    assert large < 10
    assert large < 30 * max(small, 0.02)
