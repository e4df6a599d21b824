"""What names mean after papers came and went, and to which questions the answer is another one now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.naming import Names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.ledger import Ledger
    from graph.name_claims import NameClaims
    from graph.paper import Paper
    from graph.senses import Question

_Answers = dict["Question", object]


def settle_anew(ledger: Ledger, claims: Iterable[tuple[Paper, NameClaims]]) -> None:
    """Fill an empty ledger with what papers say of names, and settle all of them."""
    for paper, said in claims:
        ledger.learn(paper, said)
    names = Names(ledger)
    for number, entity_type, name, n in ledger.fresh_names():
        ledger.tell(number, names.tell(entity_type, name, n))
    names.forget()
    ledger.regroup(None)


def settle_change(
    ledger: Ledger, leave: list[tuple[Paper, NameClaims]], come: list[tuple[Paper, NameClaims]]
) -> set[Question]:
    """Take papers out of the ledger and others in; the questions to which the answer is another one than before."""
    shorts = ledger.with_outer({short for _, said in (*leave, *come) for short in said.definitions})
    before = _senses(ledger, shorts)
    numbers = {paper.id: ledger.paper_number(paper.id) for paper, _ in leave}
    for paper, said in leave:
        ledger.unlearn(paper.id, said)
    for paper, said in come:
        ledger.learn(paper, said, numbers.get(paper.id))
    changed = _differing(before, _senses(ledger, shorts))
    for short in {question[1] for question in changed if question[0] == "only"}:
        ledger.freshen(short)
    return changed | _regroup(ledger)


def _regroup(ledger: Ledger) -> set[Question]:
    names = Names(ledger)
    told = {number: names.tell(kind, name, n) if n else None for number, kind, name, n in ledger.fresh_names()}
    types = {number: kind for number, kind, _, _ in ledger.fresh_names()}
    places = ledger.fresh_places() | {(types[number], meant.strict) for number, meant in told.items() if meant}
    groups = {(types[number], meant.loose) for number, meant in told.items() if meant}
    groups = groups.union(*map(ledger.groups_at, places))
    before = _keys(ledger, places, groups)
    for number, meant in told.items():
        ledger.tell(number, meant)
    ledger.regroup(places)
    return _differing(before, _keys(ledger, places, groups))


def _senses(ledger: Ledger, shorts: set[str]) -> _Answers:
    names = Names(ledger)
    answers: _Answers = {}
    for short in sorted(shorts):
        if senses := names.senses(short):
            answers |= senses.answers(ledger.is_asked)
    names.forget()
    return answers


def _keys(ledger: Ledger, places: set[tuple[str, str]], groups: set[tuple[str, str]]) -> _Answers:
    names = Names(ledger)
    loose: _Answers = {("strict", *place): names.least_loose(*place) for place in places}
    return loose | {("group", *group): names.canonical(*group) for group in groups}


def _differing(before: _Answers, after: _Answers) -> set[Question]:
    return {q for q in before.keys() | after.keys() if before.get(q) != after.get(q)}
