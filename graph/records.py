"""The records of the log, which are the truth: a paper as read, an extraction of a text, a removal."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic_core import to_json

from graph.errors import InvalidRecordError
from graph.extraction import Entity, Extraction, ResultFigure, Triple
from graph.paper import Paper, digest


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PaperRecord(_Record):
    """One copy of a paper, as one source states it."""

    kind: Literal["paper"] = "paper"
    paper: Paper

    @property
    def copy_id(self) -> str:
        """Names this copy by its content; adding the same copy again says nothing new."""
        return digest(self.paper.model_dump_json())


class ExtractionRecord(_Record):
    """What an extractor found in the text named by ``text`` (see ``Paper.text_digest``).

    ``paper_id`` is the id that the paper had then: the subject of the PROPOSES triples. It may have changed
    since, as the text may have found another copy with an identifier.
    """

    kind: Literal["extraction"] = "extraction"
    text: str
    extractor: str
    paper_id: str
    entities: tuple[Entity, ...]
    triples: tuple[Triple, ...]
    results: tuple[ResultFigure, ...]

    @classmethod
    def of(cls, extraction: Extraction) -> "ExtractionRecord":
        """The record of an extraction line."""
        return cls(
            text=extraction.paper.text_digest,
            extractor=extraction.extractor,
            paper_id=extraction.paper.id,
            entities=extraction.entities,
            triples=extraction.triples,
            results=extraction.results,
        )


class RemovalRecord(_Record):
    """Takes copies out of the collection; a copy that is added again later is back."""

    kind: Literal["removal"] = "removal"
    copies: tuple[str, ...]


Record = PaperRecord | ExtractionRecord | RemovalRecord

_RECORD: TypeAdapter[Record] = TypeAdapter(Annotated[Record, Field(discriminator="kind")])


def dump_record(record: Record) -> bytes:
    """One line of JSON, without the line break."""
    return to_json(record)


def load_record(line: bytes) -> Record:
    """Read one line back; InvalidRecordError where it is no record."""
    try:
        return _RECORD.validate_json(line)
    except ValidationError as error:
        raise InvalidRecordError(f"not a record: {str(error).splitlines()[0]}") from error
