"""A subgraph as values: typed things, claims between them, and the papers that make the claims."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from graph.vocabulary import NODE_KINDS, PREDICATES

if TYPE_CHECKING:
    from pathlib import Path

    import networkx

Shape = Literal["layered", "force", "timeline"]
"""How it is best drawn: from subjects to objects, as a neighbourhood, or along the years."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A node: ``papers`` counts those that mention it in the whole store, None where that is not known."""

    id: str
    label: str
    name: str
    papers: int | None = None
    first_year: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of one paper, from the subject's id to the object's; ``evidence`` as in the store."""

    subject: str
    predicate: str
    object: str
    paper: str
    year: int | None = None
    sentence: str = ""
    evidence: tuple[str, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Source:
    """A paper that makes claims here, as much of it as a citation needs."""

    id: str
    title: str
    year: int | None = None
    authors: tuple[str, ...] = ()
    venue: str | None = None
    doi: str | None = None
    arxiv_id: str | None = None
    url: str | None = None

    @property
    def short_title(self) -> str:
        """The title up to its colon, which for most papers is the name that people use."""
        head, colon, _ = self.title.partition(": ")
        return head if colon and len(head) >= 2 else self.title

    @property
    def link(self) -> str | None:
        """Where it is to be had: by DOI, by arXiv id, else what it states where that is a web address."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        if self.arxiv_id:
            return f"https://arxiv.org/abs/{self.arxiv_id}"
        return self.url if self.url and self.url.startswith(("https://", "http://")) else None

    @property
    def citation(self) -> str:
        """Authors, year, title, venue and link, as far as they are stated."""
        who = ", ".join(self.authors[:3]) + (" et al." if len(self.authors) > 3 else "")
        when = f"({self.year})" if self.year is not None else ""
        head = " ".join(part for part in (who, when) if part)
        tail = ". ".join(part for part in (self.title.rstrip("."), self.venue, self.link) if part)
        return f"{head}. {tail}" if head else tail


@dataclass(frozen=True, slots=True)
class Arrow:
    """All claims of one subject, predicate and object: what one arrow of a drawing stands for."""

    subject: str
    predicate: str
    object: str
    claims: tuple[Claim, ...]

    @property
    def papers(self) -> int:
        """How many papers say so."""
        return len({claim.paper for claim in self.claims})

    @property
    def confidence(self) -> float:
        """That of the surest claim."""
        return max(claim.confidence for claim in self.claims)

    @property
    def years(self) -> tuple[int, int] | None:
        """The first and the last stated year; None where no paper states one."""
        years = [claim.year for claim in self.claims if claim.year is not None]
        return (min(years), max(years)) if years else None


@dataclass(frozen=True)
class Subgraph:
    """A part of the graph to be drawn or handed on.

    Attributes:
        title: what it shows: the question as asked, or the like.
        things: the nodes, best supported first; no two share an id.
        claims: what is said between them; both ends of each are among the things.
        sources: the papers that the claims come from, by id.
        focus: ids of the things that were asked about; trimming keeps them.
        chains: where paths were asked for, the ids along each, best first.
        shape: how it is best drawn.
        notes: what a reader must know, such as "12 of 47 methods shown".

    """

    title: str
    things: tuple[Thing, ...]
    claims: tuple[Claim, ...]
    sources: dict[str, Source] = field(default_factory=dict)
    focus: tuple[str, ...] = ()
    chains: tuple[tuple[str, ...], ...] = ()
    shape: Shape = "layered"
    notes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to draw."""
        return bool(self.things)

    @cached_property
    def by_id(self) -> dict[str, Thing]:
        """The things by id."""
        return {thing.id: thing for thing in self.things}

    @cached_property
    def arrows(self) -> tuple[Arrow, ...]:
        """The claims bundled: one arrow a subject, predicate and object, in the order of their first claims."""
        bundles: dict[tuple[str, str, str], list[Claim]] = {}
        for claim in self.claims:
            bundles.setdefault((claim.subject, claim.predicate, claim.object), []).append(claim)
        return tuple(Arrow(*ends, tuple(claims)) for ends, claims in bundles.items())

    @property
    def labels(self) -> tuple[str, ...]:
        """The kinds of node that occur, in the vocabulary's order."""
        present = {thing.label for thing in self.things}
        return tuple(label for label in NODE_KINDS if label in present)

    @property
    def predicates(self) -> tuple[str, ...]:
        """The predicates that occur, in the vocabulary's order."""
        present = {claim.predicate for claim in self.claims}
        return tuple(name for name in PREDICATES if name in present)

    def trimmed(self, max_nodes: int) -> Subgraph:
        """At most so many nodes, the best supported ones; a note says what was left out.

        Best are those that most papers speak of here, then those with the surest claim, then the latest.
        """
        from graph.subgraph.trimming import trim

        return trim(self, max_nodes)

    def only(self, ids: set[str]) -> Subgraph:
        """The things with these ids and the claims between them."""
        claims = tuple(claim for claim in self.claims if claim.subject in ids and claim.object in ids)
        cited = {claim.paper for claim in claims} | ids
        return replace(
            self,
            things=tuple(thing for thing in self.things if thing.id in ids),
            claims=claims,
            sources={key: source for key, source in self.sources.items() if key in cited},
            focus=tuple(one for one in self.focus if one in ids),
            chains=tuple(chain for chain in self.chains if ids.issuperset(chain)),
        )

    def counts(self) -> Counter[str]:
        """How many things of each kind."""
        return Counter(thing.label for thing in self.things)

    def to_networkx(self) -> networkx.MultiDiGraph:
        """The same as a networkx graph: a node a thing, an edge a claim, the papers in ``graph["papers"]``."""
        from graph.subgraph.exchange import to_networkx

        return to_networkx(self)

    def save(self, path: str | Path, **options: Any) -> None:
        """Write it in the format of the file's ending; ``options`` as in ``graph.export.Options``."""
        from graph.export import Options, write

        write(self, path, Options(**options))

    def _repr_svg_(self) -> str:
        from graph.export import render

        return render(self, "svg").decode()

    def _repr_html_(self) -> str:
        """The drawing as a notebook shows it: SVG inside, so that no page's scripts are needed."""
        return f'<div style="max-width:960px">{self._repr_svg_()}</div>'
