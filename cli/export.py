"""``claimgraph export``: a part of the graph as a slide, a figure, a page or a file for other tools."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.options import given, store_option
from cli.outcome import NOTHING_FOUND, Outcome
from cli.words import counted
from graph.export.writing import FORMATS, ExportError, format_of, refuse_existing, render, write

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from graph.store import Reader
    from graph.subgraph import Subgraph
    from queries.answering import Answer

_SOURCES = ("--ask", "--query", "--around", "--path", "--paper", "--from")


@click.command()
@click.option("--ask", "question", metavar="QUESTION", help="What a question in plain English finds.")
@click.option("--query", metavar="NAME", help="What a query of the catalogue finds.")
@click.option("-p", "--param", "parameters", metavar="NAME=VALUE", multiple=True, help="A parameter of --query.")
@click.option("--around", metavar="NAME", help="What is said of a thing.")
@click.option(
    "--hops", type=click.IntRange(1, 5), metavar="N", help="Claims between --around's NAME and others (1)."
)
@click.option("--path", nargs=2, metavar="A B", help="How two things are connected.")
@click.option("--paper", metavar="ID", help="What a paper claims; ID or title.")
@click.option(
    "--from", "file", metavar="FILE", help="An answer or a graph in a file (.json, .csv, .graphml, .gexf)."
)
@click.option("--to", "target", metavar="FILE", required=True, help="The file to write; - is standard output.")
@click.option("--format", "name", type=click.Choice(list(FORMATS)), help="Where FILE's ending does not say it.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@click.option(
    "--max-nodes",
    type=click.IntRange(1, 100_000),
    metavar="N",
    help="Show the N best supported (30 on a drawing, all in files for other tools).",
)
@click.option("--title", metavar="TEXT", help="The title, where it is to be another.")
@click.option("--layout", "shape", type=click.Choice(("layered", "force", "timeline")), help="How it is laid out.")
@click.option("--theme", "theme_name", type=click.Choice(("light", "dark")), help="Colours (light).")
@click.option("--aspect", type=click.Choice(("16:9", "4:3")), help="Form of the page (16:9).")
@click.option("--transparent", is_flag=True, default=None, help="No background (svg, png, pdf, tex, dot).")
@click.option("--width", type=click.IntRange(16, 30_000), metavar="PIXELS", help="png: how wide.")
@click.option("--dpi", type=click.IntRange(20, 1200), metavar="N", help="png: pixels an inch (192).")
@click.option(
    "--slides", type=click.IntRange(1, 100), metavar="N", help="pptx: up to N slides for what is too much."
)
@click.option("--build-up", type=click.Choice(("year", "hop")), help="pptx: a slide a step, each with more on it.")
@click.option("--template", type=click.Path(path_type=Path), metavar="FILE", help="pptx: your own template.")
@click.option("--since", type=click.IntRange(0, 9999), metavar="YEAR", help="Only papers of this year and later.")
@click.option(
    "--min-confidence", type=click.FloatRange(0, 1), metavar="NUMBER", help="Only claims at least so sure."
)
@store_option
def command(
    question: str | None,
    query: str | None,
    parameters: tuple[str, ...],
    around: str | None,
    hops: int | None,
    path: tuple[str, str] | None,
    paper: str | None,
    file: str | None,
    target: str,
    name: str | None,
    force: bool,
    title: str | None,
    store: str,
    since: int | None,
    min_confidence: float | None,
    **look: Any,
) -> None:
    """Make a slide, figure or graph file of a part of the graph.

    The format follows from the ending of FILE: pptx (slides), svg, png, pdf, tex (TikZ), mmd (Mermaid), dot
    (Graphviz), html (one page to explore), graphml, gexf, json, csv, cypher, bib. What does not fit on a drawing
    is left out, the best supported stays (papers, then confidence, then year), and the drawing says so.

    \b
    Examples:
      claimgraph export --ask "which methods address oversmoothing" --to talk.pptx
      claimgraph export --around GCN --hops 2 --to gcn.html
      claimgraph export --path GCN oversmoothing --to path.svg --theme dark
    """
    sources = dict(zip(_SOURCES, (question, query, around, path, paper, file), strict=True))
    chosen = [source for source, value in sources.items() if value is not None]
    if len(chosen) != 1:
        raise click.UsageError(f"name one of {', '.join(_SOURCES)}: what is to be exported")
    limits = given(since=since, min_confidence=min_confidence)
    _refuse_strays(chosen[0], parameters, hops, limits)
    form = _checked(target, name, force=force)
    if file is not None:
        from graph.subgraph.files import read_subgraph

        subgraph = read_subgraph(file)
    else:
        subgraph = _from_store(store, _drawing(question, query, parameters, around, hops, path, paper, limits))
    if title:
        from dataclasses import replace

        subgraph = replace(subgraph, title=title)
    if not subgraph:
        raise Outcome(NOTHING_FOUND, "nothing found: no paper here says so; no file was written")
    export_to(target, subgraph, form, force=force, **given(**look))


def export_to(target: str, subgraph: Subgraph, name: str, *, force: bool = False, **look: Any) -> None:
    """Write a subgraph to a file or to standard output; ``look`` as in ``graph.export.Options``."""
    from graph.export import Options

    if target == "-":
        sys.stdout.buffer.write(render(subgraph, name, Options(**look)))
        sys.stdout.buffer.flush()
        return
    write(subgraph, target, Options(**look), name=name, force=force)
    said = (counted(len(subgraph.things), "node"), counted(len(subgraph.claims), "claim"))
    papers = counted(len({claim.paper for claim in subgraph.claims}), "paper")
    click.echo(f"{target}: out of {said[0]} and {said[1]} from {papers}", err=True)


def _checked(target: str, name: str | None, *, force: bool) -> str:
    """The format; wrong use is said before any work is done."""
    if target == "-" and name is None:
        raise ExportError(f"--to -: --format says what to write there; there are {', '.join(FORMATS)}")
    form = format_of(target, name)
    if target != "-":
        refuse_existing(Path(target), force=force)
    return form


def _refuse_strays(source: str, parameters: Sequence[str], hops: int | None, limits: Mapping[str, object]) -> None:
    """Refuse options that the source has no use for, so that nobody believes they did something."""
    strays = {
        "--param": bool(parameters) and source != "--query",
        "--hops": hops is not None and source != "--around",
        "--since": "since" in limits and source in ("--from", "--paper"),
        "--min-confidence": "min_confidence" in limits and source == "--from",
    }
    for option, is_one in strays.items():
        if is_one:
            raise click.UsageError(f"{option} does not go with {source}")


def _drawing(
    question: str | None,
    query: str | None,
    parameters: Sequence[str],
    around: str | None,
    hops: int | None,
    path: tuple[str, str] | None,
    paper: str | None,
    limits: Mapping[str, Any],
) -> Callable[[Reader], Subgraph | Answer]:
    from queries import drawing
    from queries.binding import parse_assignments

    if question is not None:
        return lambda reader: drawing.ask_all(reader, question, limits)
    if query is not None:
        return lambda reader: drawing.draw_query(reader, query, {**limits, **parse_assignments(parameters)})
    if around is not None:
        return lambda reader: drawing.draw_around(reader, around, hops or 1, **limits)
    if path is not None:
        return lambda reader: drawing.draw_path(reader, *path, limits)
    return lambda reader: drawing.draw_paper(reader, str(paper), **limits)


def _from_store(store: str, draw: Callable[[Reader], Subgraph | Answer]) -> Subgraph:
    from cli.answers import print_doubts, what_is_unclear
    from cli.reading import opened
    from queries.answering import Answer
    from queries.drawing import draw_answer

    with opened(store) as reader:
        found = draw(reader)
        if not isinstance(found, Answer):
            return found
        if not found.is_understood:
            raise Outcome(NOTHING_FOUND, what_is_unclear(found))
        print_doubts(found)
        return draw_answer(reader, found)
