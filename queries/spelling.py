"""Spellings of a name: the variants under which it may be known, and which misspellings are near enough."""

import re
from collections.abc import Iterable

from graph.folding import fold_name
from graph.name_forms import name_key

_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_MARKS_AROUND = "\"'“”‘’«»`.,;:?! "

_HEADS: dict[str, tuple[str, ...]] = {
    "Method": ("model", "method", "network", "architecture", "algorithm", "approach", "framework", "technique"),
    "Dataset": ("dataset", "benchmark", "corpus"),
    "Task": ("task", "problem"),
    "Problem": ("problem", "issue", "phenomenon", "effect", "challenge"),
    "Metric": ("score", "metric"),
    "Concept": ("property", "phenomenon"),
}
"""Nouns that may stand behind a name, or be left out there, without making it another thing; by type."""

_NEGATING = ("un", "non", "in", "im", "ir", "de", "dis", "anti", "semi", "sub", "co", "re")
_OPPOSITES = (
    ("inter", "intra"),
    ("macro", "micro"),
    ("encod", "decod"),
    ("pre", "post"),
    ("pre", "re"),
    ("min", "max"),
    ("hyper", "hypo"),
    ("explicit", "implicit"),
    ("ext", "int"),
)
"""Few letters that turn a term into another one: never taken for a typing error."""

ONE_EDIT_FROM = 6
"""Letters that a name needs before one letter may be wrong; below, other names are too near."""
TWO_EDITS_FROM = 12
"""Letters that a name needs before two letters may be wrong."""


def trim(text: str) -> str:
    """The name without quotes, closing marks and an article around it."""
    return _ARTICLE.sub("", text.strip(_MARKS_AROUND)).strip(_MARKS_AROUND) or text.strip()


def variants(text: str, types: Iterable[str]) -> list[str]:
    """Folded names under which a thing that is called ``text`` may be stored, the likeliest first.

    The name itself; without and with a noun that only says what kind of thing it is.
    """
    text = trim(text)
    types = tuple(types)
    keys = [fold_name(text), *(name_key(t, text) for t in types)]
    heads = tuple(dict.fromkeys(head for t in types for head in _HEADS[t]))
    words = text.split()
    if len(words) > 1 and fold_name(words[-1]) in heads:
        keys.append(fold_name(" ".join(words[:-1])))
    keys += [fold_name(f"{text} {head}") for head in heads]
    return [key for key in dict.fromkeys(keys) if key]


def edits_allowed(key: str) -> int:
    """How many letters of a folded name may be wrong."""
    return (len(key) >= ONE_EDIT_FROM) + (len(key) >= TWO_EDITS_FROM)


def may_be_misspelled(written: str, key: str) -> bool:
    """Whether two folded names that are a few letters apart may be one name with a typing error.

    Not where digits differ (GPT-2, GPT-3), where the first letter does, or where the difference itself means
    something (supervised, unsupervised).
    """
    if written[0] != key[0] or re.findall(r"\d+", written) != re.findall(r"\d+", key):
        return False
    if any(_without(part, written) == key or _without(part, key) == written for part in _NEGATING):
        return False
    return not any(
        a in text and text.replace(a, b) == other
        for a, b in _OPPOSITES
        for text, other in ((written, key), (key, written))
    )


def _without(part: str, text: str) -> str:
    return text.replace(part, "", 1)
