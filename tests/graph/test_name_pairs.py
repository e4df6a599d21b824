"""Which labelled pairs of names meet in one node, and which keep apart."""

from pathlib import Path

import pytest
from name_pairs import HALVES, half_of, learned_names, meet, read_pairs

from graph.naming import Names

PRECISION, RECALL = 0.98, 0.85


@pytest.fixture(scope="module")
def names(shared: Path) -> Names:
    return learned_names(shared)


@pytest.mark.parametrize("half", HALVES)
def test_names_that_are_one_meet_and_others_keep_apart(names: Names, half: str) -> None:
    pairs = [pair for pair in read_pairs() if half_of(pair) == half]
    merged = [pair for pair in pairs if meet(names, pair)]
    right = sum(pair.same for pair in merged)
    assert len(pairs) >= 200
    assert right / len(merged) >= PRECISION
    assert right / sum(pair.same for pair in pairs) >= RECALL
