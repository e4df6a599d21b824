import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.components.abbreviations import definitions
from extract.components.sentences import starts
from extract.components.words import split


def rejoin(words: list[str], spaces: list[bool]) -> str:
    return "".join(word + " " * space for word, space in zip(words, spaces, strict=True))


@given(st.text())
def test_tokens_give_the_text_back(text: str) -> None:
    assert rejoin(*split(text)) == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("over-smoothing in GNN-based C++", ["over-smoothing", "in", "GNN-based", "C++"]),
        ("87.8% of 1,024", ["87.8", "%", "of", "1,024"]),
        ("an $\\ell_p$ ball", ["an", "$\\ell_p$", "ball"]),
        ("nets (GNNs).", ["nets", "(", "GNNs", ")", "."]),
        ("R2D2's 3x", ["R2D2's", "3x"]),
    ],
)
def test_words_stay_whole(text: str, words: list[str]) -> None:
    assert split(text)[0] == words


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Why depth? A study\nIt helps. It is cheap.", ["Why depth? A study\n", "It helps. ", "It is cheap."]),
        ("T\nSee e.g. Fig. 3 vs. Fig. 4. Next.", ["T\n", "See e.g. Fig. 3 vs. Fig. 4. ", "Next."]),
        ("T\nIt works (mostly.) Then it stops.", ["T\n", "It works (mostly.) ", "Then it stops."]),
        ("T\nUp 3.5 points. 7 of 9 agree.", ["T\n", "Up 3.5 points. ", "7 of 9 agree."]),
        ("Only a title", ["Only a title"]),
    ],
)
def test_sentences_end_at_stops_that_are_no_abbreviations(text: str, sentences: list[str]) -> None:
    words, spaces = split(text)
    found: list[str] = []
    for word, space, begins in zip(words, spaces, starts(words), strict=True):
        if begins:
            found.append("")
        found[-1] += word + " " * space
    assert found == sentences


def test_a_text_without_stops_is_cut_all_the_same() -> None:
    begins = starts(["title", "\n", *["word"] * 1000])
    assert [i for i, begin in enumerate(begins) if begin] == [0, 2, 402, 802]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("A graph neural network (GNN) is", [("graph neural network", "GNN")]),
        ("use Graph Neural Networks (GNNs)", [("Graph Neural Networks", "GNNs")]),
        ("a GAT (graph attention network) is", [("graph attention network", "GAT")]),
        ("RAMP: Recurrent Attention with Many Passes, on", [("Recurrent Attention with Many Passes", "RAMP")]),
        ("in 2019 (see there)", []),
        ("CNNs, with their local fields", []),
        ("of the best (SOTA) kind", []),
    ],
)
def test_abbreviations_are_found_by_their_letters(text: str, pairs: list[tuple[str, str]]) -> None:
    words = split(text)[0]
    found = [(" ".join(words[slice(*long)]), " ".join(words[slice(*short)])) for long, short in definitions(words)]
    assert found == pairs


def test_a_name_in_mixed_case_begins_a_sentence_and_a_lower_case_word_does_not():
    words, _ = split("Title\nData comes as a stream. iCaRL learns from it. t-SNE draws it in approx. two lines.")
    begins = starts(words)
    assert [word for word, begin in zip(words, begins, strict=True) if begin] == [
        "Title",
        "Data",
        "iCaRL",
        "t-SNE",
    ]
