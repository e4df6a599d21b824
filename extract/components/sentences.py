"""Ends a sentence at the title's end and at full stops that are no abbreviation's."""

from spacy.language import Language
from spacy.tokens import Doc

_STOPS = frozenset(".!?")
_CLOSERS = frozenset("\"'”’)]}")
_NO_END = frozenset(
    "e.g i.e cf al vs fig figs eq eqs sec ref refs no nos resp approx viz w.r.t dr prof st ca i.i.d".split()
)
"""What a full stop abbreviates without ending the sentence, in lower case."""


def starts(words: list[str]) -> list[bool]:
    """For each token whether a sentence starts there. The text up to the first line break is one sentence."""
    begins = [False] * len(words)
    if not words:
        return begins
    begins[0] = True
    at = next((i for i, word in enumerate(words) if "\n" in word and word.isspace()), len(words))
    if at + 1 < len(words):
        begins[at + 1] = True
    for i in range(at + 1, len(words) - 1):
        if words[i] not in _STOPS:
            if words[i].count("\n") > 1 and words[i].isspace():
                begins[i + 1] = True
            continue
        if words[i] == "." and words[i - 1].lower() in _NO_END:
            continue
        following = i + 1
        while following < len(words) - 1 and (words[following] in _CLOSERS or words[following].isspace()):
            following += 1
        first = words[following][0]
        if following < len(words) and not (first.islower() or first in ".,;:!?"):
            begins[following] = True
    return begins


@Language.component("claimgraph_sentences")
def mark_sentences(doc: Doc) -> Doc:
    """Set ``is_sent_start`` on every token."""
    for token, begins in zip(doc, starts([token.text for token in doc]), strict=True):
        token.is_sent_start = begins
    return doc
