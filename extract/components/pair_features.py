"""What the relation part looks at: features of one cluster as a proposal, and of two as subject and object."""

import itertools
from collections.abc import Iterator

from extract.annotations import Place
from extract.components.discourse import At, Discourse, negated
from extract.components.span_features import fold_word, shape
from graph.vocabulary import PROPOSES

INITIAL = {"Method": "M", "Dataset": "D", "Task": "T", "Problem": "P", "Metric": "E", "Concept": "C"}

_MAX_MEETINGS = 4
"""Sentences in which a pair is looked at."""


def _bucket(n: int) -> str:
    return str(n) if n < 4 else "4" if n < 7 else "7" if n < 12 else "12"


def _zone(sentence: int, total: int) -> str:
    if sentence < 2:
        return "title" if sentence == 0 else "first"
    return "last" if sentence >= total - 2 else "early" if sentence * 2 < total else "late"


def _head(text: Discourse, index: int) -> str:
    place = text.clusters[index].mentions[0]
    return fold_word(text.words[place.end - 1])


def proposal_features(text: Discourse, index: int, method_rank: int) -> list[str]:
    """Features of cluster ``index`` as something that the paper introduces.

    ``method_rank`` is its place among the clusters of its type, in order of first mention.
    """
    cluster = text.clusters[index]
    kind = INITIAL[cluster.type]
    low, total = text.low, len(text.bounds)
    names = {f"n={_bucket(len(cluster.mentions))}", f"rank={_bucket(method_rank)}", f"head={_head(text, index)}"}
    names.add(f"score={int(cluster.score * 5)}")
    forms = {shape(text.words[p.start]) + _bucket(p.end - p.start) for p in cluster.mentions[:6]}
    names |= {f"form={form}" for form in forms}
    zones = {_zone(at.sentence, total) for at in text.at[index]}
    names |= {f"zone={zone}" for zone in zones}
    names.add("zones=" + " ".join(sorted(zones)))
    for at in text.at[index][:6]:
        start, end = text.bounds[at.sentence]
        place = at.place
        if at.sentence == 0:
            names.add("title:" + _title_role(low, place, start, end))
            if place.start > start:
                names.add(f"title<{low[place.start - 1]}")
            continue
        own = any(low[i] in {"we", "our", "paper", "work"} for i in range(start, place.start))
        leading = [c for c in text.cues[at.sentence] if c.cue.predicate == PROPOSES and c.end <= place.start]
        for cue in leading:
            between = sum(cue.end <= other.place.start < place.start for other in text.by_sentence[at.sentence])
            names.add(f"far={cue.cue.words}|{min(between, 3)}")
        if leading:
            gap = _bucket(place.start - leading[-1].end)
            names |= {f"cue={leading[-1].cue.words}{gap}", f"gap={gap}{own}"}
        for k in (1, 2, 3):
            if place.start - k >= start:
                names.add(f"b{k}={low[place.start - k]}")
        names.add(f"b21={' '.join(low[max(start, place.start - 2) : place.start])}")
        for k in (0, 1):
            if place.end + k < end:
                names.add(f"a{k}={low[place.end + k]}")
        names.add(f"a01={' '.join(low[place.end : min(end, place.end + 2)])}")
        if place.end + 1 < end and low[place.end] == "(" and low[place.end + 2 : place.end + 3] == [")"]:
            names.add(f"defines{own}")
    return [f"{kind}:{name}" for name in names]


def _title_role(low: list[str], place: Place, start: int, end: int) -> str:
    if place.end < end and low[place.end] == ":":
        return "colon"
    return "start" if place.start == start else "in"


class Roles:
    """What is said of each cluster on its own, computed once a text, used by all its pairs."""

    def __init__(self, text: Discourse, proposed: dict[int, float]) -> None:
        total = len(text.bounds)
        ranked = sorted(proposed, key=lambda i: -proposed[i])
        rank = {index: place for place, index in enumerate(ranked)}
        self.first_proposal = min((text.at[i][0].sentence for i in ranked if proposed[i] > 0.4), default=total)
        self.names: list[list[str]] = []
        self.short: list[str] = []
        for index, cluster in enumerate(text.clusters):
            p = proposed.get(index, 0.0)
            level = "hi" if p > 0.6 else "mid" if p > 0.25 else "lo"
            top = f"{level}{min(rank.get(index, 9), 2)}"
            names = {
                f"prop={top}",
                f"n={_bucket(len(cluster.mentions))}",
                f"head={_head(text, index)}",
                f"score={int(cluster.score * 5)}",
            }
            for at in text.at[index][:6]:
                if at.stand_in:
                    continue
                start, end = text.bounds[at.sentence]
                names.add(f"zone={_zone(at.sentence, total)}")
                place = at.place
                before = [c for c in text.cues[at.sentence] if c.end <= place.start]
                for cue in before[-3:]:
                    if place.start - cue.end < 12:
                        sign = "!" if negated(text.low, cue) else ""
                        near = "n" if place.start - cue.end < 4 else "f"
                        names.add(f"cue={sign}{cue.cue.predicate[:4]}:{cue.cue.words}:{near}")
                for cue in text.cues[at.sentence]:
                    if place.end <= cue.start < place.end + 5:
                        names.add(f"next={cue.cue.words}")
                        break
                names.add(f"b={text.low[place.start - 1] if place.start > start else '^'}")
                names.add(f"bb={' '.join(text.low[max(start, place.start - 2) : place.start])}")
                names.add(f"a={text.low[place.end] if place.end < end else '$'}")
                names.add(f"open={text.low[start]}")
            self.names.append(sorted(names))
            self.short.append(top)


