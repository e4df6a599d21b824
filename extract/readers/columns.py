"""Which column of a table holds which field of a paper: common names, and those that the user names."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from extract.readers import dates, people
from graph.paper import Paper, parse_arxiv_id

_NAMES: dict[str, tuple[str, ...]] = {
    "title": ("title", "papertitle", "articletitle", "documenttitle", "worktitle", "displayname", "ti"),
    "abstract": ("abstract", "abstractnote", "summary", "abstracttext", "ab"),
    "authors": ("authorfullnames", "authors", "author", "authornames", "creators", "af", "au"),
    "published": (
        "published",
        "publicationdate",
        "publishdate",
        "datepublished",
        "coverdate",
        "onlinedate",
        "date",
    ),
    "year": ("year", "publicationyear", "pubyear", "py"),
    "venue": (
        "venue",
        "journal",
        "publicationtitle",
        "sourcetitle",
        "booktitle",
        "conference",
        "containertitle",
        "so",
    ),
    "doi": ("doi", "di"),
    "url": ("url", "link", "urls", "pdfurl"),
    "arxiv_id": ("arxivid", "arxiv", "eprint"),
    "n_authors": ("nauthors", "numauthors", "numberofauthors"),
    "updated": ("updated", "updatedate"),
    "version": ("version",),
    "source": ("source",),
    "id": ("id", "paperid"),
}
"""Names as ``folded`` gives them, the better ones first: Zotero, Scopus, Web of Science, IEEE, arXiv, our own."""
FIELDS = tuple(_NAMES)
"""What a column may be named for."""
_SHOWN_NAMES = 12
_SCOPUS_ID = re.compile(r"\s*\(\d{6,}\)")
_ADVICE = "--columns title=NAME"


def folded(name: str) -> str:
    """``Publication Title``, ``publication_title`` and ``PublicationTitle`` are one name."""
    return re.sub(r"[\W_]+", "", name).casefold()


class Columns:
    """The columns of one table.

    Args:
        names: as in the header.
        named: names of columns by fields of a paper, which go before the common ones. A table may lack one of
            them where a common name stands in, as several tables may be read at once.

    Attributes:
        fault: why no paper can be read, and what would help; None where papers can.

    """

    def __init__(self, names: Sequence[str], named: Mapping[str, str]) -> None:
        self._names = [name.strip() for name in names]
        keys = [folded(name) for name in names]
        self._places: dict[str, list[int]] = {}
        missing = {field: name for field, name in named.items() if folded(name) not in keys}
        for field, known in _NAMES.items():
            wanted = (folded(named[field]),) if field in named and field not in missing else known
            if places := [keys.index(key) for key in wanted if key and key in keys]:
                self._places[field] = places
        self._instead = {
            name: self._names[self._places[field][0]] for field, name in missing.items() if field in self._places
        }
        lacking = [name for name in missing.values() if name not in self._instead]
        taken = ", ".join(f'"{name}"' for name in self._names[:_SHOWN_NAMES])
        self.fault: str | None = None
        if lacking:
            self.fault = f'no column "{lacking[0]}"; the columns are {taken}'
        elif "title" not in self._places:
            self.fault = f"a table without a column of titles; say which one holds them: {_ADVICE} ({taken})"

    @property
    def has_titles(self) -> bool:
        """Whether papers can be read."""
        return "title" in self._places

    def remarks(self) -> Iterator[str]:
        """What is said about named columns that are not there, and about those that no field is read from."""
        for name, other in self._instead.items():
            yield f'no column "{name}": "{other}" is read in its place'
        used = {place for places in self._places.values() for place in places}
        rest = [f'"{name}"' for place, name in enumerate(self._names) if place not in used and name]
        if not rest:
            return
        more = f" and {len(rest) - _SHOWN_NAMES} more" if len(rest) > _SHOWN_NAMES else ""
        yield f"columns that hold no field of a paper are passed over: {', '.join(rest[:_SHOWN_NAMES])}{more}"

    def fields(self, cells: Sequence[Any]) -> dict[str, Any]:
        """The fields of the paper in one row; of several columns for one field the first with something in it."""
        stated = {}
        for field, places in self._places.items():
            value = next((cells[place] for place in places if not _is_blank(cells[place])), None)
            stated[field] = _READ[field](value) if field in _READ else value
        if isinstance(stated.get("published"), str) and stated["published"] == stated.get("year"):
            del stated["year"]
        link = stated.get("url")
        if "arxiv_id" not in stated and isinstance(link, str) and parse_arxiv_id(link):
            stated["arxiv_id"] = link
        return {name: value for name, value in stated.items() if name in Paper.model_fields}


def _is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _authors(value: Any) -> Any:
    return people.split(_SCOPUS_ID.sub("", value)) if isinstance(value, str) else value


def _link(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


_READ = {"authors": _authors, "published": dates.read, "updated": dates.read, "url": _link}
