"""Gives each relation its evidence, one to three sentences, and a calibrated confidence."""

from bisect import bisect_right

from spacy.language import Language
from spacy.tokens import Doc

from extract.annotations import Claim, Place, Relation, sentences
from graph.extraction import MAX_EVIDENCE


@Language.component("claimgraph_claims")
def find_evidence(doc: Doc) -> Doc:
    """Write ``doc._.claims``, one a relation."""
    bounds = [s.start for s in sentences(doc)]
    doc._.claims = tuple(_claim(doc, bounds, relation) for relation in doc._.relations)
    return doc


def _claim(doc: Doc, bounds: list[int], relation: Relation) -> Claim:
    def sentence_of(token: int) -> int:
        return max(0, bisect_right(bounds, token) - 1)

    ends = {
        role: [(sentence_of(m.start), m) for m in doc._.clusters[index].mentions] if index is not None else []
        for role, index in (("subject", relation.subject), ("object", relation.object))
    }
    if relation.cue is not None:
        stating = sentence_of(relation.cue)
    else:
        shared = {s for s, _ in ends["subject"]} & {s for s, _ in ends["object"]}
        stating = min(shared) if shared else ends["object"][0][0]
    evidence = {stating}
    at: dict[str, Place | None] = {}
    for role in ("subject", "object"):
        if not ends[role]:
            at[role] = None
            continue
        where, place = min(ends[role], key=lambda pair: (pair[0] not in evidence, abs(pair[0] - stating), pair[0]))
        evidence.add(where)
        at[role] = place
    assert len(evidence) <= MAX_EVIDENCE  # noqa: S101 -- the stating sentence and at most one for each end
    return Claim(relation, stating, tuple(sorted(evidence)), at["subject"], at["object"], relation.score)
