"""What abbreviations mean: the long forms that papers give them, and which of these a paper without one means.

Long forms that are spellings of one make a sense. Where there are several, the words of a paper decide: naive
Bayes over the words of the papers that define each sense, and nobody's where it is not sure.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import NamedTuple

from graph.name_forms import loose_key
from graph.paper import Paper
from graph.words import american, singular

_TOP_SHARE = 0.95
"""Share of the papers that define an abbreviation from which one sense is taken for the only one."""
_LEAST_SHARE = 0.05
"""Share of the commonest sense below which another one is taken for a slip."""
_MOST_SENSES = 8
_SURE = 0.9
"""Probability from which the words of a paper tell a sense."""
_WORDS_READ = 50
"""Papers a sense whose words are counted: the first by id; more say nothing new."""
_SMOOTHING = 1.0
_WEIGHT = 0.25
"""Weight of a word's evidence: the words of an abstract are far from independent."""
_BARE = 2
"""Letters of an abbreviation that one paper's definition is not enough for elsewhere."""


WriteOut = Callable[[str], str]


class Definer(NamedTuple):
    """A paper that defines an abbreviation, at ``start`` to ``end`` of its text, with this long form."""

    long: str
    start: int
    end: int
    paper: Paper
    entity_type: str | None

    @property
    def order(self) -> tuple[int, str, int, int]:
        """The earliest stated year first, then the id."""
        return (self.paper.year or 9999, self.paper.id, self.start, self.end)


class Sense:
    """One meaning of an abbreviation: the spellings of one long form, and the papers that define it so."""

    def __init__(self, definers: Iterable[Definer], write_out: WriteOut) -> None:
        self.definers = sorted(definers, key=lambda d: d.order)
        written = Counter(d.long for d in self.definers)
        self.text = write_out(_commonest(written))
        self.types = {d.entity_type for d in self.definers if d.entity_type}

    @property
    def first(self) -> Definer:
        """The earliest paper that defines it."""
        return self.definers[0]

    @cached_property
    def word_counts(self) -> tuple[Counter[str], int]:
        """In how many papers each word stands, of how many."""
        read = {d.paper.id: d.paper for d in self.definers}
        chosen = [read[paper_id] for paper_id in sorted(read)[:_WORDS_READ]]
        return Counter(word for paper in chosen for word in context_words(paper.text)), len(chosen)

    def fits(self, entity_type: str) -> bool:
        """Whether a thing of this type may be meant: a dataset is abbreviated like nothing else."""
        return "Dataset" in self.types if entity_type == "Dataset" else self.types != {"Dataset"}


_WORD = re.compile(r"[^\W\d_]{3,}")


def context_words(text: str) -> set[str]:
    """The words of a text that may tell what an abbreviation in it means."""
    return {singular(word) for word in _WORD.findall(text.lower())}


