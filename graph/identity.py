"""Which copies are the same paper: a shared DOI, a shared arXiv id, or a title that nothing speaks against."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import reduce
from itertools import combinations, pairwise
from typing import NamedTuple, Self

from graph.folding import fold_title
from graph.paper import Paper, title_id


class _Group(NamedTuple):
    """Copies that are known to be one paper, and what they state about themselves."""

    members: tuple[int, ...]
    titles: frozenset[str]
    dois: frozenset[str]
    arxiv_ids: frozenset[str]
    years: frozenset[int]

    @classmethod
    def of(cls, members: Sequence[int], papers: Sequence[Paper]) -> Self:
        copies = [papers[i] for i in members]
        return cls(
            tuple(members),
            frozenset(fold_title(p.title) for p in copies),
            frozenset(p.doi for p in copies if p.doi),
            frozenset(p.arxiv_id for p in copies if p.arxiv_id),
            frozenset(p.year for p in copies if p.year is not None),
        )

    def with_(self, other: Self) -> Self:
        """Both, as one paper."""
        return type(self)(
            self.members + other.members,
            self.titles | other.titles,
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


def identity_keys(paper: Paper) -> set[str]:
    """Copies may be one paper, or papers whose ids would be the same, only if they share a key, directly or not."""
    known = (paper.doi and f"doi:{paper.doi}", paper.arxiv_id and f"arxiv:{paper.arxiv_id}", title_id(paper.title))
    return set(filter(None, known))


def group_copies(papers: Sequence[Paper]) -> list[list[int]]:
    """Indexes of ``papers``, grouped by paper; the grouping does not depend on their order.

    Copies are joined transitively. Where joining by title would put two different DOIs or arXiv ids into one
    paper, the copies that could belong to either stay by themselves; so does an undated copy that could belong
    to papers of years apart.
    """
    # Copies that state the same things about themselves behave alike: one of them joins for all.
    alike: dict[Hashable, list[int]] = defaultdict(list)
    for index, paper in enumerate(papers):
        for kind, value in (("doi", paper.doi), ("arxiv", paper.arxiv_id)):
            if value:
                alike[kind, value].append(index)
        if not (paper.doi or paper.arxiv_id):
            alike[fold_title(paper.title), paper.year].append(index)
    joins = (pair for members in alike.values() for pair in pairwise(members))
    groups = [_Group.of(members, papers) for members in _components(len(papers), joins)]
    # Dated copies first, whose years may reach from one to the next: else an undated one would join any years.
    dated = _join_by_title([group for group in groups if group.years], _Group.conflicts)
    undated = [group for group in groups if not group.years]
    pieces = _join_by_title([*dated, *undated], lambda a, b: a.conflicts(b) or a.is_apart(b))
    return sorted(sorted(piece.members) for piece in pieces)


def _components(n: int, joins: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The numbers below ``n``, each with all that it is joined to, directly or not; everything sorted."""
    import networkx as nx  # here, because queries load this module and never get this far

    graph: nx.Graph = nx.Graph()
    graph.add_edges_from(joins)
    components = [sorted(component) for component in nx.connected_components(graph)]
    return sorted([*components, *([i] for i in range(n) if i not in graph)])


def _join_by_title(groups: Sequence[_Group], clash: _Clash) -> list[_Group]:
    """The groups, those of one title put together; what could go to two that clash goes to none."""
    fitting = _fitting_pairs(groups)
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


def _fitting_pairs(groups: Sequence[_Group]) -> set[tuple[int, int]]:
    """Positions of groups that share a title, and whose identifiers and years say nothing against it."""
    by_title: dict[str, list[int]] = defaultdict(list)
    for position, group in enumerate(groups):
        for title in group.titles:
            by_title[title].append(position)
    return {
        (a, b)
        for positions in by_title.values()
        for a, b in combinations(positions, 2)
        if not (groups[a].conflicts(groups[b]) or groups[a].is_apart(groups[b]))
    }
