"""Canonical names over papers: which entities of different papers are one node, and what it is called.

One pure function of (paper, type, surface forms) of all papers; the order of the papers plays no part.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from graph.abbreviations import abbreviates, definitions_in, is_short_form
from graph.alias_reasons import Source
from graph.extraction import Entity
from graph.folding import fold_name
from graph.name_forms import bare_name, loose_key, name_key
from graph.paper import Paper
from graph.senses import Definer, Sense, Senses, context_words


class Named(NamedTuple):
    """A node that entities of papers resolve to."""

    id: str
    type: str
    key: str


@dataclass(slots=True)
class NodeNames:
    """What a node is called: its surface forms, each with the number of times it was met.

    ``papers`` counts the papers that mention it, ``first_year`` is the earliest stated year among them.
    """

    forms: dict[str, int] = field(default_factory=dict)
    papers: int = 0
    first_year: int | None = None

    def add(self, forms: Mapping[str, int], year: int | None) -> None:
        """Take in the forms that one more paper has."""
        for form, n in forms.items():
            self.forms[form] = self.forms.get(form, 0) + n
        self.papers += 1
        if year is not None and (self.first_year is None or year < self.first_year):
            self.first_year = year

    def display(self, node: Named) -> str:
        """The commonest form that folds to the node's key, the singular and the plain one before others."""
        if len(self.forms) == 1:
            return next(iter(self.forms))

        def rank(form: str) -> tuple[bool, bool, int, int, str]:
            plain = fold_name(form) == node.key
            singular = not re.search(r"[^\Ws]s$", form) or is_short_form(form)
            capitals = sum(c.isupper() for c in form)
            return (not plain, not (plain and singular), -self.forms[form], capitals, form)

        own = [form for form in self.forms if name_key(node.type, form) == node.key]
        return min(own or self.forms, key=rank)

    def keys(self, entity_type: str) -> set[str]:
        """Every folded spelling under which the node is found."""
        return {
            key
            for form in self.forms
            for key in (fold_name(form), name_key(entity_type, form), loose_key(entity_type, form))
        }

    def aliases(self) -> list[str]:
        """All forms, commonest first."""
        return [form for form, _ in sorted(self.forms.items(), key=lambda pair: (-pair[1], pair[0]))]


def surface_forms(entities: Iterable[Entity]) -> dict[str, int]:
    """The forms of a node's entities in one paper, how often each is met: 0 for a name that the text does not have."""
    forms: dict[str, int] = {}
    for entity in entities:
        for mention in entity.mentions:
            forms[mention.text] = forms.get(mention.text, 0) + 1
        forms.setdefault(entity.name, 0)
    return forms


class Expansion(NamedTuple):
    """A name with its abbreviations written out, and the senses that they were given."""

    text: str
    senses: tuple[Sense, ...]


class _Told(NamedTuple):
    """What a name means in every paper that does not define its abbreviations, with its keys.

    ``own`` is the key of the name as it is, ``strict`` and ``loose`` are those with abbreviations written out.
    """

    expansion: Expansion
    own: str
    strict: str
    loose: str


_PART = re.compile(r"[^\s/()-]+")


