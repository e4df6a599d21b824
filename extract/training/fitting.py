"""Trains the encoder and the heads together: AdamW, a learning rate that falls to nothing, averaged weights."""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from extract.model.encoder import END, MASK, START
from extract.training.examples import Example
from extract.training.losses import WEIGHTS, losses
from extract.training.network import EncoderNetwork, HeadNetwork


@dataclass(frozen=True, slots=True)
class Options:
    """How to train.

    Attributes:
        epochs: times that every paper is seen.
        minutes: stop after the round that begins by then, the learning rate falling with the time; 0 for no limit.
        batch: papers a step.
        encoder_rate: learning rate of the encoder's last layer.
        layer_decay: what each layer's rate is of the next one's (J. Howard and S. Ruder, "ULMFiT", 2018).
        heads_rate: learning rate of the heads.
        frozen: first layers that stay as they are; the embeddings always do.
        average: decay of the averaged weights that are kept (B. Polyak and A. Juditsky, 1992).
        hidden: share of the subwords that are masked each time a paper is seen, so that its text is never quite the
            same and names are not learned by heart.
        seed: of the order of the papers and of what is masked.

    """

    epochs: float = 9
    minutes: float = 0
    batch: int = 6
    encoder_rate: float = 8e-5
    layer_decay: float = 0.92
    heads_rate: float = 1e-3
    frozen: int = 1
    average: float = 0.995
    hidden: float = 0.05
    seed: int = 1


_WARM_UP = 60
_LEAST_RATE = 0.02
_ROUND = 50
"""Steps between two reports, at the end of which runs side by side meet."""
_CHUNK = 12
"""Batches whose papers are sorted by length together, so that little of a batch is empty."""


def fit(
    encoder: EncoderNetwork,
    heads: HeadNetwork,
    examples: Sequence[Example],
    options: Options,
    tell: Callable[[str], None],
    meet: Callable[[Sequence[Tensor]], None] = lambda _: None,
) -> None:
    """Train both in place; they end with their averaged weights, in single precision.

    Where several runs go side by side, `meet` puts the mean over all of them in the place of each tensor.
    """
    random.seed(options.seed)
    torch.manual_seed(options.seed)
    chance = random.Random(options.seed)  # noqa: S311 -- no secret
    encoder.requires_grad_(False)
    groups, exact = [], []
    for number, layer in enumerate(encoder.layers):
        if number < options.frozen:
            continue
        rate = options.encoder_rate * options.layer_decay ** (len(encoder.layers) - 1 - number)
        layer.requires_grad_(True)
        own = [(parameter, parameter.detach().float().clone()) for parameter in layer.parameters()]
        exact += own
        groups += _groups([copy for _, copy in own], rate)
    encoder.bfloat16()
    groups += _groups(list(heads.parameters()), options.heads_rate)
    optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)
    rates = [group["lr"] for group in optimiser.param_groups]
    trained = [*(copy for _, copy in exact), *heads.parameters()]
    averaged = [values.detach().clone() for values in trained]
    steps = max(1, int(options.epochs * len(examples) / options.batch))
    encoder.train()
    heads.train()
    began, said, over = time.monotonic(), Counter[str](), False
    for step, batch in enumerate(_batches(examples, options.batch, chance)):
        if over or step == steps:
            break
        done = step / steps
        if options.minutes:
            done = max(done, (time.monotonic() - began) / 60 / options.minutes)
        for group, rate in zip(optimiser.param_groups, rates, strict=True):
            group["lr"] = rate * min(1, step / _WARM_UP) * max(_LEAST_RATE, 1 - done)
        found = _batch_losses(encoder, heads, batch, chance, options.hidden)
        torch.autograd.backward([WEIGHTS[name] * loss for name, loss in found.items()])
        for parameter, copy in exact:
            assert parameter.grad is not None  # noqa: S101 -- every layer is read
            copy.grad, parameter.grad = parameter.grad.float(), None
        torch.nn.utils.clip_grad_norm_([copy for _, copy in exact], 1.0)
        torch.nn.utils.clip_grad_norm_(heads.parameters(), 2.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        keep = min(options.average, step / (step + 20))
        torch._foreach_lerp_(averaged, [values.detach() for values in trained], 1 - keep)
        said.update({name: loss.item() for name, loss in found.items()})
        if (step + 1) % _ROUND == 0:
            told = " ".join(f"{name} {said[name] / _ROUND:.3f}" for name in WEIGHTS)
            tell(f"{step + 1} of {steps} steps, {time.monotonic() - began:.0f} s: {told}")
            said.clear()
            moments = [optimiser.state[values][name] for values in trained for name in ("exp_avg", "exp_avg_sq")]
            share = torch.tensor(done)
            meet([*(values.detach() for values in trained), *averaged, *moments, share])
            over = share.item() >= 1
        with torch.no_grad():
            for parameter, copy in exact:
                parameter.copy_(copy)
    meet(averaged)
    with torch.no_grad():
        for values, mean in zip(trained, averaged, strict=True):
            values.copy_(mean)
        encoder.float()
        for parameter, copy in exact:
            parameter.copy_(copy)
    encoder.eval()
    heads.eval()


def _groups(parameters: Sequence[Tensor], rate: float) -> list[dict[str, object]]:
    matrices = [values for values in parameters if values.dim() > 1]
    vectors = [values for values in parameters if values.dim() < 2]
    return [
        {"params": matrices, "lr": rate, "weight_decay": 0.01},
        {"params": vectors, "lr": rate, "weight_decay": 0.0},
    ]


def _batches(examples: Sequence[Example], size: int, chance: random.Random) -> Iterator[list[Example]]:
    """Batches of papers of about one length, without end; every paper once before any comes again."""
    while True:
        order = chance.sample(list(examples), len(examples))
        for at in range(0, len(order), size * _CHUNK):
            near = sorted(order[at : at + size * _CHUNK], key=lambda example: len(example.ids))
            cut = [near[start : start + size] for start in range(0, len(near), size)]
            yield from chance.sample(cut, len(cut))


def _batch_losses(
    encoder: EncoderNetwork,
    heads: HeadNetwork,
    batch: Sequence[Example],
    chance: random.Random,
    hidden: float,
) -> dict[str, Tensor]:
    longest = max(len(example.ids) for example in batch)
    ids = torch.zeros(len(batch), longest, dtype=torch.long)
    mask = torch.zeros(len(batch), longest, dtype=torch.bool)
    for row, example in enumerate(batch):
        ids[row, : len(example.ids)] = torch.tensor(example.ids)
        mask[row, : len(example.ids)] = True
    ids = ids.masked_fill((torch.rand(ids.shape) < hidden) & (ids != START) & (ids != END), MASK)
    vectors, attention = encoder(ids, None if mask.all() else mask)
    found: dict[str, Tensor] = {}
    for row, example in enumerate(batch):
        n = len(example.ids)
        states = heads.states(vectors[row, :n].float(), attention[row, :, :n, :n], example)
        for name, loss in losses(states, chance).items():
            found[name] = found.get(name, torch.zeros(())) + loss / len(batch)
    return found
