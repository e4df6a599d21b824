"""Which names of different papers meet in one node, and what the node is called."""

from itertools import permutations

import pytest
import toy
from hypothesis import given
from hypothesis import strategies as st

from graph.abbreviations import abbreviates
from graph.collection import Collection
from graph.extraction import Entity, Extraction, Mention
from graph.folding import fold_name, fold_title
from graph.name_forms import name_key
from graph.paper import Paper
from graph.projection import project
from graph.records import ExtractionRecord, PaperRecord


@pytest.mark.parametrize(
    ("entity_type", "one", "other"),
    [
        ("Problem", "over-smoothing", "oversmoothing"),
        ("Problem", "Over-Smoothing problem", "over smoothing"),
        ("Problem", "the oversmoothing issue", "Oversmoothing"),
        ("Problem", "vanishing gradients", "vanishing gradient problem"),
        ("Method", "Graph Neural Networks", "graph-neural network"),
        ("Method", "Graph Neural Networks (GNNs)", "graph neural network"),
        ("Method", "GCN model", "GCNs"),
        ("Method", "A GCN", "GCN"),
        ("Dataset", "ImageNet dataset", "ImageNet"),
        ("Dataset", "Cora data set", "Cora benchmark"),
        ("Task", "link prediction tasks", "link prediction"),
        ("Metric", "F1 score", "F1"),
        ("Method", "training strategies", "training strategy"),
        ("Method", "loss", "losses"),
    ],
)
def test_spellings_of_one_name_share_a_key(entity_type: str, one: str, other: str) -> None:
    assert name_key(entity_type, one) == name_key(entity_type, other)


@pytest.mark.parametrize(
    ("entity_type", "one", "other"),
    [
        ("Method", "transformer", "transfer"),
        ("Method", "attention", "self-attention"),
        ("Method", "language model", "language"),
        ("Method", "diffusion model", "diffusion"),
        ("Method", "C++", "C"),
        ("Method", "A*", "A"),
        ("Method", "bus", "bu"),
        ("Method", "漢字", "漢語"),
        ("Problem", "problem", "issue"),
    ],
)
def test_names_of_different_things_keep_apart(entity_type: str, one: str, other: str) -> None:
    assert name_key(entity_type, one) != name_key(entity_type, other)


@pytest.mark.parametrize(
    ("short", "long", "fits"),
    [
        ("GCN", "graph convolutional network", True),
        ("GNNs", "Graph Neural Networks (GNNs)", True),
        ("BERT", "Bidirectional Encoder Representations from Transformers", True),
        ("GCN", "GCN model", False),
        ("CIFAR-10", "CIFAR-10 datasets", False),
        ("GCN", "generative network", False),
        ("CNN", "recurrent neural network", False),
        ("LLM", "model", False),
    ],
)
def test_an_abbreviation_has_its_letters_at_the_starts_of_words(short: str, long: str, fits: bool) -> None:
    assert abbreviates(short, long) is fits


@given(st.text(min_size=1))
def test_folding_twice_folds_once(text: str) -> None:
    assert fold_title(fold_title(text)) == fold_title(text)


@given(st.text(alphabet="aBc-_ .é漢", min_size=1))
def test_case_and_hyphens_are_folded(text: str) -> None:
    name = "x" + text
    assert fold_name(name) == fold_name(name.upper().lower().replace("-", " "))


def line(title: str, *forms: tuple[str, ...], year: int | None = None, of_type: str = "Method") -> list:
    """A paper that mentions things of one type, each by the given forms, as its records."""
    text, entities = "", []
    for number, names in enumerate(forms):
        mentions = []
        for name in names:
            start = len(title) + 1 + len(text)
            mentions.append(Mention(text=name, start=start, end=start + len(name)))
            text += name + " . "
        entities.append(Entity(id=f"e{number}", type=of_type, name=names[0], mentions=mentions))
    extraction = Extraction(
        paper=Paper(title=title, abstract=text, year=year), entities=entities, extractor="by hand"
    )
    return [PaperRecord(paper=extraction.paper), ExtractionRecord.of(extraction)]


def methods(*lines: list, of_type: str = "Method") -> dict[str, tuple[str, int, int | None]]:
    graph = project(Collection(record for records in lines for record in records))
    return {node.id: (node.name, node.papers, node.first_year) for node in graph.nodes[of_type]}


