"""What stands where in a text: clusters by sentence, and the phrases that stand for the proposal or a complaint.

"We", "our method", "this approach" and a sentence-initial "it" stand for what the paper proposes; "these issues"
and "this limitation" stand for the problems of the last sentence that names some.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from spacy.tokens import Doc

from extract.annotations import Place, sentences
from extract.components.cues import CueAt, find_cues
from extract.model.text import CUT
from extract.terms import word_lists

MAX_MENTIONS = 12
"""Mentions of one cluster that relations are looked for at; more of them only slow down very long texts."""

_BACK = 3
"""Sentences that "these issues" may reach back."""


_LIKELY = 0.2
"""Proposals less likely than this are not what "we" and "our method" stand for."""


class At(NamedTuple):
    """A place in sentence number ``sentence``; ``stand_in`` where another phrase stands for the cluster there."""

    sentence: int
    place: Place
    stand_in: bool


class Discourse:
    """A text with its clusters, indexed by sentence."""

    def __init__(self, doc: Doc) -> None:
        self.words = [token.text for token in doc]
        self.low = [word.lower() for word in self.words]
        self.bounds = [(s.start, s.end) for s in sentences(doc)]
        self._starts = [start for start, _ in self.bounds]
        self.clusters = doc._.clusters
        self.at: list[list[At]] = [
            [At(self.sentence_of(m.start), m, False) for m in cluster.mentions[:MAX_MENTIONS]]
            for cluster in self.clusters
        ]

    def sentence_of(self, token: int) -> int:
        """The number of the sentence that the token stands in."""
        return max(0, bisect_right(self._starts, token) - 1)

    @cached_property
    def cues(self) -> list[list[CueAt]]:
        """The cues of each sentence."""
        by_sentence: list[list[CueAt]] = [[] for _ in self.bounds]
        for cue in find_cues(self.low):
            by_sentence[self.sentence_of(cue.start)].append(cue)
        return by_sentence

    @cached_property
    def by_sentence(self) -> list[list[At]]:
        """The true mentions of each sentence, in text order."""
        found: list[list[At]] = [[] for _ in self.bounds]
        for places in self.at:
            for at in places:
                if not at.stand_in:
                    found[at.sentence].append(at)
        return [sorted(places, key=lambda at: at.place) for places in found]

    def add_stand_ins(self, proposals: Mapping[int, float]) -> int | None:
        """Add the places where another phrase stands for the proposed method, or for the last problems.

        Args:
            proposals: how likely the paper proposes which cluster.

        Returns:
            The method that is taken for the proposed one, if any.

        """
        methods = [i for i, chance in proposals.items() if self.clusters[i].type == "Method" and chance > _LIKELY]
        proposed = max(methods, key=lambda i: (proposals[i], -i), default=None)
        if proposed is not None:
            self.at[proposed] += [At(s, p, True) for s, p in self._own_work()][: 2 * MAX_MENTIONS]
        named: dict[int, list[int]] = defaultdict(list)
        for index, cluster in enumerate(self.clusters):
            if cluster.type == "Problem":
                for s in {at.sentence for at in self.at[index]}:
                    named[s].append(index)
        for sentence, place in self._complaints():
            for back in range(sentence - 1, max(-1, sentence - 1 - _BACK), -1):
                if named[back]:
                    for index in named[back]:
                        self.at[index].append(At(sentence, place, True))
                    break
        return proposed

    def _own_work(self) -> list[tuple[int, Place]]:
        found, low, own_work = [], self.low, word_lists()["own work"]
        for number, (start, end) in enumerate(self.bounds):
            if number == 0:
                continue
            for i in range(start, end):
                word = low[i]
                following = low[i + 1] if i + 1 < end else ""
                if (
                    word in {"we", "our", "ours"}
                    or (word in {"this", "proposed", "resulting"} and following in own_work)
                    or (word == "it" and i == start)
                ):
                    found.append((number, Place(i, i + 1)))
        return found

    def _complaints(self) -> list[tuple[int, Place]]:
        found, low = [], self.low
        pointing, complaint = word_lists()["pointing"], word_lists()["complaint"]
        for number, (start, end) in enumerate(self.bounds):
            for i in range(start, end - 1):
                if low[i] in pointing:
                    for j in (i + 1, i + 2):
                        if j < end and low[j] in complaint:
                            found.append((number, Place(i, j + 1)))
                            break
        return found


_REACH = 3
"""Words before a cue in which a negation turns it round."""


def negated(low: Sequence[str], cue: CueAt) -> bool:
    """Whether a word before the cue turns it round: "does not suffer from", "fails to address", "without"."""
    negations = word_lists()["negation"]
    for i in range(cue.start - 1, max(-1, cue.start - 1 - _REACH), -1):
        if low[i] in CUT:
            return False
        if low[i] in negations or low[i].endswith(("n't", "n’t")):
            return low[i + 1] not in {"only", "just", "merely"}
    return False
