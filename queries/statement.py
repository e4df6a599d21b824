"""What a Cypher text is made of: its tokens, its parameters."""

import re


def parameters_of(text: str) -> frozenset[str]:
    """The names of the parameters that a text uses."""
    return frozenset(re.findall(r"\$(\w+)", text))
