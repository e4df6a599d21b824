"""Canonical names over papers: which entities of different papers are one node, and what it is called.

One pure function of (paper, type, surface forms) of all papers; the order of the papers plays no part.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from graph.extraction import Entity
from graph.folding import fold_name

_LEADING = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_PARENTHESIS = re.compile(r"\s*\([^()]*\)\s*$")
_TAILS = {
    "Problem": re.compile(r"[\s-]+(?:problem|issue|phenomenon|phenomena)s?$", re.IGNORECASE),
    "Dataset": re.compile(r"[\s-]+(?:data ?set|benchmark|corpus)s?$", re.IGNORECASE),
    "Task": re.compile(r"[\s-]+tasks?$", re.IGNORECASE),
    "Metric": re.compile(r"[\s-]+scores?$", re.IGNORECASE),
}
_METHOD_TAIL = re.compile(r"\s+(?:model|network|architecture|method|algorithm|framework)s?$", re.IGNORECASE)
_MARKED = re.compile(r"\S*(?:[A-Z]\S*[A-Z]|[A-Za-z]\S*\d)\S*")
_SHORT = re.compile(r"[A-Za-z][A-Za-z0-9&+-]{1,9}")

_UNAMBIGUOUS = 0.9
"""Share of papers with one long form from which an abbreviation stands for it elsewhere too."""

_SAME_LONG_FORM = 90
"""Similarity (0 to 100) of two long forms of one abbreviation above which they are spellings of one."""


def name_key(entity_type: str, text: str) -> str:
    """The folded name without an article, a parenthesis or a noun that only repeats the type.

    "the over-smoothing problem" gives "oversmoothing", "ImageNet dataset" gives "imagenet", "GCN model" gives
    "gcn" (a method's noun is left out only after a name that is marked as one: "language model" keeps its own).
    """
    text = _PARENTHESIS.sub("", _LEADING.sub("", text.strip())) or text
    tail = _TAILS.get(entity_type)
    if tail is not None:
        text = tail.sub("", text) or text
    elif entity_type == "Method":
        rest = _METHOD_TAIL.sub("", text)
        text = rest if _MARKED.fullmatch(rest) else text
    return fold_name(text)


def is_short_form(text: str) -> bool:
    """Whether a surface form looks like an abbreviation: one word, at least two capitals."""
    return bool(_SHORT.fullmatch(text)) and sum(c.isupper() for c in text) >= 2


def abbreviates(short: str, long: str) -> bool:
    """Whether the letters of ``short`` stand in ``long`` in order, the first at its start, most at word starts.

    After Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions" (PSB 2003), with
    the stricter demand on word starts, as no parenthesis vouches for the pair here.
    """
    letters = [c for c in short.lower().removesuffix("s") if c.isalnum()]
    words = re.findall(r"[^\W_]+", _PARENTHESIS.sub("", long).lower())
    if fold_name(short) in map(fold_name, words):
        return False  # "GCN model" is no long form of GCN
    if len(words) < 2 or not letters or words[0][0] != letters[0]:
        return False
    text = " ".join(words)
    position, at_starts = 0, 0
    for letter in letters:
        start = re.search(rf"(?<![^\W_]){re.escape(letter)}", text[position:])
        found = position + start.start() if start else text.find(letter, position)
        if found < 0:
            return False
        at_starts += start is not None
        position = found + 1
    return at_starts >= 2 and at_starts >= len(letters) - 2 and len(words) <= len(letters) + 2


class Named(NamedTuple):
    """A node that entities of papers resolve to."""

    id: str
    type: str
    key: str


@dataclass(slots=True)
class NodeNames:
    """What a node is called: its surface forms, each with the number of times it was met."""

    forms: Counter[str] = field(default_factory=Counter)

    def display(self, node: Named) -> str:
        """The commonest form that folds to the node's key, the singular and the plain one before others."""

        def rank(form: str) -> tuple[bool, bool, int, int, str]:
            plain = fold_name(form) == node.key
            singular = not re.search(r"[^\Ws]s$", form) or is_short_form(form)
            capitals = sum(c.isupper() for c in form)
            return (not plain, not (plain and singular), -self.forms[form], capitals, form)

        own = [form for form in self.forms if name_key(node.type, form) == node.key]
        return min(own or self.forms, key=rank)

    def keys(self, entity_type: str) -> set[str]:
        """Every folded spelling under which the node is found."""
        return {fold for form in self.forms for fold in (fold_name(form), name_key(entity_type, form))}

    def aliases(self) -> list[str]:
        """All forms, commonest first."""
        return [form for form, _ in sorted(self.forms.items(), key=lambda pair: (-pair[1], pair[0]))]


def surface_forms(entity: Entity) -> Counter[str]:
    """The forms of an entity in one paper with their numbers: 0 for a name that the text does not have."""
    forms = Counter(m.text for m in entity.mentions)
    forms.setdefault(entity.name, 0)
    return forms


class Names:
    """Collects the entities of all papers, then resolves each of them to a node."""

    def __init__(self) -> None:
        self._long_forms: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self._expansions: dict[tuple[str, str], str] = {}
        self._canonical_long: dict[tuple[str, str], str] = {}

    def learn(self, entities: Iterable[Entity]) -> None:
        """Take in the abbreviations that one paper defines: entities that have both a short and a long form."""
        for entity in entities:
            for short, long in _definitions(entity):
                self._long_forms[entity.type, fold_name(short)][name_key(entity.type, long)] += 1

    def settle(self) -> None:
        """Decide, after all papers were learned, which abbreviations stand for one long form everywhere."""
        for (entity_type, short), longs in sorted(self._long_forms.items()):
            spelled = _join_spellings(longs)
            merged: Counter[str] = Counter()
            for long, n in longs.items():
                merged[spelled[long]] += n
                if spelled[long] != long:
                    self._canonical_long.setdefault((entity_type, long), spelled[long])
            top, count = min(merged.items(), key=lambda pair: (-pair[1], pair[0]))
            if count >= _UNAMBIGUOUS * merged.total():
                self._expansions[entity_type, short] = top

    def resolve(self, entity: Entity) -> Named:
        """The node of an entity: its own long form, else the one that its abbreviation has elsewhere."""
        key = name_key(entity.type, entity.name)
        own = sorted(name_key(entity.type, long) for _, long in _definitions(entity))
        if own and key not in own:
            key = own[0]
        elif is_short_form(entity.name):
            key = self._expansions.get((entity.type, key), key)
        key = self._canonical_long.get((entity.type, key), key)
        return Named(f"{entity.type.lower()}:{key}", entity.type, key)


def _definitions(entity: Entity) -> list[tuple[str, str]]:
    forms = surface_forms(entity)
    shorts = [form for form in forms if is_short_form(form)]
    return [(short, long) for short in shorts for long in forms if " " in long and abbreviates(short, long)]


def _join_spellings(longs: Counter[str]) -> dict[str, str]:
    """Each long form of one abbreviation with the commonest one that is nearly the same."""
    from rapidfuzz import fuzz

    chosen: list[str] = []
    spelled = {}
    for long, _ in sorted(longs.items(), key=lambda pair: (-pair[1], pair[0])):
        twin = next((c for c in chosen if fuzz.ratio(c, long) >= _SAME_LONG_FORM), None)
        if twin is None:
            chosen.append(long)
        spelled[long] = twin or long
    return spelled
