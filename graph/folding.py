"""Folding: what makes two spellings of a title or of a name the same."""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from graph.words import american, singular

_KEPT_SIGNS = frozenset("+#*")  # C, C++ and C#; A and A*
_PLAIN = re.compile(r"[^+#*\x80-\U0010ffff]*")
_FIGURES_MEET = re.compile(r"\d[\W_]+\d")


def _is_word_character(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNM"


def fold_title(title: str) -> str:
    """Letters, digits and marks of every script, case folded; the title itself where it has none of them."""
    text = unicodedata.normalize("NFKC", title).casefold()
    folded = "".join(filter(_is_word_character, text))  # may bring a letter and its accent together
    return unicodedata.normalize("NFKC", folded).casefold() or text.strip()


_WORD = re.compile(r"[^\W_]+")
_GREEK = {
    unicodedata.lookup(f"GREEK SMALL LETTER {name}"): ("lambda" if name == "LAMDA" else name.lower())
    for name in (
        *(["ALPHA", "BETA", "GAMMA", "DELTA", "EPSILON", "ZETA", "ETA", "THETA", "IOTA", "KAPPA", "LAMDA", "MU"]),
        *(["NU", "XI", "PI", "RHO", "SIGMA", "TAU", "PHI", "CHI", "PSI", "OMEGA"]),
    )
}


@lru_cache(maxsize=1 << 10)
def words_of(name: str) -> tuple[str, ...]:
    r"""The words of a name without case, hyphens and the accents of Latin letters, in American spelling.

    Greek letters that stand by themselves are spelled out, as LaTeX does: β-VAE, $\beta$-VAE, beta-VAE. The signs
    of C++, C# and A* are kept, and figures stay apart: GPT-3.5 is no GPT-35.
    """
    if _PLAIN.fullmatch(name):
        words = _WORD.findall(name.lower())
        if not _FIGURES_MEET.search(name):
            return tuple(map(american, words))
    else:
        text = _without_accents(unicodedata.normalize("NFKC", name).casefold())
        words = "".join(c if _is_word_character(c) or c in _KEPT_SIGNS else " " for c in text).split()
        words = [_GREEK.get(word, word) for word in words]
    return tuple(map(american, _with_figures_apart(words)))


def _without_accents(text: str) -> str:
    apart = unicodedata.normalize("NFD", text)
    kept, on_latin = [], False
    for c in apart:
        if unicodedata.combining(c):
            if on_latin:
                continue
        else:
            on_latin = "a" <= c <= "z"
        kept.append(c)
    return unicodedata.normalize("NFKC", "".join(kept)).casefold()


def _with_figures_apart(words: list[str]) -> list[str]:
    """A point before each word that begins with a figure after one that ends with it."""
    if not any(before[-1].isdecimal() and word[0].isdecimal() for before, word in pairwise(words)):
        return words
    apart = [f".{b}" if a[-1].isdecimal() and b[0].isdecimal() else b for a, b in pairwise(words)]
    return [words[0], *apart]


@lru_cache(maxsize=1 << 16)
def fold_name(name: str) -> str:
    """The key under which spellings of a name meet: its words (see ``words_of``), the last in the singular.

    ``Graph-Neural Networks`` and ``graph neural network`` give ``graphneuralnetwork``. A name of signs alone is
    its own key.
    """
    words = words_of(name)
    if not words:
        return name.strip()
    return "".join((*words[:-1], singular(words[-1])))
