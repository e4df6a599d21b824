"""Why a name is an alias of a node: by its wording, by an abbreviation, or because a paper names one thing so."""

from typing import Literal, NamedTuple

from graph.folding import fold_name, words_of
from graph.name_forms import loose_key, name_key

Reason = Literal["name", "case", "spelling", "plural", "kind word", "wording", "abbreviation", "same in paper"]

REASONS: dict[Reason, str] = {
    "name": "the node's own name",
    "case": "capitals alone",
    "spelling": "hyphens, spaces, accents, or British spelling",
    "plural": "singular and plural",
    "kind word": "an article, brackets, or a word that only says of what kind it is",
    "wording": "inner plurals, the order of the words, or a derived word",
    "abbreviation": "an abbreviation, as this paper defines it",
    "same in paper": "this paper uses both for one thing",
}
"""Every reason with what it says."""


class Source(NamedTuple):
    """Where the reason for an alias stands; the smaller one goes before others.

    ``start`` and ``end`` are the characters of the paper's text with the abbreviation's definition, or with a
    mention under this alias. ``year`` is 9999 where none is stated.
    """

    by_mention: bool
    year: int
    paper_id: str
    start: int
    end: int


def reason_by_wording(entity_type: str, alias: str, name: str) -> Reason | None:
    """The finest of the reasons for which two wordings are one name; None where the letters do not say."""
    if alias == name:
        return "name"
    if alias.casefold() == name.casefold():
        return "case"
    if "".join(words_of(alias)) == "".join(words_of(name)):
        return "spelling"
    if fold_name(alias) == fold_name(name):
        return "plural"
    if name_key(entity_type, alias) == name_key(entity_type, name):
        return "kind word"
    return "wording" if loose_key(entity_type, alias) == loose_key(entity_type, name) else None
