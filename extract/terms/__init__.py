"""Word lists and tables of weights, derived from annotated papers by the scripts of bench/terms, and their reader."""

from functools import cache
from importlib import resources


def read_lines(name: str) -> list[str]:
    """The lines of one of the term lists that ship with the package; lines that open with "# " are remarks."""
    text = resources.files("extract").joinpath("terms", name).read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line and not line.startswith("# ")]


@cache
def word_lists() -> dict[str, frozenset[str]]:
    """The word lists of ``words.tsv`` by their use."""
    return {use: frozenset(words.split()) for use, words in (line.split("\t") for line in read_lines("words.tsv"))}
