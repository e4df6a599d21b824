"""From the fields of one record to a paper: cleaned, checked, and without the fields that cannot be read."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError

from extract.cleaning import clean
from extract.readers.found import Loss, Omission, Place
from graph.paper import ARXIV_DOI_PREFIX, Paper, parse_arxiv_id, parse_doi

_EXPECTED = {
    "title": "text",
    "abstract": "text",
    "published": "a date like 2021-06-30, 2021-06 or 2021",
    "updated": "a date like 2021-06-30, 2021-06 or 2021",
    "year": "a year like 2021",
    "n_authors": "a number",
    "version": "a number from 1 on",
    "authors": "a list of names",
    "aliases": "a list of ids",
    "arxiv_id": "an arXiv id like 2106.01345 or cs/0112017",
    "doi": "a DOI like 10.1000/182",
}
_VITAL = ("title", "abstract")
_DATES = ("published", "updated")
_TIMESTAMP = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d\S*")
_LONGEST_SHOWN = 60


def make_paper(fields: Mapping[str, Any], line: Place) -> Iterator[Paper | Loss | Omission]:
    """One paper, after an omission for each field that it is read without; or one loss.

    Args:
        fields: values by the names of ``Paper``'s fields; None and empty ones count as unstated.
        line: where the record begins.

    Without a title there is no paper, and an abstract that is no text is a fault too deep to read on. Any other
    field that cannot be read costs that field alone.

    """
    stated = {name: _tidy(name, value) for name, value in fields.items() if value is not None}
    stated = {name: value for name, value in stated.items() if value not in ("", [], ())}
    wrong = [name for name, value in stated.items() if not _is_possible(name, value)]
    while True:
        for name in sorted({*wrong, *({"title"} - stated.keys())}, key=lambda name: name not in _VITAL):
            what = f'"{name}": expected {_EXPECTED.get(name, "text")}, found {_show(fields.get(name))}'
            if name in _VITAL:
                yield Loss(line, what)
                return
            del stated[name]
            yield Omission(line, name, what)
        try:
            yield Paper.model_validate(stated)
        except ValidationError as error:
            wrong = [str(flaw["loc"][0]) for flaw in error.errors()]
        else:
            return


def _tidy(name: str, value: Any) -> Any:
    if name in _DATES:
        if isinstance(value, str) and (found := _TIMESTAMP.fullmatch(value.strip())):
            return found[1]
        return str(value) if type(value) is int else value
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [clean(item) if isinstance(item, str) else item for item in value]
    return value


def _is_possible(name: str, value: Any) -> bool:
    """What the model's own checks do not see, or cannot put down to one field."""
    if isinstance(value, bool):
        return False  # true is no year 1
    if name == "doi":
        doi = parse_doi(value) if isinstance(value, str) else None
        return doi is not None and (not doi.startswith(ARXIV_DOI_PREFIX) or parse_arxiv_id(doi) is not None)
    if name == "arxiv_id":
        return isinstance(value, str) and parse_arxiv_id(value) is not None
    if name in _DATES and isinstance(value, str) and len(value) == len("2021-06-30"):
        try:
            date.fromisoformat(value)
        except ValueError:
            return False
    return not (name in _DATES and isinstance(value, str) and value.startswith("0000"))


def _show(value: Any) -> str:
    """The value as the file spells it, shortened."""
    if value is None or value == "":
        return "nothing"
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
