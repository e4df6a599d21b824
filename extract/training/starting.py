"""What training begins with: a plain BERT encoder and heads of chance, or weights that an earlier run wrote."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from extract.training.network import EncoderLayer, EncoderNetwork, HeadNetwork

_HEAD_WIDTH = 32


def load(path: Path, seed: int) -> tuple[EncoderNetwork, HeadNetwork]:
    """The networks of a folder of weights; of an ONNX file the encoder, with heads that the seed makes."""
    if path.is_dir():
        return load_weights(path)
    encoder = load_base(path)
    torch.manual_seed(seed)
    return encoder, HeadNetwork(encoder.we.embedding_dim)


def load_base(path: Path) -> EncoderNetwork:
    """The base encoder out of an ONNX export of a BERT with the usual parameter names."""
    found = _parameters(path)

    def take(module: nn.Module, *names: str) -> None:
        for kind in ("weight", "bias"):
            own = getattr(module, kind, None)
            if own is not None:
                own.copy_(torch.cat([found[f"{name}.{kind}"] for name in names]))

    network = _encoder(found["embeddings.word_embeddings.weight"], found, "intermediate.dense.bias")
    with torch.no_grad():
        take(network.we, "embeddings.word_embeddings")
        take(network.pe, "embeddings.position_embeddings")
        take(network.te, "embeddings.token_type_embeddings")
        take(network.n, "embeddings.LayerNorm")
        for number, layer in enumerate(network.layers):
            assert isinstance(layer, EncoderLayer)  # noqa: S101 -- a list of modules does not say of which
            own = f"encoder.layer.{number}"
            take(layer.qkv, *(f"{own}.attention.self.{part}" for part in ("query", "key", "value")))
            take(layer.o, f"{own}.attention.output.dense")
            take(layer.n1, f"{own}.attention.output.LayerNorm")
            take(layer.f1, f"{own}.intermediate.dense")
            take(layer.f2, f"{own}.output.dense")
            take(layer.n2, f"{own}.output.LayerNorm")
    return network


def load_weights(folder: Path) -> tuple[EncoderNetwork, HeadNetwork]:
    """The networks that were exported to a folder, as exactly as they are kept there."""
    found = _parameters(folder / "encoder.onnx")
    encoder = _encoder(found["encoder.we.weight"], found, "f1.bias")
    encoder.load_state_dict({name: found[f"encoder.{name}"] for name in encoder.state_dict()})
    heads = HeadNetwork(encoder.we.embedding_dim)
    with np.load(folder / "heads.npz") as kept:
        heads.load_state_dict({name: torch.from_numpy(kept[name]).float() for name in kept})
    return encoder, heads


def _encoder(words: Tensor, found: Mapping[str, Tensor], inner: str) -> EncoderNetwork:
    """An encoder of the size that its table of words and its layers' parameters of one name tell."""
    layers = [values for name, values in found.items() if name.endswith(inner)]
    n, width = words.shape
    return EncoderNetwork(n, width, len(layers), width // _HEAD_WIDTH, len(layers[0]))


def _parameters(path: Path) -> dict[str, Tensor]:
    """The parameters of an ONNX export by their names in torch; what was kept in eight bits is multiplied out."""
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(str(path)).graph
    found = {i.name: torch.from_numpy(numpy_helper.to_array(i).copy()) for i in graph.initializer}
    for name in [name.removesuffix(".integers") for name in found if name.endswith(".integers")]:
        found[name] = found[f"{name}.integers"].float() * found[f"{name}.scale"]
    for node in graph.node:
        if node.op_type == "Identity" and node.input[0] in found:  # equal numbers are kept once
            found[node.output[0]] = found[node.input[0]]
        elif node.op_type == "MatMul" and node.input[1] in found:  # a matrix is named by what it is multiplied in
            found[node.name.strip("/").rsplit("/", 1)[0].replace("/", ".") + ".weight"] = found[node.input[1]].T
        elif node.name == "/encoder/Add_1":  # of our table of two kinds of text only the first is read, and kept
            first = found[node.input[1]]
            found["encoder.te.weight"] = torch.stack([first, torch.zeros_like(first)])
    return found
