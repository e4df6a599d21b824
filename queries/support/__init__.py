"""Cypher texts that answer no question of their own: names, counts, the claims along a path."""

from functools import cache
from importlib.resources import files


@cache
def support_text(name: str) -> str:
    """The statement in ``NAME.cypher``."""
    return (files(__name__) / f"{name}.cypher").read_text(encoding="utf-8")
