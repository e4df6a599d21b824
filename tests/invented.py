"""Three invented papers and what is claimed in them, as ``claimgraph extract`` would write it."""

import json
import re
from typing import Any

from graph.extraction import Extraction
from graph.paper import Paper

PAPERS: list[dict[str, Any]] = [
    {
        "title": "NodeSieve: Thinning Graphs by a Third",
        "abstract": "Deep graph networks suffer from over-smoothing. To counter this, we propose NodeSieve, which "
        "drops every third node before each layer. NodeSieve is tested on Tinygraph.",
        "year": 2021,
        "arxiv_id": "2101.00001",
        "url": "https://example.org/nodesieve",
    },
    {
        "title": "Calm Layers",
        "abstract": "Calm Layers keep the features of neighbours apart. They are built on deep graph networks, "
        "and calm layers reduce oversmoothing.",
        "year": 2019,
        "doi": "10.5555/calm",
        "source": "summary",
    },
    {
        "title": "On walks that never end",
        "abstract": "Endless walkers suffer from boredom. Our WalkFast extends NodeSieve.",
    },
]
METHODS = ("NodeSieve", "Deep graph networks", "Calm Layers", "Endless walkers", "WalkFast")
PROBLEMS = ("over-smoothing", "oversmoothing", "boredom")
DATASETS = ("Tinygraph",)
CLAIMS: list[tuple[int, str, str, str, float, tuple[int, ...]]] = [
    # paper, subject, predicate, object, confidence, sentences (the first of them states it)
    (0, "NodeSieve", "ADDRESSES", "over-smoothing", 0.91, (2, 1)),
    (0, "Deep graph networks", "SUFFERS_FROM", "over-smoothing", 0.85, (1,)),
    (0, "NodeSieve", "EVALUATED_ON", "Tinygraph", 0.8, (3,)),
    (1, "Calm Layers", "ADDRESSES", "oversmoothing", 0.6, (2,)),
    (1, "Calm Layers", "BASED_ON", "Deep graph networks", 0.55, (2, 1)),
    (2, "Endless walkers", "SUFFERS_FROM", "boredom", 0.7, (1,)),
    (2, "WalkFast", "BASED_ON", "NodeSieve", 0.75, (2,)),
]


def extraction_line(number: int) -> dict[str, Any]:
    """What is claimed in the paper of this number, as ``claimgraph extract`` would write it."""
    paper = Paper.model_validate(PAPERS[number])
    text = paper.text
    sentences = [m.span() for m in re.finditer(r"[^\n.]+(?:\.|(?=\n))", text)]
    sentences = [(start + (text[start] == " "), end) for start, end in sentences]
    entities: dict[str, dict[str, Any]] = {}
    for label, names in (("Method", METHODS), ("Problem", PROBLEMS), ("Dataset", DATASETS)):
        for name in names:
            found = [m.span() for m in re.finditer(rf"\b{name}\b", text, re.IGNORECASE)]
            if found:
                mentions = [{"text": text[s:e], "start": s, "end": e} for s, e in found]
                entities[name] = {"id": f"e{len(entities)}", "type": label, "name": name, "mentions": mentions}
    triples = []
    for at, subject, predicate, obj, confidence, places in CLAIMS:
        if at != number:
            continue
        evidence = [sentences[place] for place in sorted(places)]
        start, end = sentences[places[0]]

        def within(name: str, spans: list[tuple[int, int]] = evidence) -> list[int] | None:
            at = [(m["start"], m["end"]) for m in entities[name]["mentions"]]
            return next(([s, e] for left, right in spans for s, e in at if left <= s and e <= right), None)

        triples.append(
            {
                "subject": entities[subject]["id"],
                "predicate": predicate,
                "object": entities[obj]["id"],
                "confidence": confidence,
                "sentence": text[start:end],
                "start": start,
                "end": end,
                "evidence": [{"start": s, "end": e} for s, e in evidence],
                "subject_span": within(subject),
                "object_span": within(obj),
            }
        )
    extraction = Extraction.model_validate(
        {
            "paper": paper.dump(),
            "entities": list(entities.values()),
            "triples": triples,
            "results": [],
            "extractor": "by hand",
        }
    )
    return extraction.dump()


def lines(rows: list[dict[str, Any]]) -> str:
    """JSON lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
