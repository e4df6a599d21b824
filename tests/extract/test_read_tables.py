"""Rows of tables, whatever their quotation marks do."""

from pathlib import Path

import pytest

from extract.readers import Note, Refusal, read_papers
from graph.paper import Paper

QUOTING = "quotation marks within a quoted cell are doubled"


def read(folder: Path, text: str) -> list[str]:
    """What is read: papers as title and year, refusals as line and reason."""
    file = folder / "p.csv"
    file.write_text(text, encoding="utf-8")
    return [
        f"{item.title} {item.year}" if isinstance(item, Paper) else f"{item.line}: {item.what}"
        for item in read_papers([file])
        if not isinstance(item, Note)
    ]


CASES = {
    "a cell over several lines": ('"Moss\nand fern",2001\nAlga,2002\n', ["Moss and fern 2001", "Alga 2002"]),
    "doubled marks": ('"The ""moss""",2001\n', ['The "moss" 2001']),
    "a mark in a cell that is not quoted": ('Moss 5" tall,2001\nAlga,2002\n', ['Moss 5" tall 2001', "Alga 2002"]),
    "a mark that is not doubled": (
        '"The "moss" grows",2001\nAlga,2002\n',
        [f"2: a row that cannot be read (',' expected after '\"'); {QUOTING}", "Alga 2002"],
    ),
    "a mark that is not closed": (
        '"Moss,2001\nAlga,2002\nFern,2003\n',
        [f"2: a row that cannot be read (unexpected end of data); {QUOTING}", "Alga 2002", "Fern 2003"],
    ),
    "a mark that the next row closes": (
        '"Moss,2001\n"Alga",2002\n',
        [f"2: a row that cannot be read (',' expected after '\"'); {QUOTING}", "Alga 2002"],
    ),
    "too many cells": ("Moss,2001,x\nAlga,2002,,\n", ["2: 3 cells where the header has 2", "Alga 2002"]),
    "too few cells": ("Moss\nAlga,2002\n", ["2: 1 cells where the header has 2", "Alga 2002"]),
    "blank rows": ("\n,\nAlga,2002\n", ["Alga 2002"]),
}


@pytest.mark.parametrize(("rows", "expected"), CASES.values(), ids=CASES.keys())
def test_a_row_is_read_or_refused_by_itself(tmp_path: Path, rows: str, expected: list[str]) -> None:
    assert read(tmp_path, f"title,year\n{rows}") == expected


def test_tabs_part_cells_that_begin_with_a_mark_for_no_reason(tmp_path: Path) -> None:
    rows = 'title\tyear\n"Moss\t2001\n"Fern" it is\t2002\n"Alga"\t2003\n'
    assert read(tmp_path, rows) == ['"Moss 2001', '"Fern" it is 2002', "Alga 2003"]


def test_of_a_file_full_of_open_marks_every_row_is_named(tmp_path: Path) -> None:
    refused = read(tmp_path, "title,year\n" + '"Moss,2001\n' * 5000)
    assert [line.partition(":")[0] for line in refused] == [str(number) for number in range(2, 5002)]


def test_a_flaw_in_any_line_of_a_row_refuses_the_row(tmp_path: Path) -> None:
    file = tmp_path / "p.csv"
    file.write_bytes(b'title,year\n"Moss\n\xff",2001\n"Fern",2002\n')
    refusal, fern = read_papers([file])
    assert (refusal, fern) == (
        Refusal(str(file), 2, "not UTF-8 at byte 1 of the line; save the file as UTF-8"),
        Paper(title="Fern", year=2002),
    )
