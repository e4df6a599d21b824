"""Questions in many wordings are read as what they mean."""

import pytest
from asked import questions, read, wanted, write_names

from graph.embedded.snapshot import Snapshot
from queries.catalogue import catalogue
from queries.filters import take_filters
from queries.linking import Linker
from queries.mending import mended
from queries.question import example_question, plain_question, understand
from queries.wordings import fold_words

LEAST = 0.9
"""Share of the questions held out that must be read right."""


@pytest.fixture(scope="module")
def names(tmp_path_factory):
    """The graph that the written questions are about."""
    path = tmp_path_factory.mktemp("names") / "names.lbdb"
    write_names(path)
    snapshot = Snapshot(path)
    yield snapshot
    snapshot.close()


def test_there_are_150_questions_half_of_them_held_out_and_every_query_is_meant_by_one():
    asked = questions()
    assert len(asked) == 150
    assert sum(question.is_held_out for question in asked) == 75
    assert len({question.text for question in asked}) == 150
    assert {question.query for question in asked} == set(catalogue())


def test_nine_of_ten_questions_held_out_are_read_right(names):
    held_out = [question for question in questions() if question.is_held_out]
    right = sum(read(question.text, names) == wanted(question) for question in held_out)
    assert right / len(held_out) >= LEAST  # how many, not which: see tests/asked.py


@pytest.mark.parametrize(
    ("question", "rest", "given"),
    [
        ("methods since 2020", "methods", {"since": 2020}),
        ("methods after 2020", "methods", {"since": 2021}),
        ("Methods from 2019 on, please", "Methods , please", {"since": 2019}),
        ("methods in at least 3 papers", "methods", {"min_papers": 3}),
        ("methods in more than two papers since 2021", "methods", {"min_papers": 3, "since": 2021}),
        ("the top five methods", "methods", {"limit": 5}),
        ("methods with confidence above 0.8", "methods", {"min_confidence": 0.8}),
        ("methods of the 1999 kind", "methods of the 1999 kind", {}),
    ],
)
def test_filters_are_taken_out_of_a_question(question, rest, given):
    assert take_filters(question) == (rest, given)


@pytest.mark.parametrize(
    ("question", "query", "given"),
    [
        (
            "which methods address overfitting on CIFAR-10",
            "methods_for_problem",
            {"problem": "overfitting", "on": "?"},
        ),
        ("which methods are evaluated on CIFAR-10", "methods_on_dataset", {"dataset": "CIFAR-10"}),
        ("overfitting", "neighbours_of", {"thing": "overfitting"}),
        (
            "what fixes over-smoothing but is slow",
            "methods_with_tradeoff",
            {"problem": "over-smoothing", "other": "quadratic complexity"},
        ),
        ("how is the weather", None, {}),
        ("why does FooBar address over-smoothing", None, {}),
        ("problems of FooBar", None, {}),
        ("", None, {}),
        ("?", None, {}),
    ],
)
def test_a_question_is_read_so(names, question, query, given):
    found = read(question, names)
    assert (found.query, {name: "?" if name == "on" else value for name, value in found.given.items()}) == (
        query,
        given,
    )


def test_words_with_typing_errors_are_mended_unless_shapes_have_them():
    words = fold_words(["wich", "netwroks", "adress", "the", "WEATHER"])
    assert mended(words) == ("which", "network", "address", "the", "weather")


def test_a_guess_is_told_in_the_plainest_wording(names):
    found = understand("By what has SDRF been surpassed?", Linker(names))
    assert (found.is_guess, plain_question(found)) == (True, "what outperforms SDRF")


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_the_example_question_fits_a_shape_of_its_own_query(name):
    from queries.question import _readings
    from queries.wordings import split_words

    words = split_words(example_question(catalogue()[name]))
    best = max(_readings(words, fold_words(words)), key=lambda reading: reading.literal)
    assert name in {r.query.name for r in _readings(words, fold_words(words)) if r.literal == best.literal}
