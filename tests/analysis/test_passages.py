import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qualkit.analysis.passages import joint_key, passages

STRETCHES = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 60), st.integers(1, 15)), max_size=40)


@given(STRETCHES)
def test_passages_are_the_connected_pieces(stretches):
    """There are as many passages as pieces of covered text, piece by piece and text by text."""
    key, start, length = (np.array([row[n] for row in stretches], dtype=np.int64) for n in range(3))
    inked = {(k, at) for k, s, n in stretches for at in range(s, s + n)}
    joints = {(k, at) for k, s, n in stretches for at in range(s, s + n - 1)}  # between at and at + 1
    assert len(passages(key, start, start + length).firsts) == len(inked) - len(joints)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)), min_size=1))
def test_a_joint_key_tells_rows_apart(rows):
    """Two rows have the same key just when they are the same in every column."""
    columns = [np.array(column, dtype=np.int64) for column in zip(*rows, strict=True)]
    assert len(set(joint_key(columns).tolist())) == len(set(rows))
