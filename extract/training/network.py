"""The network as it is trained: the encoder, a BERT of any depth, and the heads that ``extract.model.heads`` runs.

The encoder computes in bfloat16, which is what processors with matrix units are fast at; its trained parameters are
kept in single precision beside (see ``fitting``). Parameters of the heads have the names that the numpy heads look up.
"""

import random
from collections.abc import Callable, Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 -- its usual name

from extract.model.features import RELATIONS, TYPES, Mentions, bucket, pair_features
from extract.model.text import MAX_WORDS, SHAPES, shape_number
from extract.training.examples import Example

_COUNTED = 40
_BUCKETS = torch.tensor([bucket(n) for n in range(_COUNTED + 1)])


class _Dropout:
    """Dropout that takes slices of one mask drawn beforehand: drawing costs more than multiplying here."""

    def __init__(self, rate: float, size: int = 1 << 24) -> None:
        drawn = torch.rand(size, generator=torch.Generator().manual_seed(0))
        self._mask = (drawn >= rate).to(torch.bfloat16) / (1 - rate) if rate else None

    def __call__(self, x: Tensor, training: bool) -> Tensor:
        if not training or self._mask is None:
            return x
        start = random.randrange(self._mask.numel() - x.numel())  # noqa: S311 -- no secret
        return x * self._mask[start : start + x.numel()].view(x.shape).to(x.dtype)


class EncoderLayer(nn.Module):
    """One layer of a BERT encoder."""

    def __init__(self, width: int, heads: int, inner: int, dropout: _Dropout) -> None:
        super().__init__()
        self.heads, self.dropout = heads, dropout
        self.qkv, self.o = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.n1 = nn.LayerNorm(width, eps=1e-12)
        self.f1, self.f2 = nn.Linear(width, inner), nn.Linear(inner, width)
        self.n2 = nn.LayerNorm(width, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor]:
        """Vectors, and attention of shape (texts, heads, subwords, subwords); ``mask`` is added to its scores."""
        batch, length, width = x.shape
        each = width // self.heads
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, each).permute(2, 0, 3, 1, 4).unbind(0)
        scores = (q * each**-0.5) @ k.transpose(-1, -2)
        attention = torch.softmax(scores if mask is None else scores + mask, -1)
        read = (attention @ v).transpose(1, 2).reshape(batch, length, width)
        x = self.n1(x + self.dropout(self.o(read), self.training))
        x = self.n2(x + self.dropout(self.f2(F.gelu(self.f1(x))), self.training))
        return x, attention


