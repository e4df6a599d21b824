"""Claims for people: one block each, with the sentences that say so and the words that they are about."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cli.terminal import harmless, link_of, shows_colour
from cli.words import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.console import Console, RenderableType

    Row = Mapping[str, Any]

SUMMARY = "summary"
"""Source of a paper whose text is not its abstract but somebody's summary of it."""

_CLAIM_COLUMNS = frozenset({"paper", "title", "sentence", "evidence", "confidence", "subject_id", "object_id"})
_TOLD_ELSEWHERE = _CLAIM_COLUMNS | {
    "year", "url", "source", "evidence_spans", "subject_span", "object_span", "confidence", "predicate",
    "path", "hop", "papers", "subject", "object", "link",
}  # fmt: skip
_WIDTH_FOR_COLUMNS = 40
"""Below it, confidence and year follow the claim instead of standing in columns of their own."""

_SUBJECT, _OBJECT, _NAME, _QUIET = "bold cyan", "bold magenta", "bold", "dim"


def are_claims(rows: Sequence[Row]) -> bool:
    """Whether each row is a claim with its evidence."""
    return bool(rows) and all(row.keys() >= _CLAIM_COLUMNS for row in rows)


class Claim(NamedTuple):
    """What a row claims, in words; ``more`` holds what else the query says of it."""

    subject: str | None
    predicate: str
    object: str
    more: tuple[str, ...]


def read_claim(row: Row) -> Claim:
    """The claim of a row. Its ends stand in columns called by their types, or by what they are asked for."""
    names = {c: v for c, v in row.items() if c not in _TOLD_ELSEWHERE and isinstance(v, str)}
    rest = {c: v for c, v in row.items() if c not in _TOLD_ELSEWHERE and c not in names and v is not None}
    subject_column = "subject" if "subject" in row else str(row["subject_id"]).partition(":")[0]
    object_column = "object" if "object" in row else str(row["object_id"]).partition(":")[0]
    subject = row.get("subject") or names.pop(subject_column, None)
    if object_column == subject_column or object_column not in row:
        object_column = next(iter(names), object_column)
    obj = row.get("object") or names.pop(object_column, "")
    more = tuple(f"{column.replace('_', ' ')}: {value}" for column, value in {**names, **rest}.items())
    return Claim(subject, in_words(str(row.get("predicate", ""))), obj, more)


def print_claims(console: Console, rows: Sequence[Row]) -> None:
    """Print one block a claim, those of a path together, and at the end what is to be known of all of them."""
    answers = [list(steps) for path, steps in groupby(rows, key=lambda row: row.get("path"))]
    if rows[0].get("path") is None:
        answers = [[row] for row in rows]
    width = len(str(len(answers))) + 2
    if console.width >= _WIDTH_FOR_COLUMNS:
        console.print(_line(width, Text(), ("confidence", "year"), style=_QUIET))
    for number, claims in enumerate(answers, start=1):
        if claims[0].get("path") is not None:
            console.print(_line(width, chain(console, claims), number=f"{number}."))
        for position, row in enumerate(claims):
            label = "" if row.get("path") is not None else f"{number}."
            for part in _block(console, row, label, width):
                console.print(part)
            if position < len(claims) - 1 or number < len(answers):
                console.print()
    print_share_of_summaries(console, rows)


def print_share_of_summaries(console: Console, rows: Sequence[Row]) -> None:
    """Say how many rows do not rest on what the authors wrote."""
    summaries = sum(row.get("source") == SUMMARY for row in rows)
    if summaries:
        console.print(
            f"\n{summaries} of {len(rows)} rows rest on summaries, not on the papers' abstracts.", style="italic"
        )


