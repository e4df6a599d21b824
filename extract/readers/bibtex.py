"""Reads BibTeX, as Zotero, Mendeley, JabRef and the ACL Anthology write it, through bibtexparser."""

import json
import logging
import re
from collections.abc import Iterator, Mapping
from typing import Any

from extract.cleaning import clean
from extract.readers import dates
from extract.readers.fields import make_paper
from extract.readers.found import Aside, Found, Line, Loss
from extract.readers.values import first
from graph.paper import Paper

SOURCE = "BibTeX"
OWN_FIELD = "claimgraph"
"""Where our writer puts, as JSON, what BibTeX has no field for."""

_BLOCK = re.compile(r"\s*@\s*(?P<type>\w+)\s*[{(]")
_ENTRY = re.compile(
    r"^[ \t]*@(?:[A-Za-z]+[ \t]*[{(]\s*[^\s,={}]*\s*[,=]|(?:comment|preamble)[ \t]*\{)",
    re.MULTILINE | re.IGNORECASE,
)
_SIGNS = {
    "textless": "<", "textgreater": ">", "textbar": "|", "textasciitilde": "~", "textasciicircum": "^",
    "textendash": "–", "textemdash": "—", "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“",
    "textquotedblright": "”", "textquotesingle": "'", "textquotedbl": '"', "textdegree": "°", "textmu": "µ",
    "texttimes": "×", "textpm": "±", "textregistered": "®", "texttrademark": "™", "textcopyright": "©",
}  # fmt: skip
"""Commands for signs, as Zotero and Mendeley export them."""
_SIGN = re.compile(rf"\{{\\({'|'.join(_SIGNS)})\}}|\\({'|'.join(_SIGNS)})(?![A-Za-z])(?:\{{\}}| (?=\S))?")
_COMMENT = re.compile(r"\s*(?:%|$)")
_VENUES = ("journal", "journaltitle", "booktitle", "howpublished", "school", "institution")
_ARXIV = re.compile(r"arxiv(?:\.org/(?:abs|pdf)/|:)\s*([^\s\[\],;]+)", re.IGNORECASE)
_BRACES = re.compile(
    r"(?P<formula>(?<!\\)\$(?:\\.|[^$\\])*\$)|(?P<command>\\[A-Za-z]+\*?\s*\{)|(?P<escaped>\\[{}])|(?P<brace>[{}])"
)


def recognises(head: str) -> bool:
    """Whether an entry begins on a line of its own: above it, programs write what they are."""
    return _ENTRY.search(head) is not None and not head.lstrip().startswith(("{", "[", "<"))


def read(lines: Iterator[Line]) -> Iterator[Found]:
    """Papers, entry by entry.

    The text is handed to the library in pieces that begin where the library itself begins anew: at a line that
    starts with ``@type{``. So an entry that is not closed costs only itself, and a file of any size little memory.
    """
    strings: dict[str, str] = {}
    outside: list[int] = []
    twice: list[int] = []
    for start, text, flaw in _pieces(lines):
        if flaw:
            yield Loss(start, flaw)
        elif _BLOCK.match(text):
            yield from _papers(text, start, strings, outside, twice)
        else:
            outside.extend(
                number for number, line in enumerate(text.split("\n"), start) if not _COMMENT.match(line)
            )
    for what, numbers in (
        ("text outside of entries passed over", outside),
        ("of fields that an entry has twice the first is read", twice),
    ):
        if numbers:
            more = f" and {len(numbers) - 1:,} more" if len(numbers) > 1 else ""
            yield Aside(f"{what}: line {numbers[0]}{more}")


def _pieces(lines: Iterator[Line]) -> Iterator[tuple[int, str, str | None]]:
    """Where a piece begins, its text, and a flaw in it."""
    texts: list[str] = []
    start, flaw = 1, None
    for line in lines:
        if texts and _BLOCK.match(line.text):
            yield start, "\n".join(texts), flaw
            texts, start, flaw = [], line.number, None
        texts.append(line.text)
        flaw = flaw or line.flaw
    if texts:
        yield start, "\n".join(texts), flaw


def _papers(
    text: str, start: int, strings: dict[str, str], outside: list[int], twice: list[int]
) -> Iterator[Found]:
    from bibtexparser import model

    for block in _parse(text):
        line = start + (block.start_line or 0)
        if isinstance(block, model.DuplicateFieldKeyBlock):
            twice.append(line)
        if (
            found := getattr(block, "ignore_error_block", None)
        ) is not None:  # a key or a field that is there twice
            block = found
        if isinstance(block, model.Entry):
            yield from make_paper(_fields(block.items(), strings), line)
        elif isinstance(block, model.String):
            strings[block.key.lower()] = _value(block.value, strings)
        elif isinstance(block, model.ImplicitComment):
            rest = enumerate(block.comment.split("\n"), line)
            outside.extend(number for number, words in rest if not _COMMENT.match(words))
        elif not isinstance(block, (model.ExplicitComment, model.Preamble)):
            reason = getattr(block.error, "abort_reason", "it cannot be read")
            what = " ".join(reason.split()).rstrip(".")
            yield Loss(line, f"a broken entry: {what[:1].lower()}{what[1:]}")


