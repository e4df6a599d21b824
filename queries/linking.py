"""From the name that a person wrote to the nodes of the graph that it means."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Any, Literal, NamedTuple
from unicodedata import combining, normalize

from graph.folding import fold_name, fold_title
from graph.paper import parse_arxiv_id, parse_doi, title_id
from graph.store import Narrowing, Reader
from graph.vocabulary import ENTITY_TYPES, PAPER
from queries.rows import records
from queries.spelling import edits_allowed, may_be_misspelled, trim, variants
from queries.support import support_text

How = Literal["id", "name", "alias", "spelling"]
"""How a name was recognised: as an id, by a node's own name, by another name of it, by near enough a spelling."""

SUGGESTIONS = 5
AUTHOR = "Author"
"""In place of a label: a person whom papers name."""
_SUGGESTED_FROM = 70
"""Similarity (0 to 100) of a name to the one written from which it is suggested."""


class Linked(NamedTuple):
    """The nodes that a name means, commonest first; ``label`` and ``name`` are those of the first.

    ``papers`` counts the papers that mention it (0 where the store does not count them).
    """

    said: str
    ids: tuple[str, ...]
    label: str
    name: str
    how: How
    papers: int = 0


class Unclear(NamedTuple):
    """A name that means no node, with names that it may have been meant to be."""

    said: str
    did_you_mean: tuple[str, ...]


class Linker:
    """Links names to the nodes of one store; asks it for what it needs, once."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def link(self, said: str, types: Sequence[str]) -> Linked | Unclear:
        """The nodes of these types that ``said`` means.

        An id, else a name or alias that is the same when folded (see ``queries.spelling.variants``), else one with
        a typing error. All nodes that share the name are taken; those that only have it as an alias where no node
        has it as its name, or as one of another type that fewer papers mention: GCN is the method that many papers
        call so, even if one paper has a dataset of that name.
        """
        return self.exact(said, types) or self.misspelled(said, types) or self.unclear(said, types)

    def exact(self, said: str, types: Sequence[str]) -> Linked | None:
        """The nodes by id, name or alias."""
        if AUTHOR in types:
            return self._authors(said)
        return self._papers_exactly(said) if PAPER in types else self._entities_exactly(said, types)

    def exact_all(self, texts: Iterable[str]) -> dict[str, dict[str, Linked]]:
        """For each of the texts that is a name or an alias: what it is called so, by label."""
        keys = {text: {label: variants(text, (label,)) for label in ENTITY_TYPES} for text in texts}
        wanted = sorted({key for by_label in keys.values() for label in by_label for key in by_label[label]})
        rows: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for row in self._having(wanted):
            rows.setdefault((row["type"], row["key"]), []).append(row)
        found: dict[str, dict[str, Linked]] = {}
        for text, by_label in keys.items():
            for label, spelled in by_label.items():
                key = next((key for key in spelled if (label, key) in rows), None)
                if key is not None:
                    found.setdefault(text, {})[label] = _linked_by(key, text, rows[label, key])
        return found

    def titles_in(self, words: Sequence[str]) -> list[tuple[tuple[int, int], Linked]]:
        """The papers whose whole title stands among the words."""
        folded = [fold_title(word) for word in words]
        text = "".join(folded)
        starts = [0, *accumulate(map(len, folded))]
        found = []
        for row in self._papers:
            title = fold_title(row["title"])
            at = text.find(title) if len(title) > 8 else -1
            if at >= 0 and at in starts and at + len(title) in starts[1:]:
                span = (starts.index(at), starts.index(at + len(title), 1))
                link = _linked_papers(row["title"], "name", [row])
                if link:
                    found.append((span, link))
        return found

    def misspelled(self, said: str, types: Sequence[str]) -> Linked | None:
        """The nodes whose name differs from what was written by a typing error."""
        if AUTHOR in types:
            return None  # a name that is nearly a person's may be another person's
        if PAPER in types:
            return self._papers_by_title(said)
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        written = fold_name(trim(said))
        allowed = edits_allowed(written)
        if not allowed:
            return None
        named = [
            (key, row)
            for row in self._names
            if row["type"] in types
            for key in row["keys"]
            if abs(len(key) - len(written)) <= allowed + 1
        ]
        near = [
            (int(distance), -named[index][1]["papers"], index)
            for key, distance, index in process.extract(
                written, [key for key, _ in named], scorer=OSA.distance, score_cutoff=allowed, limit=None
            )
            if may_be_misspelled(written, key)
        ]
        if not near:
            return None
        nearest = min(near)
        key = named[nearest[2]][0]
        rows = [named[index][1] for distance, _, index in sorted(near) if named[index][0] == key]
        return _linked(said, "spelling", _meant(key, rows))

    def unclear(self, said: str, types: Sequence[str]) -> Unclear:
        """Names of these types that look or sound like the one written."""
        from rapidfuzz import fuzz, process, utils

        if PAPER in types:
            names = [row["title"] for row in self._papers]
        elif AUTHOR in types:
            names = self._author_names
        else:
            names = [row["name"] for row in self._names if row["type"] in types]
        found = process.extract(
            trim(said), names, scorer=fuzz.WRatio, processor=utils.default_process, limit=4 * SUGGESTIONS
        )
        alike = dict.fromkeys(name for name, score, _ in found if score >= _SUGGESTED_FROM)
        return Unclear(said, tuple(alike)[:SUGGESTIONS])

    def _entities_exactly(self, said: str, types: Sequence[str]) -> Linked | None:
        by_id = [row for row in self._ask("ids", ids=[said.strip()]) if row["type"] in types]
        if by_id:
            return _linked(said, "id", by_id)
        keys = variants(said, types)
        if not keys:
            return None
        rows = [row for row in self._having(keys) if row["type"] in types]
        for key in keys:
            having = [row for row in rows if row["key"] == key]
            if having:
                return _linked_by(key, said, having)
        return None

    def _papers_exactly(self, said: str) -> Linked | None:
        ids = {said.strip(), title_id(said)}
        if arxiv := parse_arxiv_id(said):
            ids.add(f"arxiv:{arxiv[0]}")
        if doi := parse_doi(said):
            ids.add(f"doi:{doi}")
        found = self._ask("papers_by_id", ids=sorted(ids))
        return _linked_papers(said, "id", [row for row in found if row["id"] in ids] or found)

    def _papers_by_title(self, said: str) -> Linked | None:
        """The one paper whose title begins so ("DropEdge" for "DropEdge: …") or is nearly so."""
        from rapidfuzz import fuzz

        written = fold_title(trim(said))
        tests: tuple[tuple[How, Callable[[str], bool]], ...] = (
            ("name", lambda title: fold_title(title.partition(":")[0]) == written),
            ("name", lambda title: len(written) > 8 and fold_title(title).startswith(written)),
            ("spelling", lambda title: len(written) > 15 and fuzz.ratio(fold_title(title), written) >= 95),
        )
        for how, test in tests:
            found = [row for row in self._papers if test(row["title"])]
            if len(found) == 1:
                return _linked_papers(said, how, found)
        return None

    def _authors(self, said: str) -> Linked | None:
        """The spellings of one person: the whole name, or the last name where all that have it may be one."""
        written = _person(said)
        if not written:
            return None
        same = [name for name in self._author_names if _person(name) == written]
        if not same:
            near = [name for name in self._author_names if _may_be(written, _person(name))]
            same = near if len({_person(name)[0][:1] for name in near}) == 1 else []
        return Linked(said, tuple(same), AUTHOR, same[0], "name") if same else None

    @cached_property
    def _author_names(self) -> list[str]:
        return [row["name"] for row in self._ask("authors")]

    @cached_property
    def _names(self) -> list[dict[str, Any]]:
        return self._ask("names")

    @cached_property
    def _papers(self) -> list[dict[str, Any]]:
        return self._ask("papers")

    def _having(self, keys: list[str]) -> list[dict[str, Any]]:
        """The nodes that have one of the keys, a row for each key of theirs."""
        ids, rest = self._reader.candidates(keys) if isinstance(self._reader, Narrowing) else ([], keys)
        near = self._ask("ids", ids=ids) if ids else []
        rows = [{**row, "key": key} for row in near for key in sorted({*row["keys"]} & {*keys} - {*rest})]
        return [*rows, *(self._ask("keys", keys=rest) if rest else [])]

    def _ask(self, text: str, **parameters: Any) -> list[dict[str, Any]]:
        return records(self._reader.run(support_text(text), parameters))


def _person(name: str) -> tuple[str, ...]:
    """The parts of a person's name, folded, in the order "first last"."""
    last, comma, first = name.partition(",")
    words = (f"{first} {last}" if comma else name).replace(".", " ").split()
    return tuple(filter(None, (fold_title(_bare(word)) for word in words)))


