"""What of a name is the thing, and what is only its wording: keys under which wordings of one name meet."""

import re
from functools import lru_cache
from itertools import pairwise

from graph.folding import fold_name, words_of
from graph.words import singular

_LEADING = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_PARENTHESIS = re.compile(r"\s*\([^()]*\)\s*$")
_SHORT_IN_BRACKETS = re.compile(r"\s+\([A-Za-z0-9&+-]*[A-Z][A-Za-z0-9&+-]*\)(?=\s)")
_MARKED = re.compile(
    r"(?=\S+$)(?:.*-)?(?:[A-Za-z](?:-.*)?|[^\s-]*[A-Z][^\s-]*[A-Z].*|\S*[A-Za-z]\S*\d.*)", re.DOTALL
)
"""One word that names a thing of its own: a part of it is a letter, has two capitals or a figure (not
Vision-Language, which is the beginning of a title)."""

_KIND = {
    "Method": "method|algorithm|approach|approache|technique|framework|procedure|scheme|architecture|mechanism|"
    "paradigm",
    "Dataset": "data set|dataset|benchmark|corpus|corpora|suite",
    "Task": "task|problem",
    "Problem": "problem|issue|phenomenon|phenomena|challenge|difficulty|difficulties|effect",
    "Metric": "score|metric|measure",
    "Concept": "property|properties|phenomenon|phenomena",
}
"""Last words that only say of what kind a thing is, by type."""

_TAIL = {kind: re.compile(rf"[\s-]+(?P<word>{words})s?$", re.IGNORECASE) for kind, words in _KIND.items()}
_LEAD_OF = {
    kind: re.compile(rf"^(?:{_KIND[kind]})s?\s+(?:of|for)\s+(?:the\s+)?(?=\w)", re.IGNORECASE)
    for kind in ("Task", "Problem")
}
_MODELS = "model|network|classifier|optimizer|optimiser|clustering|unit"
_MODEL_TAIL = re.compile(rf"\s+(?P<word>{_MODELS})s?$", re.IGNORECASE)
_ENDS = {
    kind: tuple(
        f"{word}{s}"
        for word in (words if kind != "Method" else f"{words}|{_MODELS}").split("|")
        for s in ("", "s")
    )
    for kind, words in _KIND.items()
}
"""How a name in lower case ends that either of the patterns above may find something in, by type."""
_TAILS_AFTER = {
    "autoencoder": {"model", "network"},
    "bayes": {"classifier", "model"},
    "encoder": {"model", "network"},
    "expert": {"model", "network"},
    "forest": {"classifier", "model"},
    "machine": {"classifier", "model"},
    "mean": {"clustering"},
    "memory": {"model", "network", "unit"},
    "perceptron": {"model", "network", "classifier"},
    "process": {"model"},
    "regression": {"model", "classifier"},
    "transformer": {"model", "network"},
}
"""Words that name a model, with those that may follow and say no more than that."""

_ADJECTIVE = re.compile(
    r"(?:al|ic|ive|ous|ed|ary|able|ible|less|ful|ular|near|inverse|convex|dual|free|aware|order|stage|step|level|"
    r"agent|shot|wise|scale|hard|greedy|robust|efficient|novel|first|second|new|main|key|such|other)$"
)
_NOUN_OF_ACTION = re.compile(r"(?:ing|tion|sion|ment|ance|ence|former|dropout)$")
_TOO_GENERAL = frozenset(["learning", "training", "modeling", "processing", "computing", "testing", "inference"])


def _is_kind_word(entity_type: str, rest: str, tail: str) -> bool:
    """Whether ``tail`` behind ``rest`` only says of what kind the thing is that ``rest`` names."""
    if entity_type in ("Dataset", "Metric", "Concept") or (entity_type == "Task" and tail == "task"):
        return True
    if _MARKED.fullmatch(rest):
        return True
    words = re.split(r"[\s-]+", rest.lower())
    if _ADJECTIVE.search(words[-1]):
        return False
    action = bool(_NOUN_OF_ACTION.search(words[-1]))
    if entity_type == "Task":
        return action
    if entity_type == "Problem":
        return action or tail != "effect"
    return words[0] not in _TOO_GENERAL if action and len(words) == 1 else " " in rest or action


