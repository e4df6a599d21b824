"""Which copies are the same paper: a shared DOI, a shared arXiv id, or a title that nothing speaks against."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from itertools import combinations, pairwise

import networkx as nx

from graph.folding import fold_title
from graph.paper import Paper


class _Group:
    """Copies that share identifiers, and what they state about themselves."""

    __slots__ = ("arxiv_ids", "dois", "members", "years")

    def __init__(self, members: Sequence[int], papers: Sequence[Paper]) -> None:
        self.members = members
        self.dois = frozenset(p.doi for i in members if (p := papers[i]).doi)
        self.arxiv_ids = frozenset(p.arxiv_id for i in members if (p := papers[i]).arxiv_id)
        self.years = frozenset(p.year for i in members if (p := papers[i]).year is not None)

    def conflicts(self, other: "_Group") -> bool:
        """Both state an identifier of one kind, and not the same."""
        return any(
            mine and theirs and not mine & theirs
            for mine, theirs in ((self.dois, other.dois), (self.arxiv_ids, other.arxiv_ids))
        )

    def fits(self, other: "_Group") -> bool:
        """Years differ by at most one (or one is unknown) and no identifiers conflict."""
        near = not self.years or not other.years or any(abs(a - b) <= 1 for a in self.years for b in other.years)
        return near and not self.conflicts(other)


def group_copies(papers: Sequence[Paper]) -> list[list[int]]:
    """Indexes of ``papers``, grouped by paper; the grouping does not depend on their order.

    Copies are joined transitively. Where joining by title would put two different DOIs or arXiv ids into one
    paper, the copies that could belong to either stay by themselves.
    """
    by_key: dict[Hashable, list[int]] = defaultdict(list)
    by_title: dict[str, list[int]] = defaultdict(list)
    for index, paper in enumerate(papers):
        by_title[fold_title(paper.title)].append(index)
        for key in filter(None, (paper.doi and ("doi", paper.doi), paper.arxiv_id and ("arxiv", paper.arxiv_id))):
            by_key[key].append(index)
    joined: nx.Graph = nx.Graph()
    joined.add_nodes_from(range(len(papers)))
    for members in by_key.values():
        joined.add_edges_from(pairwise(members))
    identified = {i: sorted(members) for members in nx.connected_components(joined) for i in members}
    for members in by_title.values():
        if len(members) > 1:
            joined.add_edges_from(_joins_by_title(members, identified, papers))
    return sorted(sorted(members) for members in nx.connected_components(joined))


def _joins_by_title(
    members: Sequence[int], identified: dict[int, list[int]], papers: Sequence[Paper]
) -> Iterable[tuple[int, int]]:
    """Pairs of copies of one title that are one paper."""
    # Copies that state the same things about themselves behave alike, so that one of them speaks for all.
    by_ids: dict[int, list[int]] = {}
    by_year: dict[int | None, list[int]] = defaultdict(list)
    for i in members:
        if papers[i].doi or papers[i].arxiv_id:
            by_ids[identified[i][0]] = identified[i]
        else:
            by_year[papers[i].year].append(i)
    for alike in by_year.values():
        yield from pairwise(alike)
    groups = [_Group(alike, papers) for alike in (*by_ids.values(), *by_year.values())]
    fitting: nx.Graph = nx.Graph()
    fitting.add_nodes_from(range(len(groups)))
    fitting.add_edges_from((a, b) for a, b in combinations(range(len(groups)), 2) if groups[a].fits(groups[b]))
    for component in list(nx.connected_components(fitting)):
        part = fitting.subgraph(component).copy()
        if _holds_conflict(part, groups):
            torn = [n for n in part if _holds_conflict(part.subgraph(part[n]), groups)]
            part.remove_edges_from(list(part.edges(torn)))
        for piece in nx.connected_components(part):
            if not _holds_conflict(part.subgraph(piece), groups):
                yield from ((groups[a].members[0], groups[b].members[0]) for a, b in part.subgraph(piece).edges)


def _holds_conflict(part: "nx.Graph", groups: Sequence[_Group]) -> bool:
    return any(groups[a].conflicts(groups[b]) for a, b in combinations(part, 2))
