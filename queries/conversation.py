"""Questions that follow on an answer: why, evidence for 3, what about forgetting, only since 2020, more."""

import re
from collections.abc import Mapping
from typing import Any

from graph.store import Reader
from queries.answering import Answer, ask, run_query
from queries.catalogue import catalogue, find_query
from queries.filters import take_filters
from queries.kinds import NAMED_KINDS
from queries.linking import Linked, Linker
from queries.question import link_types

_WHY = re.compile(
    r"(?:why|how come|says who|who says (?:so|that)|(?:show (?:me )?)?(?:the )?(?:evidence|proof|sources?))"
    r"(?:\s+(?:for|of|on|about|is|behind))?(?:\s+(?:number|no\.?|row|answer|the|#))*"
    r"\s*#?(?P<row>\d+)?(?:\s*(?:that|this|it))?",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:(?:and|but)\s+)?(?:what about|how about|and(?: for)?|the same for)\s+(?P<name>.+)", re.IGNORECASE
)
_MORE = re.compile(r"(?:(?:show|give|tell)\s+(?:me\s+)?)?more", re.IGNORECASE)
_FILLING = re.compile(r"(?:(?:and|but|only|just|now|those|the ones|please)\s*)*", re.IGNORECASE)


class Conversation:
    """Asks a store, and remembers the last answer, so that a question may be about it."""

    def __init__(self, reader: Reader, options: Mapping[str, object] | None = None) -> None:
        self._reader, self._options = reader, dict(options or {})
        self._last: Answer | None = None

    def ask(self, text: str) -> Answer:
        """The answer to a question, or to one that follows on the last answer."""
        said = text.strip().rstrip("?!. ")
        evidence = self._evidence(said)
        answer = evidence or self._follow(said) or ask(self._reader, text, self._options)
        answer = answer.model_copy(update={"question": text})
        if answer.is_understood and not evidence:  # the rows stay those that were listed: "why 1", then "why 2"
            self._last = answer
        return answer

    def _follow(self, text: str) -> Answer | None:
        last = self._last
        if last is None or last.query not in catalogue():
            return None
        if _MORE.fullmatch(text) and "limit" in last.parameters:
            return self._again(last, {"limit": 3 * last.parameters["limit"]})
        rest, given = take_filters(text)
        if given and not _FILLING.sub("", rest.strip(" ,"), count=1):
            return self._again(last, given)
        if found := _ABOUT.fullmatch(rest):
            return self._about(last, found["name"], given)
        return None

    def _evidence(self, text: str) -> Answer | None:
        """What all papers say of the two ends of a row, counted from 1 (of a path: of its first claim)."""
        found, last = _WHY.fullmatch(text), self._last
        if found is None or last is None:
            return None
        number = int(found["row"] or 1)
        rows = [row for row in last.rows if row.get("path") == number] or list(last.rows[number - 1 : number])
        if not rows or not {"subject_id", "object_id"} <= rows[0].keys():
            return None
        row = rows[0]
        if row.get("predicate") == "PROPOSES":
            return run_query(self._reader, "claims_of_paper", {"paper": row["paper"]})
        return run_query(
            self._reader, "evidence_for_claim", {"subject": (row["subject_id"],), "object": (row["object_id"],)}
        )

    def _about(self, last: Answer, name: str, given: Mapping[str, Any]) -> Answer | None:
        """The last question about something else: in place of the first name that could be called so."""
        query, linker = find_query(last.query or ""), Linker(self._reader)
        for parameter, declared in query.parameters.items():
            if declared.kind in NAMED_KINDS and parameter != "on":
                linked = linker.link(name, link_types(query, parameter))
                if isinstance(linked, Linked):
                    again = self._again(last, {**given, parameter: linked.ids})
                    return again.model_copy(update={"linked": {**last.linked, parameter: linked}})
        return None

    def _again(self, last: Answer, changed: Mapping[str, Any]) -> Answer:
        known = find_query(last.query or "").parameters
        parameters = {**last.parameters, **{name: value for name, value in changed.items() if name in known}}
        again = run_query(self._reader, last.query or "", parameters)
        return again.model_copy(update={"linked": last.linked})
