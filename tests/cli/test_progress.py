"""How far a run is."""

import io
import json
import sys

import pytest

from cli.progress import Bar, JsonLines, Teller, teller


class Screen(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("style", "screen", "kind"),
    [
        ("auto", True, Bar),
        ("auto", False, Teller),
        ("bar", False, Bar),
        ("none", True, Teller),
        ("jsonl", True, JsonLines),
        ("jsonl", False, JsonLines),
    ],
)
def test_a_bar_is_for_terminals_unless_it_is_asked_for(monkeypatch, style, screen, kind):
    monkeypatch.setattr(sys, "stderr", Screen() if screen else io.StringIO())
    assert type(teller(style)) is kind


def test_every_line_of_json_progress_is_json(monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    tell = JsonLines()
    tell.start(2)
    tell.note("odd é", "refused")
    tell.done("a")
    tell.done("b")
    tell.finish("words", {"read": 2})
    assert [json.loads(line) for line in sys.stderr.getvalue().splitlines()] == [
        {"refused": "odd é"},
        {"done": "a"},
        {"done": "b"},
        {"read": 2},
    ]


def test_a_bar_counts_and_makes_room_for_notes(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Screen())
    monkeypatch.setenv("COLUMNS", "80")
    tell = Bar(forced=True)
    tell.note("before")
    tell.start(2)
    tell.done("a")
    tell.note("during")
    tell.done("b")
    tell.finish("2 papers read", {})
    said = sys.stderr.getvalue()
    assert (tell.n_done, tell.total) == (2, 2)
    assert said.startswith("note: before\n")
    assert "note: during" in said
    assert "2/2" in said
    assert said.endswith("2 papers read\n")


def test_a_quiet_run_only_sums_up(monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    tell = Teller()
    tell.start(1)
    tell.done("a")
    tell.finish("1 paper read", {"read": 1})
    assert sys.stderr.getvalue() == "1 paper read\n"
