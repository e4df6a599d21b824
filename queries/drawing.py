"""What there is to draw: the subgraph of an answer, around a name, between two names, of a paper."""

from collections.abc import Mapping
from typing import Any

from graph.folding import fold_name
from graph.store import Reader
from graph.subgraph import Subgraph
from graph.subgraph.model import Shape
from graph.subgraph.rows import subgraph_of_rows
from graph.vocabulary import ENTITY_TYPES, PAPER
from queries.answering import Answer, ask, run_query
from queries.catalogue import find_query
from queries.linking import Linked, Linker, Unclear
from queries.rows import records
from queries.support import support_text

ALL_ROWS = 10_000
"""Rows asked for where nobody set a limit: a figure leaves out what is too much for it, and says so."""

_NODES_A_HOP = 2_000
"""Neighbours followed from one hop to the next, the ones that most papers speak of."""

Options = Mapping[str, object]


def draw_question(reader: Reader, question: str, options: Options | None = None) -> Subgraph | Answer:
    """The subgraph of a question's answer; the answer itself where a name or the question is unclear."""
    answer = ask_all(reader, question, options)
    return draw_answer(reader, answer) if answer.is_understood else answer


def ask_all(reader: Reader, question: str, options: Options | None = None) -> Answer:
    """The answer with every row; a drawing chooses among them by support, and says how many there are."""
    return ask(reader, question, {"limit": ALL_ROWS, **(options or {})})


def draw_query(reader: Reader, name: str, given: Options) -> Subgraph | Answer:
    """The subgraph of a canned query's answer; the answer itself where a name is unclear."""
    limit = {"limit": ALL_ROWS} if "limit" in find_query(name).parameters else {}
    answer = run_query(reader, name, {**limit, **given})
    return draw_answer(reader, answer) if answer.is_understood else answer


def draw_path(reader: Reader, start: str, end: str, options: Options | None = None) -> Subgraph | Answer:
    """The shortest chains of claims between two names (20 where ``limit`` does not say another number)."""
    answer = run_query(reader, "path_between", {"from": start, "to": end, **(options or {})})
    return draw_answer(reader, answer) if answer.is_understood else answer


def draw_answer(reader: Reader, answer: Answer) -> Subgraph:
    """The subgraph that an answer's rows tell; empty where none of them is a claim."""
    rows = [dict(row) for row in answer.rows]
    rows += [_task_of(row, answer) for row in rows if row.get("task_sentence")]
    focus = [one for link in answer.linked.values() for one in link.ids] if rows else []
    return _subgraph(reader, rows, _title(answer), focus, "layered")


def draw_around(
    reader: Reader, name: str, hops: int = 1, *, since: int = 0, min_confidence: float = 0.0
) -> Subgraph | Answer:
    """What is within so many claims of a name; an answer with ``did_you_mean`` where the name means nothing."""
    linked = _link(reader, name, ENTITY_TYPES)
    if isinstance(linked, Unclear):
        return Answer(unclear=linked.said, did_you_mean=linked.did_you_mean)
    seen, frontier = dict.fromkeys(linked.ids), list(linked.ids)
    for _ in range(hops):
        steps = [
            row
            for text in ("claims_from", "claims_to")
            for row in records(reader.run(support_text(text), {"ids": frontier}))
        ]
        steps.sort(key=lambda row: (-row["papers"], -row["best"], row["other"]))
        others = [row["other"] for row in steps if row["other"].partition(":")[0] in _ENTITY_PREFIXES]
        frontier = [one for one in dict.fromkeys(others) if one not in seen][:_NODES_A_HOP]
        seen |= dict.fromkeys(frontier)
        if not frontier:
            break
    rows = records(
        reader.run(
            support_text("claims_between"),
            {"nodes": list(seen), "since": since, "min_confidence": min_confidence},
        )
    )
    return _subgraph(reader, rows, f"Around {linked.name}", linked.ids, "force")


def draw_paper(reader: Reader, paper: str, *, min_confidence: float = 0.0) -> Subgraph | Answer:
    """What a paper claims; an answer with ``did_you_mean`` where it is not here."""
    linked = _link(reader, paper, (PAPER,))
    if isinstance(linked, Unclear):
        return Answer(unclear=linked.said, did_you_mean=linked.did_you_mean)
    given = {"papers": list(linked.ids), "min_confidence": min_confidence}
    texts = ("proposals_of_paper", "claims_of_paper")
    rows = [row for text in texts for row in records(reader.run(support_text(text), given))]
    rows.sort(key=lambda r: (-r["confidence"], r["subject_id"], r["predicate"], r["object_id"], r["paper"]))
    return _subgraph(reader, rows, linked.name, linked.ids, "layered")


_ENTITY_PREFIXES = frozenset(label.lower() for label in ENTITY_TYPES)


def _link(reader: Reader, name: str, types: tuple[str, ...]) -> Linked | Unclear:
    return Linker(reader).link(name, types)


def _title(answer: Answer) -> str:
    if answer.question:
        return answer.question[:1].upper() + answer.question[1:]
    names = [link.name for link in answer.linked.values()]
    if answer.query == "path_between" and len(names) == 2:
        return f"From {names[0]} to {names[1]}"
    return f"{str(answer.query).replace('_', ' ').capitalize()}: {', '.join(names)}"


def _task_of(row: Mapping[str, Any], answer: Answer) -> dict[str, Any]:
    """The claim that the row of a dataset rests on: that its method is applied to the task."""
    asked = list(answer.linked["task"].ids) if "task" in answer.linked else []
    task = asked[0] if len(asked) == 1 else f"task:{fold_name(str(row['task']))}"
    sentence = row["task_sentence"]
    return {**row, "predicate": "APPLIED_TO", "object_id": task, "sentence": sentence, "evidence": [sentence]}


def _subgraph(
    reader: Reader, rows: list[dict[str, Any]], title: str, focus: tuple[str, ...] | list[str], shape: Shape
) -> Subgraph:
    """Rows with what the store knows of their nodes and papers."""
    ids = {one for row in rows for one in (row.get("subject_id"), row.get("object_id")) if one} | set(focus)
    papers = {row["paper"] for row in rows if row.get("paper")} | ids
    return subgraph_of_rows(
        rows,
        title=title,
        nodes=records(reader.run(support_text("nodes"), {"ids": sorted(ids)})),
        papers=records(reader.run(support_text("citations"), {"ids": sorted(papers)})),
        focus=focus,
        shape=shape,
    )
