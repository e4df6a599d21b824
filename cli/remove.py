"""``claimgraph remove``: papers out of the store, as if they had never been there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli.options import store_option

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graph.collection import Collection
    from graph.paper import Paper


@click.command()
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@store_option
def command(ids: tuple[str, ...], store: str) -> None:
    """Take papers out of the store.

    ID is a paper's id, one that it had before, or its exact title; `claimgraph papers` lists them. Either all are
    removed or, where one is not found, none. A paper that is built or loaded again later is back.

    \b
    Examples:
      claimgraph remove arxiv:1909.03211
      claimgraph remove "PairNorm: Tackling Oversmoothing in GNNs" doi:10.1000/182
    """
    from cli.words import counted

    removed, left = remove_papers(ids, store)
    for paper in removed:
        click.echo(f"removed {paper.id}  {paper.title}", err=True)
    click.echo(f"{store} holds {counted(left, 'paper')}", err=True)


def remove_papers(names: Sequence[str], store_url: str) -> tuple[list[Paper], int]:
    """The removed papers, and the number of those that are left."""
    from graph.opening import open_store

    store = open_store(store_url)
    try:
        store.unpublished()  # refuses a place without a store, which writing would make
        with store.writing() as writer:
            papers = list({p.id: p for p in _find_all(names, writer.collection)}.values())
            writer.append([writer.collection.removal_of(p.id for p in papers)])
            writer.publish()
            return papers, len(writer.collection)
    finally:
        store.close()


def _find_all(names: Iterable[str], collection: Collection) -> list[Paper]:
    from cli.outcome import NOTHING_FOUND, WRONG_USE, Outcome

    found = []
    for name in names:
        papers = collection.find(name)
        if not papers:
            hint = _nearest(name, collection) or "`claimgraph papers` lists them"
            raise Outcome(NOTHING_FOUND, f'Error: no paper "{name}" here ({hint}); nothing was removed')
        if len(papers) > 1:
            ids = ", ".join(paper.id for paper in papers)
            raise Outcome(
                WRONG_USE, f'Error: "{name}" may be any of {ids}; name one by its id; nothing was removed'
            )
        found.append(papers[0])
    return found


def _nearest(name: str, collection: Collection) -> str:
    from rapidfuzz import process, utils

    known = collection.names()
    best = process.extractOne(name, known.keys(), processor=utils.default_process, score_cutoff=80)
    return f"did you mean {known[best[0]]}?" if best else ""
