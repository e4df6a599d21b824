"""Decides what the paper says of its clusters."""

from spacy.language import Language
from spacy.tokens import Doc

from extract.annotations import Relation
from extract.components.cues import find_cues
from graph.vocabulary import allows


@Language.component("claimgraph_relations")
def relate(doc: Doc) -> Doc:
    """Write ``doc._.relations``."""
    low = [t.lower_ for t in doc]
    clusters = doc._.clusters
    at = sorted((m.start, m.end, i) for i, c in enumerate(clusters) for m in c.mentions)
    found: dict[tuple[int | None, str, int], Relation] = {}
    ends = {s.end: s.start for s in doc.sents}
    import bisect

    bounds = sorted(ends.values())
    for cue in find_cues(low):
        k = bisect.bisect_right(bounds, cue.start) - 1
        lo = bounds[k]
        hi = bounds[k + 1] if k + 1 < len(bounds) else len(doc)
        before = [x for x in at if lo <= x[0] and x[1] <= cue.start]
        after = [x for x in at if cue.end <= x[0] and x[1] <= hi]
        p = cue.cue.predicate
        if p == "PROPOSES":
            if after and after[0][0] - cue.end < 4 and clusters[after[0][2]].type == "Method":
                found.setdefault((None, p, after[0][2]), Relation(None, p, after[0][2], 0.6, cue.start))
            continue
        if not before or not after:
            continue
        if len(cue.cue.words) < 5:
            continue
        s, o = (before[-1], after[0]) if cue.cue.forward else (after[0], before[-1])
        if s[2] != o[2] and allows(clusters[s[2]].type, p, clusters[o[2]].type):
            found.setdefault((s[2], p, o[2]), Relation(s[2], p, o[2], 0.3, cue.start))
    doc._.relations = tuple(found.values())
    return doc
