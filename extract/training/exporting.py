"""Writes the weights as they ship: the encoder as ONNX with 8-bit matrices, the heads in half precision.

Only the matrices are kept in eight bits (a scale a column); they are multiplied in single precision. Eight bits for
what goes through the layers as well (dynamic quantisation) moved the vectors four times as far.
"""

import logging
import warnings
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from extract.training.network import EncoderNetwork, HeadNetwork


class _Alone(nn.Module):
    """The encoder on one text without padding."""

    def __init__(self, encoder: EncoderNetwork) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: Tensor) -> tuple[Tensor, Tensor]:
        vectors, attention = self.encoder(ids)
        return vectors, attention


def export(encoder: EncoderNetwork, heads: HeadNetwork, folder: Path) -> None:
    """Write ``encoder.onnx`` and ``heads.npz`` into the folder."""
    import onnx

    path = folder / "encoder.onnx"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        logging.getLogger("torch.onnx").setLevel(logging.ERROR)
        torch.onnx.export(
            _Alone(encoder),
            (torch.arange(1000, 1064)[None],),
            str(path),
            input_names=["ids"],
            output_names=["vectors", "attention"],
            dynamic_axes={"ids": {1: "n"}, "vectors": {1: "n"}, "attention": {2: "n", 3: "n"}},
            opset_version=17,
            dynamo=False,
        )
    model = onnx.load(str(path))
    _quantise(model)
    onnx.save(model, str(path))
    weights = {name: values.numpy().astype(np.float16) for name, values in heads.state_dict().items()}
    np.savez(folder / "heads.npz", **weights)


_LEAST_SIZE = 10_000


def _quantise(model: "onnx.ModelProto") -> None:  # type: ignore[name-defined]  # noqa: F821 -- imported where needed
    """Replace each large matrix by eight-bit integers, a scale a column (a row for tables that are looked up).

    They are multiplied out by plain Cast and Mul nodes, which ONNX Runtime does once, when it loads the model.
    """
    from onnx import TensorProto, helper, numpy_helper

    graph = model.graph
    looked_up = {node.input[0] for node in graph.node if node.op_type == "Gather"}
    added = []
    for initial in list(graph.initializer):
        values = numpy_helper.to_array(initial)
        if values.ndim != 2 or values.size < _LEAST_SIZE or values.dtype != np.float32:
            continue
        name = initial.name
        scale = np.abs(values).max(axis=1 if name in looked_up else 0, keepdims=True) / 127
        scale[scale == 0] = 1
        graph.initializer.remove(initial)
        graph.initializer.extend(
            [
                numpy_helper.from_array(np.round(values / scale).astype(np.int8), f"{name}.integers"),
                numpy_helper.from_array(scale.astype(np.float32), f"{name}.scale"),
            ]
        )
        added += [
            helper.make_node("Cast", [f"{name}.integers"], [f"{name}.whole"], to=TensorProto.FLOAT),
            helper.make_node("Mul", [f"{name}.whole", f"{name}.scale"], [name]),
        ]
    for node in reversed(added):
        graph.node.insert(0, node)
