"""How long the graph of generated papers takes, names included, and what grows faster than their number.

python bench/projection.py [PAPERS ...]
"""

import random
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from graph.collection import Collection
from graph.extraction import Entity, Mention, Span, Triple
from graph.paper import Paper
from graph.projection import project
from graph.records import ExtractionRecord, PaperRecord, Record
from graph.vocabulary import ENTITY_TYPES

ENTITIES_PER_PAPER = 20
WORDS = [
    "graph",
    "deep",
    "neural",
    "sparse",
    "random",
    "convex",
    "linear",
    "causal",
    "latent",
    "robust",
    "spatial",
    "temporal",
    "visual",
    "token",
]
HEADS = [
    "network",
    "model",
    "attention",
    "learning",
    "regression",
    "sampling",
    "pruning",
    "transformer",
    "drift",
    "collapse",
    "bias",
    "graph",
]


def _name(chance: random.Random, n_papers: int) -> str:
    """One of about as many names as there are papers, some of them met everywhere."""
    number = int(n_papers * chance.random() ** 3)
    own = random.Random(number)
    words = [*own.choices(WORDS, k=2), f"{own.choice('abcdefgh')}{number % 97}".strip("0"), own.choice(HEADS)]
    return " ".join(words[own.randrange(2) :])


def generated_records(n_papers: int, seed: int = 1) -> list[Record]:
    """Papers with 20 entities, each third of them abbreviated, some by letters that several names share."""
    chance = random.Random(seed)
    records: list[Record] = []
    for number in range(n_papers):
        title, text, entities = f"On thing {number}", "", []
        for index in range(ENTITIES_PER_PAPER):
            long = _name(chance, n_papers)
            short = "".join(word[0] for word in long.split()).upper()
            form = chance.choice(
                (long, long, f"{long}s", long.title(), f"{long} ({short})", short, f"{short} model")
            )
            start = len(title) + 1 + len(text)
            text += f"We speak of {form} here. "
            at = start + len("We speak of ")
            mention = Mention(text=form, start=at, end=at + len(form))
            kind = ENTITY_TYPES[index % len(ENTITY_TYPES)]
            entities.append(Entity(id=f"e{index}", type=kind, name=form, mentions=(mention,)))
        paper = Paper(title=title, abstract=text, year=chance.randint(2000, 2026))
        methods = [e.id for e in entities if e.type == "Method"]
        problems = [e.id for e in entities if e.type == "Problem"]
        sentence = Span(start=len(title) + 1, end=paper.text.index(".") + 1)
        triples = [
            Triple(
                subject=method,
                predicate="ADDRESSES",
                object=problem,
                confidence=0.5,
                sentence=paper.text[sentence.start : sentence.end],
                start=sentence.start,
                end=sentence.end,
                evidence=(sentence,),
            )
            for method, problem in zip(methods, problems, strict=False)
        ]
        records.append(PaperRecord(paper=paper))
        records.append(
            ExtractionRecord(
                text=paper.text_digest,
                extractor="generated",
                paper_id=paper.id,
                entities=tuple(entities),
                triples=tuple(triples),
                results=(),
            )
        )
    return records


def main() -> None:
    """Print a line a size."""
    for n_papers in map(int, sys.argv[1:] or ["2500", "10000"]):
        collection = Collection(generated_records(n_papers))
        start = time.process_time()
        graph = project(collection)
        seconds = time.process_time() - start
        nodes = sum(map(len, graph.nodes.values()))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{n_papers} papers: {nodes} nodes in {seconds:.1f} s of processor time, peak {peak:.0f} MB")


if __name__ == "__main__":
    main()
