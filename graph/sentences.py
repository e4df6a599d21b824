"""The sentence that a place of a text stands in, as far as marks tell without a model."""

import re

_SENTENCE_BREAK = re.compile(r"(?<=[.!?])\s+(?=[^a-z\s])|\n")


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence that the characters from ``start`` to ``end`` stand in."""
    breaks = [m.span() for m in _SENTENCE_BREAK.finditer(text)]
    left = max((after for _, after in breaks if after <= start), default=0)
    right = min((before for before, _ in breaks if before >= end), default=len(text))
    return text[left:right].strip()
