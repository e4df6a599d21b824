"""A paper as one source states it: title, abstract, and whatever else is known, identifiers normalised."""

import hashlib
import re
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from graph.folding import fold_title

_ARXIV = re.compile(
    r"""(?:(?:https?://)?(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/|arxiv:\s*|10\.48550/arxiv\.)?
        (?: (?P<id>(?:0[7-9]|1[0-4])(?:0[1-9]|1[0-2])\.\d{4} | (?:1[5-9]|[2-9]\d)(?:0[1-9]|1[0-2])\.\d{5})
          | (?P<archive>[a-z-]+)(?:\.[a-z-]+)?/(?P<number>\d{7}) )
        (?:v(?P<version>\d+))? (?:\.pdf)? (?:\s*\[[\w.-]+\])?""",
    re.IGNORECASE | re.VERBOSE,
)  # the schemes since 1991, 2007 and 2015: https://info.arxiv.org/help/arxiv_identifier.html
_DOI = re.compile(
    r"(?:(?:https?://)?(?:www\.|dx\.)?doi\.org/|doi:\s*)?(?P<doi>10\.\d{4,9}(?:\.\d+)*/\S+)", re.IGNORECASE
)
ARXIV_DOI_PREFIX = "10.48550/arxiv."

DATE_PATTERN = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"

Text = Annotated[str, StringConstraints(strict=True)]
PartialDate = Annotated[str, StringConstraints(strict=True, pattern=DATE_PATTERN)]
"""ISO date of a year, a month or a day, as far as the source states it."""


def parse_arxiv_id(text: str) -> tuple[str, int | None] | None:
    """The arXiv id without its version, and the version; None where the text is no arXiv id or link.

    An id of four digits after 2014 is none: a spreadsheet or a float took the zero at its end.
    """
    found = _ARXIV.fullmatch(text.strip())
    if not found:
        return None
    version = found["version"]
    arxiv_id = found["id"] or f"{found['archive'].lower()}/{found['number']}"
    return arxiv_id, int(version) if version else None


def parse_doi(text: str) -> str | None:
    """The DOI in lower case without resolver or prefix; None where the text is no DOI."""
    found = _DOI.fullmatch(text.strip())
    return found["doi"].lower() if found else None


class Paper(BaseModel):
    """One paper. The text that all offsets count in is ``text``: title, a line break, abstract.

    The id follows from the identifiers, whatever the input said (an id it gave is kept as an alias):
    ``doi:…``, else ``arxiv:…`` without version, else ``title:`` and ten hex digits of the SHA-1 of the
    folded title. A DOI of arXiv's own is read as the arXiv id. A year or date that is not stated is None.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Text = ""
    title: Annotated[str, StringConstraints(strict=True, pattern=r"\S")]
    abstract: Text = ""
    published: PartialDate | None = None
    year: Annotated[int, Field(ge=1, le=9999)] | None = None
    n_authors: Annotated[int, Field(ge=0)] | None = None
    authors: tuple[Text, ...] = ()
    url: Text | None = None
    arxiv_id: Text | None = None
    doi: Text | None = None
    venue: Text | None = None
    source: Text | None = None
    version: Annotated[int, Field(ge=1)] | None = None
    updated: PartialDate | None = None
    aliases: tuple[Text, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _normalise(cls, data: Any) -> Any:
        """Read identifiers out of their spellings and derive what follows from stated fields."""
        if not isinstance(data, dict):
            return data
        data = dict(data)
        title = data.get("title")
        if not isinstance(title, str) or not title.strip():
            return data  # the field's own check says what is wrong with it
        _read_identifiers(data)
        published, authors = data.get("published"), data.get("authors")
        if data.get("year") is None and isinstance(published, str) and re.match(DATE_PATTERN, published):
            data["year"] = int(published[:4])
        if data.get("n_authors") is None and authors and isinstance(authors, list | tuple):
            data["n_authors"] = len(authors)
        given, own = data.get("id"), paper_id(title, data.get("arxiv_id"), data.get("doi"))
        aliases = data.get("aliases") or ()
        if isinstance(given, str) and given and given != own and isinstance(aliases, list | tuple):
            data["aliases"] = (*(alias for alias in aliases if alias != given), given)
        data["id"] = own
        return data

    @property
    def text(self) -> str:
        """Title, a line break, abstract: what offsets count in."""
        return f"{self.title}\n{self.abstract}"

    @property
    def text_digest(self) -> str:
        """Names the text; an extraction belongs to one of these."""
        return digest(self.text)

    def dump(self) -> dict[str, Any]:
        """The paper as the output format writes it: rarely stated fields only where they are."""
        data = self.model_dump(mode="json")
        for rare in ("venue", "version", "updated", "aliases"):
            if not data[rare]:
                del data[rare]
        return data

    def with_changes(self, **changes: Any) -> Self:
        """A copy with other field values, checked and with its id derived anew."""
        return type(self).model_validate({**self.model_dump(exclude={"id"}), **changes})


def _read_identifiers(data: dict[str, Any]) -> None:
    """Normalise ``doi`` and ``arxiv_id`` in place; raise ValueError for a spelling that is neither."""
    arxiv_id, doi = data.get("arxiv_id") or None, data.get("doi") or None
    if isinstance(doi, str):
        parsed = parse_doi(doi)
        if parsed is None:
            raise ValueError(f'doi "{doi}": expected one like 10.1000/182')
        if parsed.startswith(ARXIV_DOI_PREFIX):
            arxiv_id, parsed = arxiv_id or parsed, None
        doi = parsed
    if isinstance(arxiv_id, str):
        found = parse_arxiv_id(arxiv_id)
        if found is None:
            raise ValueError(f'arxiv_id "{arxiv_id}": expected one like 2106.01345 or cs/0112017')
        arxiv_id, version = found
        if data.get("version") is None:
            data["version"] = version
    data["arxiv_id"], data["doi"] = arxiv_id, doi


def paper_id(title: str, arxiv_id: str | None, doi: str | None) -> str:
    """The id of a paper with these (normalised) identifiers."""
    if doi:
        return f"doi:{doi}"
    if arxiv_id:
        return f"arxiv:{arxiv_id}"
    return title_id(title)


def title_id(title: str) -> str:
    """The id that a paper has by its title alone."""
    return "title:" + hashlib.sha1(fold_title(title).encode(), usedforsecurity=False).hexdigest()[:10]


def digest(text: str) -> str:
    """A name for a text, the same on every machine: 32 hex digits of BLAKE2b."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
