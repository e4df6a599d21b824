"""Which predicted entity is which gold one: by a shared spelling, leniently also by shared words."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Self

from extract.evaluation.annotated import AnnotatedEntity

_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"\n+|(?<=[.!?]) +(?=[^a-z])")
_SINGULAR = ("ss", "us", "is")
_PLURAL_IN_ES = ("sses", "xes", "ches", "shes")


def fold_mention(text: str) -> str:
    """The letters and digits in lower case, without the plural ending of the last word."""
    words = _WORD.findall(text.lower())
    if not words:
        return ""
    last = words[-1]
    if len(last) > 3 and last.endswith("s") and not last.endswith(_SINGULAR):
        words[-1] = last[: -2 if last.endswith(_PLURAL_IN_ES) else -1]
    return "".join(words)


def title_key(title: str) -> str:
    """What papers are joined by: the title's letters and digits in lower case."""
    return "".join(_WORD.findall(title.lower()))


def stating_sentence(text: str, ends: Sequence[Sequence[str]]) -> str:
    """The first of the sentences that name most of the ends, each of which has some spellings; else nothing."""
    best, most = "", 0
    for sentence in _SENTENCE_END.split(text):
        named = sum(any(form in sentence for form in forms) for forms in ends)
        if named > most:
            best, most = sentence, named
    return best


class Forms(NamedTuple):
    """An entity's type, the spellings it has, and each spelling's words without their plural s."""

    type: str
    keys: frozenset[str]
    word_sets: frozenset[frozenset[str]]

    @classmethod
    def of(cls, entity: AnnotatedEntity) -> Self:
        """The forms of all mentions and of the name, those without a letter or digit left out."""
        spellings = (*entity.mentions, entity.name)
        keys = frozenset(filter(None, map(fold_mention, spellings)))
        word_sets = (frozenset(w.rstrip("s") for w in _WORD.findall(s.lower())) for s in spellings)
        return cls(entity.type, keys, frozenset(filter(None, word_sets)))

    def is_near(self, other: Self) -> bool:
        """Some spelling of one has all the words of one of the other, or half of their words are shared."""
        return any(
            mine <= theirs or theirs <= mine or 2 * len(mine & theirs) >= len(mine | theirs)
            for mine in self.word_sets
            for theirs in other.word_sets
        )


def match_entities(gold: Mapping[str, Forms], predicted: Mapping[str, Forms], *, lenient: bool) -> dict[str, str]:
    """Map predicted ids to gold ids of the same type, one to one.

    Pairs that share a spelling go first, those that share most of them foremost; leniently, what is then
    left over is paired where it is near. Ties go by gold id, then by predicted id, in order of text.
    """
    alike = [(g, p) for g in gold for p in predicted if gold[g].type == predicted[p].type]
    shared = {(g, p): len(gold[g].keys & predicted[p].keys) for g, p in alike}
    found = _pair_off((pair for pair in alike if shared[pair]), shared, {})
    if lenient:
        found = _pair_off((pair for pair in alike if gold[pair[0]].is_near(predicted[pair[1]])), shared, found)
    return found


def _pair_off(
    pairs: Iterable[tuple[str, str]], shared: Mapping[tuple[str, str], int], found: Mapping[str, str]
) -> dict[str, str]:
    """Take pairs greedily, best first, and add them to those found already."""
    result, taken = dict(found), set(found.values())
    for gold_id, predicted_id in sorted(pairs, key=lambda pair: (-shared[pair], pair)):
        if predicted_id not in result and gold_id not in taken:
            result[predicted_id] = gold_id
            taken.add(gold_id)
    return result
