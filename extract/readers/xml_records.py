"""Records out of XML of any size, one by one, with the line on which each begins; no entity is ever resolved."""

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from extract.readers.found import Line, Loss

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def local(tag: str) -> str:
    """A tag without its namespace."""
    return tag.rpartition("}")[2]


def elements(lines: Iterator[Line], wanted: Collection[str]) -> Iterator["tuple[int, Element] | Loss"]:
    """The outermost elements of the wanted (local) names, each with its line; a loss where the XML is at fault."""
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    source = _Lines(lines)
    path: list[Element] = []
    start, within = 0, 0
    try:
        for event, element in iterparse(source, events=("start", "end")):
            is_wanted = local(element.tag) in wanted
            if event == "start":
                path.append(element)
                within += is_wanted
                if is_wanted and within == 1:
                    start, source.flaw = source.number, source.line_flaw
                continue
            path.pop()
            within -= is_wanted
            if within == 0:
                if is_wanted:
                    yield Loss(start, source.flaw) if source.flaw else (start, element)
                if path:
                    path[-1].remove(element)  # or the whole tree would stay in memory
    except DefusedXmlException as error:
        kind = "an external reference" if "External" in type(error).__name__ else "entities of its own"
        yield Loss(source.number, f"XML that defines {kind} is not read; remove its <!DOCTYPE [...]>")
    except ParseError as error:
        what = str(error).partition(":")[0]
        if source.ended:
            yield Loss(source.number, f"the XML breaks off ({what}); the file is not complete")
        else:
            yield Loss(error.position[0], f"broken XML ({what}); nothing behind it is read")
    except (LookupError, ValueError, RecursionError) as error:  # an unknown encoding, for one
        yield Loss(source.number, f"broken XML ({' '.join(str(error).split())[:120]}); nothing behind it is read")


class _Lines:
    """Lines as a file that gives one at each reading, so that the parser is never ahead of the line's number."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = lines
        self.number = 0
        self.ended = False
        self.line_flaw: str | None = None
        self.flaw: str | None = None

    def read(self, _: int = -1) -> str:
        line = next(self._lines, None)
        if line is None:
            self.ended = True
            return ""
        self.number, self.line_flaw = line.number, line.flaw
        self.flaw = self.flaw or line.flaw
        return f"{line.text}\n"