def pair_features(text: Discourse, roles: Roles, subject: int, obj: int) -> list[str]:
    """Features of the ordered pair of clusters ``subject`` and ``obj``."""
    s, o = text.clusters[subject], text.clusters[obj]
    kind = INITIAL[s.type] + INITIAL[o.type]
    top = roles.short[subject]
    names = {f"s{name}" for name in roles.names[subject]}
    names |= {f"o{name}" for name in roles.names[obj]}
    names |= {f"{top}|o{name}" for name in roles.names[obj] if name.startswith(("cue", "zone", "open"))}
    names.add(f"props={top}{roles.short[obj]}")
    names.add("bias")
    if s.type == o.type:
        names |= _names_alike(text, subject, obj)
    meetings = sorted(
        _meetings(text, subject, obj),
        key=lambda m: (m[0].stand_in + m[1].stand_in, abs(m[0].place.start - m[1].place.start)),
    )
    kinds = set()
    for a, b in meetings[:_MAX_MEETINGS]:
        names |= _meeting_features(text, a, b)
        kinds.add(f"{'v' if a.stand_in else ''}{'w' if b.stand_in else ''}")
    names.add("meet=" + " ".join(sorted(kinds)) + str(bool(meetings)))
    names.add(f"meet={bool(meetings)}{top}")
    if not meetings:
        gap = min(abs(a.sentence - b.sentence) for a in text.at[subject] for b in text.at[obj])
        order = text.at[obj][0].sentence < text.at[subject][0].sentence
        names.add(f"gap={_bucket(gap)}{order}")
        names.add(f"gap={_bucket(gap)}{order}{top}")
        complaint = text.at[obj][0].sentence < roles.first_proposal
        names.add(f"complaint={complaint}{top}")
    return [f"{kind}:{name}" for name in names]


def _names_alike(text: Discourse, subject: int, obj: int) -> set[str]:
    names: set[str] = set()
    a = [fold_word(w) for w in text.words[slice(*text.clusters[subject].mentions[0])]]
    b = [fold_word(w) for w in text.words[slice(*text.clusters[obj].mentions[0])]]
    if len(a) > len(b) and a[-len(b) :] == b:
        names.add("o ends s")
    elif len(b) > len(a) and b[-len(a) :] == a:
        names.add("s ends o")
    elif set(b) <= set(a):
        names.add("o in s")
    elif set(a) <= set(b):
        names.add("s in o")
    elif a[-1] == b[-1]:
        names.add("same head")
    return names


def _meetings(text: Discourse, subject: int, obj: int) -> Iterator[tuple[At, At]]:
    """The nearest places of the two in each sentence that has both."""
    ours: dict[int, list[At]] = {}
    for at in text.at[subject]:
        ours.setdefault(at.sentence, []).append(at)
    nearest: dict[int, tuple[At, At]] = {}
    for b in text.at[obj]:
        for a in ours.get(b.sentence, ()):
            if a.place.start < b.place.end and b.place.start < a.place.end:
                continue
            known = nearest.get(b.sentence)
            key = (a.stand_in + b.stand_in, abs(a.place.start - b.place.start))
            if known is None or key < (
                known[0].stand_in + known[1].stand_in,
                abs(known[0].place.start - known[1].place.start),
            ):
                nearest[b.sentence] = (a, b)
    yield from nearest.values()


def _meeting_features(text: Discourse, a: At, b: At) -> set[str]:
    low = text.low
    start, end = text.bounds[a.sentence]
    forward = a.place.start < b.place.start
    left, right = (a.place, b.place) if forward else (b.place, a.place)
    between = low[left.end : right.start]
    way = ">" if forward else "<"
    stand = f"{'v' if a.stand_in else ''}{'w' if b.stand_in else ''}"
    names = {f"way={way}{stand}", f"dist={way}{_bucket(len(between))}{stand}"}
    if a.sentence == 0:
        names.add(f"title{way}" + " ".join(between[:3]))
    if len(between) <= 3:
        names.add(f"exact={way}" + " ".join(between))
    crossed = sum(left.end <= m.place.start < right.start for m in text.by_sentence[a.sentence])
    names.add(f"crossed={way}{min(crossed, 4)}")
    if crossed == 0 and between:
        names.add(f"all={way}" + " ".join(between[:6]))
    for word in between[:15]:
        names.add(f"w{way}{word}")
    for first, second in itertools.pairwise(between):
        names.add(f"ww{way}{first} {second}")
    if between:
        names.add(f"l{way}{' '.join(between[-2:])}")
        names.add(f"f{way}{' '.join(between[:2])}")
    for cue in text.cues[a.sentence]:
        if left.end <= cue.start and cue.end <= right.start:
            sign = "!" if negated(low, cue) else ""
            names.add(f"c{way}{sign}{cue.cue.predicate[:4]}{'' if cue.cue.forward else '-'}")
    last = None
    for cue in text.cues[a.sentence]:
        if left.end <= cue.start and cue.end <= right.start:
            last = cue
    if last:
        sign = "!" if negated(low, last) else ""
        names.add(f"lc{way}{sign}{last.cue.words}{stand}")
        names.add(f"lc{way}{sign}{last.cue.words}{_bucket(right.start - last.end)}")
    names.add(f"B{way}{low[left.start - 1] if left.start > start else '^'}")
    names.add(f"A{way}{low[right.end] if right.end < end else '$'}")
    for cue in text.cues[a.sentence]:
        if cue.end <= left.start:
            names.add(f"bc{way}{cue.cue.predicate[:4]}")
        elif cue.start >= right.end:
            names.add(f"ac{way}{cue.cue.predicate[:4]}")
    return names
