"""Prints what an evaluation says: scores, the change against another run, or what is missed and extra."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from extract.evaluation import Change, Difference, Evaluation

_SCORES = ("p", "r", "f1")
_INTERVAL = ("low", "high")
_CHANGE = ("f1", "against", "change", *_INTERVAL)
ERROR_COLUMNS = ("label", "kind", "what", "sentence", "title")


def print_scores(
    evaluation: Evaluation,
    labels: Container[str],
    intervals: Mapping[str, Mapping[str, tuple[float, float]]] | None,
    output_format: str,
) -> None:
    """Print the scores, strict and lenient side by side; in JSON as they are."""
    from cli.answers import print_envelope, print_json

    if output_format == "json":
        print_json({**evaluation.dump(), **({"intervals": intervals} if intervals else {})})
        return
    names = (*_SCORES, *_INTERVAL) if intervals else _SCORES
    rows = []
    for label in evaluation.strict:
        if label in labels:
            row: dict[str, Any] = {"label": label, **evaluation.strict[label].model_dump()}
            row |= {f"lenient_{name}": getattr(evaluation.lenient[label], name) for name in _SCORES}
            if intervals:
                for way, prefix in (("strict", ""), ("lenient", "lenient_")):
                    row |= {f"{prefix}{n}": x for n, x in zip(_INTERVAL, intervals[way][label], strict=True)}
            rows.append(row)
    if intervals and output_format == "table":
        names = ("f1", *_INTERVAL)  # as many columns as a terminal has room for
    columns = ("label", "gold", "predicted", *names, *(f"lenient_{name}" for name in names))
    print_envelope({"columns": columns, "rows": rows}, output_format)
    if output_format == "table":
        click.echo(f"\n{evaluation.joined} of {evaluation.papers} annotated papers were predicted.")
        strict = evaluation.claims["strict"]
        click.echo(
            f"Of {strict.claims_of_both} claims that something addresses or suffers from a problem, "
            f"{strict.swapped} say the opposite of the annotation."
        )
        if strict.calibration_error is not None:
            click.echo(f"Confidences are off by {strict.calibration_error:.2f} on average.")


def print_changes(
    changes: Mapping[str, Mapping[str, Change]], labels: Container[str], papers: int, output_format: str
) -> None:
    """Print how much better or worse each label is than in the other run."""
    from cli.answers import print_envelope, print_json

    if output_format == "json":
        print_json({way: {label: c._asdict() for label, c in table.items()} for way, table in changes.items()})
        return
    rows = [
        {
            "label": label,
            **strict._asdict(),
            **{f"lenient_{name}": value for name, value in changes["lenient"][label]._asdict().items()},
        }
        for label, strict in changes["strict"].items()
        if label in labels
    ]
    of_lenient = ("change", *_INTERVAL) if output_format == "table" else _CHANGE  # a terminal has no room for more
    columns = ("label", *_CHANGE, *(f"lenient_{name}" for name in of_lenient))
    print_envelope({"columns": columns, "rows": rows}, output_format)
    if output_format == "table":
        click.echo(
            f"\nlow to high: where the change lies in 95 of 100 samples of {papers} papers like these; "
            "an interval with 0 in it is no proof of a change."
        )


def print_errors(
    differences: Iterable[Difference], order: Sequence[str], labels: Container[str], output_format: str
) -> None:
    """List what is missed and what is extra, by label, each with its sentence."""
    from cli.answers import print_envelope

    place = {label: n for n, label in enumerate(order)}
    rows = [
        {
            "label": d.label,
            "kind": d.kind.partition(" ")[0],
            "what": d.what,
            "sentence": d.sentence or None,
            "title": d.title,
        }
        for d in differences
        if d.label in labels
    ]
    rows.sort(
        key=lambda row: (place.get(str(row["label"]), len(place)), str(row["label"]), row["kind"] != "missed")
    )
    if output_format == "table":
        _print_blocks(rows)
    else:
        print_envelope({"columns": ERROR_COLUMNS, "rows": rows}, output_format)


def _print_blocks(rows: Sequence[Mapping[str, Any]]) -> None:
    from rich.padding import Padding
    from rich.text import Text

    from cli.terminal import harmless, output

    with output() as console:
        for label, of_label in groupby(rows, key=lambda row: row["label"]):
            here = list(of_label)
            missed = sum(row["kind"] == "missed" for row in here)
            console.print(Text(f"{label}: {missed:,} missed, {len(here) - missed:,} extra", style="bold"))
            for row in here:
                console.print(Padding(Text(harmless(f"{row['kind']:6}  {row['what']}")), (0, 0, 0, 2)))
                if row["sentence"]:
                    console.print(Padding(Text(harmless(row["sentence"]), style="dim"), (0, 0, 0, 10)))
                console.print(Padding(Text(harmless(f"in: {row['title']}"), style="dim italic"), (0, 0, 0, 10)))
            console.print()
