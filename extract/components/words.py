"""Splits text into whole words, in linear time whatever the text.

spaCy's English rules split "over-smoothing" into three tokens and take seconds for a few thousand brackets in
a row. Here a word keeps its hyphens, dots and apostrophes, inline LaTeX is one token, and every other sign
stands alone.
"""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from spacy.tokens import Doc
from spacy.util import registry

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.vocab import Vocab

_TOKEN = re.compile(
    r"""
      \s+
    | \$[^$\n]{1,80}\$                # inline LaTeX
    | \\[A-Za-z]+                     # a LaTeX command
    | \d+(?:[.,]\d+)*                 # numbers with their separators
      (?:[-‐‑–'’_.]?\w+)*
    | \w+(?:[-‐‑–'’_.]\w+)*\+{0,2}
    | [^\w\s]
    """,
    re.VERBOSE,
)


def split(text: str) -> tuple[list[str], list[bool]]:
    """The tokens, and for each whether one space follows it; together they give the text back exactly."""
    words: list[str] = []
    spaces: list[bool] = []
    for piece in _TOKEN.findall(text):
        if piece == " " and words and not spaces[-1] and not words[-1].isspace():
            spaces[-1] = True
        else:
            words.append(piece)
            spaces.append(False)
    return words, spaces


class WordTokenizer:
    """The tokenizer of the pipeline."""

    def __init__(self, vocab: "Vocab") -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Split a text into a Doc that gives it back exactly."""
        words, spaces = split(text)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **_: object) -> bytes:
        """Nothing to keep: the rules are code."""
        return b""

    def from_bytes(self, _: bytes, **__: object) -> "WordTokenizer":
        """Nothing to restore."""
        return self

    def to_disk(self, *_: object, **__: object) -> None:
        """Nothing to keep: the rules are code."""

    def from_disk(self, *_: object, **__: object) -> "WordTokenizer":
        """Nothing to restore."""
        return self


@registry.tokenizers("claimgraph.words.v1")  # type: ignore[untyped-decorator]  # spaCy does not type its registry
def create_word_tokenizer() -> Callable[["Language"], WordTokenizer]:
    """Make the tokenizer, as a configuration names it."""
    return lambda nlp: WordTokenizer(nlp.vocab)
