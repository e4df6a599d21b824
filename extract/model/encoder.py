"""Runs the encoder: words in, a vector a subword and the last layer's attention out."""

import os
from collections.abc import Sequence
from functools import cache
from importlib import resources
from multiprocessing import parent_process
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from extract.arrays import Array, Indices
from extract.model.text import MAX_SUBWORDS

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer


START, END, MASK, _UNKNOWN = 101, 102, 103, 100
"""The encoder's marks, after J. Devlin et al., "BERT" (2019): [CLS], [SEP], [MASK] and [UNK] of its vocabulary."""


class Encoded(NamedTuple):
    """What the encoder gives for a run of words.

    Attributes:
        vectors: shape (subwords, width).
        attention: of the last layer, shape (heads, subwords, subwords); each row sums to 1.
        first: the first subword of each word.
        last: the last subword of each word.

    """

    vectors: Array
    attention: Array
    first: Indices
    last: Indices


_WORDS_KEPT = 1 << 16
"""Words whose subwords are remembered: texts are made of few."""


class Subwords:
    """The encoder's tokenizer."""

    def __init__(self, tokenizer: "Tokenizer") -> None:
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self._tokenizer = tokenizer
        self._known: dict[str, list[int]] = {}

    def __call__(self, words: Sequence[str]) -> list[list[int]]:
        """The subwords of each word, at least one and at most MAX_SUBWORDS each."""
        unknown = [word for word in dict.fromkeys(words) if word not in self._known]
        if len(self._known) + len(unknown) > _WORDS_KEPT:
            self._known.clear()
            unknown = list(dict.fromkeys(words))
        self._known.update(zip(unknown, self._split(unknown), strict=True))
        return [self._known[word] for word in words]

    def _split(self, words: list[str]) -> list[list[int]]:
        encoding = self._tokenizer.encode(words, is_pretokenized=True, add_special_tokens=False)
        found: list[list[int]] = [[] for _ in words]
        for number, word in zip(encoding.ids, encoding.word_ids, strict=True):
            if word is not None and len(found[word]) < MAX_SUBWORDS:
                found[word].append(number)
        return [numbers or [_UNKNOWN] for numbers in found]


class Encoder:
    """The encoder with its tokenizer.

    One text at a time: batches of texts of unequal length round differently, and the same paper must give the same
    claims whatever stands beside it.
    """

    def __init__(self, session: "InferenceSession", subwords: Subwords) -> None:
        self._session = session
        self.subwords = subwords

    def __call__(self, subwords: Sequence[Sequence[int]]) -> Encoded:
        """Read one run of words, given as their subwords."""
        sizes = np.array([len(numbers) for numbers in subwords], dtype=np.int64)
        last = sizes.cumsum()
        ids = [START, *(number for numbers in subwords for number in numbers), END]
        vectors, attention = self._session.run(None, {"ids": np.array([ids], dtype=np.int64)})
        return Encoded(vectors[0], attention[0], last - sizes + 1, last)


_MOST_CORES = 4
"""Cores that help with one short text; more wait for each other."""


@cache
def load_encoder() -> Encoder:
    """The encoder that ships with the package; each process has its own."""
    return open_encoder(resources.files("extract.model").joinpath("weights"))


def open_encoder(weights: "Traversable") -> Encoder:
    """The encoder of a folder of weights, on all cores; on one in a process that is one of several at work."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = min(_MOST_CORES, os.cpu_count() or 1) if parent_process() is None else 1
    options.inter_op_num_threads = 1
    options.add_session_config_entry(
        "session.intra_op.allow_spinning", "0"
    )  # waiting must not cost others their cores
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        weights.joinpath("encoder.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
    )
    return Encoder(session, open_tokenizer(weights))


def open_tokenizer(weights: "Traversable") -> Subwords:
    """The tokenizer of a folder of weights."""
    from tokenizers import Tokenizer

    return Subwords(Tokenizer.from_str(weights.joinpath("tokenizer.json").read_text(encoding="utf-8")))
