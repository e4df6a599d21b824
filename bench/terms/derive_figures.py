"""Derives ``figures.tsv``: how often a figure is right, with a unit and without; after derive_relations.

    python -m bench.terms.derive_figures GOLD

A figure is right where an annotated result has its value and a method that shares a spelling with its own. It is
measured on the train papers that the tables were fitted on, so it is a little too high.
"""

import argparse
import re
from collections import Counter
from pathlib import Path

from bench.terms.derive_mentions import TERMS
from bench.terms.gold import read_gold
from extract.evaluation.matching import fold_mention
from extract.pipeline import extract
from graph.extraction import Entity
from graph.paper import Paper


def _value_key(value: str) -> str:
    return re.sub(r"[\s\\$~]+", "", value).lower()


def _keys(entity: Entity) -> set[str]:
    return {fold_mention(form) for form in (entity.name, *(m.text for m in entity.mentions))}


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    annotated = read_gold(parser.parse_args().gold, "train")
    given, right = Counter[bool](), Counter[bool]()
    papers = (Paper(title=p.title, abstract=p.abstract) for p in annotated)
    for paper, extraction in zip(annotated, extract(papers), strict=True):
        names = {e["id"]: {fold_mention(m) for m in (*e["mentions"], e["name"])} for e in paper.gold["entities"]}
        entities = {e.id: _keys(e) for e in extraction.entities}
        for figure in extraction.results:
            bare = figure.unit is None
            given[bare] += 1
            right[bare] += any(
                _value_key(result["value"]) == _value_key(figure.value)
                and names.get(result["method"], set()) & entities[figure.method]
                for result in paper.gold["results"]
            )
    print(given, right)
    with (TERMS / "figures.tsv").open("w", encoding="utf-8", newline="\n") as out:
        out.write(
            "# Shares of right figures on the train papers: with a unit, and bare numbers beside a metric.\n"
        )
        out.writelines(f"{right[bare] / max(1, given[bare]):.3f}\n" for bare in (False, True))


if __name__ == "__main__":
    main()
