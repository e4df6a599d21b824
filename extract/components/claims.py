"""Gives each relation its evidence, one to three sentences; leaves out what the text only denies."""

from spacy.language import Language
from spacy.tokens import Doc

from extract.annotations import Claim, Place, Relation
from extract.components.cues import CueAt
from extract.components.discourse import At, Discourse, negated
from graph.vocabulary import OPPOSITES, PROPOSES

_OWN = frozenset({"we", "our", "paper", "work", "article", "study"})


@Language.component("claimgraph_claims")
def find_claims(doc: Doc) -> Doc:
    """Write ``doc._.claims``: the relations with their evidence."""
    if doc._.relations:
        text = Discourse(doc)
        text.add_stand_ins({r.object: r.score for r in doc._.relations if r.predicate == PROPOSES})
        doc._.claims = tuple(_claim(text, r) for r in doc._.relations if not _denied(text, r))
    return doc


def _denied(text: Discourse, relation: Relation) -> bool:
    """Whether the text only denies it: before each mention of the problem stands "without alleviating" or the like."""
    if relation.predicate not in OPPOSITES:
        return False
    governing = [
        [c for c in text.cues[at.sentence] if c.cue.predicate == relation.predicate and c.end == at.place.start]
        for at in text.at[relation.object]
        if not at.stand_in
    ]
    return bool(governing) and all(cues and all(negated(text.low, c) for c in cues) for cues in governing)


def _claim(text: Discourse, relation: Relation) -> Claim:
    subject = text.at[relation.subject] if relation.subject is not None else []
    obj = text.at[relation.object]
    stating = _stating_sentence(text, relation, subject, obj)
    evidence = {stating}
    places: list[Place | None] = []
    for ats in (subject, obj):
        true = [at for at in ats if not at.stand_in]
        if not true:
            places.append(None)
            continue
        nearest = min(true, key=lambda at: (at.sentence not in evidence, abs(at.sentence - stating), at.place))
        evidence.add(nearest.sentence)
        places.append(nearest.place)
    return Claim(relation, stating, tuple(sorted(evidence)), places[0], places[1])


def _stating_sentence(text: Discourse, relation: Relation, subject: list[At], obj: list[At]) -> int:
    """The sentence that states the predicate best; the first of equals."""
    if relation.cue is not None:
        return text.sentence_of(relation.cue)
    if relation.subject is None:
        return min((_proposing(text, at), at.sentence) for at in obj)[1]
    ours: dict[int, list[At]] = {}
    for at in subject:
        ours.setdefault(at.sentence, []).append(at)
    ranked = []
    for b in obj:
        cues = [
            c for c in text.cues[b.sentence] if c.cue.predicate == relation.predicate and not negated(text.low, c)
        ]
        together = [a for a in ours.get(b.sentence, ()) if not _overlap(a.place, b.place)]
        for a in together:
            stated = any(_between(c, a.place, b.place) for c in cues)
            ranked.append((0 if stated else 3, a.stand_in + b.stand_in, b.sentence == 0, b.sentence))
        if not together:
            led = any(c.end <= b.place.start for c in cues)
            ranked.append((2 if led else 5, 0, b.sentence == 0, b.sentence))
    for a in subject:
        led = any(c.cue.predicate == relation.predicate and c.start >= a.place.end for c in text.cues[a.sentence])
        ranked.append((4 if led else 6, int(a.stand_in), a.sentence == 0, a.sentence))
    return min(ranked)[3]


def _proposing(text: Discourse, at: At) -> int:
    """How far a place is from saying that the thing there is new: 0 says so, 3 is the title."""
    start, _ = text.bounds[at.sentence]
    led = any(c.cue.predicate == PROPOSES and c.end <= at.place.start for c in text.cues[at.sentence])
    if at.stand_in or at.sentence == 0:
        return 3
    own = any(word in _OWN for word in text.low[start : at.place.start])
    return 0 if led and own else 1 if led else 2


def _overlap(a: Place, b: Place) -> bool:
    return a.start < b.end and b.start < a.end


def _between(cue: CueAt, a: Place, b: Place) -> bool:
    left, right = (a, b) if a.start < b.start else (b, a)
    return left.end <= cue.start and cue.end <= right.start
