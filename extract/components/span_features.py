"""What the mention part looks at: features of where a span starts, where it ends, what it holds and what it is.

They split so that a span's score is a sum of one vector for its start, one for its end, and the difference of
two running sums over its words: the work grows with the text, not with the number of spans.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from extract.components.abbreviations import definitions
from extract.components.cues import find_cues

MAX_WORDS = 9
"""Longest span looked at: 95 % of the annotated mentions of the train papers have at most this many words."""

CUT = frozenset('.!?;:,()[]{}"“”')
"""Signs that no span holds."""

_SPLIT_HYPHEN = re.compile(r"[-‐‑–_]")


class Candidates(NamedTuple):
    """Spans of one text, as parallel lists of token numbers."""

    starts: list[int]
    ends: list[int]


class SpanFeatures(NamedTuple):
    """Feature names: per token as a span's first, as its last, as any of its words; per candidate as a whole."""

    first: list[list[str]]
    last: list[list[str]]
    within: list[list[str]]
    whole: list[list[str]]


def shape(word: str) -> str:
    """A word's outer form, in few classes."""
    if word.islower():
        return "low-" if "-" in word else "low"
    if word[0] == "$":
        return "math"
    if word[0].isdigit():
        return "num"
    if not word[0].isalpha():
        return "sign"
    if word.isupper():
        return "A" if len(word) == 1 else "AA"
    if word[-1] == "s" and word[:-1].isupper() and len(word) > 2:
        return "AAs"
    inner_capital = any(c.isupper() for c in word[1:])
    if "-" in word:
        return "Aa-A" if inner_capital else "Aa-"
    if inner_capital:
        return "AaA" if word[0].isupper() else "aA"
    return "Aa9" if any(c.isdigit() for c in word) else "Aa"


def fold_word(word: str) -> str:
    """Lower case, without a plural s."""
    low = word.lower()
    if len(low) > 3 and low[-1] == "s" and low[-2] not in "sui":
        return low[:-3] + "y" if low.endswith("ies") else low[:-1]
    return low


def candidates(
    words: Sequence[str], breaks: Sequence[bool], no_start: frozenset[str], no_end: frozenset[str]
) -> Candidates:
    """All spans of up to MAX_WORDS words within a sentence that may start and end where they do.

    Args:
        words: the tokens.
        breaks: for each token whether a sentence starts there.
        no_start: lower-case words that no entity starts with.
        no_end: lower-case words that no entity ends with.

    """
    starts, ends = [], []
    n = len(words)
    low = [word.lower() for word in words]
    wall = [word in CUT or word.isspace() for word in words]
    may_end = [not wall[i] and low[i] not in no_end and closes(words[i]) for i in range(n)]
    for i in range(n):
        if wall[i] or low[i] in no_start or not opens(words[i]):
            continue
        for j in range(i, min(n, i + MAX_WORDS)):
            if wall[j] or (j > i and breaks[j]):
                break
            if may_end[j]:
                starts.append(i)
                ends.append(j + 1)
    return Candidates(starts, ends)


def opens(word: str) -> bool:
    """Whether a span may start with this word by its signs."""
    return word[0].isalnum() or word[0] in "$\\"


def closes(word: str) -> bool:
    """Whether a span may end with this word by its signs."""
    return word[-1].isalnum() or word[-1] in "$+*#%"


