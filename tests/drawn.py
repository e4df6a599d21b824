"""Invented subgraphs to draw: a small one known by heart, random ones, and one of nothing but trouble."""

import random

from graph.subgraph import Claim, Source, Subgraph, Thing
from graph.vocabulary import PREDICATES

_WORDS = ("graph", "node", "sparse", "attention", "deep", "calm", "multi-scale", "rewiring", "walk", "contrastive")
_NOUNS = ("network", "layer", "sampling", "loss", "benchmark", "normalization", "pre-training", "GNN", "filter")

SMALL = Subgraph(
    title="Which methods address boredom",
    things=(
        Thing("problem:boredom", "Problem", "boredom", 5, 2018),
        Thing("method:walkfast", "Method", "WalkFast", 3, 2019),
        Thing("method:calmlayer", "Method", "calm layers for very deep graph networks", 1, 2021),
        Thing("dataset:tinygraph", "Dataset", "Tinygraph", None, None),
    ),
    claims=(
        Claim(
            *("method:walkfast", "ADDRESSES", "problem:boredom", "arxiv:2001.00001", 2020),
            "WalkFast ends boredom.",
            ("Walkers suffer from boredom.", "WalkFast ends boredom."),
            0.9,
        ),
        Claim(
            "method:walkfast", "ADDRESSES", "problem:boredom", "doi:10.5555/walk", 2022, "It ends.", ("It ends.",)
        ),
        Claim("method:calmlayer", "ADDRESSES", "problem:boredom", "doi:10.5555/walk", 2022, "So do we.", (), 0.5),
        Claim("method:walkfast", "EVALUATED_ON", "dataset:tinygraph", "arxiv:2001.00001", 2020, "On Tinygraph."),
        Claim(
            "method:calmlayer", "BASED_ON", "method:walkfast", "title:0123456789", None, "On WalkFast.", (), 0.25
        ),
    ),
    sources={
        "arxiv:2001.00001": Source(
            "arxiv:2001.00001", "WalkFast: Never Stop", 2020, ("Ada Ash", "Bo Birk"), None, None, "2001.00001"
        ),
        "doi:10.5555/walk": Source("doi:10.5555/walk", "Walks & Talks", 2022, (), "J. of Walks", "10.5555/walk"),
        "title:0123456789": Source("title:0123456789", "On calm"),
    },
    focus=("problem:boredom",),
)

AWKWARD = (
    "=cmd|' /C calc'!A0",
    "+1-800",
    "-2+3",
    "@SUM(A1)",
    '<script>alert("x")</script>',
    "</text></svg>&amp;",
    "\\input{/etc/passwd} $x_1^2$ 50% & #1_{~}^",
    "$\\mathcal{O}(n^2)$-free $\\alpha$-GNN",
    "a\x00b\x07c\x1b[31m\nline",
    "نموذج الرسم البياني",
    "\u202eevil\u202c name",
    "漢字の名前と説明がとても長い場合",
    "🧠🔥 emoji 👩‍🔬",
    "x" * 300,
    " ".join(["very long name with many words"] * 10),
    "",
    '"quoted" \\ back`tick`',
    "{{mustache}} ${dollar} $title",
    "'; DROP TABLE nodes; //",
    "]]>--><!--",
    "cafe\u0301 naïve Ünïcödé",
)


def hostile() -> Subgraph:
    """Every awkward text as a name, as a sentence, as a title; a self loop, a part of its own."""
    things = [Thing(f"method:{number}", "Method", name) for number, name in enumerate(AWKWARD)]
    things.append(Thing("problem:\"'<&>\\", "Problem", AWKWARD[4]))
    claims, sources = [], {}
    for number, text in enumerate(AWKWARD):
        paper = f"title:{number:010}"
        sources[paper] = Source(paper, text or "untitled", 2020, (text or "nobody",), text or None)
        if number:
            claims.append(Claim(f"method:{number}", "ADDRESSES", things[-1].id, paper, 2020, text, (text,), 0.5))
    claims.append(Claim("method:1", "BASED_ON", "method:1", "title:0000000001", 2020))
    return Subgraph(AWKWARD[6], tuple(things), tuple(claims), sources)


def invented(seed: int, n: int, shape: str = "layered") -> Subgraph:
    """A random subgraph of ``n`` things, its claims as the vocabulary allows them, some made by several papers."""
    chance = random.Random(seed)
    labels = chance.choices(("Method", "Problem", "Task", "Dataset"), (6, 2, 2, 1), k=n)
    labels[0] = "Method"
    things = [
        Thing(f"{label.lower()}:{i}", label, _name(chance), i, 2000 + i % 20) for i, label in enumerate(labels)
    ]
    kinds = {
        ends: [name for name, kind in PREDICATES.items() if ends in kind.ends]
        for ends in {(a, b) for a in labels for b in labels}
    }
    claims = []
    for i in range(1, n):
        for j in {chance.randrange(i) for _ in range(1 if chance.random() < 0.6 else 2)}:
            for a, b in ((i, j), (j, i)):
                if fitting := kinds[labels[a], labels[b]]:
                    predicate = chance.choice(fitting)
                    for paper in range(chance.choice((1, 1, 1, 2, 4))):
                        year = 2015 + (i + paper) % 10
                        ends = things[a].id, predicate, things[b].id
                        claims.append(Claim(*ends, f"title:{i % 9}{paper}", year, "So it is.", (), 0.5))
                    break
    sources = {one: Source(one, f"{_name(chance)}: A Study", 2015) for one in {claim.paper for claim in claims}}
    return Subgraph(
        "What is said of it",
        tuple(things),
        tuple(claims),
        dict(sorted(sources.items())),
        (things[0].id,),
        (),
        shape,
    )


def _name(chance: random.Random) -> str:
    return " ".join([*chance.sample(_WORDS, chance.choice((0, 1, 1, 2, 3))), chance.choice(_NOUNS)])
