"""Proposes what may be a stated value: numbers with their signs and units, ranges, and magnitudes in words.

Readings of one place that differ in extent ("3.6", "+3.6", "+3.6 points", "2.1 to 3.6 points") are proposed side
by side; which of them, if any, is a result is decided elsewhere. Work and output are linear in the text.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extract.annotations import Place

_NUMBER = r"\d{1,12}(?:,\d{3}){0,4}(?:\.\d{1,9})?"
_JOINT = r"(?:-|–|—|--|‑|‒)"
_GLUED = r"%|[xX×]|[kKM]|ms|s|pp|pts?|dB|db|-?(?:points?|fold|times)"
_PLAIN = re.compile(rf"(?:[xX×])?({_NUMBER})(?:{_JOINT}({_NUMBER}))?(?:{_JOINT}?({_GLUED}))?")
_MATH = re.compile(r"\$.*\$", re.DOTALL)
_IN_MATH = re.compile(rf"(?<![\w.^_])({_NUMBER})")
_COMMAND = re.compile(r"\\[A-Za-z]+")
_LETTERS_IN_MATH = re.compile(r"\\?[A-Za-z]+")
_SAYING_NOTHING = frozenset({"\\times", "\\sim", "\\approx", "\\pm", "\\le", "\\leq", "\\ge", "\\geq", "\\to"})

_UNITS = {
    "%": "%",
    "\\ %": "%",
    "$\\%$": "%",
    "percent": "%",
    "per cent": "%",
    "\\ % points": "points",
    "% points": "points",
    "percentage points": "points",
    "percentage point": "points",
    "points": "points",
    "point": "points",
    "pp": "points",
    "x": "x",
    "×": "x",
    "\\times": "x",
    "$\\times$": "x",
    "~ $\\times$": "x",
    "times": "x",
    "fold": "x",
    "- fold": "x",
    "db": "dB",
    "ms": "ms",
    "~ ms": "ms",
    "$μ$s": "μs",
    "μs": "μs",
    "ev": "eV",
    "auc": "AUC",
    "pixels": "px",
    "~ gb": "GB",
    "milliseconds": "ms",
    "s": "s",
    "seconds": "s",
    "second": "s",
    "minutes": "min",
    "hours": "h",
    "mm": "mm",
    "cm": "cm",
    "m": "m",
    "meters": "m",
    "km": "km",
    "gb": "GB",
    "mb": "MB",
    "fps": "fps",
    "frames per second": "fps",
    "tokens per second": "tokens/s",
    "bleu": "BLEU",
    "bleu points": "BLEU",
    "orders of magnitude": "orders of magnitude",
    "order of magnitude": "orders of magnitude",
}
"""Unit phrases, as lower-case tokens, and the unit that is written for them."""

_PHRASES: dict[str, list[tuple[tuple[str, ...], str]]] = {}
for _phrase, _name in sorted(_UNITS.items(), key=lambda item: -len(item[0].split())):
    _PHRASES.setdefault(_phrase.split()[0], []).append((tuple(_phrase.split()), _name))

_GLUED_UNITS = {"k": "thousand", "m": "million", "pts": "points", "pt": "points"}
_NEVER_APART = frozenset({"%", "x", "orders of magnitude"})
"""Units without which the number alone is no reading."""

_SMALL = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_COUNTS = {word: float(number) for number, word in enumerate(_SMALL)}
_MAGNITUDES = {
    "half": 0.5,
    "halves": 0.5,
    "halving": 0.5,
    "twice": 2.0,
    "double": 2.0,
    "doubles": 2.0,
    "doubling": 2.0,
    "triple": 3.0,
    "tripling": 3.0,
    "twofold": 2.0,
    "two-fold": 2.0,
    "tenfold": 10.0,
    "one-third": 1 / 3,
    "two-thirds": 2 / 3,
    "one-half": 0.5,
}
_SIGNS = frozenset({"+", "-", "−", "–", "<", ">", "≈", "~"})
_LEADS = frozenset(
    {"over", "under", "above", "below", "within", "about", "around", "near", "nearly", "approximately", "roughly"}
)
_LEADS_OF_TWO = frozenset({"up to", "more than", "less than", "greater than", "at least", "at most"})
"""Words that bound or soften a value, and are read as part of it or not."""

_SEPARATORS = (
    *((sign,) for sign in ("-", "–", "—", "‑", "−", "/", "~", "±", "to", "$\\pm$", "\\pm", "$-$", "$\\sim$")),
    ("-", "-"),
    ("+", "/", "-"),
    ("up", "to"),
    ("of",),
    ("out", "of"),
    ("and",),
)


class Value(NamedTuple):
    """One reading of a value.

    Attributes:
        at: its tokens.
        number: the number where it is a single one, else None.
        unit: the unit as it is written elsewhere too: "%", "x", "points", "dB" …; None without.
        form: what it is made of: "#", "+#", "#-#", "w" (in words), "math".

    """

    at: Place
    number: float | None
    unit: str | None
    form: str


class _Atom(NamedTuple):
    start: int
    end: int
    number: float | None
    unit: str | None
    form: str


def find_values(words: Sequence[str]) -> list[Value]:
    """All readings in a text of tokens, in text order; a handful of them at a place at most."""
    low = [word.lower() for word in words]
    atoms = {atom.start: atom for i in range(len(words)) if (atom := _atom(words[i], low, i))}
    found: dict[Place, Value] = {}
    for atom in atoms.values():
        for value in _readings(atom, atoms, low):
            found.setdefault(value.at, value)
    return [found[place] for place in sorted(found)]


def _atom(word: str, low: Sequence[str], i: int) -> _Atom | None:
    """The number that token ``i`` is."""
    if match := _PLAIN.fullmatch(word):
        first, second, glued = match.groups()
        unit = (glued or "").lower().strip("-") or ("x" if word[0] in "xX×" else "")
        name = _GLUED_UNITS.get(unit) or _UNITS.get(unit) or None
        return _Atom(i, i + 1, None if second else _parse(first), name, "#-#" if second else "#")
    if _MATH.fullmatch(word):
        return _read_math(word, i)
    if low[i] in _MAGNITUDES:
        return _Atom(i, i + 1, _MAGNITUDES[low[i]], "x", "w")
    if low[i] in _COUNTS or low[i] in {"several", "hundreds", "an", "orders"}:
        return _in_words(low, i)
    return None


def _in_words(low: Sequence[str], i: int) -> _Atom | None:
    """Magnitudes in words: "five times", "two orders of magnitude", "hundreds of times", "one quarter"."""
    if low[i] == "orders":
        return (
            _Atom(i, i + 3, None, "orders of magnitude", "w")
            if low[i + 1 : i + 3] == ["of", "magnitude"]
            else None
        )
    at = i + 2 if low[i] == "hundreds" and low[i + 1 : i + 2] == ["of"] else i + 1
    following = low[at] if at < len(low) else ""
    number = _COUNTS.get(low[i])
    if following in {"quarter", "third", "half"}:
        return _Atom(i, at + 1, None, "x", "w")
    if following in {"times", "points", "percent", "percentage", "order", "orders", "milliseconds", "seconds"}:
        end, unit = _unit(low, at)
        return _Atom(i, end, number, unit, "w") if unit else None
    if i > 1 and low[i - 1] == "of" and low[i - 2] == "factor":
        return _Atom(i, i + 1, number, "x", "w")
    return None


def _read_math(word: str, i: int) -> _Atom | None:
    numbers = _IN_MATH.findall(_COMMAND.sub(" ", word))
    letters = set(_LETTERS_IN_MATH.findall(word)) - _SAYING_NOTHING
    if not numbers or letters:
        return None
    unit = "%" if "%" in word else "x" if "\\times" in word else None
    number = _parse(numbers[0]) if len(numbers) == 1 else None
    return _Atom(i, i + 1, number, unit, "math" if len(numbers) == 1 else "math-")


def _parse(number: str) -> float:
    return float(number.replace(",", ""))


def _unit(low: Sequence[str], at: int) -> tuple[int, str | None]:
    """Where the longest unit phrase that starts at a token ends, and which unit it is."""
    if at < len(low):
        for words, unit in _PHRASES.get(low[at], ()):
            if tuple(low[at : at + len(words)]) == words:
                return at + len(words), unit
    return at, None


def _readings(atom: _Atom, atoms: dict[int, _Atom], low: Sequence[str]) -> Iterator[Value]:
    ends = _ends(atom, low)
    for start, sign in _starts(atom, low):
        negative = sign == "+" and low[start] in "-−–"
        for end, unit in ends:
            number = -atom.number if negative and atom.number is not None else atom.number
            yield Value(Place(start, end), number, unit, sign + atom.form)
        last, unit = ends[-1]
        for separator in _SEPARATORS:
            if tuple(low[last : last + len(separator)]) != separator:
                continue
            if separator == ("and",) and (not start or low[start - 1] != "between"):
                continue
            at = last + len(separator)
            signed = at < len(low) and low[at] in _SIGNS
            if other := atoms.get(at + signed):
                form = f"{sign}{atom.form}{' '.join(separator)}{other.form}"
                for end, further in _ends(other, low):
                    yield Value(Place(start, end), None, further or unit, form)


def _starts(atom: _Atom, low: Sequence[str]) -> list[tuple[int, str]]:
    """Where a reading of the atom may start, and what it then has before the number."""
    starts = [(atom.start, "")]
    before = low[max(0, atom.start - 2) : atom.start]
    if before and before[-1] in _SIGNS:
        starts.append((atom.start - 1, "+"))
    if " ".join(before) in _LEADS_OF_TWO:
        starts.append((atom.start - 2, f"{' '.join(before)} "))
    elif before and before[-1] in _LEADS:
        starts.append((atom.start - 1, f"{before[-1]} "))
    return starts


def _ends(atom: _Atom, low: Sequence[str]) -> list[tuple[int, str | None]]:
    """Where a reading that starts with the atom may end, with its unit; the longest last."""
    end, unit = _unit(low, atom.end)
    if unit is None:
        return [(atom.end, atom.unit)]
    apart = atom.unit is not None or unit not in _NEVER_APART
    return [(atom.end, atom.unit), (end, unit)] if apart else [(end, unit)]
