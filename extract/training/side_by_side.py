"""Several runs of training at once, a process each, that go on from their mean after every round of steps.

Each draws the papers in an order of its own. Local SGD (S. Stich, "Local SGD Converges Fast and Communicates
Little", 2019), here with the mean of AdamW's moments too.
"""

import copy
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from threading import Barrier

import torch
from torch import Tensor, multiprocessing
from torch.multiprocessing.spawn import spawn

from extract.training.examples import Example
from extract.training.fitting import Options, fit
from extract.training.network import EncoderNetwork, HeadNetwork


@dataclass(frozen=True, slots=True)
class _Meeting:
    """Where the runs meet: a row of numbers for each in memory that all see."""

    rows: Tensor
    everybody: Barrier

    def mean(self, own: int, tensors: Sequence[Tensor]) -> None:
        numbers = sum(values.numel() for values in tensors)
        rows = self.rows[:, :numbers]
        torch.cat([values.reshape(-1) for values in tensors], out=rows[own])
        self.everybody.wait()
        means = torch.split(rows.mean(0), [values.numel() for values in tensors])
        self.everybody.wait()  # nobody writes the next numbers before all have read these
        for values, mean in zip(tensors, means, strict=True):
            values.copy_(mean.view_as(values))


def fit_side_by_side(
    encoder: EncoderNetwork,
    heads: HeadNetwork,
    examples: Sequence[Example],
    options: Options,
    tell: Callable[[str], None],
    runs: int,
) -> None:
    """Train both in place, like `fit`; where runs are more than one, `tell` must be a function of a module.

    Raises:
        torch.multiprocessing.ProcessException: a run failed; the others are stopped.

    """
    if runs == 1:
        fit(encoder, heads, examples, options, tell)
        return
    trained = sum(values.numel() for network in (encoder, heads) for values in network.parameters())
    processes = multiprocessing.get_context("spawn")
    # for every number that is trained also its average and its two moments; one more for the time
    meeting = _Meeting(torch.zeros(runs, 4 * trained + 1).share_memory_(), processes.Barrier(runs))
    spawn(_run, (runs, encoder, heads, examples, options, tell, meeting), nprocs=runs)


def _run(
    own: int,
    runs: int,
    encoder: EncoderNetwork,
    heads: HeadNetwork,
    examples: Sequence[Example],
    options: Options,
    tell: Callable[[str], None],
    meeting: _Meeting,
) -> None:
    """One run, in its own process; the first puts the outcome into the networks, which all share."""
    torch.set_num_threads(max(1, (os.cpu_count() or 1) // runs))
    networks = copy.deepcopy((encoder, heads))
    options = replace(options, seed=options.seed + own, epochs=options.epochs / runs)
    fit(*networks, examples, options, tell if own == 0 else _silent, lambda tensors: meeting.mean(own, tensors))
    if own == 0:
        encoder.load_state_dict(networks[0].state_dict())
        heads.load_state_dict(networks[1].state_dict())


def _silent(_: str) -> None:
    """One of the runs tells how it goes; they go alike."""
