"""A reading Cypher statement taken apart: clauses, patterns, projections, inner queries.

Only as much of the grammar as canned queries need. What cannot be read is refused, not guessed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from queries.tokens import Token

CLAUSES = ("OPTIONAL MATCH", "MATCH", "WHERE", "WITH", "UNWIND", "RETURN", "ORDER BY", "SKIP", "LIMIT")
"""The clauses that a statement may have."""

_OPENING = {"(": ")", "[": "]", "{": "}"}


class UnreadableError(Exception):
    """A part of the text that this grammar does not have."""

    def __init__(self, token: Token, what: str) -> None:
        super().__init__(what)
        self.token = token
        self.what = what


class NodePattern(NamedTuple):
    """``(name:Label|Label {…})``."""

    name: str
    labels: tuple[str, ...]
    has_properties: bool
    token: Token


class RelationPattern(NamedTuple):
    """``-[name:TYPE|TYPE *1..3 {…}]->``; ``length`` holds the tokens behind the star, None without one."""

    name: str
    types: tuple[str, ...]
    direction: str
    length: tuple[Token, ...] | None
    has_properties: bool
    token: Token


@dataclass(slots=True)
class Pattern:
    """A chain of nodes and the relations between them."""

    path: str = ""
    nodes: list[NodePattern] = field(default_factory=list)
    relations: list[RelationPattern] = field(default_factory=list)


class Item(NamedTuple):
    """One column of a WITH or RETURN, or one key of an ORDER BY."""

    tokens: tuple[Token, ...]
    alias: str


@dataclass(slots=True)
class Clause:
    """A clause: its keyword, its own tokens with one for each inner query, and these inner queries."""

    keyword: str
    token: Token
    tokens: list[Token] = field(default_factory=list)
    inner: list["InnerQuery"] = field(default_factory=list)

    @property
    def is_match(self) -> bool:
        """Whether it is a MATCH or an OPTIONAL MATCH."""
        return self.keyword.endswith("MATCH")


@dataclass(slots=True)
class InnerQuery:
    """``EXISTS { … }`` or ``COUNT { … }``."""

    keyword: str
    token: Token
    clauses: list[Clause]


def read_clauses(tokens: Sequence[Token]) -> list[Clause]:
    """The clauses in order; UnreadableError where brackets do not close or there is something before the first."""
    clauses: list[Clause] = []
    at, depth = 0, 0
    while at < len(tokens):
        token = tokens[at]
        keyword = "" if depth else _keyword(tokens, at)
        if keyword:
            clauses.append(Clause(keyword, token))
            at += len(keyword.split())
            continue
        if not clauses:
            raise UnreadableError(token, f"a clause begins with a word like MATCH, not with {token.text!r}")
        if token.upper in ("EXISTS", "COUNT") and _text(tokens, at + 1) == "{":
            end = closing(tokens, at + 1)
            clauses[-1].inner.append(InnerQuery(token.upper, token, read_clauses(tokens[at + 2 : end])))
            clauses[-1].tokens.append(Token("inner", token.text, token.start))
            at = end
        else:
            clauses[-1].tokens.append(token)
            if token.kind == "sign" and token.text in _OPENING:
                closing(tokens, at)
                depth += 1
            elif token.kind == "sign" and token.text in _OPENING.values():
                depth -= 1
                if depth < 0:
                    raise UnreadableError(token, f"the bracket {token.text} was never opened")
        at += 1
    return clauses


def _text(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].text if 0 <= at < len(tokens) else ""


def _keyword(tokens: Sequence[Token], at: int) -> str:
    """The clause that begins here, if one does."""
    word, before = tokens[at].upper, tokens[at - 1] if at else None
    if before is not None and (before.text in (".", ":", "|") or before.upper == "AS"):
        return ""  # a property, a label or a name that happens to be spelled like a keyword
    if word == "WITH" and before is not None and before.upper in ("STARTS", "ENDS"):
        return ""
    if word == "MATCH" and before is not None and before.upper == "OPTIONAL":
        return ""
    following = tokens[at + 1].upper if at + 1 < len(tokens) else ""
    pair = f"{word} {following}"
    return pair if pair in CLAUSES else word if word in CLAUSES else ""


def closing(tokens: Sequence[Token], at: int) -> int:
    """The index of the bracket that closes the one at ``at``."""
    expected: list[str] = []
    for index in range(at, len(tokens)):
        if tokens[index].kind != "sign":
            continue
        text = tokens[index].text
        if text in _OPENING:
            expected.append(_OPENING[text])
        elif text in _OPENING.values():
            if text != expected.pop():
                break
            if not expected:
                return index
    raise UnreadableError(tokens[at], f"the bracket {tokens[at].text} is never closed")


def split(tokens: Sequence[Token], separator: str = ",") -> list[tuple[Token, ...]]:
    """Tokens between separators that stand in no bracket."""
    parts: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        if token.kind == "sign":
            depth += (token.text in _OPENING) - (token.text in _OPENING.values())
        if token.kind == "sign" and token.text == separator and not depth:
            parts.append([])
        else:
            parts[-1].append(token)
    return [tuple(part) for part in parts]


def items(clause: Clause) -> list[Item]:
    """The columns of a WITH or RETURN."""
    tokens = clause.tokens
    if tokens and tokens[0].upper == "DISTINCT":
        tokens = tokens[1:]
    found = []
    for part in split(tokens):
        if len(part) > 2 and part[-2].upper == "AS" and part[-1].kind == "word":
            found.append(Item(part[:-2], part[-1].text))
        else:
            found.append(Item(part, part[0].text if len(part) == 1 and part[0].kind == "word" else ""))
    return found


def sort_keys(clause: Clause) -> list[tuple[Token, ...]]:
    """The keys of an ORDER BY, without ASC and DESC."""
    return [
        part[:-1] if part and part[-1].upper in ("ASC", "DESC", "ASCENDING", "DESCENDING") else part
        for part in split(clause.tokens)
    ]


def all_clauses(clauses: Sequence[Clause]) -> Iterator[Clause]:
    """Every clause, those of inner queries too."""
    for clause in clauses:
        yield clause
        for inner in clause.inner:
            yield from all_clauses(inner.clauses)


def read_pattern(tokens: Sequence[Token], clause: Token) -> Pattern:
    """The pattern of a MATCH; UnreadableError where it is none of a chain of nodes and relations."""
    reader = _PatternReader(tokens, clause)
    return reader.read()


class _PatternReader:
    def __init__(self, tokens: Sequence[Token], clause: Token) -> None:
        self._tokens, self._at, self._clause = tokens, 0, clause

    def read(self) -> Pattern:
        pattern = Pattern()
        if len(self._tokens) > 2 and self._tokens[0].kind == "word" and self._tokens[1].text == "=":
            pattern.path = self._tokens[0].text
            self._at = 2
        pattern.nodes.append(self._node())
        while self._at < len(self._tokens):
            pattern.relations.append(self._relation())
            pattern.nodes.append(self._node())
        return pattern

    def _here(self) -> Token:
        if self._at < len(self._tokens):
            return self._tokens[self._at]
        raise UnreadableError(self._tokens[-1] if self._tokens else self._clause, "the pattern ends too early")

    def _take(self, *expected: str) -> str:
        token = self._here()
        if token.kind != "sign" or token.text not in expected:
            raise UnreadableError(token, f"a pattern has {' or '.join(expected)} here, not {token.text!r}")
        self._at += 1
        return token.text

    def _next_is(self, text: str) -> bool:
        return self._at < len(self._tokens) and self._here().kind == "sign" and self._here().text == text

    def _word(self) -> str:
        token = self._here()
        if token.kind != "word":
            raise UnreadableError(token, f"a pattern has a name here, not {token.text!r}")
        self._at += 1
        return token.text

    def _names(self) -> tuple[str, tuple[str, ...]]:
        """``name:A|B``, either part of which may be missing."""
        name = self._word() if self._here().kind == "word" else ""
        kinds: list[str] = []
        if self._next_is(":"):
            self._at += 1
            kinds.append(self._word())
            while self._next_is("|"):
                self._at += 1
                kinds.append(self._word())
        return name, tuple(kinds)

    def _properties(self) -> bool:
        if not self._next_is("{"):
            return False
        self._at = closing(self._tokens, self._at) + 1
        return True

    def _node(self) -> NodePattern:
        token = self._here()
        self._take("(")
        name, labels = self._names()
        has_properties = self._properties()
        self._take(")")
        return NodePattern(name, labels, has_properties, token)

    def _relation(self) -> RelationPattern:
        token = self._here()
        backward = self._take("-", "<-") == "<-"
        name: str = ""
        types: tuple[str, ...] = ()
        length: tuple[Token, ...] | None = None
        has_properties = False
        if self._next_is("["):
            self._at += 1
            name, types = self._names()
            if self._next_is("*"):
                self._at += 1
                begin = self._at
                while self._here().kind == "number" or self._here().text in (".", ".."):
                    self._at += 1
                length = tuple(self._tokens[begin : self._at])
            has_properties = self._properties()
            self._take("]")
        forward = self._take("-", "->") == "->"
        if backward and forward:
            raise UnreadableError(token, "a relation points one way, or none")
        direction = "<" if backward else ">" if forward else "-"
        return RelationPattern(name, types, direction, length, has_properties, token)
