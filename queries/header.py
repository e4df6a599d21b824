"""The header of a canned query: TOML in ``//+`` comment lines above the Cypher text."""

import tomllib
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from queries.errors import CatalogueError
from queries.kinds import ANY, NAMED_KINDS, KindName, parse_value

HEADER_MARK = "//+"

EntityType = Literal["Method", "Dataset", "Task", "Problem", "Metric", "Concept"]
CommonParameter = Literal["since", "min_confidence", "on", "min_papers", "limit"]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Parameter(_Value):
    """A parameter of a query.

    Attributes:
        kind: what it may be, out of ``queries.kinds.KINDS``.
        types: for an entity, the labels that it may have.
        default: its value where none is given; None where one must be.
        example: a value that a person could give, for help and tests.

    """

    kind: KindName
    types: tuple[EntityType, ...] = ()
    help: str
    default: Any = None
    example: str | int | float

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.kind == "entity") != bool(self.types):
            raise ValueError("an entity, and nothing else, has types")
        if self.kind not in NAMED_KINDS:
            parse_value("example", self.kind, self.example)
            if self.default is not None:
                parse_value("default", self.kind, self.default)
        return self


class Walk(_Value):
    """A query that is asked again from where it led to.

    The nodes in the column ``to`` become the parameter ``from`` of the next step, ``steps`` times at most. The
    text also gets ``$step``, which counts from 1, and ``$seen``: the ids of all nodes where a step began.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    start: str = Field(alias="from")
    to: str
    steps: int = Field(ge=1, le=5)


COMMON: dict[CommonParameter, Parameter] = {
    "since": Parameter(kind="year", help="only papers of this year and later (0: all)", default=0, example=2020),
    "min_confidence": Parameter(
        kind="fraction", help="only claims of at least this confidence", default=0.0, example=0.5
    ),
    "on": Parameter(
        kind="entity",
        types=("Dataset",),
        help="only papers that speak of this dataset (*: all)",
        default=ANY,
        example="Cora",
    ),
    "min_papers": Parameter(kind="count", help="only what at least so many papers say", default=1, example=3),
    "limit": Parameter(kind="count", help="at most this many rows, the best ones", default=20, example=5),
}
"""Parameters that mean the same in every query that has them."""


class Query(_Value):
    """A canned query.

    Attributes:
        columns: the columns of its answer, in order.
        questions: wordings that it answers (see ``queries.wordings``).
        run: with several statements, whether to stop at the first one with rows or to run all.
        order: with all statements run, the columns by which their rows are sorted together; a minus before one
            that falls.
        sets: columns that hold lists in no order of their own.
        statements: the Cypher texts, in the order in which they run.

    """

    name: str
    summary: str
    columns: tuple[str, ...]
    parameters: dict[str, Parameter]
    questions: tuple[str, ...] = ()
    run: Literal["first", "all"] = "first"
    order: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()
    walk: Walk | None = None
    statements: tuple[str, ...]


def parse_query(name: str, texts: list[str]) -> Query:
    """Read a query from its file, header first, and the further files of the same name.

    CatalogueError says what is wrong with which part of a header.
    """
    lines = texts[0].splitlines()
    header = [line for line in lines if line.startswith(HEADER_MARK)]
    first = "\n".join(line for line in lines if not line.startswith(HEADER_MARK))
    try:
        data = tomllib.loads("\n".join(line.removeprefix(HEADER_MARK).removeprefix(" ") for line in header))
        common = {key: COMMON[key] for key in data.pop("common", ())}
        own = data.get("parameters", {})
        data["parameters"] = {**own, **common, **own}  # a query may have its own word on a common one
        statements = tuple(text.strip() for text in (first, *texts[1:]))
        return Query(name=name, statements=statements, **data)
    except KeyError as error:
        raise CatalogueError(
            f"{name}.cypher: no common parameter {error}; there are {', '.join(COMMON)}"
        ) from None
    except ValidationError as error:
        problem = error.errors()[0]
        where = ".".join(map(str, problem["loc"]))
        raise CatalogueError(f"{name}.cypher: {where}: {problem['msg']}") from None
    except (tomllib.TOMLDecodeError, TypeError) as error:
        raise CatalogueError(f"{name}.cypher: header: {error}") from None
