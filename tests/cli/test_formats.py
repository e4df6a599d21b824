"""Rows as CSV, Markdown and JSON."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.formats import plain_cell, to_csv, to_json, to_markdown

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"))


@given(st.lists(st.fixed_dictionaries({"a": texts, "b": texts}), max_size=4))
def test_csv_reads_back(rows):
    assert list(csv.DictReader(io.StringIO(to_csv(["a", "b"], rows) + "\n", newline=""))) == rows


@given(st.lists(st.fixed_dictionaries({"a": texts, "b": texts}), max_size=4))
def test_a_markdown_table_has_one_line_a_row_and_one_cell_a_column(rows):
    header, rule, *body = to_markdown(["a", "b"], rows).split("\n")
    assert (header, rule) == ("| a | b |", "| --- | --- |")
    assert len(body) == len(rows)
    for line in body:
        unescaped = line.replace("\\\\", "").replace("\\|", "")
        assert unescaped.count("|") == 3


@given(st.dictionaries(st.text(), st.none() | st.text() | st.floats(allow_nan=False) | st.lists(st.text())))
def test_json_reads_back(value):
    assert json.loads(to_json(value)) == value


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        ("plain", "plain"),
        (2020, "2020"),
        (0.91, "0.91"),
        (True, "true"),
        (["GCN", "GCNs"], "GCN\nGCNs"),
        ([1, 2], "[1, 2]"),
        ([], ""),
        ({"a": "é"}, '{"a": "é"}'),
    ],
)
def test_a_value_is_a_cell(value, cell):
    assert plain_cell(value) == cell


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("a|b", r"a\|b"),
        ("*K*-free `x` <b> [1]", r"\*K\*-free \`x\` \<b\> \[1\]"),
        ("$x_1$", r"\$x\_1\$"),
        ("two\nlines", "two<br>lines"),
        ("https://arxiv.org/abs/1909.03211", "<https://arxiv.org/abs/1909.03211>"),
        ("https://x.org/a|b_c", "<https://x.org/a%7Cb_c>"),
    ],
)
def test_nothing_in_a_markdown_cell_is_taken_for_markup(text, cell):
    assert to_markdown(["t"], [{"t": text}]).split("\n")[2] == f"| {cell} |"


def test_numbers_are_set_flush_right_in_markdown():
    rows = [{"n": 1, "t": "a", "e": None}, {"n": None, "t": "b", "e": None}]
    assert to_markdown(["n", "t", "e"], rows).split("\n")[1] == "| ---: | --- | --- |"
