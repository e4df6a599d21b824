"""What a ledger says after papers came, went or were read anew: only what the change touches is worked out again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.naming import Names
from graph.projection import Read, rows_of
from graph.settling import settle_anew, settle_change

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from graph.ledger import Ledger


def fill(ledger: Ledger, reads: Callable[[], Iterable[Read]]) -> None:
    """Fill an empty ledger with what papers give; they are read twice. Their rows are set aside in it."""
    settle_anew(ledger, ((read.paper, read.names) for read in reads()))
    _replace(ledger, reads())


def change(
    ledger: Ledger,
    leave: Iterable[Read],
    come: Callable[[], Iterable[Read]],
    reread: Callable[[set[str]], Iterable[Read]],
) -> set[str]:
    """Take papers out of a ledger and others in; the ids of other papers whose rows may be others now.

    ``leave`` is what the ledger knows of all papers that change in any way, ``come``, read twice, what they are now;
    ``reread`` gives papers that do not change by their ids. The rows of all these papers are set aside in the ledger.
    """
    leaving = [(read.paper, read.names) for read in leave]
    coming = [(read.paper, read.names) for read in come()]
    changed = settle_change(ledger, leaving, coming)
    left, came = ({paper.id for paper, _ in some} for some in (leaving, coming))
    others = ledger.readers(changed) - left - came
    _replace(ledger, come())
    _replace(ledger, reread(others))
    for paper_id in sorted(left - came):
        ledger.drop(paper_id)
    return others


def _replace(ledger: Ledger, reads: Iterable[Read]) -> None:
    names = Names(ledger)
    for read in reads:
        rows = rows_of(names, read)
        ledger.replace(read.paper.id, rows.namings, rows.claims, rows.rests_on)
        ledger.set_aside(read.paper.id, rows)
    names.forget()