def _parse(text: str) -> list[Any]:
    """The blocks that the library finds; what it says to the log stands in the ones that failed as well."""
    from bibtexparser.entrypoint import parse_string

    log = logging.getLogger("bibtexparser.splitter")
    before, log.disabled = log.disabled, True
    try:
        return list(parse_string(text, parse_stack=[]).blocks)
    finally:
        log.disabled = before


def _fields(items: list[tuple[str, Any]], strings: Mapping[str, str]) -> dict[str, Any]:
    """The paper's fields; of fields that are there twice the first that states something."""
    raw: dict[str, str] = {}
    for key, value in items:
        if not raw.get(key.lower()):
            raw[key.lower()] = _value(str(value), strings)
    own = _own_fields(items)
    plain = {key: plain_text(value) for key, value in raw.items() if key not in ("author", OWN_FIELD)}
    return {
        "title": plain.get("title"),
        "abstract": plain.get("abstract"),
        **_date(plain),
        "authors": _names(raw.get("author", "")),
        "venue": first(*(plain.get(name) for name in _VENUES)),
        "doi": plain.get("doi"),
        "arxiv_id": _arxiv_id(plain),
        "url": plain.get("url"),
        "source": SOURCE,
        **own,
    }


def _own_fields(items: list[tuple[str, Any]]) -> dict[str, Any]:
    """What our writer noted; nothing where somebody else has written there."""
    noted = next((str(value) for key, value in items if key.lower() == OWN_FIELD), "{}")
    try:
        fields = json.loads(noted)
    except (ValueError, RecursionError):
        return {}
    return {name: value for name, value in fields.items() if name in Paper.model_fields}


def _date(plain: Mapping[str, str]) -> dict[str, Any]:
    if date := plain.get("date"):
        return {"published": dates.read(date)}
    year, month = plain.get("year"), plain.get("month")
    published = dates.partial(year, month, plain.get("day"))
    return {"published": published} if published and published != year else {"year": year}


def _arxiv_id(plain: Mapping[str, str]) -> str | None:
    """Out of ``eprint``, where that is arXiv's, else out of what Zotero and arXiv's own export put elsewhere."""
    eprint, archive = plain.get("eprint"), first(plain.get("archiveprefix"), plain.get("eprinttype"))
    if eprint and (archive is None or archive.lower() == "arxiv"):
        return eprint
    hints = (plain.get(name, "") for name in ("number", "note", "journal", "url"))
    found = next((found for hint in hints if (found := _ARXIV.search(hint))), None)
    return found[1].removesuffix(".pdf").rstrip(".)") if found else None


def _names(text: str) -> list[str]:
    """People as they are printed: given names first, without the braces that hold a name together."""
    from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names

    names = []
    for name in split_multiple_persons_names(clean(text)):
        if name.lower() != "others":
            parts = parse_single_name_into_parts(name, strict=False)
            names.append(unbraced(parts.merge_first_name_first or name))
    return names


def _value(raw: str, strings: Mapping[str, str]) -> str:
    """A value without its delimiters, with strings put in for their names and pieces put together."""
    pieces = []
    for term in _terms(raw):
        if term[:1] + term[-1:] in ("{}", '""') and len(term) > 1:
            pieces.append(term[1:-1])
        else:
            pieces.append(strings.get(term.lower(), term))
    return "".join(pieces)


def _terms(raw: str) -> Iterator[str]:
    """What stands between the ``#`` of a value, outside of braces and quotes."""
    if "#" not in raw:
        yield raw.strip()
        return
    depth, quoted, start = 0, False, 0
    for index, sign in enumerate(raw):
        if sign in "{}" and raw[index - 1 : index] != "\\":
            depth += 1 if sign == "{" else -1
        elif sign == '"' and depth == 0:
            quoted = not quoted
        elif sign == "#" and depth == 0 and not quoted:
            yield raw[start:index].strip()
            start = index + 1
    yield raw[start:].strip()


def plain_text(value: str) -> str:
    """A value's text, out of the TeX that it is written in."""
    return unbraced(clean(_SIGN.sub(lambda found: _SIGNS[found[1] or found[2]], value)))


def unbraced(text: str) -> str:
    """The text without the braces that only keep letters as they are: not those of formulas and commands."""
    if "{" not in text and "}" not in text:
        return text
    pieces: list[str] = []
    open_braces: list[bool] = []  # whether each is kept
    end, argument_end = 0, -1
    for found in _BRACES.finditer(text):
        pieces.append(text[end : found.start()])
        end = found.end()
        sign = found.group()
        if found["command"]:
            open_braces.append(True)
        elif found["escaped"]:
            sign = sign[1]
        elif sign == "{":
            open_braces.append(found.start() == argument_end)  # a command's second argument
            sign = "{" if open_braces[-1] else ""
        elif sign == "}":
            kept = open_braces.pop() if open_braces else True
            argument_end = found.end() if kept and not open_braces else argument_end
            sign = "}" if kept else ""
        pieces.append(sign)
    return "".join([*pieces, text[end:]])
