"""Written questions with what they mean, and how many of them are read right.

``queries/questions/names.txt`` lists the names of an invented graph, ``questions.tsv`` questions over them, each
with its query, and what its names and filters stand for. All were written before anything was tuned on them. Lines
with an odd number are for development; those with an even number are held out: their failures are counted, never
looked at one by one.
"""

from pathlib import Path
from typing import Any, NamedTuple

from graph.embedded.snapshot import Snapshot, write_snapshot
from graph.folding import fold_name
from graph.naming import name_key
from graph.tables import EntityNode, Graph, PaperNode
from graph.vocabulary import PAPER
from queries.linking import Linker
from queries.question import Understood, understand

DATA = Path(__file__).parent / "queries" / "questions"


class Question(NamedTuple):
    """A question, the query that it means, and what its names (by name) and filters are."""

    number: int
    text: str
    query: str
    given: dict[str, str]

    @property
    def is_held_out(self) -> bool:
        """Whether it may only be counted."""
        return self.number % 2 == 0


def questions() -> list[Question]:
    """All questions, numbered from 1."""
    found = []
    for number, line in enumerate((DATA / "questions.tsv").read_text("utf-8").splitlines(), start=1):
        text, query, given = line.split("\t")
        found.append(Question(number, text, query, dict(part.split("=") for part in given.split(";") if part)))
    return found


def write_names(path: Path) -> None:
    """Write a graph with the names of the questions into a new file."""
    graph = Graph()
    for line in (DATA / "names.txt").read_text("utf-8").splitlines():
        label, name, *rest = line.split("|")
        if label == PAPER:
            title, authors = rest[0], rest[1].split(";")
            arxiv = name.partition(":")[2]
            graph.nodes[PAPER].append(
                PaperNode(name, title, "", 2020, None, None, None, arxiv, None, None, authors, len(authors), [])
            )
        else:
            aliases = [name, *filter(None, rest)]
            keys = sorted({fold_name(alias) for alias in aliases} | {name_key(label, alias) for alias in aliases})
            node = EntityNode(f"{label.lower()}:{name_key(label, name)}", name, aliases, keys, 1, 2020)
            graph.nodes[label].append(node)
    write_snapshot(graph.rows(), path)


class Read(NamedTuple):
    """How a question was read, in the form of ``Question``; no query where it was not."""

    query: str | None
    given: dict[str, str]


def read(text: str, snapshot: Snapshot) -> Read:
    """Read a question over a graph."""
    found: Any = understand(text, Linker(snapshot))
    if not isinstance(found, Understood):
        return Read(None, {})
    values = {name: str(value) for name, value in found.parameters.items() if name not in found.linked}
    return Read(found.query.name, values | {name: link.name for name, link in found.linked.items()})


def wanted(question: Question) -> Read:
    """What ``read`` must give."""
    given = dict(question.given)
    if "paper" in given:
        lines = (DATA / "names.txt").read_text("utf-8").splitlines()
        given["paper"] = next(line.split("|")[2] for line in lines if line.split("|")[1] == given["paper"])
    return Read(question.query, given)
