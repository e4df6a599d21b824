"""claimgraph for Python: the public functions and models of all rooms, imported when they are first used."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from claimgraph.shadows import refuse_shadows

if TYPE_CHECKING:
    from extract.building import BuildReport as BuildReport
    from extract.building import build as build
    from extract.building import load as load
    from extract.errors import ExtractError as ExtractError
    from extract.evaluation import evaluate as evaluate
    from extract.evaluation import read_gold as read_gold
    from extract.extraction_lines import read_extractions as read_extractions
    from extract.extractor import PipelineExtractor as PipelineExtractor
    from extract.pipeline import extract as extract
    from extract.readers import Note as Note
    from extract.readers import Refusal as Refusal
    from extract.readers import read_papers as read_papers
    from graph.collection import Collection as Collection
    from graph.errors import GraphError as GraphError
    from graph.extraction import Entity as Entity
    from graph.extraction import Extraction as Extraction
    from graph.extraction import Mention as Mention
    from graph.extraction import ResultFigure as ResultFigure
    from graph.extraction import Span as Span
    from graph.extraction import Triple as Triple
    from graph.opening import open_store as open_store
    from graph.paper import Paper as Paper
    from graph.store import Rows as Rows
    from graph.store import Store as Store
    from graph.subgraph import Subgraph as Subgraph
    from graph.subgraph.files import read_subgraph as read_subgraph
    from graph.vocabulary import NODE_KINDS as NODE_KINDS
    from graph.vocabulary import PREDICATES as PREDICATES
    from queries.analysis import all_paths as all_paths
    from queries.analysis import claim_graph as claim_graph
    from queries.analysis import communities as communities
    from queries.answering import Answer as Answer
    from queries.answering import ask as ask
    from queries.answering import run_query as run_query
    from queries.catalogue import catalogue as catalogue
    from queries.conversation import Conversation as Conversation
    from queries.cypher import run_cypher as run_cypher
    from queries.drawing import draw_around as draw_around
    from queries.drawing import draw_paper as draw_paper
    from queries.drawing import draw_path as draw_path
    from queries.drawing import draw_query as draw_query
    from queries.drawing import draw_question as draw_question
    from queries.errors import QueryError as QueryError
    from queries.showing import show as show
    from queries.stats import stats as stats

_HOMES = {
    "BuildReport": "extract.building",
    "build": "extract.building",
    "load": "extract.building",
    "ExtractError": "extract.errors",
    "evaluate": "extract.evaluation",
    "read_gold": "extract.evaluation",
    "read_extractions": "extract.extraction_lines",
    "PipelineExtractor": "extract.extractor",
    "extract": "extract.pipeline",
    "Note": "extract.readers",
    "Refusal": "extract.readers",
    "read_papers": "extract.readers",
    "Collection": "graph.collection",
    "GraphError": "graph.errors",
    "Entity": "graph.extraction",
    "Extraction": "graph.extraction",
    "Mention": "graph.extraction",
    "ResultFigure": "graph.extraction",
    "Span": "graph.extraction",
    "Triple": "graph.extraction",
    "open_store": "graph.opening",
    "Paper": "graph.paper",
    "Rows": "graph.store",
    "Store": "graph.store",
    "Subgraph": "graph.subgraph",
    "read_subgraph": "graph.subgraph.files",
    "NODE_KINDS": "graph.vocabulary",
    "PREDICATES": "graph.vocabulary",
    "all_paths": "queries.analysis",
    "claim_graph": "queries.analysis",
    "communities": "queries.analysis",
    "Answer": "queries.answering",
    "ask": "queries.answering",
    "run_query": "queries.answering",
    "catalogue": "queries.catalogue",
    "Conversation": "queries.conversation",
    "run_cypher": "queries.cypher",
    "draw_around": "queries.drawing",
    "draw_paper": "queries.drawing",
    "draw_path": "queries.drawing",
    "draw_query": "queries.drawing",
    "draw_question": "queries.drawing",
    "QueryError": "queries.errors",
    "show": "queries.showing",
    "stats": "queries.stats",
}
"""Where each public name lives; the imports above say the same to type checkers."""

refuse_shadows("graph", "extract", "queries")


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'claimgraph' has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_HOMES[name]), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
