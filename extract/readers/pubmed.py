"""Reads the XML of PubMed (https://dtd.nlm.nih.gov/ncbi/pubmed/doc/out/250101/)."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from extract.readers import dates, people
from extract.readers.fields import make_paper
from extract.readers.found import Found, Line, Loss
from extract.readers.values import first
from extract.readers.xml_records import elements

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

SOURCE = "PubMed"

_ROOT = re.compile(r"<(?:PubmedArticleSet|PubmedArticle|PubmedBookArticle)\b")


def recognises(head: str) -> bool:
    """Whether a set of PubMed's articles begins here."""
    return head.lstrip().startswith("<") and _ROOT.search(head) is not None


def read(lines: Iterator[Line]) -> Iterator[Found]:
    """Papers, article by article, books' chapters among them."""
    for found in elements(lines, ("PubmedArticle", "PubmedBookArticle")):
        if isinstance(found, Loss):
            yield found
        else:
            line, article = found
            yield from make_paper(_fields(article), line)


def _fields(record: "Element") -> dict[str, Any]:
    article = _first(record, "MedlineCitation/Article", "BookDocument")
    if article is None:
        return {}
    pmid = _text(record, "MedlineCitation/PMID", "BookDocument/PMID")
    return {
        "title": _text(article, "ArticleTitle", "VernacularTitle", "Book/BookTitle"),
        "abstract": " ".join(_sections(article)),
        "published": first(
            _date(article.find("ArticleDate")),
            _date(article.find("Journal/JournalIssue/PubDate")),
            _date(article.find("Book/PubDate")),
        ),
        "authors": [name for author in article.findall("AuthorList/Author") if (name := _name(author))],
        "venue": _text(article, "Journal/Title", "Journal/ISOAbbreviation"),
        "doi": _text(
            record,
            "MedlineCitation/Article/ELocationID[@EIdType='doi']",
            "PubmedData/ArticleIdList/ArticleId[@IdType='doi']",
            "BookDocument/ArticleIdList/ArticleId[@IdType='doi']",
        ),
        "url": f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/" if pmid else None,
        "source": SOURCE,
    }


def _sections(article: "Element") -> Iterator[str]:
    """The parts of the abstract, each after its label where it has one."""
    for part in article.findall("Abstract/AbstractText"):
        label, text = part.get("Label"), "".join(part.itertext()).strip()
        if text:
            yield f"{label}: {text}" if label and label != "UNLABELLED" else text


def _date(date: "Element | None") -> str | None:
    if date is None:
        return None
    parts = [date.findtext(name) for name in ("Year", "Month", "Day")]
    if parts[0]:
        return dates.partial(*parts)
    season = date.findtext("MedlineDate") or ""  # "1998 Dec-1999 Jan": only the year is sure
    return dates.partial(season[:4])


def _name(author: "Element") -> str:
    whole = people.joined(
        author.findtext("ForeName") or author.findtext("Initials"),
        author.findtext("LastName"),
        author.findtext("Suffix"),
    )
    return whole or (author.findtext("CollectiveName") or "").strip()


def _first(element: "Element", *paths: str) -> "Element | None":
    return next((found for path in paths if (found := element.find(path)) is not None), None)


def _text(element: "Element", *paths: str) -> str | None:
    texts = ("".join(found.itertext()).strip() for path in paths if (found := element.find(path)) is not None)
    return next((text for text in texts if text), None)
