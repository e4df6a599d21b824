"""Derives ``figures.tsv`` and ``figure_ends.tsv``, which the result part reads.

    python -m bench.terms.derive_figures GOLD [--arxiv ARXIV.jsonl.gz] [--score]

GOLD is a folder with train.jsonl and train_papers.jsonl; run from the repository root, with scipy installed. With a
file of arXiv abstracts those are fitted on too that are annotated in ``extract.training``.
The tables are fitted on the annotated entities; the proposal probabilities among their features
are by weights fitted on other papers. With --score nothing is written: thresholds are judged on held-out papers,
given the annotated entities.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import spacy
from spacy.tokens import Doc

from bench.terms.fitting import Rows, as_table, fit, fit_choices, write_table
from bench.terms.proposals import NONE, fit_held_out, proposable
from extract.annotations import Figure, register
from extract.arrays import Array
from extract.components.discourse import Discourse
from extract.components.figure_features import ROLES, Figures, Last
from extract.components.results import END, LEAST_SCORE, RESULT, FigureFinder
from extract.components.sentences import mark_sentences
from extract.components.values import find_values
from extract.components.words import WordTokenizer
from extract.evaluation.annotated import AnnotatedEntity
from extract.evaluation.given import locate
from extract.evaluation.scoring import fold_value
from extract.training.examples import Annotated, read_annotated, read_arxiv
from graph.vocabulary import PROPOSES

TERMS = Path("extract/terms")
FOLDS = 4
_FIELDS = {"M": "method", "E": "metric", "D": "dataset", "T": "task"}
_LEAST_PAPERS = 3
_PENALTY = 4.0
_PENALTY_OF_ENDS = 4.0
_ITERATIONS = 80
_LEAST_PROPOSED = 0.2
"""What is less likely proposed is no claim at run time, and then the result part does not know of it."""

Stated = dict[str, str | None]
"""One annotated result."""


class Example(NamedTuple):
    """A paper with its annotated entities as clusters, the id of each, and its results by folded value."""

    doc: Doc
    ids: list[str]
    stated: dict[str, list[Stated]]
    proposes: set[str]
    proposed: dict[int, float]


class Tables(NamedTuple):
    """Names and weights of both tables."""

    values: tuple[list[str], Array]
    ends: tuple[list[str], Array]

    def finder(self, least_score: float = LEAST_SCORE) -> FigureFinder:
        """The part that reads these tables."""
        return FigureFinder(as_table((RESULT, NONE), *self.values), as_table((END,), *self.ends), least_score)


def read_examples(papers: Iterable[Annotated]) -> list[Example]:
    """Place the annotated entities in the texts, and rate what is proposed by weights from other papers."""
    register()
    tokenize = WordTokenizer(spacy.blank("en").vocab)
    examples, rows, where = [], Rows(), []
    for number, annotated in enumerate(papers):
        doc = mark_sentences(tokenize(annotated.paper.text))
        located = locate(doc, map(AnnotatedEntity.model_validate, annotated.gold["entities"]))
        doc._.clusters = tuple(cluster for _, cluster in located)
        ids = [entity for entity, _ in located]
        stated: dict[str, list[Stated]] = {}
        for result in annotated.gold["results"]:
            stated.setdefault(fold_value(str(result["value"])), []).append(result)
        proposes = {o for _, predicate, o in annotated.gold["triples"] if predicate == PROPOSES}
        rated = list(proposable(Discourse(doc)))
        rows.add_paper(number, [(names, 0 if ids[i] in proposes else 1, 1.0) for i, names in rated])
        where += [(number, i) for i, _ in rated]
        examples.append(Example(doc, ids, stated, proposes, {}))
    for (number, i), score in zip(where, fit_held_out(rows, 2)[:, 0], strict=True):
        if score >= _LEAST_PROPOSED:
            examples[number].proposed[i] = float(score)
    return examples


def figures_of(example: Example) -> tuple[Figures, list[str]]:
    """The readings of a paper's values, and each as it is compared."""
    text = Discourse(example.doc)
    text.add_stand_ins(example.proposed)
    figures = Figures(text, find_values(text.words), example.proposed)
    return figures, [fold_value(example.doc[v.at.start : v.at.end].text) for v in figures.values]


