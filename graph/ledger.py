"""What each paper contributes to names, nodes and claims, in SQLite tables, so that it is looked up by key.

A ledger follows from the records, as the graph does. It is never the truth: without one everything is worked out
anew, and written into an empty one.
"""

from __future__ import annotations

import json
import pickle
import sqlite3
import zlib
from array import array
from functools import lru_cache
from typing import TYPE_CHECKING

from graph.alias_reasons import Source
from graph.name_claims import shorts_in
from graph.name_forms import bare_name
from graph.node_names import Named, Naming, NodeNames
from graph.senses import Definer

if TYPE_CHECKING:
    from collections.abc import Collection as Some
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from graph.name_claims import NameClaims
    from graph.naming import Told
    from graph.paper import Paper
    from graph.projection import PaperRows
    from graph.senses import Question
    from graph.tables import Ends

_SCHEMA = """
CREATE TABLE fact(name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;

CREATE TABLE paper(number INTEGER PRIMARY KEY, id TEXT NOT NULL, year INTEGER, text TEXT, rests_on BLOB);
CREATE INDEX paper_id ON paper(id);
CREATE TABLE reader(question INTEGER, paper INTEGER, PRIMARY KEY(question, paper)) WITHOUT ROWID;

CREATE TABLE definition(short TEXT, paper INTEGER, long TEXT, start INTEGER, finish INTEGER, type TEXT,
    PRIMARY KEY(short, paper)) WITHOUT ROWID;
CREATE TABLE within_long(inner TEXT, short TEXT, PRIMARY KEY(inner, short)) WITHOUT ROWID;

CREATE TABLE name(number INTEGER PRIMARY KEY, type TEXT, name TEXT, n INTEGER, fresh INTEGER,
    key TEXT, weight INTEGER, strict TEXT, loose TEXT, meets TEXT, UNIQUE(type, name));
CREATE INDEX name_strict ON name(type, strict, loose);
CREATE INDEX name_meets ON name(type, meets, key, weight);
CREATE INDEX name_fresh ON name(number) WHERE fresh;
CREATE TABLE within_name(short TEXT, name INTEGER, PRIMARY KEY(short, name)) WITHOUT ROWID;

CREATE TABLE node(number INTEGER PRIMARY KEY, id TEXT UNIQUE, type TEXT, key TEXT, digest TEXT, touched INTEGER);
CREATE INDEX node_touched ON node(number) WHERE touched;
CREATE TABLE naming(node INTEGER, paper INTEGER, said TEXT, PRIMARY KEY(node, paper)) WITHOUT ROWID;
CREATE INDEX naming_paper ON naming(paper);

CREATE TABLE claim(predicate TEXT, subject INTEGER, object INTEGER, paper INTEGER,
    PRIMARY KEY(predicate, subject, object, paper)) WITHOUT ROWID;
CREATE INDEX claim_paper ON claim(paper);

CREATE TABLE written(id TEXT PRIMARY KEY, digest TEXT) WITHOUT ROWID;
CREATE TABLE kept(id TEXT PRIMARY KEY, extractors TEXT, copies INTEGER) WITHOUT ROWID;
CREATE TABLE known(key TEXT, id TEXT, PRIMARY KEY(key, id)) WITHOUT ROWID;
CREATE INDEX known_id ON known(id);
"""
_TEMPORARY = """
CREATE TEMP TABLE touched_claim(predicate TEXT, subject INTEGER, object INTEGER, before INTEGER,
    PRIMARY KEY(predicate, subject, object)) WITHOUT ROWID;
CREATE TEMP TABLE made(paper TEXT PRIMARY KEY, rows BLOB);
"""
_CACHE_KIB = 64 << 10
_DUMPS = json.JSONEncoder(ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode  # lone surrogates pass


Claim = tuple[str, Named, Named]
"""Predicate, subject, object: what several papers may say of two entities."""
Pair = tuple["Ends", str, str]
"""The same with the ends' labels and the ids alone."""


def number_of(question: Question) -> int:
    """A question as a number of 64 bits; two that share one make a paper be asked once too often."""
    return _number_of("\0".join(question))


@lru_cache(maxsize=1 << 14)
def _number_of(text: str) -> int:
    import xxhash

    return int(xxhash.xxh3_64_intdigest(text.encode("utf-8", "surrogatepass"))) - (1 << 63)


def _shorts_within(entity_type: str, name: str) -> frozenset[str]:
    """Every abbreviation that may be written out in a name."""
    return shorts_in(name) | shorts_in(bare_name(entity_type, name))


class Ledger:
    """The tables. In a file of its own, or in one that is gone when it is closed."""

    def __init__(self, path: Path | None = None) -> None:
        self._sql = sqlite3.connect(path or "", isolation_level=None, check_same_thread=False)
        self._sql.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        self._sql.execute("PRAGMA temp_store = FILE")
        self.is_new = not self._sql.execute("SELECT 1 FROM sqlite_master").fetchone()
        if self.is_new:  # worth nothing until it is whole
            self._sql.execute("PRAGMA journal_mode = OFF")
            self._sql.execute("PRAGMA synchronous = OFF")
            self._sql.executescript(_SCHEMA)
        self._sql.executescript(_TEMPORARY)
        self._numbers = lru_cache(1 << 14)(self._number_of_node)
        self._sql.execute("BEGIN")

    def commit(self) -> None:
        """Keep what was changed since the ledger was opened or committed last; all else is as if it had not been."""
        self._sql.execute("COMMIT")
        self._sql.execute("BEGIN")

    def close(self) -> None:
        """Close the file, and forget what was not committed."""
        self._sql.close()

    def facts(self) -> dict[str, str]:
        """What is said of the ledger itself."""
        return dict(self._sql.execute("SELECT name, value FROM fact"))

    def state(self, **facts: str) -> None:
        """Say something of the ledger itself."""
        self._sql.executemany("INSERT OR REPLACE INTO fact VALUES (?, ?)", facts.items())

    # Papers

    def paper_number(self, paper_id: str) -> int:
        """The number of a paper that was learned."""
        return int(self._sql.execute("SELECT number FROM paper WHERE id = ?", (paper_id,)).fetchone()[0])

    def texts(self, paper_ids: list[str]) -> Iterator[str]:
        """The texts of papers that define abbreviations."""
        for paper_id in paper_ids:
            yield self._sql.execute(
                "SELECT text FROM paper WHERE id = ? AND text IS NOT NULL", (paper_id,)
            ).fetchone()[0]

    # Names

    def learn(self, paper: Paper, claims: NameClaims, number: int | None = None) -> None:
        """Take in what one more paper says of names."""
        text = paper.text if claims.definitions else None
        if number is None:
            number = self._sql.execute("INSERT INTO paper(id) VALUES (?)", (paper.id,)).lastrowid
        self._sql.execute("UPDATE paper SET year = ?, text = ? WHERE number = ?", (paper.year, text, number))
        for short, (long, start, end, entity_type) in claims.definitions.items():
            row = (short, number, long, start, end, entity_type)
            self._sql.execute("INSERT INTO definition VALUES (?, ?, ?, ?, ?, ?)", row)
            within = [(inner, short) for inner in _shorts_within("Method", long)]
            self._sql.executemany("INSERT OR IGNORE INTO within_long VALUES (?, ?)", within)
        for (entity_type, name), n in claims.counts.items():
            self._sql.execute(
                "INSERT INTO name(type, name, n, fresh) VALUES (?, ?, ?, 1) "
                "ON CONFLICT(type, name) DO UPDATE SET n = n + excluded.n, fresh = 1",
                (entity_type, name, n),
            )
            self._sql.executemany(
                "INSERT OR IGNORE INTO within_name SELECT ?, number FROM name WHERE type = ? AND name = ?",
                [(short, entity_type, name) for short in _shorts_within(entity_type, name)],
            )

    def unlearn(self, paper_id: str, claims: NameClaims) -> None:
        """Take out what a paper said of names when it was learned."""
        number = self.paper_number(paper_id)
        gone = [(short, number) for short in claims.definitions]
        self._sql.executemany("DELETE FROM definition WHERE short = ? AND paper = ?", gone)
        fewer = [(n, entity_type, name) for (entity_type, name), n in claims.counts.items()]
        self._sql.executemany("UPDATE name SET n = n - ?, fresh = 1 WHERE type = ? AND name = ?", fewer)

    def definers(self, short: str) -> list[Definer]:
        """Who defines a folded abbreviation."""
        rows = self._sql.execute(
            "SELECT long, start, finish, id, year, type FROM definition JOIN paper ON number = paper "
            "WHERE short = ?",
            (short,),
        )
        return [Definer(*row) for row in rows]

    def with_outer(self, shorts: set[str]) -> set[str]:
        """The abbreviations, and those in whose long forms one of them may stand."""
        outer = "SELECT short FROM within_long WHERE inner = ?"
        return shorts.union(*({row[0] for row in self._sql.execute(outer, (short,))} for short in shorts))

    def freshen(self, short: str) -> None:
        """Let the names be told anew in which an abbreviation may stand."""
        self._sql.execute(
            "UPDATE name SET fresh = 1 WHERE number IN (SELECT name FROM within_name WHERE short = ?)", (short,)
        )

    def fresh_names(self) -> Iterator[tuple[int, str, str, int]]:
        """Number, type, name and count of the names that are to be told; the table may change meanwhile."""
        after = -1
        while rows := self._sql.execute(
            "SELECT number, type, name, n FROM name WHERE fresh AND number > ? ORDER BY number LIMIT 5000",
            (after,),
        ).fetchall():
            yield from rows
            after = rows[-1][0]

    def fresh_places(self) -> set[tuple[str, str]]:
        """The types and strict keys that the names to be told had until now."""
        return set(self._sql.execute("SELECT type, strict FROM name WHERE fresh AND strict IS NOT NULL"))

    def groups_at(self, place: tuple[str, str]) -> set[tuple[str, str]]:
        """The types and loose keys under which names with a strict key meet now, or might."""
        rows = self._sql.execute("SELECT loose, meets FROM name WHERE type = ? AND strict = ?", place)
        return {(place[0], loose) for row in rows for loose in row if loose is not None}

    def tell(self, number: int, told: Told | None) -> None:
        """Write down what a name means."""
        row = told or (None, None, None, None)
        self._sql.execute(
            "UPDATE name SET key = ?, weight = ?, strict = ?, loose = ?, meets = NULL WHERE number = ?",
            (*row, number),
        )

    def regroup(self, places: Iterable[tuple[str, str]] | None) -> None:
        """Let names meet under the least loose key of their strict key: those at some places, or all of them."""
        self._sql.execute("DELETE FROM name WHERE fresh AND n = 0")
        self._sql.execute("UPDATE name SET fresh = NULL WHERE fresh")
        regroup = (
            "UPDATE name SET meets = (SELECT min(loose) FROM name AS other "
            "WHERE other.type = name.type AND other.strict = name.strict) WHERE strict IS NOT NULL"
        )
        if places is None:
            self._sql.execute(regroup)
        else:
            self._sql.executemany(f"{regroup} AND type = ? AND strict = ?", places)

    def least_loose(self, entity_type: str, strict: str) -> str | None:
        """The least of the loose keys that names with one strict key have."""
        found = "SELECT min(loose) FROM name WHERE type = ? AND strict = ?"
        least: str | None = self._sql.execute(found, (entity_type, strict)).fetchone()[0]
        return least

    def keys_of_group(self, entity_type: str, loose: str) -> dict[str, int]:
        """The keys that names which meet under one loose key have, and how often each is used."""
        found = "SELECT key, sum(weight) FROM name WHERE type = ? AND meets = ? GROUP BY key"
        return dict(self._sql.execute(found, (entity_type, loose)))

    # What papers give

    def is_asked(self, question: Question) -> bool:
        """Whether the rows of some paper rest on the answer to a question."""
        found = "SELECT 1 FROM reader WHERE question = ? LIMIT 1"
        return self._sql.execute(found, (number_of(question),)).fetchone() is not None

    def readers(self, questions: Iterable[Question]) -> set[str]:
        """Ids of the papers whose rows rest on the answer to one of the questions."""
        found = "SELECT id FROM reader JOIN paper ON number = paper WHERE question = ?"
        return {row[0] for q in questions for row in self._sql.execute(found, (number_of(q),))}

    def replace(
        self, paper_id: str, namings: dict[Named, Naming], claims: Some[Claim], rests_on: Iterable[Question]
    ) -> None:
        """Write down what a paper gives now; the nodes and claims where that is something new are touched."""
        number = self.paper_number(paper_id)
        self._replace_reading(number, {number_of(question) for question in rests_on})
        before: dict[int, str] = dict(
            self._sql.execute("SELECT node, said FROM naming WHERE paper = ?", (number,))
        )
        after = {self._numbers(node): _DUMPS(naming) for node, naming in namings.items()}
        self._touch(node for node in before.keys() | after.keys() if before.get(node) != after.get(node))
        gone = [(node, number) for node in before.keys() - after.keys()]
        self._sql.executemany("DELETE FROM naming WHERE node = ? AND paper = ?", gone)
        rows = [(node, number, said) for node, said in after.items() if before.get(node) != said]
        self._sql.executemany("INSERT OR REPLACE INTO naming VALUES (?, ?, ?)", rows)
        self._replace_claims(number, {(p, self._numbers(s), self._numbers(o)) for p, s, o in claims})

    def _replace_reading(self, number: int, after: set[int]) -> None:
        row = self._sql.execute("SELECT rests_on FROM paper WHERE number = ?", (number,)).fetchone()
        before = set(array("q", row[0])) if row[0] else set()
        gone, come = [(q, number) for q in before - after], [(q, number) for q in after - before]
        self._sql.executemany("DELETE FROM reader WHERE question = ? AND paper = ?", gone)
        self._sql.executemany("INSERT INTO reader VALUES (?, ?)", come)
        packed = array("q", sorted(after)).tobytes()
        self._sql.execute("UPDATE paper SET rests_on = ? WHERE number = ?", (packed, number))

    def _replace_claims(self, number: int, after: set[tuple[str, int, int]]) -> None:
        found = "SELECT predicate, subject, object FROM claim WHERE paper = ?"
        before = set(self._sql.execute(found, (number,)))
        if not self.is_new:
            self._sql.executemany(
                "INSERT OR IGNORE INTO touched_claim SELECT ?1, ?2, ?3, count(*) FROM claim "
                "WHERE predicate = ?1 AND subject = ?2 AND object = ?3",
                before ^ after,
            )
        gone = [(*claim, number) for claim in before - after]
        self._sql.executemany(
            "DELETE FROM claim WHERE predicate = ? AND subject = ? AND object = ? AND paper = ?", gone
        )
        self._sql.executemany(
            "INSERT INTO claim VALUES (?, ?, ?, ?)", [(*claim, number) for claim in after - before]
        )

    def set_aside(self, paper_id: str, rows: PaperRows) -> None:
        """Keep the rows that a paper gives now until they are written: only then are all claims counted."""
        own = rows._replace(namings={}, rests_on=frozenset())  # what it says to others is in the tables
        packed = zlib.compress(pickle.dumps(own, pickle.HIGHEST_PROTOCOL), 1)
        self._sql.execute("INSERT OR REPLACE INTO made VALUES (?, ?)", (paper_id, packed))

    def rows_of(self, paper_id: str) -> PaperRows:
        """The rows of a paper that were set aside."""
        (packed,) = self._sql.execute("SELECT rows FROM made WHERE paper = ?", (paper_id,)).fetchone()
        rows: PaperRows = pickle.loads(zlib.decompress(packed))  # noqa: S301 -- out of a file of our own process
        return rows

    def drop(self, paper_id: str) -> None:
        """Let a paper go that was unlearned and gives nothing any more."""
        self.replace(paper_id, {}, (), ())
        self._sql.execute("DELETE FROM paper WHERE id = ?", (paper_id,))

    def _number_of_node(self, node: Named) -> int:
        row = self._sql.execute("SELECT number FROM node WHERE id = ?", (node.id,)).fetchone()
        if row is None:
            row = (self._sql.execute("INSERT INTO node(id, type, key) VALUES (?, ?, ?)", node).lastrowid,)
        return int(row[0])

    def _touch(self, numbers: Iterable[int]) -> None:
        touch = "UPDATE node SET touched = 1 WHERE number = ? AND touched IS NULL"
        self._sql.executemany(touch, [(number,) for number in numbers])

    def touched_nodes(self) -> Iterator[tuple[Named, str | None, NodeNames]]:
        """The nodes that papers call otherwise than before: their digest in the store, and all their names."""
        after = -1
        while rows := self._sql.execute(
            "SELECT number, id, type, key, digest FROM node WHERE touched AND number > ? ORDER BY number LIMIT 1000",
            (after,),
        ).fetchall():
            for number, *named, digest in rows:
                yield Named(*named), digest, self._names_of(number)
            after = rows[-1][0]

    def _names_of(self, node: int) -> NodeNames:
        names = NodeNames()
        for (said,) in self._sql.execute("SELECT said FROM naming WHERE node = ?", (node,)):
            forms, sources, *rest = json.loads(said)
            names.add(Naming(forms, {form: Source(*source) for form, source in sources.items()}, *rest))
        return names

    def counts_of(self, paper_id: str) -> dict[Pair, int]:
        """How many papers make each of the claims that one makes."""
        rows = self._sql.execute(
            "SELECT c.predicate, s.type, o.type, s.id, o.id, (SELECT count(*) FROM claim AS d WHERE "
            "d.predicate = c.predicate AND d.subject = c.subject AND d.object = c.object) FROM paper AS p "
            "JOIN claim AS c ON c.paper = p.number JOIN node AS s ON s.number = c.subject "
            "JOIN node AS o ON o.number = c.object WHERE p.id = ?",
            (paper_id,),
        )
        return {(row[:3], *row[3:5]): row[5] for row in rows}

    def touched_claims(self) -> Iterator[tuple[Pair, int, list[str]]]:
        """The claims that another number of papers makes than before: that number, and the papers."""
        rows = self._sql.execute(
            "SELECT t.predicate, s.type, o.type, s.id, o.id, t.before, t.subject, t.object FROM touched_claim AS t "
            "JOIN node AS s ON s.number = t.subject JOIN node AS o ON o.number = t.object"
        ).fetchall()
        found = (
            "SELECT id FROM claim JOIN paper ON number = paper WHERE predicate = ? AND subject = ? AND object = ?"
        )
        for row in rows:
            papers = [paper_id for (paper_id,) in self._sql.execute(found, (row[0], *row[6:]))]
            if len(papers) != row[5]:
                yield (row[:3], *row[3:5]), row[5], papers

    # What is in the store

    def node_is_there(self, entity_type: str, node_id: str, digest: str) -> None:
        """A node was found in the store, and is to be looked at."""
        key = node_id.partition(":")[2]
        self._sql.execute("INSERT INTO node VALUES (NULL, ?, ?, ?, ?, 1)", (node_id, entity_type, key, digest))

    def node_written(self, node: Named, digest: str | None) -> None:
        """A node is in the store with this digest now, or no more."""
        self._sql.execute("UPDATE node SET digest = ? WHERE id = ?", (digest, node.id))

    def paper_digest(self, paper_id: str) -> str:
        """What a paper was written from; nothing where it is not in the store."""
        row = self._sql.execute("SELECT digest FROM written WHERE id = ?", (paper_id,)).fetchone()
        return str(row[0]) if row else ""

    def paper_written(self, paper_id: str, digest: str) -> None:
        """A paper is in the store with this digest."""
        self._sql.execute("INSERT OR REPLACE INTO written VALUES (?, ?)", (paper_id, digest))

    def let_go(self) -> list[str]:
        """The papers that are in the store and give nothing any more; they count as gone from it now."""
        stale = "SELECT id FROM written WHERE NOT EXISTS (SELECT 1 FROM paper WHERE paper.id = written.id)"
        gone = sorted(paper_id for (paper_id,) in self._sql.execute(stale))
        for delete in (
            "DELETE FROM written WHERE id = ?",
            "DELETE FROM kept WHERE id = ?",
            "DELETE FROM known WHERE id = ?",
        ):
            self._sql.executemany(delete, [(paper_id,) for paper_id in gone])
        return gone

    def keep(self, paper_id: str, keys: Iterable[str], extractors: Iterable[str], copies: int) -> None:
        """Write down under which keys a paper's records are looked for, and who has read its text."""
        self._sql.execute("DELETE FROM known WHERE id = ?", (paper_id,))
        self._sql.executemany("INSERT OR IGNORE INTO known VALUES (?, ?)", [(key, paper_id) for key in keys])
        row = (paper_id, json.dumps(sorted(extractors)), copies)
        self._sql.execute("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", row)

    def with_key(self, key: str) -> set[str]:
        """Ids of the papers whose records are looked for under a key."""
        return {paper_id for (paper_id,) in self._sql.execute("SELECT id FROM known WHERE key = ?", (key,))}

    def keys_from(self, prefix: str) -> Iterator[tuple[str, str]]:
        """Keys that begin so, without this beginning, with the ids of the papers."""
        rows = self._sql.execute(
            "SELECT key, id FROM known WHERE key >= ? AND key < ?", (prefix, f"{prefix[:-1]};")
        )
        return ((key.removeprefix(prefix), paper_id) for key, paper_id in rows)

    def by_extractors(self) -> Iterator[tuple[list[str], list[str]]]:
        """The extractors that have read some texts, and ids of the papers that have these texts."""
        for (extractors,) in self._sql.execute("SELECT DISTINCT extractors FROM kept").fetchall():
            rows = self._sql.execute("SELECT id FROM kept WHERE extractors = ?", (extractors,))
            yield json.loads(extractors), [paper_id for (paper_id,) in rows]

    def copies_of(self, paper_id: str) -> int:
        """How many copies make a paper that is kept."""
        return int(self._sql.execute("SELECT copies FROM kept WHERE id = ?", (paper_id,)).fetchone()[0])

    def sizes(self) -> tuple[int, int]:
        """Papers that are kept, and their copies."""
        papers, copies = self._sql.execute("SELECT count(*), coalesce(sum(copies), 0) FROM kept").fetchone()
        return papers, copies

    def forget_touched(self) -> None:
        """All that was touched is written; nodes that nobody names are let go."""
        self._sql.execute(
            "DELETE FROM node WHERE touched AND NOT EXISTS (SELECT 1 FROM naming WHERE node = number)"
        )
        self._sql.execute("UPDATE node SET touched = NULL WHERE touched")
        self._sql.execute("DELETE FROM touched_claim")
        self._sql.execute("DELETE FROM made")
        self._numbers.cache_clear()
        self.is_new = False