def span_features(words: Sequence[str], breaks: Sequence[bool], spans: Candidates) -> SpanFeatures:
    """The features of all candidates of one text; ``breaks`` as for ``candidates``."""
    n = len(words)
    low = ["", "", *(word.lower() for word in words), "", "", ""]
    form = ["^", "^", *(shape(word) for word in words), "^", "^", "^"]
    title_end = next((i for i in range(1, n) if breaks[i]), n)
    first, last, within = [], [], []
    cue_before = _cues_before(low[2 : n + 2], breaks)
    opening = ""
    for i in range(n):
        k = i + 2
        if breaks[i]:
            opening = low[k]
        w, p1, p2, n1, n2 = low[k], low[k - 1], low[k - 2], low[k + 1], low[k + 2]
        if breaks[i]:
            p1 = p2 = "^"
        zone = "T" if i < title_end else "B"
        first.append(
            [
                f"sw={w}",
                f"s4={w[-4:]}",
                f"ss={form[k]}",
                f"sp={p1}",
                f"sq={p2} {p1}",
                f"spw={p1}|{form[k]}",
                f"sz={zone}",
                f"sps={form[k - 1]}{zone}",
                f"s3={low[k - 3] if k > 2 else ''}",
                f"sr={p2}",
                f"s2={w} {n1}",
                f"so={opening}",
                f"spz={p1}{zone}",
                *cue_before[i],
            ]
        )
        ahead = low[k + 1 : k + 4]
        last.append(
            [
                f"ew={w}",
                f"e3={w[-3:]}",
                f"e4={w[-4:]}",
                f"es={form[k]}",
                f"en={n1}",
                f"eo={n1} {n2}",
                f"enw={w[-3:]}|{n1}",
                f"e2={p1} {w}",
                f"em={n2}",
                f"ewn={w}|{n1}",
                *(f"ea={word}" for word in ahead),
                f"eh={_SPLIT_HYPHEN.split(w)[-1]}",
            ]
        )
        within.append([f"mw={w}", f"m4={w[-4:]}", f"ms={form[k]}", f"m2={w} {n1}"])
    folded = [fold_word(word) for word in words]
    phrases = [" ".join(folded[i:j]) for i, j in zip(spans.starts, spans.ends, strict=True)]
    times = Counter(phrases)
    in_title = {phrase for phrase, i in zip(phrases, spans.starts, strict=True) if i < title_end}
    defined = definitions(words)
    long_forms, short_forms = {tuple(long) for long, _ in defined}, {tuple(short) for _, short in defined}
    in_long = {k for start, end in long_forms for k in range(start, end)}
    whole = []
    for phrase, i, j in zip(phrases, spans.starts, spans.ends, strict=True):
        length = j - i
        names = [f"n={length}", f"f={phrase}", f"t={min(times[phrase], 4)}", f"nt={length}{min(times[phrase], 3)}"]
        if phrase in in_title and times[phrase] > 1:
            names.append(f"ti={min(length, 3)}")
        before, after = low[i + 1], low[j + 2]
        if before == "(" and after == ")":
            names.append(f"par={form[i + 2]}{length}")
        if after == "(" and j + 2 < n and low[j + 4] == ")":
            names.append(f"def={form[j + 3]}")
        if i in in_long or j - 1 in in_long:
            names.append("long" if (i, j) in long_forms else "long?")
        if (i, j) in short_forms:
            names.append("short")
        names.append(f"pn={before}|{after}")
        names.append(f"pno={low[i]} {before}|{after}")
        names.append(f"np={length}{before}")
        names.append(f"na={length}{after}")
        names.append(
            f"forms={' '.join(form[i + 2 : j + 2])}" if length < 4 else f"forms={form[i + 2]}..{form[j + 1]}"
        )
        if length > 1:
            names.append(f"fl={low[i + 2]}|{folded[j - 1]}")
        names.append(f"ne={length}{folded[j - 1]}")
        whole.append(names)
    return SpanFeatures(first, last, within, whole)


_CUE_REACH = 10
"""Words after a cue within which it is still told of."""


def _cues_before(low: Sequence[str], breaks: Sequence[bool]) -> list[list[str]]:
    """For each token the nearest cue before it in its sentence, by word and by predicate."""
    told: list[list[str]] = [[] for _ in low]
    for cue in find_cues(low):
        if len(cue.cue.words) < _LEAST_CUE:
            continue
        for i in range(cue.end, min(len(low), cue.end + _CUE_REACH)):
            if breaks[i]:
                break
            near = "n" if i - cue.end < 2 else "m" if i - cue.end < 5 else "f"
            told[i] = [f"sc={cue.cue.words}{near}", f"scp={cue.cue.predicate[:4]}{near}"]
    return told


_LEAST_CUE = 4
"""Letters; shorter cues ("in", "for") are told by the neighbouring words already."""