def _block(console: Console, row: Row, label: str, width: int) -> Iterator[RenderableType]:
    claim = read_claim(row)
    head = Text()
    head.append(harmless(claim.subject) if claim.subject else "this paper", _SUBJECT if claim.subject else "")
    head.append(f"  {claim.predicate}  ")
    head.append(harmless(claim.object), _OBJECT)
    if (papers := row.get("papers", 1)) > 1:
        head.append(f"  ({papers} papers say so)", _QUIET)
    for extra in claim.more:
        head.append(f"  ({harmless(extra)})", _QUIET)
    figures = f"{row['confidence']:.2f}", str(row.get("year") or "")
    if console.width < _WIDTH_FOR_COLUMNS:
        head.append(f"  ({', '.join(filter(None, figures))})", _QUIET)
    yield _line(width, head, figures if console.width >= _WIDTH_FOR_COLUMNS else None, number=label)
    yield Padding(_paper(row), (0, 0, 0, width))
    colour = shows_colour(console)
    sentences = list(evidence(row, colour=colour))
    grid = Table.grid(padding=0)
    grid.add_column(width=2)
    grid.add_column(overflow="fold")
    for stating, text in sentences:
        grid.add_row(Text(">" if stating and len(sentences) > 1 else "", _QUIET), text)
    yield Padding(grid, (0, 0, 0, width))


def _line(
    width: int, text: Text, figures: tuple[str, str] | None = None, number: str = "", style: str = ""
) -> Table:
    """A line that begins with a number and ends with confidence and year."""
    grid = Table.grid(expand=True, padding=0)
    grid.add_column(width=width)
    grid.add_column(ratio=1, overflow="fold")
    cells = [Text(number), text]
    if figures is not None:
        confidence, year = figures
        for cell, columns in ((confidence, len("  confidence")), (year, len("  year"))):
            grid.add_column(width=columns, justify="right", no_wrap=True)
            cells.append(Text(cell, style))
    grid.add_row(*cells)
    return grid


def _paper(row: Row) -> Text:
    text = Text(style=_QUIET)
    link = link_of(str(row["paper"]), row.get("url"))
    text.append(harmless(str(row["title"])), f"link {link}" if link else "")
    if row.get("source") == SUMMARY:
        text.append(f"  ({SUMMARY})", "not dim italic")
    text.append(f"  {row['paper']}")
    if row.get("link"):
        text.append(f"  {row['link']}")
    return text


def evidence(row: Row, *, colour: bool) -> Iterator[tuple[bool, Text]]:
    """The sentences of a claim, each with whether it is the one that states it.

    The words for subject and object are marked where they stand: by colour, or by brackets where there is none.
    """
    spans = list(row.get("evidence_spans") or ())
    places = list(zip(spans[::2], spans[1::2], strict=True))
    marks = [
        (span, style)
        for span, style in ((row.get("subject_span"), _SUBJECT), (row.get("object_span"), _OBJECT))
        if span
    ]
    for index, sentence in enumerate(row["evidence"]):
        stating = sentence == row["sentence"]
        start, end = places[index] if index < len(places) else (0, 0)
        inside = sorted((s - start, e - start, style) for (s, e), style in marks if start <= s and e <= end)
        text = Text(style="" if stating or not colour else _QUIET)
        position = 0
        for left, right, style in inside:
            if left < position:
                continue  # a name within a name: the outer one is marked
            text.append(harmless(sentence[position:left]))
            words = harmless(sentence[left:right])
            text.append(words if colour else f"[{words}]", f"not dim {style}")
            position = right
        text.append(harmless(sentence[position:]))
        yield stating, text


def chain(console: Console, steps: Sequence[Row]) -> Text:
    """The claims of a path as one line, each with its direction."""
    right, left = ("-", "->"), ("<-", "-")
    if console.encoding.startswith("utf"):
        right, left = ("─", "→"), ("←", "─")
    ends = [((step["subject_id"], step["subject"]), (step["object_id"], step["object"])) for step in _hops(steps)]
    here = _beginning(ends)
    text = Text(harmless(here[1]), _NAME)
    for (subject, obj), step in zip(ends, _hops(steps), strict=True):
        before, after = right if here == subject else left
        here = obj if here == subject else subject
        text.append(f" {before} {in_words(step['predicate'])} {after} ", "not bold").append(harmless(here[1]))
    return text


def _hops(steps: Sequence[Row]) -> list[Row]:
    """One row a hop: a hop may rest on several papers."""
    return [next(rows) for _, rows in groupby(steps, key=lambda row: row["hop"])]


def _beginning(ends: Sequence[tuple[tuple[str, str], tuple[str, str]]]) -> tuple[str, str]:
    """The end of the first claim that the second one does not share."""
    first = ends[0]
    for _, second in pairwise(ends):
        return first[1] if first[0] in second else first[0]
    return first[0]
