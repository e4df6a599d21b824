from importlib import resources
from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.model.decoding import choose_names, join
from extract.model.encoder import open_tokenizer
from extract.model.features import Mentions, pairs_worth_asking
from extract.model.text import MAX_WORDS, WINDOW, candidates, pieces, text_of


@st.composite
def cut_texts(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    """Subwords of each word and the sentence number of each, longer than one piece as often as not."""
    lengths = draw(st.lists(st.integers(1, 150), min_size=1, max_size=30))
    sizes = draw(st.lists(st.integers(1, 12), min_size=sum(lengths), max_size=sum(lengths)))
    return sizes, [number for number, length in enumerate(lengths) for _ in range(length)]


@given(cut_texts())
def test_every_word_is_read_in_order_and_no_piece_is_too_long(text: tuple[list[int], list[int]]) -> None:
    sizes, sentences = text
    found = pieces(sizes, sentences)
    assert sorted({word for piece in found for word in piece}) == list(range(len(sizes)))
    assert all(piece == sorted(set(piece)) for piece in found)
    assert max(sum(sizes[word] for word in piece) for piece in found) <= WINDOW


def test_what_fits_is_one_piece() -> None:
    assert pieces([WINDOW // 2, WINDOW // 2], [0, 1]) == [[0, 1]]


def test_a_further_piece_opens_with_the_title_and_with_what_was_last_read() -> None:
    title, sentence = [1] * 5, [1] * 100
    sizes = [*title, *sentence * 7]
    sentences = [0] * 5 + [1 + i // 100 for i in range(700)]
    ends = list(accumulate([5, *[100] * 7]))
    assert pieces(sizes, sentences) == [
        list(range(ends[5])),
        [*range(5), *range(ends[4], ends[7])],
    ]


def test_white_space_is_no_word_and_starts_no_sentence() -> None:
    text = text_of(["Title", "\n", "It", " ", "works", "."], [True, False, True, False, False, False])
    assert text == (["Title", "It", "works", "."], [0, 2, 4, 5], [0, 1, 1, 1])


def test_candidates_hold_no_cut_and_end_with_their_sentence() -> None:
    words = ["Nets", ",", "the", "good", "ones", "work"]
    found = candidates(words, [0, 0, 0, 0, 1, 1], frozenset({"the"}), frozenset({"good"}))
    assert found == [(0, 1), (4, 5), (4, 6), (5, 6)]


def test_candidates_have_at_most_so_many_words() -> None:
    words = ["w"] * 30
    found = candidates(words, [0] * 30, frozenset(), frozenset())
    assert max(j - i for i, j in found) == MAX_WORDS


def _chances(*likely: float) -> np.ndarray:
    return np.array([[p, 0, 0, 0, 0, 0, 1 - p] for p in likely], dtype=np.float32)


def test_of_two_names_that_cross_the_likelier_stays() -> None:
    names = choose_names([(0, 2), (1, 3)], ["a b", "b c"], _chances(0.6, 0.9))
    assert [(name.key, name.spans) for name in names] == [("b c", ((1, 3),))]


def test_a_likely_name_may_stand_within_another() -> None:
    names = choose_names([(0, 3), (0, 1)], ["graph neural network", "graph"], _chances(0.9, 0.7))
    assert [name.key for name in names] == ["graph neural network", "graph"]


def test_every_free_place_of_a_name_is_its_mention() -> None:
    names = choose_names([(0, 1), (5, 6)], ["net", "net"], _chances(0.9, 0.001))
    assert [(name.spans, round(name.best, 3)) for name in names] == [(((0, 1), (5, 6)), 0.9)]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9))))
def test_joined_numbers_are_each_in_one_group_with_their_partners(pairs: list[tuple[int, int]]) -> None:
    groups = join(10, pairs)
    assert sorted(i for group in groups for i in group) == list(range(10))
    group_of = {i: n for n, group in enumerate(groups) for i in group}
    assert all(group_of[a] == group_of[b] for a, b in pairs)


def test_names_that_share_no_word_and_hold_no_abbreviation_are_not_asked_about() -> None:
    words = ["graph", "networks", "beat", "deep", "nets", ",", "deep", "network", "and", "GCNs"]
    methods = [Mentions(0, [span]) for span in ((0, 2), (3, 5), (6, 8), (9, 10))]
    assert pairs_worth_asking(methods, words) == [(0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]
    assert pairs_worth_asking([methods[0], Mentions(1, [(0, 2)])], words) == []


def test_subwords_are_the_same_when_they_are_remembered_and_when_they_were_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    weights = resources.files("extract.model").joinpath("weights")
    texts = [["deep", "oversmoothing", "deep"], ["\u200b", "GCNs"], ["deep", "heterophily", "GCNs", "x" * 300]]
    fresh = [open_tokenizer(weights)(words) for words in texts]
    remembering, forgetful = open_tokenizer(weights), open_tokenizer(weights)
    assert [remembering(words) for words in texts + texts] == fresh + fresh
    monkeypatch.setattr("extract.model.encoder._WORDS_KEPT", 3)
    assert [forgetful(words) for words in texts + texts] == fresh + fresh
