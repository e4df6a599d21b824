"""Why the aliases of a thing are one name: a reason each, with the sentence that vouches for it."""

from collections.abc import Iterator
from typing import Any

from graph.alias_reasons import REASONS
from graph.sentences import sentence_around
from graph.store import Reader
from graph.vocabulary import ENTITY_TYPES
from queries.answering import Answer
from queries.errors import ParameterError
from queries.linking import Linker
from queries.rows import records
from queries.support import support_text

WHY_COLUMNS = ("id", "type", "name", "alias", "reason", "meaning", "paper", "title", "year", "url", "sentence")


def explain_aliases(reader: Reader, name: str, label: str | None = None) -> Answer:
    """The aliases of the concepts that a name means, one a row: ``WHY_COLUMNS``.

    ``reason`` is one of ``graph.alias_reasons.REASONS`` and ``meaning`` says it in words. Where the letters alone
    do not tell, ``paper``, ``title``, ``year``, ``url`` and ``sentence`` say who defines the abbreviation or uses
    both names for one thing; else they are None. An answer with ``did_you_mean`` where nothing has the name;
    ParameterError for a type that has no aliases.
    """
    if label is not None and label not in ENTITY_TYPES:
        raise ParameterError(f"type {label}: names are explained for {', '.join(ENTITY_TYPES)}")
    types = ENTITY_TYPES if label is None else (label,)
    linker = Linker(reader)
    linked = linker.exact(name, types) or linker.misspelled(name, types)
    if linked is None:
        return Answer(unclear=name, did_you_mean=linker.unclear(name, types).did_you_mean)
    nodes = records(reader.run(support_text("aliases"), {"ids": list(linked.ids)}))
    wanted = sorted({paper for node in nodes for paper in node["papers"] if paper})
    papers = {row["id"]: row for row in records(reader.run(support_text("texts"), {"ids": wanted}))}
    return Answer(
        query="show",
        parameters={"name": name, "type": label, "why": True},
        columns=WHY_COLUMNS,
        rows=tuple(row for node in nodes for row in _rows(node, papers)),
        linked={"name": linked},
    )


def _rows(node: dict[str, Any], papers: dict[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    spans = zip(node["spans"][::2], node["spans"][1::2], strict=True)
    for alias, reason, paper_id, (start, end) in zip(
        node["aliases"], node["reasons"], node["papers"], spans, strict=True
    ):
        paper = papers.get(paper_id)
        yield {
            "id": node["id"],
            "type": node["type"],
            "name": node["name"],
            "alias": alias,
            "reason": reason,
            "meaning": REASONS[reason],
            "paper": paper_id or None,
            "title": paper and paper["title"],
            "year": paper and paper["year"],
            "url": paper and paper["url"],
            "sentence": paper and sentence_around(f"{paper['title']}\n{paper['abstract']}", start, end),
        }
