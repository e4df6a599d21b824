"""The rules of the portable dialect."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.errors import RuleError
from queries.rules import check_text, rules, violations

_CASES = tomllib.loads((Path(__file__).parent / "rule_cases.toml").read_text(encoding="utf-8"))["case"]
_PIECES = sorted({piece for case in _CASES for piece in re.split(r"\s+|([()\[\]{},:])", case["query"]) if piece})


@pytest.mark.parametrize("case", _CASES, ids=lambda case: f"{case['rule'] or 'kept'}: {case['query'][:60]}")
def test_each_case_breaks_its_rule_first(case):
    broken = [violation.rule.name for violation in violations(case["query"])]
    assert (broken[0] if broken else "") == case["rule"]


def test_every_rule_has_a_case():
    assert {case["rule"] for case in _CASES} == {"", *(rule.name for rule in rules())}


def test_every_rule_has_a_name_of_its_own_and_a_reason_in_one_line():
    names = [rule.name for rule in rules()]
    assert len(set(names)) == len(names)
    assert [rule.reason for rule in rules() if not rule.reason or "\n" in rule.reason] == []


def test_the_error_says_where_what_why_and_what_would_work():
    with pytest.raises(RuleError) as caught:
        check_text("MATCH (m:Method)\nRETURN m.name AS name LIMIT 3")
    assert str(caught.value) == (
        "line 2, column 23: LIMIT without ORDER BY (rule tie-breaker: rows that compare equal come in any order, "
        "and LIMIT then cuts any of them; end ORDER BY on an id); a Neo4j store answers it as it is"
    )


def test_a_text_that_writes_is_not_sent_to_neo4j_either():
    with pytest.raises(RuleError) as caught:
        check_text("MATCH (m:Method) SET m.name = 'x'", portable=False)
    assert str(caught.value) == (
        "line 1, column 18: SET does more than read "
        "(rule reads-only: a query reads; papers come in and go out by build, load and remove); --write allows it"
    )


def test_neo4j_gets_what_only_the_embedded_database_answers_wrongly():
    check_text("MATCH (m) WITH m ORDER BY m.papers LIMIT 3 RETURN collect(m)[0]", portable=False)


@given(st.lists(st.sampled_from(_PIECES), max_size=25).map(" ".join))
def test_no_text_makes_the_check_fail(text):
    violations(text)


@given(st.text(alphabet="MATCHRETURN mr()[]{}:.,$'\"`*-<>|/=\n1", max_size=40))
def test_no_characters_make_the_check_fail(text):
    violations(text)
