"""Annotated papers, reduced to what is compared: gold lines, and extraction lines in the same shape."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any, NamedTuple, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from extract.errors import UnreadableError
from extract.readers.json_lines import parse_object
from extract.readers.lines import BREAKAGES, TextSource
from graph.extraction import Confidence, Extraction
from graph.vocabulary import ENTITY_TYPES, PAPER, allows

PAPER_ITSELF = "paper"
"""The subject that stands for the annotated paper."""


def _as_text(value: Any) -> Any:
    return str(value) if isinstance(value, int | float) else value


def _mention_text(mention: Any) -> Any:
    return mention.get("text") if isinstance(mention, dict) else mention


Id = Annotated[str, BeforeValidator(_as_text)]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")  # extraction lines say more than is compared


class AnnotatedEntity(_Value):
    """One thing with the forms that it is mentioned by, offsets left aside."""

    id: Id
    type: str
    name: str
    mentions: tuple[Annotated[str, BeforeValidator(_mention_text)], ...]


class AnnotatedResult(_Value):
    """One stated figure; ``method`` and ``metric`` are entity ids."""

    method: Id | None = None
    metric: Id | None = None
    value: Annotated[str, BeforeValidator(_as_text)]


class AnnotatedTriple(NamedTuple):
    """Subject and object are entity ids, the subject ``"paper"`` is the paper itself."""

    subject: Id
    predicate: str
    object: Id


class AnnotatedPaper(_Value):
    """What is said of one paper.

    Attributes:
        confidences: those of the triples that state one.
        text: title, line break, abstract, where the line tells them; else empty.

    """

    title: Annotated[str, Field(min_length=1)]
    entities: tuple[AnnotatedEntity, ...]
    triples: frozenset[AnnotatedTriple]
    results: tuple[AnnotatedResult, ...] = ()
    confidences: dict[AnnotatedTriple, float] = {}
    text: str = ""

    @classmethod
    def of(cls, extraction: Extraction) -> Self:
        """An extraction as it is compared."""
        return cls.from_line(extraction.dump())

    @classmethod
    def from_line(cls, line: dict[str, Any]) -> Self:
        """Read a gold line or an extraction line; ValidationError where it is neither.

        Triples whose ends are no entities of the line are left out.
        """
        return cls._from_shape(_Line.model_validate(line))

    @classmethod
    def _from_shape(cls, shape: "_Line") -> Self:
        ids = {entity.id for entity in shape.entities}
        confidences: dict[AnnotatedTriple, float | None] = {}
        for given in shape.triples:
            if given.subject in ids | {PAPER_ITSELF} and given.object in ids:
                triple = AnnotatedTriple(given.subject, given.predicate, given.object)
                confidences[triple] = confidences.get(triple) if given.confidence is None else given.confidence
        return cls(
            title=shape.title,
            entities=shape.entities,
            triples=frozenset(confidences),
            results=shape.results or (),
            confidences={triple: c for triple, c in confidences.items() if c is not None},
            text=f"{shape.title}\n{shape.abstract}" if shape.abstract else "",
        )


class _Triple(_Value):
    subject: Id
    predicate: str
    object: Id
    confidence: Confidence | None = None


def _spell_out(triple: Any) -> Any:
    if isinstance(triple, list) and len(triple) == len(AnnotatedTriple._fields):
        return dict(zip(AnnotatedTriple._fields, triple, strict=True))
    return triple


class _Line(_Value):
    """The shapes that a line may have in a file: extraction lines have their paper in a field of its own."""

    title: Annotated[str, Field(min_length=1)]
    entities: tuple[AnnotatedEntity, ...]
    triples: tuple[Annotated[_Triple, BeforeValidator(_spell_out)], ...]
    results: tuple[AnnotatedResult, ...] | None = None
    abstract: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _read_extraction_line(cls, data: Any) -> Any:
        paper = data.get("paper")
        if not isinstance(paper, dict):
            return data
        data = {**data, "title": data.get("title") or paper.get("title"), "abstract": paper.get("abstract")}
        if isinstance(data.get("triples"), list):
            data["triples"] = [_name_paper(_spell_out(t), paper.get("id")) for t in data["triples"]]
        return data


def _name_paper(triple: Any, paper_id: Any) -> Any:
    by_paper = isinstance(triple, dict) and paper_id is not None and triple.get("subject") == paper_id
    return {**triple, "subject": PAPER_ITSELF} if by_paper else triple


def read_predicted(path: str | Path) -> Iterator[AnnotatedPaper]:
    """The papers of a file of extraction lines, or of lines in the shape of gold.

    Raises:
        UnreadableError: a line is none of these, or the file cannot be read.

    """
    return _read(path, lambda shape: None)


def read_gold(path: str | Path) -> Iterator[AnnotatedPaper]:
    """The papers of a file of annotations, checked against the vocabulary.

    Raises:
        UnreadableError: a line is no annotated paper, or it names a type, a predicate or an end that is not there.

    """
    return _read(path, _check_gold)


def _read(path: str | Path, check: Callable[[_Line], str | None]) -> Iterator[AnnotatedPaper]:
    try:
        with Path(path).open("rb") as stream:
            for line in TextSource(stream, str(path)).lines():
                if not line.text.strip():
                    continue
                where = f"{path}:{line.number}"
                record = line.flaw or parse_object(line.text)
                if isinstance(record, str):
                    raise UnreadableError(where, record)
                try:
                    shape = _Line.model_validate(record)
                except ValidationError as error:
                    raise UnreadableError(where, _describe(error)) from error
                if flaw := check(shape):
                    raise UnreadableError(where, flaw)
                yield AnnotatedPaper._from_shape(shape)
    except BREAKAGES as error:
        raise UnreadableError(str(path), getattr(error, "strerror", None) or str(error)) from error


def _check_gold(shape: _Line) -> str | None:
    """What in an annotation is not in the vocabulary or not in the line."""
    types = {PAPER_ITSELF: PAPER}
    for entity in shape.entities:
        if entity.type not in ENTITY_TYPES:
            return f'entity {entity.id}: expected a type out of {", ".join(ENTITY_TYPES)}, found "{entity.type}"'
        if entity.id in types:
            return f"entity {entity.id}: the id stands twice"
        types[entity.id] = entity.type
    for subject, predicate, obj in ((t.subject, t.predicate, t.object) for t in shape.triples):
        what = f"triple {subject} {predicate} {obj}"
        for end in (subject, obj):
            if end not in types:
                return f'{what}: no entity "{end}" in this line'
        if not allows(types[subject], predicate, types[obj]):
            return f"{what}: {types[subject]} {predicate} {types[obj]} is not in the vocabulary"
    for result in shape.results or ():
        for end in filter(None, (result.method, result.metric)):
            if end not in types:
                return f'result {result.value}: no entity "{end}" in this line'
    return None


def _describe(error: ValidationError) -> str:
    flaw = error.errors()[0]
    place = ".".join(str(part) for part in flaw["loc"])
    return f'"{place}": {flaw["msg"][:1].lower()}{flaw["msg"][1:]}'
