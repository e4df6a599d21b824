"""Asks a service for the papers of a query, page by page, and writes down what is new."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from extract.fetching.client import Client

if TYPE_CHECKING:
    from extract.fetching.output import Output
    from extract.fetching.services import Service


class Fetched(NamedTuple):
    """What a run did.

    Attributes:
        total: papers that the service has; None where it was not asked.
        new: papers that were written.
        refused: records that no paper could be made of.
        complete: whether the answer was read to its end.

    """

    total: int | None
    new: int
    refused: int
    complete: bool


class Progress(Protocol):
    """Is told how far a run is."""

    def start(self, total: int) -> None:
        """Papers come in, ``total`` of them."""
        ...

    def done(self, paper_id: str) -> None:
        """The paper is written."""
        ...

    def note(self, text: str, kind: str = "note") -> None:
        """Something by the way."""
        ...


def fetch(
    service: Service, query: str, since: str | None, output: Output, most: int, progress: Progress
) -> Fetched:
    """Go on where ``output`` is, until it holds ``most`` papers or the answer ends.

    Raises:
        ServiceError: the service cannot be asked; what came before is written.

    """
    total, new, refused, place = None, 0, 0, output.place
    with Client(service.name, service.pause, progress.note) as client:
        while output.n_papers < most:
            page = service.page(client, query, since, place)
            if total is None:
                progress.start(min(page.total, most - output.n_papers))
            total = page.total
            added = output.add(page.papers, most)
            for paper in added:
                progress.done(paper.id)
            for loss in page.losses:
                progress.note(f"{service.name}, {loss.line}: {loss.what}", "refused")
            new, refused = new + len(added), refused + len(page.losses)
            is_in = all(output.has(paper) for paper in page.papers)
            place = page.next if is_in else place  # what --max kept out is asked for again where it may go in
            output.reached(place)
            if is_in and place is None:
                return Fetched(total, new, refused, complete=True)
    return Fetched(total, new, refused, complete=False)
