"""What papers call one node, and the row that follows from it: its name, aliases, and why they are aliases."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from graph.abbreviations import is_short_form
from graph.alias_reasons import Reason, Source, reason_by_wording
from graph.extraction import Entity
from graph.folding import fold_name
from graph.name_forms import loose_key, name_key
from graph.tables import EntityNode


class Named(NamedTuple):
    """A node that entities of papers resolve to."""

    id: str
    type: str
    key: str


class Naming(NamedTuple):
    """What one paper calls a node.

    Attributes:
        forms: the surface forms, each with the number of times it was met; 0 for a name that the text does not have.
        sources: where the forms that are abbreviated, or do not lead to the node by their letters, are said to be it.
        long: the long form, where the paper may have only an abbreviation.
        year: the paper's, if it is stated.
        by_letters: whether some form leads to the node by its letters, without any abbreviation written out.

    """

    forms: dict[str, int]
    sources: dict[str, Source]
    long: str | None
    year: int | None
    by_letters: bool


def surface_forms(entities: Iterable[Entity]) -> dict[str, int]:
    """The forms of a node's entities in one paper, how often each is met: 0 for a name that the text does not have."""
    forms: dict[str, int] = {}
    for entity in entities:
        for mention in entity.mentions:
            forms[mention.text] = forms.get(mention.text, 0) + 1
        forms.setdefault(entity.name, 0)
    return forms


@dataclass(slots=True)
class NodeNames:
    """What all papers call a node, as it grows; the order of the papers plays no part.

    ``papers`` counts the papers that mention it, ``met_in`` those that use each form, ``first_year`` is the earliest
    stated year among them.
    """

    forms: dict[str, int] = field(default_factory=dict)
    met_in: dict[str, int] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    long: str | None = None
    by_letters: bool = False
    papers: int = 0
    first_year: int | None = None

    def add(self, naming: Naming) -> None:
        """Take in what one more paper says."""
        for form, n in naming.forms.items():
            self.forms[form] = self.forms.get(form, 0) + n
            self.met_in[form] = self.met_in.get(form, 0) + 1
        for form, source in naming.sources.items():
            self.sources[form] = min(source, self.sources.get(form, source))
        if naming.long is not None:
            self.long = min(naming.long, self.long or naming.long)
        self.by_letters |= naming.by_letters
        self.papers += 1
        if naming.year is not None:
            self.first_year = min(naming.year, self.first_year or naming.year)

    def row(self, node: Named) -> EntityNode:
        """The node's row. Where all papers abbreviate it, the long form is a name that was met no times."""
        forms = {form: n for form, n in self.forms.items() if not self._is_slip(form)}
        if self.long is not None and not self.by_letters:
            forms = {**forms, self.long: 0}
        name = _display(node, forms)
        aliases = [form for form, _ in sorted(forms.items(), key=lambda pair: (-pair[1], pair[0]))]
        reasons = [self._reason(node, alias, name) for alias in aliases]
        return EntityNode(
            id=node.id,
            name=name,
            aliases=aliases,
            keys=sorted({node.key, *_keys(node.type, forms)}),
            papers=self.papers,
            first_year=self.first_year,
            alias_reasons=[reason for reason, _ in reasons],
            alias_papers=[source.paper_id if source else "" for _, source in reasons],
            alias_spans=[
                offset for _, source in reasons for offset in ((source.start, source.end) if source else (0, 0))
            ],
        )

    def _is_slip(self, form: str) -> bool:
        """Whether only the word of hardly a paper makes a form a name of the node, no letters and no definition."""
        source = self.sources.get(form)
        return source is not None and source.by_mention and self.met_in[form] < _LEAST_SHARE * self.papers

    def _reason(self, node: Named, alias: str, name: str) -> tuple[Reason, Source | None]:
        by_wording = reason_by_wording(node.type, alias, name)
        if by_wording:
            return by_wording, None
        source = self.sources.get(alias) or self.sources.get(name)
        if source is None:
            return "wording", None
        return ("same in paper" if source.by_mention else "abbreviation"), source


_LEAST_SHARE = 0.05
"""Share of a node's papers from which a form is its name by their word alone: what "LLMs" in one paper of a hundred is
not for reinforcement learning."""


def _display(node: Named, forms: dict[str, int]) -> str:
    """The commonest form that folds to the node's key, the singular and the plain one before others."""
    if len(forms) == 1:
        return next(iter(forms))

    def rank(form: str) -> tuple[bool, bool, int, int, str]:
        plain = fold_name(form) == node.key
        singular = not re.search(r"[^\Ws]s$", form) or is_short_form(form)
        capitals = sum(c.isupper() for c in form)
        return (not plain, not (plain and singular), -forms[form], capitals, form)

    own = [form for form in forms if name_key(node.type, form) == node.key]
    return min(own or forms, key=rank)


def _keys(entity_type: str, forms: Iterable[str]) -> set[str]:
    """Every folded spelling under which the node is found."""
    return {
        key
        for form in forms
        for key in (fold_name(form), name_key(entity_type, form), loose_key(entity_type, form))
    }
