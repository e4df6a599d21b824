"""What the result part looks at: features of a reading of a value, and of a cluster that it may be a figure of."""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from extract.annotations import Place
from extract.components.discourse import At, Discourse
from extract.components.values import Value

ROLES = {"M": "Method", "E": "Metric", "D": "Dataset", "T": "Task"}
"""What a figure may be a figure of, by the letter that opens the features of the role."""

_NEAR = 8
"""Words on either side of a value that are looked at one by one."""

_BETWEEN = 12
_MOST = 40
"""Clusters of one type that a value is held against."""

_SENTENCE = 60
"""Words of a long sentence that are looked at."""


def _bucket(n: int) -> str:
    return str(n) if n < 4 else "4" if n < 6 else "6" if n < 10 else "10" if n < 16 else "16"


def _level(probability: float) -> str:
    return "hi" if probability > 0.6 else "mid" if probability > 0.25 else "lo"


class Last(NamedTuple):
    """What the value before is a figure of in a role, None of nothing, and whether it is in the same sentence."""

    cluster: int | None
    same_sentence: bool


class Figures:
    """A text with the readings of its values and the probabilities that its clusters are proposed.

    Stand-ins for the proposed method have been added to ``text``.
    """

    def __init__(self, text: Discourse, values: Sequence[Value], proposed: dict[int, float]) -> None:
        self.text = text
        self.values = [value for value in values if text.sentence_of(value.at.start)]
        self.proposed = proposed
        self.sentence = [text.sentence_of(value.at.start) for value in self.values]
        self.order = {i: n for found in self.of_type.values() for n, i in enumerate(found)}
        self.rank = {i: n for n, i in enumerate(sorted(proposed, key=lambda i: (-proposed[i], i)))}

    @cached_property
    def of_type(self) -> dict[str, list[int]]:
        """The clusters of each type."""
        found: dict[str, list[int]] = {kind: [] for kind in ROLES.values()}
        for index, cluster in enumerate(self.text.clusters):
            if cluster.type in found:
                found[cluster.type].append(index)
        return found

    @cached_property
    def here(self) -> list[dict[int, list[At]]]:
        """For each sentence its clusters with their places."""
        found: list[dict[int, list[At]]] = [{} for _ in self.text.bounds]
        for index, places in enumerate(self.text.at):
            for at in places:
                found[at.sentence].setdefault(index, []).append(at)
        return found

    @cached_property
    def anchors(self) -> list[list[Place]]:
        """For each sentence its values, overlapping readings as one, in text order."""
        found: list[list[Place]] = [[] for _ in self.text.bounds]
        for value, sentence in zip(self.values, self.sentence, strict=True):
            last = found[sentence][-1] if found[sentence] else None
            if last and value.at.start < last.end:
                found[sentence][-1] = Place(last.start, max(last.end, value.at.end))
            else:
                found[sentence].append(value.at)
        return found

    def rivals(self, k: int, role: str) -> list[int]:
        """The clusters that reading ``k`` may be a figure of in the role; of very many those nearby."""
        found = self.of_type[ROLES[role]]
        if len(found) <= _MOST:
            return found
        at = self.values[k].at.start
        near = sorted(found, key=lambda i: min(abs(p.place.start - at) for p in self.text.at[i]))
        return sorted(near[:_MOST])

    def value_features(self, k: int) -> list[str]:
        """Features of reading ``k`` as a stated result."""
        value, text, low = self.values[k], self.text, self.text.low
        sentence = self.sentence[k]
        start, end = text.bounds[sentence]
        at, total = value.at, len(text.bounds)
        shape = f"{value.form}|{value.unit}"
        names = {"bias", f"form={value.form}", f"unit={value.unit}", f"shape={shape}", f"size={_size(value)}"}
        names.add(f"size={_size(value)}|{value.unit}")
        before = ["^", "^", "^", *low[max(start, at.start - _NEAR) : at.start]]
        after = [*low[at.end : min(end, at.end + _NEAR)], "$", "$", "$"]
        names |= {f"b{n}={before[-n]}" for n in (1, 2, 3)} | {f"a{n}={after[n - 1]}" for n in (1, 2, 3)}
        names |= {f"bb={' '.join(before[-2:])}", f"aa={' '.join(after[:2])}", f"ba={before[-1]} {after[0]}"}
        names |= {f"b1={before[-1]}|{value.unit}", f"a1={after[0]}|{value.unit}", f"a1={after[0]}|{value.form}"}
        names |= {f"<{word}" for word in before[3:]} | {f">{word}" for word in after[:-3]}
        names |= {f"in {word}" for word in low[start : min(end, start + _SENTENCE)] if word.isalpha()}
        names.add(f"open={' '.join(low[start : start + 2])}")
        names.add(f"late={min(4, 5 * sentence // total)}")
        names |= {f"late={total - sentence}"} if total - sentence < 4 else set()
        names.add(f"values={_bucket(len(self.anchors[sentence]))}")
        for other in self.values[max(0, k - 6) : k + 7]:
            if other.at != at and other.at.start <= at.start and at.end <= other.at.end:
                names |= {f"within={other.form}|{other.unit}", f"within={shape}|{other.form}|{other.unit}"}
            if other.at != at and at.start <= other.at.start and other.at.end <= at.end:
                names |= {f"holds={shape}", f"holds={shape}|{other.form}|{other.unit}"}
        return sorted(names | self._company(k))

    def _company(self, k: int) -> set[str]:
        """What clusters stand near a value."""
        at, sentence = self.values[k].at, self.sentence[k]
        names, kinds = set(), set()
        left: dict[str, int] = {}
        right: dict[str, int] = {}
        for index, places in self.here[sentence].items():
            kind = self.text.clusters[index].type[:3]
            kinds.add(kind)
            if self.rank.get(index, 9) == 0:
                names.add(f"proposal{any(p.place.end <= at.start for p in places)}")
            for place in places:
                if place.place.end <= at.start:
                    left[kind] = min(left.get(kind, 99), at.start - place.place.end)
                elif place.place.start >= at.end:
                    right[kind] = min(right.get(kind, 99), place.place.start - at.end)
        names |= {f"has {kind}" for kind in kinds} | {"has " + " ".join(sorted(kinds & _ENDS))}
        names |= {f"{kind}<{_bucket(gap)}" for kind, gap in left.items()}
        names |= {f"{kind}>{_bucket(gap)}" for kind, gap in right.items()}
        return names

    def none_features(self, k: int, role: str, last: Last | None) -> list[str]:
        """Features of reading ``k`` as a figure of no cluster in the role."""
        value, text = self.values[k], self.text
        sentence = self.sentence[k]
        kind = ROLES[role]
        here = sum(text.clusters[i].type == kind for i in self.here[sentence])
        paper = len(self.of_type[kind])
        names = {"none", f"none:here={_bucket(here)}", f"none:paper={_bucket(paper)}", f"none:unit={value.unit}"}
        names |= {f"none:{name}" for name in self._around(k)}
        if last:
            names.add(f"none:again={last.cluster is None}{last.same_sentence}")
        return [f"{role}:{name}" for name in sorted(names)]

    def _around(self, k: int) -> set[str]:
        at, low = self.values[k].at, self.text.low
        start, end = self.text.bounds[self.sentence[k]]
        names = {f"<{word}" for word in low[max(start, at.start - 5) : at.start]}
        names |= {f">{word}" for word in low[at.end : min(end, at.end + 5)]}
        names |= {f"b1={low[at.start - 1]}", f"a1={low[at.end] if at.end < end else '$'}"}
        return names

    def end_features(self, k: int, role: str, index: int, last: Last | None) -> list[str]:
        """Features of reading ``k`` as a figure of cluster ``index`` in the role."""
        text, value = self.text, self.values[k]
        cluster, sentence = text.clusters[index], self.sentence[k]
        kind = ROLES[role]
        rivals = self.of_type[kind]
        level = _level(self.proposed.get(index, 0.0)) + str(min(3, self.rank.get(index, 9)))
        head = fold_word(text.words[cluster.mentions[0].end - 1])
        names = {
            f"prop={level}",
            f"n={_bucket(len(cluster.mentions))}",
            f"head={head}",
            f"head={head}|{value.unit}",
        }
        names.add(f"order={_bucket(self.order[index])}")
        names.add(f"title={text.at[index][0].sentence == 0}")
        places = self.here[sentence].get(index, ())
        if last:
            again = f"again={index == last.cluster}{last.same_sentence}"
            names |= {again, f"{again}|{bool(places)}", f"{again}|{level}"}
        near = sum(text.clusters[i].type == kind for i in self.here[sentence])
        if len(rivals) == 1:
            names.add("only")
            names.add(f"only{bool(places)}")
        if places:
            names |= self._meeting(k, index, places, near, level)
        else:
            gaps = [sentence - at.sentence for at in text.at[index] if at.sentence]
            back = min((gap for gap in gaps if gap > 0), default=None)
            ahead = min((-gap for gap in gaps if gap < 0), default=None)
            names |= {f"away={level}|{bool(near)}", f"away={bool(near)}", f"back={_least(back)}|{bool(near)}"}
            names |= {f"back={_least(back)}|{level}", f"ahead={_least(ahead)}", f"ahead={_least(ahead)}|{level}"}
            if back is not None:
                there = [i for i in rivals if any(at.sentence == sentence - back for at in text.at[i])]
                names.add(f"alone back={len(there) == 1}|{_least(back)}")
        return [f"{role}:{name}" for name in sorted(names)]

    def _meeting(self, k: int, index: int, places: Sequence[At], near: int, level: str) -> set[str]:
        """The nearest places of a cluster before and after a value in its sentence."""
        text, low, at = self.text, self.text.low, self.values[k].at
        sentence = self.sentence[k]
        anchors = self.anchors[sentence]
        start, end = text.bounds[sentence]
        names = {f"here={level}|{_bucket(near)}", f"here={_bucket(near)}"}
        true = [p for p in places if not p.stand_in]
        names.add(f"here={'v' if not true else ''}{level}")
        befores = [p for p in places if p.place.end <= at.start]
        afters = [p for p in places if p.place.start >= at.end]
        for way, found in (("<", befores), (">", afters)):
            if not found:
                continue
            nearest = max(found, key=lambda p: p.place) if way == "<" else min(found, key=lambda p: p.place)
            place = nearest.place
            left, right = (place.end, at.start) if way == "<" else (at.end, place.start)
            between = low[left:right]
            v = "v" if nearest.stand_in else ""
            crossed = sum(left <= a.start and a.end <= right for a in anchors)
            passed = self._passed(index, left, right, sentence)
            names |= {f"dist={way}{v}{_bucket(len(between))}", f"crossed={way}{v}{min(crossed, 3)}"}
            names |= {f"passed={way}{v}{min(passed, 3)}", f"passed={way}{v}{min(passed, 3)}{min(crossed, 3)}"}
            names |= {f"passed={way}{min(passed, 3)}{level}"}
            names |= {f"w{way}{v}{word}" for word in between[:_BETWEEN] + between[-_BETWEEN:]}
            names |= {f"l{way}{v}{' '.join(between[-2:])}", f"f{way}{v}{' '.join(between[:2])}"}
            names |= {f"l1{way}{v}{' '.join(between[-1:])}", f"f1{way}{v}{' '.join(between[:1])}"}
            if len(between) <= 4:
                names.add(f"exact={way}{v}{' '.join(between)}")
            names.add(f"b{way}{low[place.start - 1] if place.start > start else '^'}")
            names.add(f"a{way}{low[place.end] if place.end < end else '$'}")
            if way == ">" and not afters[1:] and not befores:
                names.add("after only")
        names |= self._in_step(k, index, sentence)
        return names

    def _passed(self, index: int, left: int, right: int, sentence: int) -> int:
        """Other clusters of the same type between a cluster and a value."""
        kind = self.text.clusters[index].type
        return sum(
            i != index
            and self.text.clusters[i].type == kind
            and any(left <= p.place.start and p.place.end <= right for p in places)
            for i, places in self.here[sentence].items()
        )

    def _in_step(self, k: int, index: int, sentence: int) -> set[str]:
        """Whether the n-th of so many values meets the n-th of as many clusters: "3 and 5 on A and B"."""
        kind = self.text.clusters[index].type
        alike = sorted(
            (min(p.place.start for p in places), i)
            for i, places in self.here[sentence].items()
            if self.text.clusters[i].type == kind
        )
        anchors = self.anchors[sentence]
        if len(alike) < 2 or len(alike) != len(anchors):
            return {f"step={len(alike) < 2}|{len(anchors) < 2}"}
        mine = next(n for n, a in enumerate(anchors) if a.start <= self.values[k].at.start < a.end)
        in_step = alike[mine][1] == index
        told = "respectively" in self.text.low[slice(*self.text.bounds[sentence])]
        return {f"in step={in_step}", f"in step={in_step}{told}"}


_ENDS = frozenset(kind[:3] for kind in ROLES.values())


def _least(gap: int | None) -> str:
    return "-" if gap is None else _bucket(gap)


def _size(value: Value) -> str:
    """How large a number is, and whether it has decimals."""
    if value.number is None:
        return "-"
    size = abs(value.number)
    scale = "0" if size < 1 else "1" if size < 10 else "10" if size < 100 else "100" if size == 100 else "more"
    year = "year" if value.number.is_integer() and 1900 <= size < 2100 else ""
    return f"{scale}{'' if value.number.is_integer() else '.'}{year}"


def fold_word(word: str) -> str:
    """Lower case, without a plural s."""
    low = word.lower()
    if len(low) > 3 and low[-1] == "s" and low[-2] not in "sui":
        return low[:-3] + "y" if low.endswith("ies") else low[:-1]
    return low
