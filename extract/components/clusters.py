"""Joins the mentions of one thing: spellings, plurals, abbreviations with their long forms; finds them all again."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from extract.annotations import MENTIONS, Cluster, Place
from extract.components.abbreviations import definitions
from extract.components.span_features import CUT, MAX_WORDS
from graph.folding import fold_name
from graph.vocabulary import ENTITY_TYPES

TAILS = {
    "Problem": frozenset("problem problems issue issues phenomenon challenge challenges effect".split()),
    "Method": frozenset(
        "method methods framework approach algorithm algorithms model models architecture architectures technique "
        "techniques module".split()
    ),
    "Dataset": frozenset("dataset datasets benchmark benchmarks corpus".split()),
    "Task": frozenset("task tasks problem problems".split()),
    "Metric": frozenset("score scores metric".split()),
}
"""Last words that a name may go without and still name the same thing."""


@Language.component("claimgraph_clusters")
def cluster_mentions(doc: Doc) -> Doc:
    """Write ``doc._.clusters``, in order of first mention."""
    words = [token.text for token in doc]
    group = doc.spans[MENTIONS]
    scores = group.attrs.get("scores") or [1.0] * len(group)
    weight: dict[str, Counter[str]] = defaultdict(Counter)
    for span, score in zip(group, scores, strict=True):
        if span.label_ in ENTITY_TYPES:
            weight[fold_name(span.text)][span.label_] += float(score)
    best = dict(zip(weight, (max(c, key=lambda t: (c[t], t)) for c in weight.values()), strict=True))
    aliases = {
        fold_name(doc[short.start : short.end].text): fold_name(doc[long.start : long.end].text)
        for long, short in definitions(words)
    }
    parent = {key: key for key in weight}

    def root(key: str) -> str:
        while parent[key] != key:
            key = parent[key]
        return key

    for short, long in aliases.items():
        if long in parent or short in parent:
            for key in (short, long):
                if key not in parent:
                    parent[key] = key
                    weight[key] = Counter()
            parent[root(short)] = root(long)
    for span in group:
        key = fold_name(span.text)
        tails = TAILS.get(best[key]) if key in best else None
        if tails and len(span) > 1 and doc[span.end - 1].lower_ in tails:
            bare = fold_name(doc[span.start : span.end - 1].text)
            if best.get(bare) == best[key] and root(bare) != root(key):
                parent[root(key)] = root(bare)
    members: dict[str, Counter[str]] = defaultdict(Counter)
    for key, types in weight.items():
        members[root(key)] += types
    places = defaultdict(list)
    for key, place in occurrences(doc, words, set(parent)):
        places[root(key)].append(place)
    clusters = []
    for key, types in members.items():
        if places[key] and types:
            kind = max(types, key=lambda t: (types[t], t))
            found = tuple(sorted(places[key]))
            strongest = max(
                (float(s) for span, s in zip(group, scores, strict=True) if root(fold_name(span.text)) == key),
                default=0.0,
            )
            clusters.append(Cluster(kind, _name(doc, found, set(aliases)), found, min(1.0, strongest)))
    doc._.clusters = tuple(sorted(clusters, key=lambda c: c.mentions[0]))
    return doc


def occurrences(doc: Doc, words: Sequence[str], keys: set[str]) -> Iterator[tuple[str, Place]]:
    """Every place whose folded words are one of the keys, the longest from the left."""
    at, n = 0, len(words)
    while at < n:
        length = 1
        if words[at] not in CUT and not words[at].isspace():
            end = at
            while end < n and end < at + MAX_WORDS and words[end] not in CUT and not words[end].isspace():
                end += 1
            for stop in range(end, at, -1):
                key = fold_name(doc[at:stop].text)
                if key in keys:
                    yield key, Place(at, stop)
                    length = stop - at
                    break
        at += length


def _name(doc: Doc, places: Sequence[Place], short: set[str]) -> str:
    """The clearest form: no abbreviation, not the title's capitals, commonest, singular."""
    forms = Counter(doc[p.start : p.end].text for p in places)
    title_end = next((t.i for t in doc if t.is_sent_start and t.i), len(doc))
    body = {doc[p.start : p.end].text for p in places if p.start >= title_end}
    clearest = max(
        forms, key=lambda f: (fold_name(f) not in short, f in body, not f.endswith("s"), forms[f], -len(f), f)
    )
    return clearest
