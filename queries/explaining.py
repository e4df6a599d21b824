"""How a question was understood: the query, what each name was taken for, and the text that ran."""

from collections.abc import Iterator

from queries.answering import Answer
from queries.catalogue import catalogue
from queries.header import COMMON
from queries.kinds import ANY

_HOW = {"id": "by its id", "name": "by its name", "alias": "by another name of it", "spelling": "as a misspelling"}


def explain(answer: Answer) -> str:
    """The same in lines of text; empty where no canned query was found."""
    return "\n".join(_lines(answer)) if answer.query in catalogue() else ""


def _lines(answer: Answer) -> Iterator[str]:
    query = catalogue()[answer.query or ""]
    yield f"query: {query.name} ({query.summary})"
    for parameter, link in answer.linked.items():
        what = f'"{link.said}" is the {link.label} {link.name}'
        yield f"{parameter}: {what}, found {_HOW[link.how]}: {', '.join(link.ids)}"
    for name, value in answer.parameters.items():
        common = COMMON.get(name)  # type: ignore[call-overload]  # other names are none of its keys
        if name not in answer.linked and (common is None or value not in (common.default, list(ANY), ANY)):
            yield f"{name}: {', '.join(value) if isinstance(value, (list, tuple)) else value}"
    for words in answer.unused:
        yield f'not used: "{words}"'
    for number, text in enumerate(query.statements, start=1):
        which = f", statement {number} of {len(query.statements)}" if len(query.statements) > 1 else ""
        yield f"Cypher{which}:"
        yield from (f"  {line}" for line in text.splitlines())