def rows_of(examples: Sequence[Example]) -> tuple[Rows, Rows]:
    """The examples of both tables; in those of the ends a group of rows has one paper number in ``importance``."""
    values, ends = Rows(), Rows()
    for number, example in enumerate(examples):
        figures, keys = figures_of(example)
        if not figures.values:
            continue
        values.add_paper(
            number,
            [(figures.value_features(k), 0 if key in example.stated else 1, 1.0) for k, key in enumerate(keys)],
        )
        groups = []
        lasts: dict[str, tuple[int, int | None]] = {}
        seen: Counter[str] = Counter()
        for k, key in enumerate(keys):
            stated = example.stated.get(key, [])
            if len(stated) > 1 and keys.count(key) == len(stated):
                stated = [stated[seen[key]]]
            seen[key] += 1
            for role in ROLES:
                wanted = {result[_FIELDS[role]] for result in stated}
                rivals = figures.rivals(k, role)
                labels = [int(None in wanted), *(int(example.ids[i] in wanted) for i in rivals)]
                if any(labels):
                    last = None
                    if role in lasts:
                        before, cluster = lasts[role]
                        last = Last(cluster, figures.sentence[before] == figures.sentence[k])
                    lasts[role] = k, next((i for i in rivals if example.ids[i] in wanted), None)
                    features = [figures.none_features(k, role, last)]
                    features += [figures.end_features(k, role, i, last) for i in rivals]
                    firsts = [1.0] + [0.0] * len(rivals)
                    groups += zip(features, labels, firsts, strict=True)
        ends.add_paper(number, groups)
    return values, ends


class Fitting:
    """Both tables' examples as matrices, to be fitted on any of the papers."""

    def __init__(self, examples: Sequence[Example]) -> None:
        values, ends = rows_of(examples)
        self.values, self.value_names = values.matrix(_LEAST_PAPERS)
        self.ends, self.end_names = ends.matrix(_LEAST_PAPERS)
        self.results = np.array(values.labels)
        self.wanted = np.array(ends.labels) == 1
        self.firsts = np.array(ends.importance) == 1
        self.value_papers, self.end_papers = np.array(values.papers), np.array(ends.papers)

    def fit(self, without: int | None = None) -> Tables:
        """Fit on all papers but those of one fold."""
        kept = self.value_papers % FOLDS != without
        ones = np.ones(int(kept.sum()), dtype=np.float32)
        values = fit(self.values[kept], self.results[kept], ones, 2, _PENALTY, _ITERATIONS)
        kept = self.end_papers % FOLDS != without
        starts = np.flatnonzero(self.firsts[kept])
        ends = fit_choices(self.ends[kept], starts, self.wanted[kept], _PENALTY_OF_ENDS, _ITERATIONS)
        return Tables((self.value_names, values), (self.end_names, ends))


def held_out(
    examples: Sequence[Example], fitting: Fitting, least_score: float = LEAST_SCORE
) -> list[list[Figure]]:
    """The figures of each paper by tables fitted without its fold."""
    finders = [fitting.fit(fold).finder(least_score) for fold in range(FOLDS)]
    return [list(finders[n % FOLDS].find(Discourse(e.doc), e.proposed)) for n, e in enumerate(examples)]


def _stated_row(example: Example, figure: Figure) -> tuple[str, str, str | None]:
    metric = None if figure.metric is None else example.ids[figure.metric]
    return fold_value(example.doc[figure.at.start : figure.at.end].text), example.ids[figure.method], metric


def judge(examples: Sequence[Example], found: Sequence[Sequence[Figure]]) -> str:
    """How right the values and the results are, in one line."""
    counts: Counter[str] = Counter()
    for example, figures in zip(examples, found, strict=True):
        theirs = Counter(
            (value, str(r["method"]), r["metric"]) for value, rs in example.stated.items() for r in rs
        )
        mine = Counter(_stated_row(example, figure) for figure in figures)
        values = Counter(value for value, _, _ in theirs.elements()) & Counter(v for v, _, _ in mine.elements())
        counts.update(
            gold=theirs.total(), found=mine.total(), values=values.total(), results=(theirs & mine).total()
        )
    both = max(1, counts["gold"] + counts["found"])
    shares = ", ".join(f"{name} F1 {2 * counts[name] / both:.3f}" for name in ("values", "results"))
    return f"{counts['found']} found of {counts['gold']}: {shares}"


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--arxiv", type=Path, help="file of arXiv abstracts")
    parser.add_argument("--score", action="store_true", help="judge thresholds on held-out papers; write nothing")
    arguments = parser.parse_args()
    own = read_arxiv(arguments.arxiv, held_out=False) if arguments.arxiv else []
    examples = read_examples([*read_annotated(arguments.gold, "train"), *own])
    fitting = Fitting(examples)
    if arguments.score:
        for least_score in (0.3, 0.35, 0.4, 0.45, 0.5):
            print(least_score, judge(examples, held_out(examples, fitting, least_score)))
        return
    tables = fitting.fit()
    write_table(TERMS / "figures.tsv", (RESULT, NONE), *tables.values)
    write_table(TERMS / "figure_ends.tsv", (END,), *tables.ends)


if __name__ == "__main__":
    main()