class Senses:
    """All senses of one abbreviation; ``write_out`` replaces abbreviations within a long form."""

    def __init__(self, short: str, definers: Iterable[Definer], write_out: WriteOut = str) -> None:
        by_long: dict[str, list[Definer]] = defaultdict(list)
        for definer in definers:
            by_long[loose_key("Method", definer.long)].append(definer)
        groups: list[tuple[str, list[str], list[Definer]]] = []
        self.by_long: dict[str, Sense] = {}
        joined: dict[str, str] = {}
        for long, found in sorted(by_long.items(), key=lambda pair: (-len(pair[1]), pair[0])):
            words = _plain_words(write_out(_commonest(Counter(d.long for d in found))))
            twin = next((g for g in groups if are_spellings_of_one(g[1], words)), None)
            if twin is None:
                groups.append((long, words, list(found)))
            else:
                twin[2].extend(found)
            joined[long] = twin[0] if twin else long
        senses = {long: Sense(found, write_out) for long, _, found in groups}
        self.by_long = {long: senses[head] for long, head in joined.items()}
        self._short = short
        self._only: dict[str, Sense | None] = {}
        self._evidence: dict[tuple[Sense, ...], dict[str, tuple[float, ...]]] = {}
        ranked = sorted(senses.values(), key=lambda s: (-len(s.definers), s.text))
        least = _LEAST_SHARE * len(ranked[0].definers)
        self._known = [s for s in ranked if len(s.definers) >= least][:_MOST_SENSES]

    def only(self, entity_type: str) -> Sense | None:
        """The sense that needs no context: there is no other one to speak of."""
        if entity_type not in self._only:
            self._only[entity_type] = self._find_only(entity_type)
        return self._only[entity_type]

    def _find_only(self, entity_type: str) -> Sense | None:
        known = [sense for sense in self._known if sense.fits(entity_type)]
        total = sum(len(sense.definers) for sense in known)
        if not known or len(known[0].definers) < _TOP_SHARE * total:
            return None
        papers = {d.paper.id for d in known[0].definers}
        trusted = len(self._short) > _BARE and entity_type != "Dataset"  # ImageNet is what it is called
        return known[0] if len(papers) > 1 or trusted else None

    def told_by(self, words: set[str], entity_type: str) -> Sense | None:
        """The sense that the words of a paper tell; None where they do not."""
        known = tuple(sense for sense in self._known if sense.fits(entity_type))
        if len(known) < 2:
            return self.only(entity_type)
        evidence = self._evidence.get(known)
        if evidence is None:
            evidence = self._evidence[known] = _evidence(known)
        telling = [evidence[word] for word in sorted(words & evidence.keys())]
        scores = [
            math.log(len(sense.definers)) + _WEIGHT * sum(word[n] for word in telling)
            for n, sense in enumerate(known)
        ]
        best = max(scores)
        sure = 1 / sum(math.exp(score - best) for score in scores) >= _SURE
        return known[scores.index(best)] if sure else None


def _evidence(senses: tuple[Sense, ...]) -> dict[str, tuple[float, ...]]:
    """For each word by how much it speaks for each sense: logarithms, smoothed."""
    pooled = sum((sense.word_counts[0] for sense in senses), Counter())
    read = sum(sense.word_counts[1] for sense in senses)
    return {
        word: tuple(
            math.log((sense.word_counts[0][word] * read / n + _SMOOTHING) / (sense.word_counts[1] + _SMOOTHING))
            for sense in senses
        )
        for word, n in pooled.items()
    }


_FILLERS = frozenset(
    ("neural", "network", "model", "algorithm", "system", "method", "unit", "technique", "problem")
)
_LINKS = frozenset(("a", "an", "and", "by", "for", "from", "in", "of", "on", "the", "to", "with"))
_VERBAL = ("", "e", "ed", "er", "or", "ing", "ion", "ional", "ation", "ator", "ative", "ive", "y", "ity")
_NOMINAL = ("al", "o", "ming", "mer", "ler", "ling", "ent", "ence", "ant", "ance", "ly", "ary")
_ENDINGS = frozenset(_VERBAL + _NOMINAL)


def _commonest(written: Counter[str]) -> str:
    return min(written, key=lambda t: (-written[t], t.endswith("s"), sum(map(str.isupper, t)), t))


def _plain_words(long: str) -> list[str]:
    words = [singular(american(word)) for word in re.findall(r"[^\W_]+", long.lower())]
    return [word for word in words if word not in _LINKS] or words


def are_spellings_of_one(one: list[str], other: list[str]) -> bool:
    """Whether the words of two long forms of one abbreviation say the same.

    Fillers as "neural" and "model" may be missing, and one other word of four; a word may have another ending
    ("convolution", "convolutional") or a slip of the pen ("neutral network").
    """
    if one == other:
        return True
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    if len(longer) > len(shorter):
        rest = iter(longer)
        more = Counter(longer) - Counter(shorter)
        within = all(word in rest for word in shorter)
        return within and (more.keys() <= _FILLERS or (more.total() == 1 and len(shorter) > 2))
    return all(_are_forms_of_one(a, b) for a, b in zip(one, other, strict=True))


def _are_forms_of_one(a: str, b: str) -> bool:
    from rapidfuzz.distance import OSA

    if a == b:
        return True
    same = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    if same >= 4 and a[same:] in _ENDINGS and b[same:] in _ENDINGS:
        return True
    return same >= 3 and min(len(a), len(b)) >= 6 and OSA.distance(a, b) <= (2 if min(len(a), len(b)) >= 9 else 1)
