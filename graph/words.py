"""Forms of one English word: its singular, and its American spelling."""

import re
from functools import lru_cache

_WORDS_KEPT = 1 << 15
"""Words whose form is remembered: texts are made of few."""

_IRREGULAR = {
    "analyses": "analysis",
    "axes": "axis",
    "bases": "basis",
    "caches": "cache",
    "corpora": "corpus",
    "criteria": "criterion",
    "hypotheses": "hypothesis",
    "indices": "index",
    "matrices": "matrix",
    "movies": "movie",
    "phenomena": "phenomenon",
    "syntheses": "synthesis",
    "theses": "thesis",
    "vertices": "vertex",
    **{f"{word}es": word for word in ("alias", "atlas", "bias", "bonus", "bus", "census", "corpus", "virus")},
}
_UNCHANGED = frozenset(
    ("alias", "atlas", "bayes", "bias", "canvas", "chaos", "cosmos", "gas", "news", "series", "species", "stokes")
)
_SIBILANT_PLURALS = ("sses", "xes", "ches", "shes")
_SINGULAR_ENDINGS = ("ss", "us", "is", "ics")


@lru_cache(_WORDS_KEPT)
def singular(word: str) -> str:
    """The singular of a word in lower case, as far as its letters tell."""
    if len(word) <= 3 or not word.endswith(("s", "a")) or word in _UNCHANGED:
        return word
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if not word.endswith("s") or word.endswith(_SINGULAR_ENDINGS):
        return word
    if word.endswith(_SIBILANT_PLURALS):
        return word[:-2]
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1]


_IZE = re.compile(r"(?<=[a-z]{2})(?<!pr)(?<!prom)(?<!prem)(?<!expert)(?<=[lmnrtd])is(?=(?:e|ed|er|es|ers|ing)$)")
"""The s that American spelling writes as z, after the letters where it does (optimise; not noise, comprise)."""
_IZATION = re.compile(r"isation(?=s?$|al$)")
_YZE = re.compile(r"(?<=[al])ys(?=(?:e|ed|er|ers|ing)$)")
_OUR = re.compile(r"(behavi|neighb|col|fav|flav|harb|hon|hum|lab|tum|vap)our")
_DOUBLED_L = re.compile(r"(model|label|signal|travel|channel|cancel|tunnel|level|fuel|funnel)l(?=ing|ed|er)")
_PARAMETRIZE = re.compile(r"parametri[sz](?=ation|e)")
_SINGLE = {
    "ageing": "aging",
    "analogue": "analog",
    "artefact": "artifact",
    "catalogue": "catalog",
    "centre": "center",
    "defence": "defense",
    "dialogue": "dialog",
    "fibre": "fiber",
    "grey": "gray",
    "judgement": "judgment",
    "licence": "license",
    "programme": "program",
}


@lru_cache(_WORDS_KEPT)
def american(word: str) -> str:
    """The American spelling of a word in lower case."""
    plain = _SINGLE.get(word) or (word.endswith("s") and f"{s}s" if (s := _SINGLE.get(word[:-1])) else "")
    if plain:
        return plain
    if "our" in word:
        word = _OUR.sub(r"\1or", word)
    if "ll" in word:
        word = _DOUBLED_L.sub(r"\1", word)
    if "metri" in word:
        word = _PARAMETRIZE.sub("parameteriz", word)
    if "is" in word:
        word = _IZATION.sub("ization", _IZE.sub("iz", word))
    return _YZE.sub("yz", word) if "ys" in word else word
