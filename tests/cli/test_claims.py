"""How claims look: on a terminal, without colour, with odd texts and ends."""

import io

import pytest
from rich.console import Console

from cli.claims import Claim, chain, evidence, print_claims, read_claim
from cli.terminal import harmless, link_of, shows_colour
from cli.words import counted, in_words

ROW = {
    "method": "Sieve",
    "problem": "mud",
    "paper": "arxiv:2101.00001",
    "title": "On mud",
    "year": 2021,
    "url": None,
    "source": None,
    "sentence": "Sieve removes mud.",
    "evidence": ["There is mud.", "Sieve removes mud."],
    "evidence_spans": [7, 20, 21, 39],
    "subject_span": [21, 26],
    "object_span": [16, 19],
    "confidence": 0.5,
    "subject_id": "method:sieve",
    "predicate": "ADDRESSES",
    "object_id": "problem:mud",
}


def printed(rows, **settings):
    file = io.StringIO()
    print_claims(Console(file=file, width=60, markup=False, highlight=False, **settings), rows)
    return file.getvalue()


def without(*columns):
    return {name: value for name, value in ROW.items() if name not in columns}


@pytest.mark.parametrize(
    ("row", "claim"),
    [
        (ROW, Claim("Sieve", "addresses", "mud", ())),
        (
            {
                "ancestor": "Net",
                **without("problem"),
                "object_id": "method:net",
                "predicate": "BASED_ON",
                "hops": 2,
            },
            Claim("Sieve", "based on", "Net", ("hops: 2",)),
        ),
        (
            {"dataset": "Tiny", "task": "mining", **without("problem"), "object_id": "dataset:tiny"},
            Claim("Sieve", "addresses", "Tiny", ("task: mining",)),
        ),
        (
            {
                "proposed": "Sieve",
                "type": "Method",
                **without("method", "problem"),
                "subject_id": "arxiv:2101.00001",
                "object_id": "method:sieve",
                "predicate": "PROPOSES",
            },
            Claim(None, "proposes", "Sieve", ("type: Method",)),
        ),
        (
            {"subject": "Sieve", "object": "Riddle", **without("method", "problem"), "predicate": "COMPARED_WITH"},
            Claim("Sieve", "compared with", "Riddle", ()),
        ),
    ],
)
def test_the_ends_of_a_claim_are_found_whatever_their_columns_are_called(row, claim):
    assert read_claim(row) == claim


def test_words_are_marked_where_they_stand():
    assert [(stating, text.plain) for stating, text in evidence(ROW, colour=False)] == [
        (False, "There is [mud]."),
        (True, "[Sieve] removes mud."),
    ]
    coloured = [text for _, text in evidence(ROW, colour=True)]
    assert [text.plain for text in coloured] == ROW["evidence"]
    assert [[(s.start, s.end) for s in text.spans] for text in coloured][1] == [(0, 5)]


def test_a_name_within_a_name_is_marked_once():
    row = {
        **ROW,
        "evidence": ["Sieve-mud."],
        "evidence_spans": [0, 10],
        "subject_span": [0, 9],
        "object_span": [6, 9],
    }
    assert [text.plain for _, text in evidence(row, colour=False)] == ["[Sieve-mud]."]


def test_ends_without_a_place_are_not_marked():
    row = {**ROW, "subject_span": [], "object_span": None}
    assert [text.plain for _, text in evidence(row, colour=False)] == ROW["evidence"]


def test_a_terminal_shows_colours_and_links_instead_of_brackets(monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    out = printed([ROW], force_terminal=True, color_system="truecolor", legacy_windows=False)
    assert "[mud]" not in out
    assert "\x1b[1;35mmud" in out
    assert ";https://arxiv.org/abs/2101.00001\x1b\\" in out


def test_a_terminal_without_colour_gets_brackets(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    out = printed([ROW], force_terminal=True, color_system="truecolor")
    assert "[mud]" in out
    assert "\x1b[35m" not in out
    assert not shows_colour(Console(file=io.StringIO(), force_terminal=True))


def test_a_text_cannot_steer_the_terminal():
    row = {**ROW, "title": "On \x1b[2Jmud\a", "method": "Si\x9beve"}
    out = printed([row])
    assert "\x1b" not in out
    assert "\x9b" not in out
    assert harmless("a\x1bb\tc\nd") == "a\ufffdb\tc\nd"


def test_rich_markup_in_a_text_is_text():
    assert "On [red]mud[/red]" in printed([{**ROW, "title": "On [red]mud[/red]"}])


@pytest.mark.parametrize("width", [20, 40, 200])
def test_any_width_shows_every_word(width):
    file = io.StringIO()
    print_claims(Console(file=file, width=width), [ROW])
    shown = set(file.getvalue().translate(dict.fromkeys(map(ord, "(),"))).split())
    assert {"1.", "Sieve", "addresses", "mud", "0.50", "2021", "[mud].", "[Sieve]", "removes"} <= shown
    assert max(map(len, file.getvalue().splitlines())) <= width


@pytest.mark.parametrize(
    ("paper_id", "url", "link"),
    [
        ("arxiv:2101.00001", None, "https://arxiv.org/abs/2101.00001"),
        ("doi:10.1/x", None, "https://doi.org/10.1/x"),
        ("title:0123456789", None, None),
        ("arxiv:2101.00001", "https://example.org/a", "https://example.org/a"),
        ("title:0123456789", "javascript:alert(1)", None),
        ("title:0123456789", "https://x.org/\x1b[2J", None),
    ],
)
def test_a_paper_is_linked_to_where_it_is(paper_id, url, link):
    assert link_of(paper_id, url) == link


def test_a_chain_is_plain_where_the_output_holds_no_arrows():
    file = io.TextIOWrapper(io.BytesIO(), "ascii")
    steps = [
        {"hop": 1, "subject_id": "a", "subject": "A", "predicate": "IS_A", "object_id": "b", "object": "B"},
        {"hop": 2, "subject_id": "c", "subject": "C", "predicate": "IS_A", "object_id": "b", "object": "B"},
    ]
    assert chain(Console(file=file), steps).plain == "A - is a -> B <- is a - C"


def test_numbers_and_predicates_in_words():
    assert [counted(n, "paper") for n in (0, 1, 1200)] == ["0 papers", "1 paper", "1,200 papers"]
    assert in_words("SUFFERS_FROM") == "suffers from"
