"""What training begins with: a plain BERT encoder and heads of chance, or weights that an earlier run wrote."""

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
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(str(path)).graph
    found = {i.name: torch.from_numpy(numpy_helper.to_array(i).copy()) for i in graph.initializer}
    for node in graph.node:  # matrices of an export are named by what they are multiplied in
        if node.op_type == "MatMul" and node.input[1] in found:
            found[node.name.strip("/").rsplit("/", 1)[0].replace("/", ".") + ".weight"] = found[node.input[1]].T

    def take(module: nn.Module, *names: str) -> None:
        for kind in ("weight", "bias"):
            own = getattr(module, kind, None)
            if own is not None:
                own.copy_(torch.cat([found[f"{name}.{kind}"] for name in names]))

    words = found["embeddings.word_embeddings.weight"]
    layers = sum(name.endswith("intermediate.dense.bias") for name in found)
    inner = len(found["encoder.layer.0.intermediate.dense.bias"])
    network = EncoderNetwork(words.shape[0], words.shape[1], layers, words.shape[1] // _HEAD_WIDTH, inner)
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
    found, multiplied = _exported(folder / "encoder.onnx")
    layers = 1 + max(int(name.split(".")[1]) for name in multiplied if name.startswith("layers."))
    (words, width), inner = found["we.weight"].shape, multiplied["layers.0.f1"].shape[1]
    encoder = EncoderNetwork(words, width, layers, width // _HEAD_WIDTH, inner)
    table = dict(encoder.state_dict())
    with torch.no_grad():
        for name, values in table.items():
            module = name.removesuffix(".weight")
            if module in multiplied:
                values.copy_(multiplied[module].T)
            elif module == "te":
                values.zero_()[0] = found["first kind"]
            else:
                values.copy_(found[name])
    heads = HeadNetwork(width)
    with np.load(folder / "heads.npz") as kept:
        heads.load_state_dict({name: torch.from_numpy(kept[name]).float() for name in kept})
    return encoder, heads


def _exported(path: Path) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    """The numbers of an exported encoder: by the names that they have here, and what each layer multiplies by."""
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(str(path)).graph
    kept = {i.name: torch.from_numpy(numpy_helper.to_array(i).copy()) for i in graph.initializer}
    found = {name: values for name, values in kept.items() if not name.endswith((".integers", ".scale"))}
    for name, values in kept.items():
        if name.endswith(".integers"):
            whole = name.removesuffix(".integers")
            found[whole] = values.float() * kept[f"{whole}.scale"]
    multiplied = {}
    for node in graph.node:
        if node.op_type == "Identity" and node.input[0] in found:  # equal numbers are kept once
            found[node.output[0]] = found[node.input[0]]
        elif node.op_type == "MatMul" and node.input[1] in found:
            multiplied[node.name.removeprefix("/encoder/").removesuffix("/MatMul").replace("/", ".")] = found[
                node.input[1]
            ]
        elif node.name == "/encoder/Add_1":  # the table of two kinds of text, of which only the first is read
            found["first kind"] = found[node.input[1]]
    return {name.removeprefix("encoder."): values for name, values in found.items()}, multiplied
