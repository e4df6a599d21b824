"""Folding: what makes two spellings of a title or of a name the same."""

import re
import unicodedata
from functools import lru_cache

_KEPT_SIGNS = frozenset("+#*")  # C, C++ and C#; A and A*

_SIBILANT_PLURALS = ("sses", "xes", "ches", "shes")
_SINGULAR_ENDINGS = ("ss", "us", "is")


def _is_word_character(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNM"


def fold_title(title: str) -> str:
    """Letters, digits and marks of every script, case folded; the title itself where it has none of them."""
    text = unicodedata.normalize("NFKC", title).casefold()
    folded = "".join(filter(_is_word_character, text))  # may bring a letter and its accent together
    return unicodedata.normalize("NFKC", folded).casefold() or text.strip()


def _singular(word: str) -> str:
    if len(word) <= 3 or not word.endswith("s") or word.endswith(_SINGULAR_ENDINGS):
        return word
    if word.endswith(_SIBILANT_PLURALS):
        return word[:-2]
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1]


_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=1 << 16)
def fold_name(name: str) -> str:
    """The key under which spellings of a name meet: case, hyphens, spaces and a final plural are folded.

    ``Graph-Neural Networks`` and ``graph neural network`` give ``graphneuralnetwork``. The signs of ``C++``,
    ``C#`` and ``A*`` count. A name of signs alone is its own key.
    """
    if name.isascii() and not _KEPT_SIGNS.intersection(name):
        words = _WORD.findall(name.lower())
    else:
        text = unicodedata.normalize("NFKC", name).casefold()
        words = "".join(c if _is_word_character(c) or c in _KEPT_SIGNS else " " for c in text).split()
    if not words:
        return name.strip()
    return "".join((*words[:-1], _singular(words[-1])))
