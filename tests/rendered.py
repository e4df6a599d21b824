"""Papers written in every format that is read, by the simplest of templates."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from xml.sax.saxutils import escape

Records = Iterable[tuple[str, str]]
"""Title and abstract."""


def _json_lines(records: Records) -> Iterator[str]:
    for title, abstract in records:
        yield json.dumps({"title": title, "abstract": abstract}, ensure_ascii=False) + "\n"


def _json_array(records: Records) -> Iterator[str]:
    yield "["
    for number, line in enumerate(_json_lines(records)):
        yield f"{',' if number else ''}{line}"
    yield "]"


def _openalex(records: Records) -> Iterator[str]:
    yield '{"meta": {"count": 1}, "results": ['
    for number, (title, abstract) in enumerate(records):
        index: dict[str, list[int]] = {}
        for position, word in enumerate(abstract.split(" ")):
            index.setdefault(word, []).append(position)
        work = {"id": f"https://openalex.org/W{number}", "title": title, "abstract_inverted_index": index}
        yield f"{',' if number else ''}{json.dumps(work)}\n"
    yield "]}"


def _bibtex(records: Records) -> Iterator[str]:
    for number, (title, abstract) in enumerate(records):
        yield f"@article{{k{number},\n  title = {{{title}}},\n  abstract = {{{abstract}}},\n}}\n\n"


def _ris(records: Records) -> Iterator[str]:
    for title, abstract in records:
        yield f"TY  - JOUR\nTI  - {title}\nAB  - {abstract}\nER  - \n\n"


def _table(delimiter: str) -> Callable[[Records], Iterator[str]]:
    def rows(records: Records) -> Iterator[str]:
        yield f"title{delimiter}abstract\n"
        for record in records:
            buffer = io.StringIO()
            csv.writer(buffer, delimiter=delimiter, lineterminator="\n").writerow(record)
            yield buffer.getvalue()

    return rows


def _atom(records: Records) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
    for number, (title, abstract) in enumerate(records):
        text = f"<title>{escape(title)}</title><summary>{escape(abstract)}</summary>"
        yield f"<entry><id>x:{number}</id>{text}</entry>\n"
    yield "</feed>\n"


def _pubmed(records: Records) -> Iterator[str]:
    yield "<PubmedArticleSet>\n"
    for title, abstract in records:
        yield (
            f"<PubmedArticle><MedlineCitation><Article><ArticleTitle>{escape(title)}</ArticleTitle><Abstract>"
            f"<AbstractText>{escape(abstract)}</AbstractText></Abstract></Article></MedlineCitation></PubmedArticle>\n"
        )
    yield "</PubmedArticleSet>\n"


FORMATS: dict[str, Callable[[Records], Iterator[str]]] = {
    "jsonl": _json_lines,
    "json": _json_array,
    "openalex": _openalex,
    "bib": _bibtex,
    "ris": _ris,
    "csv": _table(","),
    "tsv": _table("\t"),
    "atom": _atom,
    "pubmed": _pubmed,
}
"""How each format is written, piece by piece."""
