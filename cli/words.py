"""Numbers and predicates as they are read in a sentence."""


def counted(number: int, noun: str) -> str:
    """``1 paper``, ``1,200 papers``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def in_words(predicate: str) -> str:
    """``SUFFERS_FROM`` as it is read between two names."""
    return predicate.lower().replace("_", " ")
