"""Merging the copies of one paper by a rule that does not depend on their order."""

from collections.abc import Sequence
from typing import Any

from graph.paper import Paper, title_id

_OWN_RULE = frozenset({"id", "aliases", "source", "abstract"})
_MERGED = tuple(name for name in Paper.model_fields if name not in _OWN_RULE)


def _rank(paper: Paper, value: Any) -> tuple[int, str, int, str]:
    """What makes a copy's value the better one: explicit version, update date, length, text."""
    length = value if isinstance(value, int) else len(value)
    return (paper.version or 0, paper.updated or "", length, str(value))


def merge(copies: Sequence[Paper]) -> Paper:
    """The paper that its copies make: in each field the greatest value, an unstated one never.

    ``source`` goes with the abstract that won, because it says what kind of text that is. All ids that a copy
    has, had or would have by its title alone stay as aliases.
    """
    merged: dict[str, Any] = {}
    for name in _MERGED:
        stated = [(_rank(p, value), value) for p in copies if (value := getattr(p, name)) not in (None, ())]
        merged[name] = max(stated, key=lambda pair: pair[0])[1] if stated else getattr(copies[0], name)
    best = max(copies, key=lambda p: (bool(p.abstract), _rank(p, p.abstract), p.source or ""))
    merged |= {"abstract": best.abstract, "source": best.source}
    ids = {
        known
        for p in copies
        for known in (
            p.id,
            title_id(p.title),
            *p.aliases,
            p.doi and f"doi:{p.doi}",
            p.arxiv_id and f"arxiv:{p.arxiv_id}",
        )
        if known
    }
    paper = Paper.model_validate(merged)
    return paper.model_copy(update={"aliases": tuple(sorted(ids - {paper.id}))})
