"""Reads the saved text of a paper listing's pages: titles and abstracts, author counts, dates and votes.

Such pages come with and without blank lines, author counts, dates and abstracts, and below headers in several
wordings. Nothing in them marks a title: it is told by what it is not and by what follows it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto
from itertools import zip_longest
from typing import Any, NamedTuple

from extract.readers.fields import make_paper
from extract.readers.found import Found, Line, Loss

SOURCE = "listing page"
"""What papers out of such pages carry as their source."""

_UNMISTAKABLE = re.compile(r"Get trending papers in your email inbox|AK and the research community")
_HEADER = re.compile(
    r"""new | Daily | Weekly | Monthly | (?:Daily|Weekly|Monthly|Trending)\ Papers | Subscribe
      | Get\ trending\ papers\ in\ your\ email\ inbox(?:\ once\ a\ day)?!
      | by\ ?AK\ and\ the\ research\ community""",
    re.VERBOSE,
)
_GLUED_HEADER = re.compile(
    r"""(?: (?:new)?Get\ trending\ papers\ in\ your\ email\ inbox(?:\ once\ a\ day)?!
          | Subscribe(?!r?s?\b|d\b|[ ]) | (?:Daily|Trending)\ Papers(?=by)
          | by\ ?AK\ and\ the\ research\ community(?:[A-Z][a-z]{2}\ \d\d?(?=[A-Z]|$))? )+""",
    re.VERBOSE,
)
_HEADER_LENGTH = 80
"""Lines with text in them that a header may have; with the site's whole menu there are about 40."""

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH_NAMES = "|".join((*_MONTHS, *(month[:3] for month in _MONTHS), "sept"))
_COUNT = r"\d[\d.,]*[kKmM]?"
_AUTHORS = re.compile(rf"({_COUNT}) authors?", re.IGNORECASE)
_DATE = re.compile(
    rf"""(?:Published\ (?:on\ )?)?
      (?P<month>{_MONTH_NAMES})\.?\ (?P<day>\d\d?) (?:,\ (?P<year>\d{{4}}))?
      (?:\ {_COUNT})*  # votes and comments: "Aug 30 5" is the 30th with 5 votes""",
    re.VERBOSE | re.IGNORECASE,
)
_BUTTON = rf"""(?: {_COUNT} | [-–] | [+★⭐▲]\s*{_COUNT} | Upvotes?(?:\ {_COUNT})? | (?:GitHub|Code)(?:\ {_COUNT})?
      | {_COUNT}\ (?:upvotes?|votes?|comments?|replies|likes?|stars?) | (?:arXiv|PDF|Project|Paper)(?:\ page)? )"""
_FURNITURE = re.compile(
    rf"""{_BUTTON}(?:\ {_BUTTON})* | (?:Submitted|Upvoted)\ by(?:\ \S+)?
      | (?:(?:about|over|almost)\ )?(?:\d+|an?)\ (?:minute|hour|day|week|month|year)s?\ ago | yesterday
      | View\ (?:arXiv|PDF|Project|Paper)(?:\ page)? | Add\ to\ collection | Read\ more | Previous | Next
      | System\ theme | Company | TOS | Privacy | About | Careers | Website | Models | Datasets | Spaces | Pricing
      | Docs""",
    re.VERBOSE | re.IGNORECASE,
)
_LINK = re.compile(r"https?://\S+")
_PAPER_LINK = re.compile(r"https?://\S+?/(?:papers|abs|pdf)/(\d{4}\.\d{4,5})(?:v\d+)?(?:\.pdf)?")
_SEPARATOR = re.compile(r"\s*[·•∙]\s*")

_LONGEST_TITLE = 250
_SHORTEST_SENTENCE = 8
"""Words; a shorter text with a full stop may be a title, and a shorter one below an abstract an organisation."""
_SENTENCE_BREAK = re.compile(r"\w{3,}[.!?] [A-Z]")
_WRAPPED = range(40, 131)
"""Characters of a line that may go on in the next one."""
_LONGEST_MARKS = 130


class _Kind(Enum):
    TEXT = auto()
    AUTHORS = auto()
    DATE = auto()
    SEPARATOR = auto()
    LINK = auto()
    FURNITURE = auto()


class _Piece(NamedTuple):
    """A paragraph or a mark. ``value`` is an author count, an ISO date or an arXiv id, where there is one."""

    kind: _Kind
    line: int
    text: str = ""
    value: int | str | None = None
    flaw: str | None = None


@dataclass
class _Entry:
    line: int
    fields: dict[str, Any] = field(default_factory=dict)
    abstract: list[str] = field(default_factory=list)
    ended: bool = False
    flaw: tuple[int, str] | None = None


def recognises(head: str) -> bool:
    """Whether the listing's own words stand at the beginning, or entries with author counts and dates."""
    lines = [line.strip() for line in head.splitlines() if line.strip()]
    if any(_UNMISTAKABLE.search(line) for line in lines[:_HEADER_LENGTH]):
        return True
    kinds = [piece.kind for line in lines for piece in _classify(Line(0, line))]
    return _Kind.DATE in kinds and kinds.count(_Kind.AUTHORS) > 1


def read(lines: Iterator[Line]) -> Iterator[Found]:
    """One paper an entry, in the page's order; a page is held in memory as a whole."""
    entries = list(_entries(_paragraphs(_without_header(list(lines)))))
    if not entries:
        yield Loss(None, "a page of a paper listing without a paper")
    for entry in entries:
        if entry.flaw:
            yield Loss(*entry.flaw)
        elif "title" not in entry.fields:
            yield Loss(entry.line, "an abstract without a title above it")
        else:
            yield from make_paper(
                {**entry.fields, "abstract": " ".join(entry.abstract), "source": SOURCE}, entry.line
            )


