"""Reads RIS, as Zotero, Mendeley, EndNote and publishers' pages write it, through rispy."""

import re
from collections.abc import Iterator
from typing import Any

from extract.readers import dates, people
from extract.readers.fields import make_paper
from extract.readers.found import Aside, Found, Line, Loss
from extract.readers.values import each, first, text_of

SOURCE = "RIS"

_BEGINS = re.compile(r"TY  ?- ")
_ENDS = re.compile(r"ER  ?-")
_TAGGED = re.compile(r"[A-Z][A-Z0-9]  ?-(?: |$)")
_ARXIV = re.compile(r"(?:https?://(?:www\.)?arxiv\.org/abs/|arxiv:)(\S+)", re.IGNORECASE)
_VENUES = ("journal_name", "alternate_title3", "secondary_title", "alternate_title2", "alternate_title1")
"""JO, JF, T2, JA, J2: names in full before abbreviated ones."""


def recognises(head: str) -> bool:
    """Whether a record begins on the first line with text in it."""
    return _BEGINS.match(head.lstrip()) is not None


def read(lines: Iterator[Line]) -> Iterator[Found]:
    """Papers, record by record: marks of beginnings are counted here, because rispy drops what it cannot read."""
    record: list[str] = []
    start, flaw, outside = 0, None, 0
    for line in lines:
        text = line.text.strip()
        if _BEGINS.match(text):
            if record:
                yield _torn(start)
            record, start, flaw = [text], line.number, line.flaw
        elif record:
            record.append(text)
            flaw = flaw or line.flaw
            if _ENDS.match(text):
                yield from ([Loss(start, flaw)] if flaw else _paper(record, start))
                record = []
        elif text:
            outside += 1
    if record:
        yield _torn(start)
    if outside:
        yield Aside(f"{outside:,} line{'s'[: outside > 1]} outside of records passed over")


def _torn(start: int) -> Loss:
    return Loss(start, 'the record breaks off; expected "ER  - " at its end')


def _paper(record: list[str], start: int) -> Iterator[Found]:
    import rispy

    tagged: list[str] = []
    for text in record:
        if found := _TAGGED.match(text):  # with one space where rispy reads two, from some programs
            tagged.append(f"{text[:2]}  - {text[found.end() :]}")
        else:
            tagged[-1] += f" {text}"
    try:
        # by its defaults, rispy drops a second AB and cuts addresses at semicolons
        parsed = rispy.loads("\n".join(tagged), enforce_list_tags=False, delimiter_tags_mapping={})
    except Exception as error:  # noqa: BLE001 -- rispy names no errors of its own for what it trips over
        yield Loss(start, f"a record that cannot be read ({type(error).__name__})")
        return
    if len(parsed) != 1:
        yield Loss(start, "a record that cannot be read")
        return
    yield from make_paper(_fields(parsed[0]), start)


def _fields(record: dict[str, Any]) -> dict[str, Any]:
    urls = [url for key in ("urls", "file_attachments1") for url in each(record.get(key)) if isinstance(url, str)]
    authors = [name for key in ("authors", "first_authors") for name in each(record.get(key))]
    hints = [*urls, *(text for key in ("number", "notes", "issue_number") for text in _texts(record.get(key)))]
    arxiv = next((found[1] for hint in hints if (found := _ARXIV.match(hint.strip()))), None)
    return {
        "title": _whole(first(record.get("title"), record.get("primary_title"), record.get("translated_title"))),
        "abstract": _whole(first(record.get("abstract"), record.get("notes_abstract"))),
        "published": dates.read(_one(first(*(record.get(name) for name in ("date", "publication_year", "year"))))),
        "authors": [people.natural(name) for name in authors],
        "venue": next((text for name in _VENUES if (text := text_of(_one(record.get(name))))), None),
        "doi": _one(record.get("doi")),
        "arxiv_id": arxiv,
        "url": urls[0] if urls else None,
        "source": SOURCE,
    }


def _texts(value: Any) -> Iterator[str]:
    yield from (item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str))


def _whole(value: Any) -> str:
    """A text that may be given in several pieces."""
    return " ".join(_texts(value))


def _one(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value
