"""The catalogue keeps its own rules: portable texts, declared parameters, questions that find their query."""

import pytest

from queries.catalogue import catalogue
from queries.rules import violations
from queries.tokens import parameters_of
from queries.wordings import Slot, parse_shape

NAMES = sorted(catalogue())
IN_PYTHON = {"on", "min_papers"}
"""Parameters that rows are filtered by after a statement has run."""


def test_there_are_at_least_24_queries():
    assert len(NAMES) >= 24


@pytest.mark.parametrize("name", NAMES)
def test_every_statement_keeps_the_portable_rules(name):
    assert [(v.rule.name, v.what) for text in catalogue()[name].statements for v in violations(text)] == []


@pytest.mark.parametrize("name", NAMES)
def test_declared_parameters_are_those_that_are_used(name):
    query = catalogue()[name]
    used = {used for text in query.statements for used in parameters_of(text)}
    if query.walk:
        used -= {"seen", "step"}
    assert used == set(query.parameters) - IN_PYTHON


@pytest.mark.parametrize("name", NAMES)
def test_every_wording_has_slots_for_parameters_alone_and_the_first_for_all_that_must_be_given(name):
    query = catalogue()[name]
    slots = [{part.name for part in parse_shape(shape) if isinstance(part, Slot)} for shape in query.questions]
    assert set().union(*slots) <= set(query.parameters)
    needed = {key for key, parameter in query.parameters.items() if parameter.default is None}
    assert slots[0] == needed


@pytest.mark.parametrize("name", NAMES)
def test_order_and_sets_name_columns(name):
    query = catalogue()[name]
    assert {key.removeprefix("-") for key in (*query.order, *query.sets)} <= set(query.columns)