def _without_header(lines: list[Line]) -> list[Line]:
    """The lines below the last one of the header; where that is glued to the first title, from the title on."""
    body, seen, page_date_follows = lines, 0, True
    for index, line in enumerate(lines):
        text = line.text.strip()
        seen += bool(text)
        if seen > _HEADER_LENGTH or _is_prose(text) or _AUTHORS.search(text):
            break
        if _HEADER.fullmatch(text):
            body = lines[index + 1 :]
        elif glued := _GLUED_HEADER.match(text):
            body = [line._replace(text=text[glued.end() :]), *lines[index + 1 :]]
        elif page_date_follows and body is not lines and _DATE.fullmatch(text):
            body, page_date_follows = lines[index + 1 :], False
    return body


def _is_prose(text: str) -> bool:
    """Whether this is an abstract, or a paragraph of one, wherever it stands."""
    long_enough = len(text.split()) >= _SHORTEST_SENTENCE
    return len(text) > _LONGEST_TITLE or (long_enough and text.endswith((".", ".)", '."')))


def _classify(line: Line) -> list[_Piece]:
    """A text, or the marks that a line holds between its dots and bullets."""
    text = " ".join(line.text.split())
    if found := _PAPER_LINK.fullmatch(text):
        return [_Piece(_Kind.LINK, line.number, value=found[1])]
    if _LINK.fullmatch(text):
        return [_Piece(_Kind.FURNITURE, line.number)]
    whole = [_Piece(_Kind.TEXT, line.number, line.text.strip(), flaw=line.flaw)]
    parts = [part for part in _SEPARATOR.split(text) if part] or [""]
    if len(text) > _LONGEST_MARKS:
        return whole
    pieces = [_classify_part(part, line.number) for part in parts]
    marks = [piece for piece in pieces if piece.kind is not _Kind.TEXT]
    # "Some Laboratory · Nov 2, 2023": what a date ends is no title but an organisation's name
    if len(marks) == len(pieces) or (len(parts) > 1 and pieces[-1].kind is _Kind.DATE):
        return marks
    return whole


def _classify_part(part: str, line: int) -> _Piece:
    if not part:
        return _Piece(_Kind.SEPARATOR, line)
    if found := _AUTHORS.fullmatch(part):
        return _Piece(_Kind.AUTHORS, line, value=int(found[1]) if found[1].isdigit() else None)
    if found := _DATE.fullmatch(part):
        return _Piece(_Kind.DATE, line, value=_iso_date(found))
    if _FURNITURE.fullmatch(part):
        return _Piece(_Kind.FURNITURE, line, part)
    return _Piece(_Kind.TEXT, line, part)


def _iso_date(found: re.Match[str]) -> str | None:
    """The date where it is a whole one: without a year it is none, and never gets this year's."""
    if not found["year"]:
        return None
    month = next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(found["month"][:3].lower()))
    try:
        return date(int(found["year"]), month, int(found["day"])).isoformat()
    except ValueError:
        return None


def _paragraphs(lines: Sequence[Line]) -> list[_Piece]:
    """Marks and paragraphs; wrapped lines are put together where blank lines stand between paragraphs."""
    spaced = any(not line.text.strip() for line in lines)
    pieces: list[_Piece] = []
    above = ""
    for line in lines:
        found = _classify(line) if line.text.strip() else []
        for piece in found:
            wrapped = len(above) in _WRAPPED and len(piece.text) < _WRAPPED.stop
            if spaced and wrapped and piece.kind is _Kind.TEXT:
                before = pieces.pop()
                piece = before._replace(text=f"{before.text}\n{piece.text}", flaw=before.flaw or piece.flaw)
            pieces.append(piece)
        above = line.text.strip() if found and found[-1].kind is _Kind.TEXT else ""
    return pieces


def _entries(pieces: Sequence[_Piece]) -> Iterator[_Entry]:
    entry: _Entry | None = None
    submitter_follows = False
    for piece, below in zip_longest(pieces, pieces[1:]):
        following = below.kind if below else None
        if piece.kind is not _Kind.TEXT:
            submitter_follows = piece.text.lower() == "submitted by"
            if entry:
                _add_mark(entry, piece)
            continue
        if submitter_follows and not _is_prose(piece.text):
            submitter_follows = False
            continue
        place = _place(piece.text, entry, following)
        if place is None:
            continue
        if entry is None or place == "title" or (place == "abstract" and entry.ended and entry.abstract):
            if entry:
                yield entry
            entry = _Entry(piece.line)
        if place == "title":
            entry.fields["title"] = piece.text
        else:
            entry.abstract.append(piece.text)
        if piece.flaw:
            entry.flaw = (piece.line, piece.flaw)
    if entry:
        yield entry


def _place(text: str, entry: _Entry | None, following: _Kind | None) -> str | None:
    """Whether a paragraph is a title, an abstract or, as an organisation's name, neither."""
    if _is_prose(text):
        return "abstract"
    if entry and not entry.ended:
        short = len(text.split()) < _SHORTEST_SENTENCE
        if following in (_Kind.SEPARATOR, _Kind.DATE) and short:
            return None
        ends = following in (_Kind.AUTHORS, _Kind.SEPARATOR, _Kind.DATE)
        if not entry.abstract and (ends or (not short and _SENTENCE_BREAK.search(text))):
            return "abstract"
    return "title"


def _add_mark(entry: _Entry, piece: _Piece) -> None:
    name = {_Kind.AUTHORS: "n_authors", _Kind.DATE: "published", _Kind.LINK: "arxiv_id"}.get(piece.kind)
    if name is not None and piece.value is not None:
        entry.fields.setdefault(name, piece.value)
    entry.ended = entry.ended or piece.kind in (_Kind.AUTHORS, _Kind.DATE)