class EncoderNetwork(nn.Module):
    """A BERT encoder (J. Devlin et al., 2019); gives the last layer's vectors and its attention."""

    def __init__(
        self, vocabulary: int, width: int, layers: int, heads: int, inner: int, dropout: float = 0.1
    ) -> None:
        super().__init__()
        shared = _Dropout(dropout)
        self.we, self.pe, self.te = (
            nn.Embedding(vocabulary, width),
            nn.Embedding(512, width),
            nn.Embedding(2, width),
        )
        self.n = nn.LayerNorm(width, eps=1e-12)
        self.dropout = shared
        self.layers = nn.ModuleList(EncoderLayer(width, heads, inner, shared) for _ in range(layers))

    def forward(self, ids: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Read subwords, shape (batch, length); ``mask`` is false where a text has ended."""
        x = self.n(self.we(ids) + self.pe.weight[: ids.shape[1]] + self.te.weight[0])
        x = self.dropout(x, self.training)
        added = None
        if mask is not None:
            added = torch.zeros(mask.shape, dtype=x.dtype).masked_fill_(~mask, -1e4)[:, None, None, :]
        attention = x
        for layer in self.layers:
            x, attention = layer(x, added)
        return x, attention


class HeadNetwork(nn.Module):
    """The heads; see ``extract.model.heads`` for what each gives."""

    def __init__(self, width: int, dropout: float = 0.15) -> None:
        super().__init__()
        hidden, narrow, heads, each = 256, 128, 8, 32
        self.heads, self.each = heads, each
        self.shape = nn.Embedding(len(SHAPES) + 1, 24)
        word, entity = width + 24, width + 48 + 16 + 16 + 8
        self.ws, self.we = nn.Linear(word, hidden), nn.Linear(word, hidden, bias=False)
        self.wp, self.wa = nn.Linear(word, hidden, bias=False), nn.Linear(word, 1)
        self.width = nn.Embedding(MAX_WORDS + 1, hidden)
        self.sp1, self.sp2 = nn.Linear(hidden, narrow), nn.Linear(narrow, len(TYPES) + 1)
        self.ms, self.me = nn.Linear(word, width), nn.Linear(word, width, bias=False)
        self.mp = nn.Linear(word, width, bias=False)
        self.etype, self.nfeat = nn.Embedding(len(TYPES), 48), nn.Embedding(8, 16)
        self.zone, self.intitle = nn.Embedding(8, 16), nn.Embedding(2, 8)
        self.qu, self.qs, self.qo = (nn.Linear(entity, heads * each) for _ in range(3))
        self.key, self.val = nn.Linear(width, heads * each), nn.Linear(width, heads * each)
        self.u1, self.u2 = nn.Linear(entity + heads * each, hidden), nn.Linear(hidden, 2)
        self.pa, self.pb = nn.Linear(entity, hidden), nn.Linear(entity, hidden, bias=False)
        self.pc = nn.Linear(heads * each, hidden, bias=False)
        self.pl = nn.Linear(width, hidden, bias=False)
        self.f_sd, self.f_td = nn.Embedding(8, hidden), nn.Embedding(18, hidden)
        self.f_name, self.f_order = nn.Embedding(8, hidden), nn.Embedding(3, hidden)
        self.pp = nn.Linear(8, hidden, bias=False)
        self.ga, self.gb = nn.Linear(entity, hidden), nn.Linear(entity, hidden)
        self.p2, self.p3 = nn.Linear(2 * hidden, hidden), nn.Linear(hidden, len(RELATIONS) + 1)
        for table in (self.width, self.f_sd, self.f_td, self.f_name, self.f_order):
            nn.init.normal_(table.weight, std=0.1)
        self.drop = nn.Dropout(dropout)
        with torch.no_grad():
            self.p3.bias.fill_(-2.0)

    def states(self, vectors: Tensor, attention: Tensor, example: Example) -> "TrainedStates":
        """Views of each word; ``vectors`` (subwords, width), ``attention`` (heads, subwords, subwords)."""
        return TrainedStates(self, vectors, attention, example)


class TrainedStates:
    """One text under the heads, in training."""

    def __init__(self, net: HeadNetwork, vectors: Tensor, attention: Tensor, example: Example) -> None:
        self.net, self.vectors, self.attention, self.example = net, vectors, attention, example
        self.first, last = torch.tensor(example.first), torch.tensor(example.last)
        shapes = net.shape(torch.tensor([shape_number(word) for word in example.words]))
        running = torch.cat([vectors.new_zeros(1, vectors.shape[1]), vectors.cumsum(0)])
        plain = (running[last + 1] - running[self.first]) / (last - self.first + 1).unsqueeze(1)
        self.start = torch.cat([vectors[self.first], shapes], 1)
        self.end = torch.cat([vectors[last], shapes], 1)
        self.mean = torch.cat([plain, shapes], 1)
        self.weight = (6 * torch.tanh(net.wa(self.mean) / 6)).exp()
        self.total = torch.cat([self.weight.new_zeros(1, 1), self.weight.cumsum(0)])
        by_head = (len(example.words), net.heads, net.each)
        self.keys, self.values = net.key(plain).view(by_head), net.val(plain).view(by_head)

    def _pooled(self, project: Callable[[Tensor], Tensor], i: Tensor, j: Tensor) -> Tensor:
        rows = self.weight * project(self.mean)
        running = torch.cat([rows.new_zeros(1, rows.shape[1]), rows.cumsum(0)])
        return (running[j] - running[i]) / (self.total[j] - self.total[i])

    def span_scores(self) -> Tensor:
        """Scores of the example's candidates, shape (spans, 7)."""
        net = self.net
        i, j = torch.tensor(self.example.spans).view(-1, 2).T
        hidden = net.ws(self.start)[i] + net.we(self.end)[j - 1] + self._pooled(net.wp, i, j)
        hidden = hidden + net.width((j - i).clamp(max=MAX_WORDS))
        scores: Tensor = net.sp2(F.relu(net.sp1(net.drop(F.relu(hidden)))))
        return scores

    def entities(self, mentions: Sequence[Mentions]) -> "TrainedEntities":
        """These entities, at least one, each with at least one span."""
        return TrainedEntities(self, mentions)

    def ask(self, project: nn.Linear, vectors: Tensor) -> Tensor:
        """Where each entity looks for words about it."""
        asked = project(vectors).view(-1, self.net.heads, self.net.each)
        scores: Tensor = torch.einsum("phd,nhd->phn", asked, self.keys) / self.net.each**0.5
        return scores

    def read(self, asks: Tensor) -> Tensor:
        """What is found there."""
        return torch.einsum("phn,nhd->phd", asks.softmax(-1), self.values).reshape(len(asks), -1)


class TrainedEntities:
    """Entities of one text under the heads, in training."""

    def __init__(self, states: TrainedStates, mentions: Sequence[Mentions]) -> None:
        net, self.states, self.mentions = states.net, states, mentions
        spans = [span for entity in mentions for span in entity.spans]
        i, j = torch.tensor(spans).view(-1, 2).T
        owner = torch.repeat_interleave(torch.tensor([len(entity.spans) for entity in mentions]))
        raw = net.ms(states.start)[i] + net.me(states.end)[j - 1] + states._pooled(net.mp, i, j)
        raised = (3 * torch.tanh(raw)).exp()
        n = len(mentions)
        soft = net.drop(torch.zeros(n, raised.shape[1]).index_add_(0, owner, raised).log())
        sentences = states.example.sentences
        places = [[sentences[a] for a, _ in entity.spans] for entity in mentions]
        counts = torch.tensor([min(len(entity.spans), _COUNTED) for entity in mentions])
        zones = torch.tensor([min(min((s for s in at if s > 0), default=0), _COUNTED) for at in places])
        self.types = torch.tensor([entity.type for entity in mentions])
        self.vectors = torch.cat(
            [
                soft,
                net.etype(self.types),
                net.nfeat(_BUCKETS[counts]),
                net.zone(_BUCKETS[zones]),
                net.intitle(torch.tensor([int(min(at) == 0) for at in places])),
            ],
            1,
        )
        rows = states.attention[:, states.first[i]].transpose(0, 1).float()
        shares = torch.zeros(n).index_add_(0, owner, torch.ones(len(owner)))
        self.attention = torch.zeros(n, *rows.shape[1:]).index_add_(0, owner, rows) / shares[:, None, None]

    def scores(self) -> Tensor:
        """Scores of each, shape (entities, 2): that it counts, and that the paper proposes it."""
        net, states = self.states.net, self.states
        context = states.read(states.ask(net.qu, self.vectors))
        found: Tensor = net.u2(net.drop(F.relu(net.u1(torch.cat([self.vectors, context], 1)))))
        return found

    def pair_scores(self, pairs: Sequence[tuple[int, int]], roles: Tensor) -> Tensor:
        """Scores of pairs, at least one, shape (pairs, relations and "the same")."""
        net, states, e = self.states.net, self.states, self.vectors
        a, b = torch.tensor(pairs).T
        features = torch.tensor(
            pair_features(self.mentions, states.example.words, states.example.sentences, pairs)
        )
        context = states.read(states.ask(net.qs, e)[a] + states.ask(net.qo, e)[b])
        shared = (self.attention[a] * self.attention[b]).sum(1)
        shared = shared / (shared.sum(1, keepdim=True) + 1e-9)
        added = net.pa(e)[a] + net.pb(e)[b] + net.pc(context) + net.pl(shared @ states.vectors)
        added = added + net.f_sd(features[:, 0]) + net.f_td(features[:, 1]) + net.f_name(features[:, 2])
        added = added + net.f_order(features[:, 3]) + net.pp(torch.cat([roles[a], roles[b]], 1))
        multiplied = net.ga(e)[a] * net.gb(e)[b]
        hidden = F.relu(net.p2(net.drop(torch.cat([F.relu(added), multiplied / 4], 1))))
        found: Tensor = net.p3(hidden)
        return found


def roles(scores: Tensor, types: Tensor) -> Tensor:
    """For each entity: proposed, kept, the likeliest proposed Method, and how many Methods are proposed."""
    chances = scores.sigmoid().detach()
    methods = (types == 0).float()
    proposed = chances[:, 1] * methods
    top = (proposed >= proposed.max()).float() * methods
    many = (proposed.sum().clamp(max=3) / 3).expand_as(top)
    return torch.stack([chances[:, 1], chances[:, 0], top, many], 1)
