"""Files that went wrong in some of the ways in which files go wrong."""

import random
from collections.abc import Sequence

_WORDS = r"""
{ } [ ] ( ) < > " ' \ / , ; : = # @ % $ & ~ ^ _ - | "" `` \ud800 null true NaN 1e999 -1
@misc{x, @string{x= @comment{ title= \textless \"{o} \emph{ title, "title":7 "title":[] {"value": "date-parts":[[
<entry> </entry> <title/> <!-- --> <![CDATA[ ]]> <x:y> xmlns:x='' <mml:math> <jats:title> </p>
&a; &#0; &#xD800; &amp;amp; 2021-02-30 10.1000/ arXiv:
"""
_PHRASES = [
    " and ",
    "TY  - ",
    "ER  - ",
    "AB  - ",
    "\nPY  - 0000///",
    "<!DOCTYPE x [",
    "<!ENTITY a 'b'>",
    "\ttitle",
]
_SIGNS = ["\t", "\n", "\r", "\r\n", "\n\n", " ", "\0", "\x1b", "\ufeff", "\u202e", "\u0301", "\U0001f33f"]
_LONG = ["0" * 50, "9" * 5000, "[" * 3000, '{"a":' * 1500, "{" * 3000, "<x>" * 3000]
TOKENS = [
    *(token.encode() for token in [*_WORDS.split(), *_PHRASES, *_SIGNS, *_LONG]),
    *[b"\xff", b"\xc3", b"\xed\xa0\x80", b"<?xml version='1.0' encoding='utf-16'?>"],
]


def mutated(chance: random.Random, samples: Sequence[bytes]) -> bytes:
    """One of the samples, with one to eight changes."""
    content = chance.choice(samples)
    for _ in range(chance.randint(1, 8)):
        start = chance.randint(0, len(content))
        end = min(len(content), start + int(chance.expovariate(1 / 20)))
        match chance.randrange(8):
            case 0:
                content = content[:start] + content[end:]
            case 1:
                content = content[:end] + content[start:end] * chance.randint(1, 3) + content[end:]
            case 2 | 3 | 4:
                content = (
                    content[:start] + chance.choice(TOKENS) + content[end if chance.random() < 0.5 else start :]
                )
            case 5:
                content = content[:start] + bytes([chance.randrange(256)]) + content[start + 1 :]
            case 6:
                other = chance.choice(samples)
                content = content[:start] + other[chance.randint(0, len(other)) :]
            case _:
                content = content[: max(start, 1)]
    return content
