"""From the rows of an answer to a subgraph: every row that is a claim becomes one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.subgraph.exchange import label_of
from graph.subgraph.model import Claim, Source, Subgraph, Thing
from graph.vocabulary import PAPER

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graph.subgraph.model import Shape

Row = dict[str, Any]

CLAIM_COLUMNS = frozenset({"subject_id", "predicate", "object_id", "paper"})
"""What a row must have to be a claim."""

_NO_NAMES = frozenset({"predicate", "paper", "title", "url", "source", "sentence", "type", "task_sentence"})


def subgraph_of_rows(
    rows: Iterable[Mapping[str, Any]],
    *,
    title: str,
    nodes: Sequence[Mapping[str, Any]] = (),
    papers: Sequence[Mapping[str, Any]] = (),
    focus: Sequence[str] = (),
    shape: Shape = "layered",
) -> Subgraph:
    """The subgraph that the rows of an answer tell.

    Args:
        rows: rows with at least ``CLAIM_COLUMNS``; others are passed over. Those with ``path`` make chains.
        title: what it shows.
        nodes: what is known of nodes: ``id``, ``name``, ``papers``, ``first_year``; all of them are drawn.
        papers: what it knows of papers: ``id``, ``title``, ``year``, ``authors`` and so on.
        focus: ids of what was asked about; they are drawn even where no claim is.
        shape: how it is best drawn.

    """
    known = {node["id"]: node for node in nodes}
    cited = {paper["id"]: paper for paper in papers}
    claims: dict[tuple[str, str, str, str], Claim] = {}
    names: dict[str, str] = {}
    sources: dict[str, Source] = {}
    chains: dict[Any, list[tuple[str, str]]] = {}
    for row in rows:
        if not row.keys() >= CLAIM_COLUMNS:
            continue
        claim = _claim(row)
        if (row.get("path")) is not None:
            chains.setdefault(row["path"], []).append((claim.subject, claim.object))
        claims.setdefault((claim.subject, claim.predicate, claim.object, claim.paper), claim)
        for end, name in zip((claim.subject, claim.object), _names(row), strict=True):
            if name:
                names.setdefault(end, name)
        sources.setdefault(claim.paper, _source(row, cited.get(claim.paper, {})))
    asked = [one for one in focus if one in known or one in cited]
    ids = dict.fromkeys([*asked, *_ends(claims.values()), *known])
    for one in ids:
        if label_of(one) == PAPER and one in cited:
            sources.setdefault(one, _source({"paper": one}, cited[one]))
    return Subgraph(
        title=title,
        things=tuple(_thing(one, known.get(one, {}), names, sources) for one in ids),
        claims=tuple(claims.values()),
        sources=sources,
        focus=tuple(one for one in focus if one in ids),
        chains=tuple(_chain(steps) for steps in chains.values()),
        shape=shape,
    )


def _ends(claims: Iterable[Claim]) -> Iterable[str]:
    for claim in claims:
        yield claim.subject
        yield claim.object


def _claim(row: Mapping[str, Any]) -> Claim:
    year, confidence = row.get("year"), row.get("confidence")
    return Claim(
        subject=str(row["subject_id"]),
        predicate=str(row["predicate"]),
        object=str(row["object_id"]),
        paper=str(row["paper"]),
        year=int(year) if year not in (None, "") else None,
        sentence=str(row.get("sentence") or ""),
        evidence=tuple(_sentences(row.get("evidence"))),
        confidence=float(confidence) if confidence not in (None, "") else 1.0,
    )


def _sentences(evidence: Any) -> Iterable[str]:
    if isinstance(evidence, str):  # out of a csv file
        return [evidence] if evidence else []
    return [str(sentence) for sentence in evidence or ()]


def _names(row: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """The names of subject and object; their columns are called by role, by type, or by what was asked for."""
    columns = {name: value for name, value in row.items() if name not in _NO_NAMES and isinstance(value, str)}
    subject_column = "subject" if "subject" in row else label_of(str(row["subject_id"])).lower()
    object_column = "object" if "object" in row else label_of(str(row["object_id"])).lower()
    if label_of(str(row["subject_id"])) == PAPER:
        subject = str(row.get("title") or "") or None
    else:
        subject = columns.pop(subject_column, None)
    if object_column == subject_column or object_column not in row:
        object_column = next((name for name in ("ancestor", "proposed") if name in row), object_column)
    return subject, columns.get(object_column)


def _source(row: Mapping[str, Any], paper: Mapping[str, Any]) -> Source:
    paper_id, year = str(row["paper"]), paper.get("year") or row.get("year")
    kind, _, rest = paper_id.partition(":")
    return Source(
        id=paper_id,
        title=str(paper.get("title") or row.get("title") or paper_id),
        year=int(year) if year not in (None, "") else None,
        authors=tuple(paper.get("authors") or ()),
        venue=paper.get("venue") or None,
        doi=paper.get("doi") or (rest if kind == "doi" else None),
        arxiv_id=paper.get("arxiv_id") or (rest if kind == "arxiv" else None),
        url=paper.get("url") or row.get("url") or None,
    )


def _thing(one: str, node: Mapping[str, Any], names: Mapping[str, str], sources: Mapping[str, Source]) -> Thing:
    label = label_of(one)
    if label == PAPER:
        source = sources.get(one)
        name = source.title if source else names.get(one, one)
        return Thing(one, PAPER, name, 1, source.year if source else None)
    name = str(node.get("name") or names.get(one) or one.partition(":")[2] or one)
    return Thing(one, label, name, node.get("papers"), node.get("first_year"))


def _chain(steps: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """The nodes along a chain whose claims may point either way."""
    if len(steps) == 1:
        return steps[0]
    first, second = steps[0], set(steps[1])
    nodes = list(first if first[1] in second else first[::-1])
    for step in steps[1:]:
        nodes.append(step[1] if step[0] == nodes[-1] else step[0])
    return tuple(nodes)
