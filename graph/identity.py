"""Which copies are the same paper: a shared DOI, a shared arXiv id, or a title that nothing speaks against."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import reduce
from itertools import combinations, pairwise
from typing import NamedTuple, Self

from graph.folding import fold_title
from graph.paper import Paper


class _Group(NamedTuple):
    """Copies that are known to be one paper, and what they state about themselves."""

    members: tuple[int, ...]
    dois: frozenset[str]
    arxiv_ids: frozenset[str]
    years: frozenset[int]

    @classmethod
    def of(cls, members: Sequence[int], papers: Sequence[Paper]) -> Self:
        copies = [papers[i] for i in members]
        return cls(
            tuple(members),
            frozenset(p.doi for p in copies if p.doi),
            frozenset(p.arxiv_id for p in copies if p.arxiv_id),
            frozenset(p.year for p in copies if p.year is not None),
        )

    def with_(self, other: Self) -> Self:
        """Both, as one paper."""
        return type(self)(
            self.members + other.members,
            self.dois | other.dois,
            self.arxiv_ids | other.arxiv_ids,
            self.years | other.years,
        )

    def conflicts(self, other: Self) -> bool:
        """Both state an identifier of one kind, and not the same."""
        return any(
            mine and theirs and not mine & theirs
            for mine, theirs in ((self.dois, other.dois), (self.arxiv_ids, other.arxiv_ids))
        )

    def is_apart(self, other: Self) -> bool:
        """Both state years, and no two of them differ by at most one."""
        dated = bool(self.years and other.years)
        return dated and not any(abs(a - b) <= 1 for a in self.years for b in other.years)


_Clash = Callable[[_Group, _Group], bool]


def group_copies(papers: Sequence[Paper]) -> list[list[int]]:
    """Indexes of ``papers``, grouped by paper; the grouping does not depend on their order.

    Copies are joined transitively. Where joining by title would put two different DOIs or arXiv ids into one
    paper, the copies that could belong to either stay by themselves; so does an undated copy that could belong
    to papers of years apart.
    """
    by_key: dict[Hashable, list[int]] = defaultdict(list)
    by_title: dict[str, list[int]] = defaultdict(list)
    for index, paper in enumerate(papers):
        by_title[fold_title(paper.title)].append(index)
        for key in filter(None, (paper.doi and ("doi", paper.doi), paper.arxiv_id and ("arxiv", paper.arxiv_id))):
            by_key[key].append(index)
    joins = [pair for members in by_key.values() for pair in pairwise(members)]
    identified = {i: members for members in _components(len(papers), joins) for i in members}
    for members in by_title.values():
        if len(members) > 1:
            joins.extend(_joins_by_title(members, identified, papers))
    return _components(len(papers), joins)


def _components(n: int, joins: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The numbers below ``n``, each with all that it is joined to, directly or not; everything sorted."""
    import networkx as nx  # here, because queries load this module and never get this far

    graph: nx.Graph = nx.Graph()
    graph.add_nodes_from(range(n))
    graph.add_edges_from(joins)
    return sorted(sorted(component) for component in nx.connected_components(graph))


def _joins_by_title(
    members: Sequence[int], identified: dict[int, list[int]], papers: Sequence[Paper]
) -> Iterator[tuple[int, int]]:
    """Pairs of copies of one title that are one paper."""
    # Copies that state the same things about themselves behave alike, so that one of them speaks for all.
    by_ids: dict[int, list[int]] = {}
    by_year: dict[int | None, list[int]] = defaultdict(list)
    for i in members:
        if papers[i].doi or papers[i].arxiv_id:
            by_ids[identified[i][0]] = identified[i]
        else:
            by_year[papers[i].year].append(i)
    groups = [_Group.of(alike, papers) for alike in (*by_ids.values(), *by_year.values())]
    # Dated copies first, whose years may reach from one to the next: else an undated one would join any years.
    dated = _pieces([group for group in groups if group.years], _Group.conflicts)
    undated = [group for group in groups if not group.years]
    for piece in _pieces([*dated, *undated], lambda a, b: a.conflicts(b) or a.is_apart(b)):
        yield from pairwise(piece.members)


def _pieces(groups: Sequence[_Group], clash: _Clash) -> list[_Group]:
    """The groups, put together where nothing speaks against it; what could go to two that clash goes to none."""
    fitting = [
        (a, b)
        for a, b in combinations(range(len(groups)), 2)
        if not (groups[a].conflicts(groups[b]) or groups[a].is_apart(groups[b]))
    ]
    neighbours: dict[int, set[int]] = defaultdict(set)
    for a, b in fitting:
        neighbours[a].add(b)
        neighbours[b].add(a)

    def holds_clash(part: Iterable[int]) -> bool:
        return any(clash(groups[a], groups[b]) for a, b in combinations(part, 2))

    torn = {
        node
        for component in _components(len(groups), fitting)
        if holds_clash(component)
        for node in component
        if holds_clash(neighbours[node])
    }
    pieces = []
    for piece in _components(len(groups), [(a, b) for a, b in fitting if not {a, b} & torn]):
        whole = [groups[i] for i in piece]
        pieces.extend(whole if holds_clash(piece) else [reduce(_Group.with_, whole)])
    return pieces