def _bare(text: str) -> str:
    """The text without accents, as names are often typed."""
    return "".join(c for c in normalize("NFD", text) if not combining(c))


def _may_be(written: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Whether a name as written, perhaps with initials or the last name alone, may be a known one."""
    if not known or written[-1] != known[-1]:
        return False
    firsts = zip(written[:-1], known[:-1], strict=False)
    return all(a == b or (1 in (len(a), len(b)) and a[0] == b[0]) for a, b in firsts)


def _owns(key: str, row: dict[str, Any]) -> bool:
    """Whether the key is a node's own name; its id is made of its type and that."""
    return bool(row["id"] == f"{row['type'].lower()}:{key}")


def _meant(key: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The nodes whose own name the key is, and commoner ones of other types; where there are none, all of them."""
    owners = [row for row in rows if _owns(key, row)]
    if not owners:
        return rows
    types, most = {row["type"] for row in owners}, max(row["papers"] for row in owners)
    return owners + [row for row in rows if row["type"] not in types and row["papers"] > most]


def _linked_by(key: str, said: str, rows: list[dict[str, Any]]) -> Linked:
    meant = _meant(key, rows)
    return _linked(said, "name" if _owns(key, min(meant, key=_commonest)) else "alias", meant)


def _commonest(row: dict[str, Any]) -> tuple[int, str]:
    return -row["papers"], row["id"]


def _linked(said: str, how: How, rows: Iterable[dict[str, Any]]) -> Linked:
    unique = list({row["id"]: row for row in sorted(rows, key=_commonest)}.values())
    return Linked(
        said, tuple(row["id"] for row in unique), unique[0]["type"], unique[0]["name"], how, unique[0]["papers"]
    )


def _linked_papers(said: str, how: How, rows: list[dict[str, Any]]) -> Linked | None:
    if not rows:
        return None
    ids = dict.fromkeys(row["id"] for row in rows)
    return Linked(said, tuple(ids), PAPER, rows[0]["title"], how)
