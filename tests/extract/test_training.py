"""The way from annotated papers to weights: a tiny encoder is trained on invented papers and reads another one."""

import itertools
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from extract.components.encoder import Reader
from extract.components.mentions import MentionFinder
from extract.components.sentences import mark_sentences
from extract.components.words import WordTokenizer
from extract.model.encoder import END, START, open_encoder
from extract.model.heads import open_heads

torch = pytest.importorskip("torch", reason="needs the train extra: pip install 'claimgraph[train]'")
onnx = pytest.importorskip("onnx", reason="needs the train extra: pip install 'claimgraph[train]'")

WEIGHTS = Path(__file__).parents[2] / "extract/model/weights"
WIDTH, LAYERS, INNER, VOCABULARY = 64, 2, 128, 30522
METHODS = ["CalmNet", "TideMixer", "LarkFormer", "StoneGNN", "RiverFlow", "PineTree"]
PROBLEMS = ["oversmoothing", "exposure bias", "mode collapse", "overfitting"]
DATASETS = ["BoatNet", "GardenQA"]


def annotated_papers() -> Iterator[tuple[dict[str, object], dict[str, object]]]:
    """Papers of one pattern with their annotation."""
    for number, (method, problem, dataset) in enumerate(itertools.product(METHODS, PROBLEMS, DATASETS)):
        paper = {
            "id": f"p{number}",
            "title": f"{method}: Learning without {problem}",
            "abstract": f"Deep models suffer from {problem}. We propose {method}, which prevents {problem}. "
            f"We evaluate {method} on {dataset}.",
            "source": "invented",
        }
        kinds = [("Method", method), ("Problem", problem), ("Dataset", dataset)]
        entities = [
            {"id": f"e{i}", "type": kind, "name": name, "mentions": [name]} for i, (kind, name) in enumerate(kinds)
        ]
        triples = [["paper", "PROPOSES", "e0"], ["e0", "ADDRESSES", "e1"], ["e0", "EVALUATED_ON", "e2"]]
        gold = {
            "id": f"p{number}",
            "title": paper["title"],
            "entities": entities,
            "triples": triples,
            "results": [],
        }
        yield paper, gold


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gold")
    papers, annotations = zip(*annotated_papers(), strict=True)
    for name, rows in (("train_papers.jsonl", papers), ("train.jsonl", annotations)):
        (folder / name).write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT with random weights under the usual names."""
    random = np.random.default_rng(1)
    shapes = {
        "embeddings.word_embeddings.weight": (VOCABULARY, WIDTH),
        "embeddings.position_embeddings.weight": (512, WIDTH),
        "embeddings.token_type_embeddings.weight": (2, WIDTH),
    }
    norms = ["embeddings.LayerNorm"]
    for layer in range(LAYERS):
        own = f"encoder.layer.{layer}"
        sizes = {
            **{f"attention.self.{part}": (WIDTH, WIDTH) for part in ("query", "key", "value")},
            "attention.output.dense": (WIDTH, WIDTH),
            "intermediate.dense": (INNER, WIDTH),
            "output.dense": (WIDTH, INNER),
        }
        for part, shape in sizes.items():
            shapes |= {f"{own}.{part}.weight": shape, f"{own}.{part}.bias": shape[:1]}
        norms += [f"{own}.attention.output.LayerNorm", f"{own}.output.LayerNorm"]
    tables = {name: random.normal(0, 0.05, shape) for name, shape in shapes.items()}
    for norm in norms:
        tables |= {f"{norm}.weight": np.ones(WIDTH), f"{norm}.bias": np.zeros(WIDTH)}
    values = [onnx.numpy_helper.from_array(table.astype(np.float32), name) for name, table in tables.items()]
    path = tmp_path_factory.mktemp("base") / "tiny.onnx"
    onnx.save(onnx.helper.make_model(onnx.helper.make_graph([], "tiny", [], [], values)), str(path))
    return path


def train(gold: Path, base: Path, out: Path, epochs: int = 8, runs: int = 1) -> str:
    from extract.training.__main__ import main

    options = ["--base", base, "--tokenizer", WEIGHTS / "tokenizer.json", "--out", out]
    options += ["--epochs", epochs, "--runs", runs]
    run = CliRunner().invoke(main, [str(part) for part in (gold, *options, "--edges", out / "edges.tsv")])
    assert run.exit_code == 0, run.output
    return run.output


@pytest.fixture(scope="module")
def trained(gold: Path, base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("weights")
    assert "42 papers to train on, 6 held out" in train(gold, base, out)
    return out


def test_the_files_of_the_package_are_written(trained: Path) -> None:
    written = {path.name for path in trained.iterdir()} - {"edges.tsv"}
    assert written == {path.name for path in WEIGHTS.iterdir()}


def test_what_was_trained_on_is_found_in_another_text(trained: Path) -> None:
    assert {("CalmNet", "Method"), ("mode collapse", "Problem")} <= found_by(trained)


def found_by(weights: Path) -> set[tuple[str, str]]:
    from spacy.vocab import Vocab

    heads = open_heads(weights)
    doc = mark_sentences(WordTokenizer(Vocab())("A title\nWe propose CalmNet, which prevents mode collapse."))
    doc = MentionFinder(heads, (frozenset(), frozenset()))(Reader(open_encoder(weights), heads)(doc))
    return {(span.text, span.label_) for span in doc.spans["mentions"]}


def test_runs_side_by_side_make_one_set_of_weights(gold: Path, base: Path, tmp_path: Path) -> None:
    train(gold, base, tmp_path, epochs=16, runs=2)  # 56 steps each: they meet once on the way and at the end
    assert {("CalmNet", "Method"), ("mode collapse", "Problem")} <= found_by(tmp_path)


def test_the_same_seed_gives_the_same_weights(gold: Path, base: Path, trained: Path, tmp_path: Path) -> None:
    train(gold, base, tmp_path)
    with np.load(trained / "heads.npz") as first, np.load(tmp_path / "heads.npz") as second:
        assert all(np.array_equal(first[name], second[name]) for name in first)


def test_weights_that_were_written_are_taught_on(gold: Path, trained: Path, tmp_path: Path) -> None:
    from extract.training.starting import load_weights

    train(gold, trained, tmp_path, epochs=1)
    (encoder, heads), (encoder_on, heads_on) = load_weights(trained), load_weights(tmp_path)
    pairs = [*zip(encoder.parameters(), encoder_on.parameters(), strict=True)]
    pairs += zip(heads.parameters(), heads_on.parameters(), strict=True)
    moved = [((b - a).norm() / (a.norm() + 1e-9)).item() for a, b in pairs if a.any()]
    assert 0 < sum(moved) / len(moved) < 0.2  # another start would be farther away than the weights are long
    assert not (tmp_path / "edges.tsv").exists()


def test_the_networks_come_back_as_they_were_written(trained: Path) -> None:
    from extract.training.starting import load_weights

    encoder, _ = load_weights(trained)
    with torch.no_grad():
        vectors, attention = encoder.eval()(torch.tensor([[START, 2023, 3145, END]]))
    expected = open_encoder(trained)([[2023], [3145]])
    np.testing.assert_allclose(vectors[0].numpy(), expected.vectors, atol=1e-4)
    np.testing.assert_allclose(attention[0].numpy(), expected.attention, atol=1e-4)


def test_the_heads_that_ship_compute_what_was_trained(gold: Path, base: Path) -> None:
    from extract.model.encoder import Encoded, open_tokenizer
    from extract.model.features import Mentions
    from extract.model.heads import Heads
    from extract.training.examples import derive_edges, example, read_annotated
    from extract.training.network import HeadNetwork, roles
    from extract.training.starting import load_base

    annotated = read_annotated(gold, "train")[:1]
    made = example(annotated[0], derive_edges(annotated), open_tokenizer(WEIGHTS))
    assert made is not None
    torch.manual_seed(3)
    encoder, network = load_base(base).eval(), HeadNetwork(WIDTH).eval()
    with torch.no_grad():
        vectors, attention = encoder(torch.tensor([made.ids]))
        states = network.states(vectors[0], attention[0], made)
        mentions = [Mentions(*entity) for entity in made.entities.values()]
        entities = states.entities(mentions)
        scores = entities.scores()
        pairs = [(0, 1), (0, 2)]
        expected = states.span_scores(), scores, entities.pair_scores(pairs, roles(scores, entities.types))
    heads = Heads({name: values.numpy() for name, values in network.state_dict().items()})
    first, last = np.array(made.first), np.array(made.last)
    own = heads.states(made.words, made.sentences, Encoded(vectors[0].numpy(), attention[0].numpy(), first, last))
    seen = heads.entities(own, mentions)
    own_scores = heads.entity_scores(own, seen)
    own_pairs, of_pairs = heads.relation_scores(own, seen, own_scores, [True] * len(mentions))
    assert own_pairs == pairs
    np.testing.assert_allclose(heads.span_scores(own, made.spans), expected[0].numpy(), atol=1e-3)
    np.testing.assert_allclose(own_scores, expected[1].numpy(), atol=1e-3)
    np.testing.assert_allclose(of_pairs, expected[2].numpy()[:, :-1], atol=1e-3)