def test_an_abbreviation_stands_for_the_long_form_that_other_papers_give_it() -> None:
    given_long = line("One", ("graph convolutional network", "GCN"), year=2019)
    only_short = line("Two", ("GCN", "GCNs"), year=2017)
    assert methods(given_long, only_short) == {
        "method:graphconvolutionalnetwork": ("graph convolutional network", 2, 2017)
    }


def test_one_papers_long_form_of_a_dataset_renames_it_in_no_other_paper() -> None:
    explained = line("One", ("image network", "ImageNet"), of_type="Dataset")
    others = [line(title, ("ImageNet",), of_type="Dataset") for title in ("Two", "Three")]
    assert methods(explained, *others, of_type="Dataset") == {
        "dataset:imagenet": ("ImageNet", 2, None),
        "dataset:imagenetwork": ("image network", 1, None),
    }


def test_a_numbered_name_is_one_with_a_hyphen_or_without() -> None:
    defined = line("One", ("residual network", "ResNet"))
    numbered = [line("Two", ("ResNet-50",)), line("Three", ("ResNet50",))]
    assert methods(defined, *numbered) == {
        "method:residualnetwork": ("residual network", 1, None),
        "method:resnet50": ("ResNet-50", 2, None),
    }


@pytest.mark.parametrize(("others", "kept"), [(19, ["walking", "strolling along"]), (20, ["walking"])])
def test_a_name_by_the_word_of_hardly_a_paper_is_none(others: int, kept: list[str]) -> None:
    lines = [line(f"P{n}", ("walking",)) for n in range(others)]
    lines.append(line("Q", ("walking", "strolling along")))
    [node] = project(Collection(record for records in lines for record in records)).nodes["Method"]
    assert node.aliases == kept
    assert ("strollingalong" in node.keys) is (len(kept) > 1)


def test_an_abbreviation_with_two_long_forms_is_nobodys() -> None:
    one = line("One", ("conditional random field", "CRF"))
    other = line("Two", ("continuous random forest", "CRF"))
    alone = line("Three", ("CRF",))
    assert methods(one, other, alone) == {
        "method:conditionalrandomfield": ("conditional random field", 1, None),
        "method:continuousrandomforest": ("continuous random forest", 1, None),
        "method:crf": ("CRF", 1, None),
    }


def test_spellings_of_one_long_form_meet_in_the_commonest() -> None:
    lines = [line(f"P{n}", ("graph convolutional network", "GCN")) for n in range(2)]
    lines.append(line("Q", ("graph convolution network", "GCN")))
    lines.append(line("R", ("graph convolution networks",)))
    assert methods(*lines) == {"method:graphconvolutionalnetwork": ("graph convolutional network", 4, None)}


def test_the_node_is_called_by_its_commonest_singular_form() -> None:
    lines = [line("A", ("neural networks", "neural networks")), line("B", ("neural network",))]
    assert methods(*lines) == {"method:neuralnetwork": ("neural network", 2, None)}


def test_the_order_of_papers_plays_no_part_in_names() -> None:
    lines = [
        line("A", ("graph convolutional network", "GCN")),
        line("B", ("graph convolution network", "GCN")),
        line("C", ("GCN",)),
        line("D", ("Graph Convolutional Networks",)),
    ]
    assert len({str(sorted(methods(*order).items())) for order in permutations(lines)}) == 1


def test_a_paper_without_identifier_changes_its_id_and_keeps_its_claims() -> None:
    plain = toy.Paper(title="Drop the nodes", abstract="We propose DropNode.")
    known = toy.Paper(title="Drop the nodes", doi="10.1000/a")
    records = [*toy.paper_records([plain, known]), *toy.extraction_records([plain])]
    graph = project(Collection(records))
    assert [(p.id, p.aliases) for p in graph.nodes["Paper"]] == [("doi:10.1000/a", [plain.id])]
    assert [(e.subject, e.object) for e in graph.edges["PROPOSES", "Paper", "Method"]] == [
        ("doi:10.1000/a", "method:dropnode")
    ]


def test_different_papers_of_one_title_have_different_ids() -> None:
    old, new = toy.Paper(title="Introduction", year=1999), toy.Paper(title="Introduction", year=2020)
    papers = Collection(toy.paper_records([new, old])).papers()
    assert {paper_id: paper.year for paper_id, paper in papers.items()} == {old.id: 1999, f"{old.id}-2": 2020}
