"""The tokens of a Cypher text, without its comments."""

import re
from typing import Literal, NamedTuple, get_args

TokenKind = Literal["word", "parameter", "string", "number", "quoted", "sign", "unreadable", "inner"]
"""``inner`` stands for a whole inner query; ``queries.statement`` puts it there."""


class Token(NamedTuple):
    """A token and where it begins; a parameter's text is its name, a word's as written."""

    kind: TokenKind
    text: str
    start: int

    @property
    def upper(self) -> str:
        """The text of a word in capitals, as keywords are compared; nothing for other kinds."""
        return self.text.upper() if self.kind == "word" else ""


_KINDS: tuple[TokenKind, ...] = get_args(TokenKind)[:-1]
_TOKEN = re.compile(
    r"""
      (?P<skip>\s+ | //[^\n]* | /\*.*?\*/)
    | (?P<string>'(?:[^'\\]|\\.)*' | "(?:[^"\\]|\\.)*")
    | (?P<quoted>`(?:[^`]|``)*`)
    | \$(?P<parameter>\w+)
    | (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?!\w))
    | (?P<word>[^\W\d]\w*)
    | (?P<sign><>|<=|>=|=~|\.\.|->|<-|\|\||::|!=|\+=|[-+*/%^=<>()\[\]{},.:;|&!])
    | (?P<unreadable>.)
    """,
    re.VERBOSE | re.DOTALL,
)


def tokenize(text: str) -> list[Token]:
    """Take a text apart. What no token begins with (an open quote, say) becomes an ``unreadable`` one."""
    return [
        Token(kind, found[kind], found.start())
        for found in _TOKEN.finditer(text)
        for kind in _KINDS
        if found[kind] is not None
    ]


def parameters_of(text: str) -> frozenset[str]:
    """The names of the parameters that a text uses."""
    return frozenset(token.text for token in tokenize(text) if token.kind == "parameter")
