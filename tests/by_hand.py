"""Records of papers whose things are named by hand."""

from graph.extraction import Entity, EntityType, Extraction, Mention
from graph.paper import Paper
from graph.records import ExtractionRecord, PaperRecord, Record


def records_of(title: str, abstract: str, year: int, *names: str, kind: EntityType = "Method") -> list[Record]:
    """A paper and an extraction of the names, all of one type, each where it stands first."""
    paper = Paper(title=title, abstract=abstract, year=year)
    entities = []
    for number, name in enumerate(names):
        start = paper.text.index(name)
        mention = Mention(text=name, start=start, end=start + len(name))
        entities.append(Entity(id=f"e{number}", type=kind, name=name, mentions=(mention,)))
    extraction = Extraction(paper=paper, entities=tuple(entities), extractor="by hand")
    return [PaperRecord(paper=paper), ExtractionRecord.of(extraction)]