class Names:
    """Collects the entities of all papers, then resolves each of them to a node."""

    def __init__(self) -> None:
        self._definers: dict[str, set[Definer]] = defaultdict(set)
        self._senses: dict[str, Senses] = {}
        self._defined_in: dict[str, dict[str, str]] = {}
        self._counts: Counter[tuple[str, str]] = Counter()
        self._loose_of: dict[tuple[str, str], str] = {}
        self._canonical: dict[tuple[str, str], str] = {}
        self._long_names: dict[Named, str] = {}
        self._stated: dict[tuple[Named, str], Source | None] = {}
        self._wordings: dict[tuple[str, str], str] = {}
        self._plain: dict[tuple[str, str], Named] = {}
        self._not_by_letters: set[tuple[str, str]] = set()
        self._nodes: dict[tuple[str, str], Named] = {}
        self._context: tuple[str, set[str]] = ("", set())
        self._told: dict[tuple[str, str], Sense | None] = {}

    def learn(self, paper: Paper, entities: Iterable[Entity] = ()) -> None:
        """Take in what one paper calls things, and the abbreviations that its text or its entities define."""
        entities = tuple(entities)
        types: dict[str, set[str]] = defaultdict(set)
        for entity in entities:
            self._counts[entity.type, entity.name] += 1
            for form in {entity.name, *(mention.text for mention in entity.mentions)}:
                if _may_abbreviate(form) and is_short_form(form):
                    types[fold_name(form)].add(entity.type)
        defined: dict[str, str] = {}
        for short, long, start, end in (*definitions_in(paper.text), *_definitions_by(entities)):
            key = fold_name(short)
            if key not in defined:
                defined[key] = loose_key("Method", long)
                of_type = min(types[key]) if len(types[key]) == 1 else None
                self._definers[key].add(Definer(long, start, end, paper, of_type))
        if defined:
            self._defined_in[paper.id] = defined

    def settle(self) -> None:
        """Decide, after all papers were learned, what abbreviations mean and what each name is called."""
        self._senses = {short: Senses(short, definers) for short, definers in self._definers.items()}
        self._senses = self._senses | {
            short: Senses(short, definers, self._write_out)
            for short, definers in self._definers.items()
            if any(_may_abbreviate(definer.long) for definer in definers)
        }
        self._definers.clear()
        told = {named: meant for named in self._counts if (meant := self._tell(*named))}  # others differ by paper
        for (entity_type, _), meant in told.items():
            place = (entity_type, meant.strict)
            self._loose_of[place] = min(meant.loose, self._loose_of.get(place, meant.loose))
        groups: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
        for (entity_type, name), meant in told.items():
            group = groups[entity_type, self._loose_of[entity_type, meant.strict]]
            if meant.expansion.senses and is_short_form(bare_name(entity_type, name)):
                group.setdefault(meant.strict, 0)  # the long form is the name, though all papers abbreviate it
            else:
                group[meant.own] = group.get(meant.own, 0) + self._counts[entity_type, name]
        self._canonical = {place: min(keys, key=lambda key: (-keys[key], key)) for place, keys in groups.items()}
        self._counts.clear()
        for named, (expansion, own, strict, _) in told.items():
            self._plain[named] = self._node_at(named[0], strict, self._loose_of[named[0], strict], expansion)
            if expansion.senses or own != strict:
                self._not_by_letters.add(named)

    def _tell(self, entity_type: str, name: str) -> _Told | None:
        expansion = self._expand(entity_type, name, None)
        if expansion is None:
            return None
        own, strict = name_key(entity_type, name), name_key(entity_type, expansion.text)
        loose = loose_key(entity_type, expansion.text)
        return _Told(expansion, own, own if own == strict else strict, strict if loose == strict else loose)

    def _write_out(self, long: str) -> str:
        expansion = self._expand("Method", long, None) if " " in long else None
        return expansion.text if expansion else long

    def resolve(self, entity: Entity, paper: Paper) -> Named:
        """The node of an entity: what its name, with abbreviations written out, is called in all papers."""
        return self._named(entity.type, entity.name, paper)

    def is_wording_of(self, form: str, node: Named) -> bool:
        """Whether a form leads to the node by its letters, without any abbreviation written out."""
        place = (node.type, form)
        if place in self._plain and place not in self._not_by_letters:
            return self._plain[place].key == node.key
        known = self._wordings.get(place)
        if known is None:
            known = self._wordings[place] = self._node(node.type, Expansion(form, ())).key
        return known == node.key

    def definition_of(self, form: str, node: Named, paper: Paper | None) -> Source | None:
        """The first definition of the abbreviation by which ``form`` in this paper means the node, if one does."""
        own = self._defined_in.get(paper.id) if paper else None
        plain = own is None or own.keys().isdisjoint(_shorts_in(form))
        if plain and (node, form) in self._stated:
            return self._stated[node, form]
        expansion = self._expand(node.type, form, None if plain else paper)
        if expansion is None:
            return self._source(node, self._expand(node.type, form, paper))
        source = self._source(node, expansion)
        if plain:
            self._stated[node, form] = source
        return source

    def _source(self, node: Named, expansion: Expansion | None) -> Source | None:
        if expansion and expansion.senses and self._node(node.type, expansion) == node:
            first = expansion.senses[0].first
            return Source(False, first.paper.year or 9999, first.paper.id, first.start, first.end)
        return None

    def long_name(self, node: Named) -> str | None:
        """The long form of a node that some paper only abbreviates."""
        return self._long_names.get(node)

    def _named(self, entity_type: str, name: str, paper: Paper) -> Named:
        plain = self._plain.get((entity_type, name))
        own = self._defined_in.get(paper.id)
        if plain is not None and (own is None or own.keys().isdisjoint(_shorts_in(name))):
            return plain
        return self._node(entity_type, self._expand(entity_type, name, paper) or Expansion(name, ()))

    def _node(self, entity_type: str, expansion: Expansion) -> Named:
        strict = name_key(entity_type, expansion.text)
        loose = self._loose_of.get((entity_type, strict)) or loose_key(entity_type, expansion.text)
        return self._node_at(entity_type, strict, loose, expansion)

    def _node_at(self, entity_type: str, strict: str, loose: str, expansion: Expansion) -> Named:
        key = self._canonical.get((entity_type, loose), strict)
        node = self._nodes.get((entity_type, key))
        if node is None:
            node = self._nodes[entity_type, key] = Named(f"{entity_type.lower()}:{key}", entity_type, key)
        if expansion.senses and strict == key:
            self._long_names[node] = min(expansion.text, self._long_names.get(node, expansion.text))
        return node

    def _expand(self, entity_type: str, name: str, paper: Paper | None) -> Expansion | None:
        """The name with its abbreviations written out; None where ``paper`` would have to tell what one means."""
        name = bare_name(entity_type, name)
        if not _may_abbreviate(name) or (" " in name and (name.isupper() or entity_type == "Dataset")):
            return Expansion(name, ())
        used: list[Sense] = []
        tokens = []
        for token in name.split(" "):
            whole = self._sense(entity_type, token, paper)
            if whole is _UNTOLD:
                return None
            if whole is not None:
                used.append(whole)
                tokens.append(whole.text)
                continue
            parts, end = [], 0
            for part in _PART.finditer(token):
                inner = part[0] != token and entity_type != "Dataset"
                sense = self._sense(entity_type, part[0], paper) if inner else None
                if sense is _UNTOLD:
                    return None
                if sense is not None:
                    used.append(sense)
                parts += [token[end : part.start()], sense.text if sense else part[0]]
                end = part.end()
            tokens.append("".join(parts) + token[end:])
        return Expansion(" ".join(tokens) if used else name, tuple(used))

    def _sense(self, entity_type: str, short: str, paper: Paper | None) -> Sense | None:
        if not is_short_form(short):
            return None
        key = fold_name(short)
        senses = self._senses.get(key)
        if senses is None:
            return None
        if paper is not None:
            own = self._defined_in.get(paper.id, {}).get(key)
            if own is not None:
                return senses.by_long[own]
        only = senses.only(entity_type)
        if only is not None:
            return only
        if paper is None:
            return _UNTOLD
        if self._context[0] != paper.id:
            self._context, self._told = (paper.id, context_words(paper.text)), {}
        if (key, entity_type) not in self._told:
            self._told[key, entity_type] = senses.told_by(self._context[1], entity_type)
        return self._told[key, entity_type]


_UNTOLD = Sense.__new__(Sense)
"""Stands for a sense that only a paper can tell."""


_TWO_CAPITALS = re.compile(r"[A-Z].*[A-Z]", re.DOTALL)


def _may_abbreviate(name: str) -> bool:
    return _TWO_CAPITALS.search(name) is not None


@lru_cache(maxsize=1 << 16)
def _shorts_in(name: str) -> frozenset[str]:
    """The folded abbreviations that a name may be made of."""
    if not _may_abbreviate(name):
        return frozenset()
    parts = (*name.split(" "), *_PART.findall(name))
    return frozenset(fold_name(part) for part in parts if is_short_form(part))


def _definitions_by(entities: Iterable[Entity]) -> Iterator[tuple[str, str, int, int]]:
    """Abbreviations with the long form that the same entity has in this paper, and where the short one stands."""
    for entity in entities:
        forms = {entity.name, *(mention.text for mention in entity.mentions)}
        for mention in entity.mentions if len(forms) > 1 else ():
            if is_short_form(mention.text):
                longs = sorted(long for long in forms if " " in long and abbreviates(mention.text, long))
                if longs:
                    yield mention.text, longs[0], mention.start, mention.end
