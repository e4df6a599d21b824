"""Canonical names over papers: which entities of different papers are one node, and what it is called.

One pure function of (paper, type, surface forms) of all papers; the order of the papers plays no part. Everything
is looked up by its key when it is asked for, and each answer says what it rests on, so that after a change only
those papers need to be asked again whose answers rested on what has changed.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple, Protocol

from graph.abbreviations import is_short_form
from graph.alias_reasons import Source
from graph.extraction import Entity
from graph.folding import fold_name
from graph.name_claims import PART, may_abbreviate, name_claims, shorts_in
from graph.name_forms import bare_name, loose_key, name_key
from graph.node_names import Named
from graph.paper import Paper
from graph.senses import Definer, Question, Sense, Senses, context_words

_KEPT = 1 << 14
"""Answers of each kind that are remembered: enough for the names that many papers share."""


class NameTables(Protocol):
    """What all papers say of names, by key."""

    def definers(self, short: str) -> list[Definer]:
        """Who defines a folded abbreviation."""
        ...

    def texts(self, paper_ids: list[str]) -> Iterable[str]:
        """The texts of papers that define abbreviations."""
        ...

    def least_loose(self, entity_type: str, strict: str) -> str | None:
        """The least of the loose keys that names with one strict key have."""
        ...

    def keys_of_group(self, entity_type: str, loose: str) -> dict[str, int]:
        """The keys that names which meet under one loose key have, and how often each is used."""
        ...


class Expansion(NamedTuple):
    """A name with its abbreviations written out, and the senses that they were given."""

    text: str
    senses: tuple[Sense, ...]


class Told(NamedTuple):
    """What a name means in every paper that does not define its abbreviations.

    It adds ``weight`` to ``key`` among the names that meet under its keys.
    """

    key: str
    weight: int
    strict: str
    loose: str


class Resolved(NamedTuple):
    """The node of an entity; its long form, where the name is an abbreviation of it."""

    node: Named
    long: str | None


class _Plain(NamedTuple):
    """What a name means without a paper, and what that rests on; nothing where a paper would have to tell."""

    expansion: Expansion | None
    node: Named | None
    rests_on: frozenset[Question]


_SenseOf = Callable[[str, str], Sense | None]


class Names:
    """The names that all papers together give, as the tables say now: make a new one when they have changed."""

    def __init__(self, tables: NameTables) -> None:
        self._tables = tables
        self.senses = lru_cache(_KEPT)(self._find_senses)
        self._first = lru_cache(_KEPT)(self._find_first)
        self.least_loose = lru_cache(_KEPT)(tables.least_loose)
        self.canonical = lru_cache(_KEPT)(self._find_canonical)
        self.plain = lru_cache(_KEPT)(self._find_plain)
        self._node = lru_cache(_KEPT)(self._find_node)

    def forget(self) -> None:
        """Give back the memory of all answers, which would wait for a search for cycles."""
        for answers in (self.senses, self._first, self.least_loose, self.canonical, self.plain, self._node):
            answers.cache_clear()

    def _find_first(self, short: str) -> Senses | None:
        """The senses by their long forms as they are written."""
        definers = self._tables.definers(short)
        return Senses(short, definers, self._tables.texts) if definers else None

    def _find_senses(self, short: str) -> Senses | None:
        """The senses by their long forms, abbreviations within these written out."""
        definers = self._tables.definers(short)
        if not any(may_abbreviate(definer.long) for definer in definers):
            return self._first(short)
        return Senses(short, definers, self._tables.texts, self._write_out)

    def _write_out(self, long: str) -> str:
        expansion = _expand("Method", long, self._first_sense) if " " in long else None
        return expansion.text if expansion else long

    def _first_sense(self, entity_type: str, short: str) -> Sense | None:
        senses = self._first(fold_name(short))
        return (senses.only(entity_type) or _UNTOLD) if senses else None

    def _find_canonical(self, entity_type: str, loose: str) -> str | None:
        keys = self._tables.keys_of_group(entity_type, loose)
        return min(keys, key=lambda key: (-keys[key], key)) if keys else None

    def tell(self, entity_type: str, name: str, n: int) -> Told | None:
        """What a name that ``n`` entities have means; None where it differs by paper."""
        expansion = _expand(entity_type, name, self._plain_sense(set()))
        if expansion is None:
            return None
        strict, loose = name_key(entity_type, expansion.text), loose_key(entity_type, expansion.text)
        if expansion.senses and is_short_form(bare_name(entity_type, name)):
            return Told(strict, 0, strict, loose)  # the long form is the name, though all papers abbreviate it
        return Told(name_key(entity_type, name), n, strict, loose)

    def _plain_sense(self, rests_on: set[Question]) -> _SenseOf:
        def sense_of(entity_type: str, short: str) -> Sense | None:
            key = fold_name(short)
            rests_on.add(("only", key, entity_type))
            senses = self.senses(key)
            return (senses.only(entity_type) or _UNTOLD) if senses else None

        return sense_of

    def _find_plain(self, entity_type: str, name: str) -> _Plain:
        rests_on: set[Question] = set()
        expansion = _expand(entity_type, name, self._plain_sense(rests_on))
        node = self.node(entity_type, expansion.text, rests_on) if expansion else None
        return _Plain(expansion, node, frozenset(rests_on))

    def node(self, entity_type: str, text: str, rests_on: set[Question]) -> Named:
        """The node of a name whose abbreviations are written out."""
        node, asked = self._node(entity_type, text)
        rests_on.update(asked)
        return node

    def _find_node(self, entity_type: str, text: str) -> tuple[Named, tuple[Question, Question]]:
        strict = name_key(entity_type, text)
        loose = self.least_loose(entity_type, strict) or loose_key(entity_type, text)
        key = self.canonical(entity_type, loose) or strict
        node = Named(f"{entity_type.lower()}:{key}", entity_type, key)
        return node, (("strict", entity_type, strict), ("group", entity_type, loose))

    def within(self, paper: Paper, entities: Iterable[Entity]) -> "NamesWithin":
        """The names as one paper means them."""
        return NamesWithin(self, paper, entities)


class NamesWithin:
    """What names mean in one paper; ``rests_on`` grows with the questions whose answers were used."""

    def __init__(self, names: Names, paper: Paper, entities: Iterable[Entity]) -> None:
        self._names, self._paper = names, paper
        claims = name_claims(paper, entities)
        self._own = {short: loose_key("Method", d.long) for short, d in claims.definitions.items()}
        self._words: set[str] | None = None
        self._told: dict[tuple[str, str], Sense | None] = {}
        self.rests_on: set[Question] = set()

    def resolve(self, entity: Entity) -> Resolved:
        """The node of an entity: what its name, with abbreviations written out, is called in all papers."""
        expansion, node = self._meaning(entity.type, entity.name)
        is_long = expansion.senses and name_key(entity.type, expansion.text) == node.key
        return Resolved(node, expansion.text if is_long else None)

    def is_wording_of(self, form: str, node: Named) -> bool:
        """Whether a form leads to the node by its letters, without any abbreviation written out."""
        return self._names.node(node.type, form, self.rests_on).key == node.key

    def definition_of(self, form: str, node: Named) -> Source | None:
        """The first definition of the abbreviation by which ``form`` in this paper means the node, if one does."""
        if not shorts_in(form):
            return None
        expansion, meant = self._meaning(node.type, form)
        return expansion.senses[0].first if expansion.senses and meant == node else None

    def _meaning(self, entity_type: str, name: str) -> tuple[Expansion, Named]:
        if self._own.keys().isdisjoint(shorts_in(name)):
            plain = self._names.plain(entity_type, name)
            self.rests_on |= plain.rests_on
            if plain.expansion and plain.node:
                return plain.expansion, plain.node
        expansion = _expand(entity_type, name, self._sense) or Expansion(name, ())
        return expansion, self._names.node(entity_type, expansion.text, self.rests_on)

    def _sense(self, entity_type: str, short: str) -> Sense | None:
        key = fold_name(short)
        senses, own = self._names.senses(key), self._own.get(key)
        if own is not None and senses is not None:
            self.rests_on.add(("long", key, own))
            return senses.by_long[own]
        self.rests_on.add(("only", key, entity_type))
        if senses is None:
            return None
        only = senses.only(entity_type)
        if only is not None:
            return only
        self.rests_on.add(("told", key, entity_type))
        if (key, entity_type) not in self._told:
            if self._words is None:
                self._words = context_words(self._paper.text)
            self._told[key, entity_type] = senses.told_by(self._words, entity_type)
        return self._told[key, entity_type]


_UNTOLD = Sense.__new__(Sense)
"""Stands for a sense that only a paper can tell."""


def _expand(entity_type: str, name: str, sense_of: _SenseOf) -> Expansion | None:
    """The name with its abbreviations written out; None where a paper would have to tell what one means."""
    name = bare_name(entity_type, name)
    if not may_abbreviate(name) or (" " in name and (name.isupper() or entity_type == "Dataset")):
        return Expansion(name, ())
    used: list[Sense] = []
    tokens = []
    for token in name.split(" "):
        whole = sense_of(entity_type, token) if is_short_form(token) else None
        if whole is _UNTOLD:
            return None
        if whole is not None:
            used.append(whole)
            tokens.append(whole.text)
            continue
        parts, end = [], 0
        named_whole = entity_type == "Dataset" or token[-1:].isdigit()  # ResNet-50, as ResNet50
        for part in PART.finditer(token):
            inner = part[0] != token and not named_whole and is_short_form(part[0])
            sense = sense_of(entity_type, part[0]) if inner else None
            if sense is _UNTOLD:
                return None
            if sense is not None:
                used.append(sense)
            parts += [token[end : part.start()], sense.text if sense else part[0]]
            end = part.end()
        tokens.append("".join(parts) + token[end:])
    return Expansion(" ".join(tokens) if used else name, tuple(used))
