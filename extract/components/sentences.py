"""Ends a sentence at the title's end and at full stops that are no abbreviation's."""

import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from extract.terms import word_lists

_STOPS = frozenset(".!?")
_CLOSERS = frozenset("\"'”’)]}")
_LONGEST = 400
"""Tokens after which a sentence ends whatever stands there, so that no text makes the work quadratic."""


def starts(words: list[str]) -> list[bool]:
    """For each token whether a sentence starts there. The text up to the first line break is one sentence."""
    begins = [False] * len(words)
    if not words:
        return begins
    begins[0] = True
    unended = word_lists()["unended"]
    at = next((i for i, word in enumerate(words) if "\n" in word and word.isspace()), len(words))
    if at + 1 < len(words):
        begins[at + 1] = True
    for i in range(at + 1, len(words) - 1):
        if words[i] not in _STOPS:
            if words[i].count("\n") > 1 and words[i].isspace():
                begins[i + 1] = True
            continue
        if words[i] == "." and words[i - 1].lower() in unended:
            continue
        following = i + 1
        while following < len(words) - 1 and (words[following] in _CLOSERS or words[following].isspace()):
            following += 1
        word = words[following]
        if not (word.islower() or word[0] in ".,;:!?"):  # "iCaRL" may begin a sentence, "and" does not
            begins[following] = True
    since = 0
    for i, begin in enumerate(begins):
        if begin:
            since = i
        elif i - since >= _LONGEST:
            begins[i] = True
            since = i
    return begins


@Language.component("claimgraph_sentences")
def mark_sentences(doc: Doc) -> Doc:
    """Set ``is_sent_start`` on every token, in one go: one by one each of them looks through the whole text."""
    marks = [1 if begins else -1 for begins in starts([token.text for token in doc])]
    return doc.from_array([SENT_START], np.array(marks, dtype=np.int32).reshape(len(doc), 1).astype(np.uint64))  # type: ignore[arg-type]  # spaCy takes any integers
