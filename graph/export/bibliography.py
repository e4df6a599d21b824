"""BibTeX: the papers that make the claims."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from graph.export.tex import escape_specials
from graph.export.wording import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.export.options import Options
    from graph.subgraph.model import Source, Subgraph


def export(subgraph: Subgraph, options: Options) -> bytes:
    """The entries, in UTF-8, in the order in which the claims cite them."""
    shown = subgraph.trimmed(options.max_nodes) if options.max_nodes else subgraph
    keys: set[str] = set()
    return "\n".join(_entry(source, _key(source, keys)) for source in shown.sources.values()).encode()


def _entry(source: Source, key: str) -> str:
    kind = "article" if source.venue else "misc"
    fields = ",\n".join(f"  {name} = {{{value}}}" for name, value in _fields(source))
    return f"@{kind}{{{key},\n{fields}\n}}\n"


def _fields(source: Source) -> Iterator[tuple[str, str]]:
    yield "title", "{" + escape_specials(source.title) + "}"
    if source.authors:
        yield "author", " and ".join(map(_author, source.authors))
    if source.year is not None:
        yield "year", str(source.year)
    if source.venue:
        yield "journal", escape_specials(source.venue)
    if source.doi:
        yield "doi", _bare(source.doi)
    if source.arxiv_id:
        yield "eprint", _bare(source.arxiv_id)
        yield "archiveprefix", "arXiv"
    if source.link:
        yield "url", _bare(source.link)


def _author(name: str) -> str:
    """A name; one with an "and" in it is kept together, for BibTeX would make two of it."""
    escaped = escape_specials(name)
    return "{" + escaped + "}" if re.search(r"\band\b", escaped, re.IGNORECASE) else escaped


def _bare(text: str) -> str:
    """An address or identifier, without what would end the field."""
    return re.sub(r"[{}\\\s]", "", text)


def _key(source: Source, taken: set[str]) -> str:
    """``kipf2017semi``: first author's last name, year, first word of the title; and a number where taken."""
    author = _words(source.authors[0])[-1:] if source.authors else []
    word = next((word for word in _words(source.short_title) if len(word) > 2), "paper")
    stem = "".join([*author, str(source.year or ""), word])
    key, number = stem, 1
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    taken.add(key)
    return key


def _words(text: str) -> list[str]:
    """The words of a text in small ASCII letters and digits."""
    bare = unicodedata.normalize("NFKD", plain(text).lower()).encode("ascii", "ignore").decode()
    return re.findall(r"[a-z0-9]+", bare)
