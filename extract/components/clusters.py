"""Joins the mentions of one thing: spellings, plurals, abbreviations; and finds all places where it stands.

A last word that only says of what kind a thing is ("the oversmoothing problem") may be left away.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from extract.annotations import MENTIONS, Cluster, Place
from extract.components.abbreviations import definitions
from extract.components.linear import word_lists
from extract.components.span_features import CUT, MAX_WORDS, closes, opens
from graph.folding import fold_name
from graph.vocabulary import ENTITY_TYPES


class _Groups:
    """Disjoint sets of folded forms."""

    def __init__(self, keys: Iterable[str]) -> None:
        self.parent = {key: key for key in keys}

    def root(self, key: str) -> str:
        self.parent.setdefault(key, key)
        while self.parent[key] != key:
            self.parent[key] = self.parent[self.parent[key]]
            key = self.parent[key]
        return key

    def join(self, other: str, main: str) -> None:
        self.parent[self.root(other)] = self.root(main)


@Language.component("claimgraph_clusters")
def cluster_mentions(doc: Doc) -> Doc:
    """Write ``doc._.clusters``, in order of first mention."""
    words = [token.text for token in doc]
    group = [span for span in doc.spans[MENTIONS] if span.label_ in ENTITY_TYPES]
    scores = doc.spans[MENTIONS].attrs.get("scores") or [1.0] * len(group)
    keys = [fold_name(span.text) for span in group]
    weight: dict[str, Counter[str]] = defaultdict(Counter)
    for span, key, score in zip(group, keys, scores, strict=True):
        weight[key][span.label_] += float(score)  # type: ignore[assignment]  # typeshed's Counter counts in ints
    best = {key: max(types, key=lambda t: (types[t], t)) for key, types in weight.items()}
    joined = _Groups(weight)
    abbreviations = set()
    for long, short in definitions(words):
        long_key = fold_name(doc[long.start : long.end].text)
        short_key = fold_name(doc[short.start : short.end].text)
        if long_key in weight or short_key in weight:
            joined.join(short_key, long_key)
            abbreviations.add(short_key)
    tails = word_lists()
    for span, key in zip(group, keys, strict=True):
        if len(span) > 1 and doc[span.end - 1].lower_ in tails.get(f"tail {best[key]}", ()):
            bare = fold_name(doc[span.start : span.end - 1].text)
            if best.get(bare) == best[key]:
                joined.join(key, bare)
    types: dict[str, Counter[str]] = defaultdict(Counter)
    strongest: dict[str, float] = defaultdict(float)
    for key, counted in weight.items():
        types[joined.root(key)] += counted
    for key, score in zip(keys, scores, strict=True):
        strongest[joined.root(key)] = max(strongest[joined.root(key)], float(score))
    places: dict[str, list[Place]] = defaultdict(list)
    for key, place in _occurrences(doc, words, joined.parent.keys()):
        places[joined.root(key)].append(place)
    title_end = next((token.i for token in doc if token.is_sent_start and token.i), len(doc))
    clusters = [
        Cluster(
            max(types[key], key=lambda t: (types[key][t], t)),
            _name(doc, found, abbreviations, title_end),
            tuple(found),
            min(1.0, strongest[key]),
        )
        for key, found in places.items()
        if types[key]
    ]
    doc._.clusters = tuple(sorted(clusters, key=lambda cluster: cluster.mentions[0]))
    return doc


def _occurrences(doc: Doc, words: Sequence[str], keys: Iterable[str]) -> Iterator[tuple[str, Place]]:
    """Every place whose folded words are one of the keys, the longest from the left."""
    known = frozenset(keys)
    openings = {key[:n] for key in known for n in range(1, _OPENING + 1)}
    text, offsets = doc.text, [token.idx for token in doc]
    at, n = 0, len(words)
    while at < n:
        length = 1
        if opens(words[at]) and not _is_wall(words[at]) and _may_open(words[at], openings):
            end = at
            while end < n and end < at + MAX_WORDS and not _is_wall(words[end]):
                end += 1
            for stop in range(end, at, -1):
                key = fold_name(text[offsets[at] : offsets[stop - 1] + len(words[stop - 1])])
                if key in known and closes(words[stop - 1]):
                    yield key, Place(at, stop)
                    length = stop - at
                    break
        at += length


def _may_open(word: str, openings: set[str]) -> bool:
    return not word.isascii() or "".join(filter(str.isalnum, word.lower()))[:_OPENING] in openings


_OPENING = 3
"""Letters by which most places are seen to be no mention without folding their words."""


def _is_wall(word: str) -> bool:
    return word in CUT or word.isspace()


def _name(doc: Doc, places: Sequence[Place], abbreviations: set[str], title_end: int) -> str:
    """The clearest form: no abbreviation, not in the title's capitals, singular, commonest."""
    forms = Counter(doc[place.start : place.end].text for place in places)
    body = {doc[place.start : place.end].text for place in places if place.start >= title_end}
    return max(
        forms,
        key=lambda form: (
            fold_name(form) not in abbreviations,
            form in body,
            not form.endswith("s"),
            forms[form],
            -len(form),
            form,
        ),
    )