def _without_tail(entity_type: str, text: str) -> str:
    if text.isascii() and not text.lower().endswith(_ENDS[entity_type]):
        return text
    found = _TAIL[entity_type].search(text)
    if found and _is_kind_word(entity_type, text[: found.start()], found["word"].lower()):
        return text[: found.start()]
    found = _MODEL_TAIL.search(text) if entity_type == "Method" else None
    if found:
        rest, tail = text[: found.start()], found["word"].lower()
        last = singular(re.split(r"[\s-]+", rest.lower())[-1])
        if tail.startswith("optimi"):
            return rest if rest[:1].isupper() and " " not in rest else text
        if (_MARKED.fullmatch(rest) and tail != "clustering") or tail in _TAILS_AFTER.get(last, ()):
            return rest
    return text


@lru_cache(maxsize=1 << 16)
def bare_name(entity_type: str, text: str) -> str:
    """The name without an article, an abbreviation in brackets or a word that only says of what kind it is.

    "the over-smoothing problem" gives "over-smoothing", "ImageNet dataset" "ImageNet", "GCN model" "GCN"; but
    "language model", "inverse problem" and "kernel method" are names of their own.
    """
    text = _LEADING.sub("", text.strip())
    if ")" in text:
        text = _SHORT_IN_BRACKETS.sub("", _PARENTHESIS.sub("", text)) or text
    lead = _LEAD_OF.get(entity_type)
    text = lead.sub("", text) if lead else text
    while (rest := _without_tail(entity_type, text)) and rest != text:
        text = rest
    return text


@lru_cache(maxsize=1 << 16)
def name_key(entity_type: str, text: str) -> str:
    """The folded bare name: what spellings of one name have in common."""
    return fold_name(bare_name(entity_type, text))


_OF = re.compile(r"(?P<what>.+?)\s+(?P<link>of|in)\s+(?:the\s+|an?\s+)?(?P<whose>.+)")
_TURNED_BY_OF = {
    "Task": ("of", "in"),
    "Problem": ("of", "in"),
    "Concept": ("of",),
    "Metric": ("of",),
}
"""Types whose names mean the same as "Y X" and as "X of Y", with the words that may stand there."""

_VARIANTS = {
    "convolutional": "convolution",
    "computational": "computation",
    "distributional": "distribution",
    "explosion": "exploding",
    "foundational": "foundation",
    "positional": "position",
    "recommendation": "recommender",
    "squared": "square",
    "components": "component",
}
"""Derived words that make no other name of it, though not at its end (see ``loose_key``)."""

_COMPOUNDS = {("spatial", "temporal"): "spatio", ("spatially", "temporally"): "spatio"}
_LAST_VARIANTS = {"explosion": "exploding", "net": "network"}


@lru_cache(maxsize=1 << 16)
def loose_key(entity_type: str, text: str) -> str:
    """A coarser key: inner plurals, "X of Y" for "Y X", "Ying X" for "X Ying", and a few derived words.

    "hallucinations in language models" and "language model hallucination" share it, and so do "vanishing
    gradient" and "gradient vanishing", "graph convolution network" and "graph convolutional networks".
    """
    text = bare_name(entity_type, text)
    tokens = text.split()
    may_turn = entity_type in _TURNED_BY_OF and ("of" in tokens or "in" in tokens)
    found = _OF.fullmatch(text) if may_turn else None
    if found and found["link"] in _TURNED_BY_OF[entity_type] and len(found["whose"].split()) <= 4:
        whose, what = found["whose"], found["what"]
        if not re.search(r"\s(?:of|in|for|to|and|with|from)\s", f" {whose} {what} "):
            text = f"{whose} {bare_name(entity_type, what)}"
            tokens = text.split()
    words = [singular(word) for word in words_of(text)]
    if len(tokens) > 1 and words and words[-1] == "net" and "-" not in tokens[-1]:
        words[-1] = "network"
    if len(words) < 2:
        return "".join(words) or fold_name(text)
    last = _LAST_VARIANTS.get(words[-1], words[-1])
    words = [*(_COMPOUNDS.get((a, b)) or _VARIANTS.get(a, a) for a, b in pairwise(words)), last]
    one, other = words[-2:]
    if entity_type in ("Task", "Problem") and len(words) == 2 and one.endswith("ing") > other.endswith("ing"):
        words = [other, one]
    return "".join(words)
