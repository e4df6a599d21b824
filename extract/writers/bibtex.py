"""Writes papers as BibTeX through bibtexparser, for reference managers and for reading them back unchanged.

What BibTeX has no field for, and what would not come back as it was, stands as JSON in the field ``claimgraph``,
whose braces are the object's own. Reference managers keep or ignore it; our reader puts it over the rest.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from extract.readers import bibtex
from extract.readers.dates import MONTHS
from extract.readers.found import Line
from graph.paper import Paper

_FORMULA = re.compile(r"(\$(?:\\.|[^$\\])+\$)")
_SPECIAL = re.compile(r"(?<!\\)[%&_#$]|[{}]")
_MARK = re.compile(r"(?<!\\)[{}]")
_PROCEEDINGS = re.compile(r"\b(?:proceedings|conference|workshop|symposium|meeting|advances in)\b", re.IGNORECASE)
_NO_NAME = re.compile(r"[,{}\\]|\band\b", re.IGNORECASE)


def write(papers: Iterable[Paper]) -> Iterator[str]:
    """One entry a paper, with one line break at its end; no two have the same key."""
    from bibtexparser.library import Library
    from bibtexparser.model import Entry, Field
    from bibtexparser.writer import write as write_library

    taken: set[str] = set()
    for paper in papers:
        fields = _fields(paper)
        if own := _own(paper, fields):
            fields[bibtex.OWN_FIELD] = own
        kind = "misc" if not paper.venue else "inproceedings" if "booktitle" in fields else "article"
        entry = Entry(kind, _key(paper, taken), [Field(name, value) for name, value in fields.items()])
        yield write_library(Library([entry]))


def _fields(paper: Paper) -> dict[str, str]:
    """What BibTeX has fields for, each in its braces."""
    venue = "booktitle" if _PROCEEDINGS.search(paper.venue or "") else "journal"
    year, _, rest = (paper.published or str(paper.year or "")).partition("-")
    stated = {
        "title": _tex(paper.title),
        "author": " and ".join(map(_name, paper.authors)),
        venue: _tex(paper.venue or ""),
        "year": year,
        "month": MONTHS[int(rest[:2]) - 1] if rest else "",
        "date": paper.published if len(rest) > len("06") else "",
        "doi": _verbatim(paper.doi or ""),
        "eprint": paper.arxiv_id,
        "archiveprefix": "arXiv" if paper.arxiv_id else "",
        "url": _verbatim(paper.url or ""),
        "abstract": _tex(paper.abstract),
    }
    return {name: f"{{{value}}}" for name, value in stated.items() if value}


def _tex(text: str) -> str:
    """The text as BibTeX spells it, where that is read back as the text; else what is left without TeX."""
    pieces = _FORMULA.split(text)
    spelt = "".join(piece if n % 2 else _SPECIAL.sub(r"\\\g<0>", piece) for n, piece in enumerate(pieces))
    for candidate in (spelt, _SPECIAL.sub(r"\\\g<0>", text), text):
        if _survives(candidate, text):
            return candidate
    return re.sub(r"[{}\\%#$&_\s]+", " ", text).strip()


def _verbatim(text: str) -> str:
    """An address, which programs do not take for TeX."""
    return text if _survives(text, text) else _tex(text)


def _survives(candidate: str, text: str) -> bool:
    return _is_closed(candidate) and bibtex.plain_text(candidate) == text


def _is_closed(text: str) -> bool:
    """Whether every brace that opens closes, as BibTeX counts, and the one behind the text will be seen."""
    depth = 0
    for found in _MARK.finditer(text):
        depth += 1 if found.group() == "{" else -1
        if depth < 0:
            return False
    return depth == 0 and not text.endswith("\\") and "\n" not in text


def _name(name: str) -> str:
    return f"{{{_tex(name)}}}" if _NO_NAME.search(name) else _tex(name)


def _own(paper: Paper, fields: dict[str, str]) -> str | None:
    """The JSON of what would not come back; None where all would."""
    wanted = _stated(paper)
    for own in ({}, _difference(wanted, _read_back(fields, {})), wanted):
        if _stated(_read_back(fields, own)) == wanted:
            return _json(own) if own else None
    return _json(wanted)  # a paper that no reader made, with texts that were never cleaned


def _stated(paper: Paper | None) -> dict[str, Any]:
    return paper.model_dump(mode="json", exclude={"id"}) if paper else {}


def _difference(wanted: dict[str, Any], paper: Paper | None) -> dict[str, Any]:
    found = _stated(paper)
    differing = {name: value for name, value in wanted.items() if name not in found or found[name] != value}
    if "published" in differing and differing["published"] is None:
        differing["year"] = wanted["year"]  # which came from the date alone
    return differing


def _read_back(fields: dict[str, str], own: dict[str, Any]) -> Paper | None:
    written = {**fields, bibtex.OWN_FIELD: _json(own)} if own else fields
    text = "@misc{x,\n" + ",\n".join(f"{name} = {value}" for name, value in written.items()) + "\n}"
    lines = (Line(number, line) for number, line in enumerate(text.split("\n"), 1))
    return next((item for item in bibtex.read(lines) if isinstance(item, Paper)), None)


def _json(own: dict[str, Any]) -> str:
    """An object on one line, whose braces are its only ones."""
    text = json.dumps(own, ensure_ascii=False)[1:-1]
    return "{" + text.replace("{", "\\u007b").replace("}", "\\u007d") + "}"


def _key(paper: Paper, taken: set[str]) -> str:
    """``otieno2022moss``, with a letter or more behind it where it is taken."""
    family = paper.authors[0].split()[-1] if paper.authors and paper.authors[0].split() else ""
    word = next((word for word in map(_ascii, paper.title.split()) if len(word) > 3), "")
    key = stem = f"{_ascii(family)}{paper.year or ''}{word}" or "paper"
    number = 1
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    taken.add(key)
    return key


def _ascii(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKD", text).lower())
