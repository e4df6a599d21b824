"""Precision, recall and F1 of entities, triples and results; swapped polarity; calibration of confidences.

A triple is found when its predicate is right and both its ends are found, a symmetric one either way round.
Papers are joined by title: a predicted paper without a gold one is passed over, a gold paper without a
predicted one is missed as a whole.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple, get_args

from pydantic import BaseModel, ConfigDict

from extract.evaluation.annotated import PAPER_ITSELF, AnnotatedPaper, AnnotatedTriple
from extract.evaluation.matching import Forms, match_entities, stating_sentence, title_key
from graph.vocabulary import CLAIM_PREDICATES, ENTITY_TYPES, OPPOSITES, PREDICATES

ENTITIES, TRIPLES, RESULT_VALUES, RESULTS = "ENTITIES", "TRIPLES", "RESULT VALUES", "RESULTS"
LABELS = (*ENTITY_TYPES, ENTITIES, *CLAIM_PREDICATES, TRIPLES, RESULT_VALUES, RESULTS)
"""Rows of the table in their order; what a prediction has beyond the vocabulary comes after them."""

_BINS = 10
_DIGITS = 4

Outcome = Literal["found", "extra", "missed"]


class Outcomes(NamedTuple):
    """Of one label: how many are on both sides, only predicted, only in gold."""

    found: int
    extra: int
    missed: int


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Score(_Frozen):
    """Of one label: how many there are on each side, precision, recall and F1, rounded to four digits."""

    gold: int
    predicted: int
    p: float
    r: float
    f1: float


class Claims(_Frozen):
    """What ADDRESSES and SUFFERS_FROM were predicted, how many of them where gold has the other one of the two,
    and how far confidences are from the share of right triples: the expected error over ten bins, 0 to 1,
    None where no confidence was given.
    """  # noqa: D205 -- one sentence that lists all three

    claims_of_both: int
    swapped: int
    calibration_error: float | None


class Difference(_Frozen):
    """One thing, by strict comparison, that only one side has.

    ``sentence`` is the sentence that names most of it, empty where no text was told.
    """

    kind: Literal[
        "extra entity", "missed entity", "extra triple", "missed triple", "extra result", "missed result"
    ]
    label: str
    what: str
    title: str
    sentence: str = ""


class Evaluation(_Frozen):
    """The comparison of all papers.

    Attributes:
        papers: how many gold has.
        joined: how many of them were predicted.
        strict: scores by label where spellings must agree; ``lenient`` where half of the words do.
        claims: how polarity and confidence are, both ways.
        differences: what only one side has, strictly.
        by_paper: strict and lenient, for each of gold's papers, what came out by label.

    """

    papers: int
    joined: int
    strict: dict[str, Score]
    lenient: dict[str, Score]
    claims: dict[str, Claims]
    differences: tuple[Difference, ...]
    by_paper: dict[str, tuple[dict[str, Outcomes], ...]]

    def dump(self) -> dict[str, Any]:
        """The numbers over all papers."""
        return self.model_dump(mode="json", exclude={"differences", "by_paper"})


class _Side(NamedTuple):
    """One paper as one side says it is."""

    paper: AnnotatedPaper
    names: dict[str, str]
    forms: dict[str, Forms]
    mentions: dict[str, tuple[str, ...]]


class _Tally:
    """What the papers so far add up to, in one of the two ways to compare."""

    def __init__(self, *, lenient: bool) -> None:
        self.lenient = lenient
        self.papers: list[dict[str, Counter[Outcome]]] = []
        self.differences: list[Difference] = []
        self.polar = self.swapped = 0
        self.confidences: list[tuple[float, bool]] = []

    def add(self, gold: _Side, predicted: _Side) -> None:
        found = match_entities(gold.forms, predicted.forms, lenient=self.lenient)
        self.papers.append(defaultdict(Counter))
        self._text = predicted.paper.text or gold.paper.text
        self._add_entities(gold, predicted, found)
        self._add_triples(gold, predicted, found)
        self._add_results(gold, predicted, found)

    def _count(self, label: str, total: str, outcome: Outcome) -> None:
        self.papers[-1][label][outcome] += 1
        self.papers[-1][total][outcome] += 1

    def _add_entities(self, gold: _Side, predicted: _Side, found: Mapping[str, str]) -> None:
        title, matched = gold.paper.title, set(found.values())
        for entity_id, forms in predicted.forms.items():
            self._count(forms.type, ENTITIES, "found" if entity_id in found else "extra")
            if entity_id not in found:
                self._differ(
                    "extra entity", forms.type, predicted.names[entity_id], title, [predicted.mentions[entity_id]]
                )
        for entity_id, forms in gold.forms.items():
            if entity_id not in matched:
                self._count(forms.type, ENTITIES, "missed")
                self._differ("missed entity", forms.type, gold.names[entity_id], title, [gold.mentions[entity_id]])

    def _add_triples(self, gold: _Side, predicted: _Side, found: Mapping[str, str]) -> None:
        title, stated = gold.paper.title, gold.paper.triples
        hit: set[tuple[str | None, str, str | None]] = set()
        for triple in sorted(predicted.paper.triples):
            ends = _in_gold_terms(triple, found, stated)
            right = ends in stated
            hit.add(ends)
            self._count(triple.predicate, TRIPLES, "found" if right else "extra")
            if not right:
                self._differ(
                    "extra triple",
                    triple.predicate,
                    _tell(triple, predicted.names),
                    title,
                    _ends(triple, predicted),
                )
            if opposite := OPPOSITES.get(triple.predicate):
                self.polar += 1
                self.swapped += not right and (ends[0], opposite, ends[2]) in stated
            if triple in predicted.paper.confidences:
                self.confidences.append((predicted.paper.confidences[triple], right))
        for triple in sorted(stated - hit):
            self._count(triple.predicate, TRIPLES, "missed")
            self._differ("missed triple", triple.predicate, _tell(triple, gold.names), title, _ends(triple, gold))

    def _add_results(self, gold: _Side, predicted: _Side, found: Mapping[str, str]) -> None:
        theirs = [(fold_value(r.value), r.method, r.metric) for r in gold.paper.results]
        mine = [
            (fold_value(r.value), found.get(r.method or ""), found.get(r.metric or ""))
            for r in predicted.paper.results
        ]
        self._count_shared(RESULT_VALUES, Counter(v for v, _, _ in theirs), Counter(v for v, _, _ in mine))
        self._count_shared(RESULTS, Counter(theirs), Counter(mine))
        self._list_results("extra result", predicted, mine, Counter(theirs))
        self._list_results("missed result", gold, theirs, Counter(mine))

    def _list_results(self, kind: Any, side: _Side, rows: Iterable[Any], others: Counter[Any]) -> None:
        for result, row in zip(side.paper.results, rows, strict=True):
            if others[row] > 0:
                others[row] -= 1
                continue
            ends = [end for end in (result.method, result.metric) if end]
            what = f"{result.value} by {' in '.join(side.names.get(end, '?') for end in ends)}"
            self._differ(kind, RESULTS, what, side.paper.title, [(result.value,)])

    def _count_shared(self, label: str, gold: Counter[Any], predicted: Counter[Any]) -> None:
        shared = (gold & predicted).total()
        self.papers[-1][label].update(
            {"found": shared, "extra": predicted.total() - shared, "missed": gold.total() - shared}
        )

    def _differ(self, kind: Any, label: str, what: str, title: str, forms: Sequence[Sequence[str]]) -> None:
        if not self.lenient:
            sentence = stating_sentence(self._text, forms)
            self.differences.append(Difference(kind=kind, label=label, what=what, title=title, sentence=sentence))

    def scores(self) -> dict[str, Score]:
        outcomes: dict[str, Counter[Outcome]] = defaultdict(Counter)
        for paper in self.papers:
            for label, counted in paper.items():
                outcomes[label].update(counted)
        labels = (*LABELS, *sorted(outcomes.keys() - set(LABELS)))
        return {label: _score(outcomes[label]) for label in labels if label in outcomes}

    def by_paper(self) -> tuple[dict[str, Outcomes], ...]:
        return tuple(
            {label: Outcomes(*(c[name] for name in get_args(Outcome))) for label, c in paper.items()}
            for paper in self.papers
        )

    def claims(self) -> Claims:
        return Claims(
            claims_of_both=self.polar,
            swapped=self.swapped,
            calibration_error=_calibration_error(self.confidences),
        )


def evaluate(gold: Iterable[AnnotatedPaper], predicted: Iterable[AnnotatedPaper]) -> Evaluation:
    """Compare predicted papers with annotated ones; of several with one title the last one counts."""
    gold_sides, predicted_sides = _by_title(gold), _by_title(predicted)
    strict, lenient = _Tally(lenient=False), _Tally(lenient=True)
    for key, side in gold_sides.items():
        other = predicted_sides.get(key) or _nothing(side.paper.title)
        strict.add(side, other)
        lenient.add(side, other)
    return Evaluation(
        papers=len(gold_sides),
        joined=len(gold_sides.keys() & predicted_sides.keys()),
        strict=strict.scores(),
        lenient=lenient.scores(),
        claims={"strict": strict.claims(), "lenient": lenient.claims()},
        differences=tuple(strict.differences),
        by_paper={"strict": strict.by_paper(), "lenient": lenient.by_paper()},
    )


def _by_title(papers: Iterable[AnnotatedPaper]) -> dict[str, _Side]:
    return {title_key(paper.title): _side(paper) for paper in papers}


def _side(paper: AnnotatedPaper) -> _Side:
    names = {entity.id: entity.name for entity in paper.entities}
    mentions = {entity.id: entity.mentions for entity in paper.entities}
    return _Side(paper, names, {entity.id: Forms.of(entity) for entity in paper.entities}, mentions)


def _nothing(title: str) -> _Side:
    return _side(AnnotatedPaper(title=title, entities=(), triples=frozenset()))


def _in_gold_terms(
    triple: AnnotatedTriple, found: Mapping[str, str], stated: frozenset[AnnotatedTriple]
) -> tuple[str | None, str, str | None]:
    """The triple with gold's ids at its ends, None where an end is not found.

    A symmetric one is turned round where gold states it so.
    """
    subject = PAPER_ITSELF if triple.subject == PAPER_ITSELF else found.get(triple.subject)
    ends = (subject, triple.predicate, found.get(triple.object))
    declared = PREDICATES.get(triple.predicate)
    if declared and declared.symmetric and ends not in stated and ends[::-1] in stated:
        return ends[::-1]
    return ends


def _ends(triple: AnnotatedTriple, side: _Side) -> list[tuple[str, ...]]:
    return [side.mentions[end] for end in (triple.subject, triple.object) if end in side.mentions]


def _tell(triple: AnnotatedTriple, names: Mapping[str, str]) -> str:
    return f"{names.get(triple.subject, PAPER_ITSELF)} -> {names[triple.object]}"


def fold_value(value: str) -> str:
    """A figure without spaces, dollar signs and the backslashes and ties of TeX, in lower case."""
    return "".join(c for c in value if not c.isspace() and c not in "\\$~").lower()


def _score(outcomes: Mapping[Outcome, int]) -> Score:
    found, extra, missed = (outcomes.get(name, 0) for name in ("found", "extra", "missed"))
    precision = found / (found + extra) if found + extra else 0.0
    recall = found / (found + missed) if found + missed else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    p, r, f1 = (round(share, _DIGITS) for share in (precision, recall, f1))
    return Score(gold=found + missed, predicted=found + extra, p=p, r=r, f1=f1)


def _calibration_error(confidences: Iterable[tuple[float, bool]]) -> float | None:
    """Expected calibration error, each bin weighted by how much is in it (Naeini et al., AAAI 2015)."""
    gaps, n = [0.0] * _BINS, 0
    for confidence, right in confidences:
        gaps[min(_BINS - 1, int(_BINS * confidence))] += confidence - right
        n += 1
    return round(sum(map(abs, gaps)) / n, _DIGITS) if n else None
