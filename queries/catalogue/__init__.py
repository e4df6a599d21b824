"""The catalogue: one .cypher file a question, found by its name.

``NAME.cypher`` holds the header and a statement; ``NAME.2.cypher`` and so on hold further statements of the same
query, one a file.
"""

from collections import defaultdict
from functools import cache
from importlib.resources import files

from queries.errors import UnknownQueryError
from queries.header import Query, parse_query


@cache
def catalogue() -> dict[str, Query]:
    """All canned queries by name, in alphabetical order."""
    texts: dict[str, dict[int, str]] = defaultdict(dict)
    for file in files(__name__).iterdir():
        if file.name.endswith(".cypher"):
            name, _, number = file.name.removesuffix(".cypher").partition(".")
            texts[name][int(number or 1)] = file.read_text(encoding="utf-8")
    return {name: parse_query(name, [text for _, text in sorted(texts[name].items())]) for name in sorted(texts)}


def find_query(name: str) -> Query:
    """The query of this name; UnknownQueryError names those that there are."""
    found = catalogue().get(name)
    if found is None:
        raise UnknownQueryError(f"{name}: no such query; there are {', '.join(catalogue())}")
    return found
