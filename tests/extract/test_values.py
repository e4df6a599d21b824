"""What may be a stated value, on invented phrases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.components.values import find_values
from extract.components.words import split

READINGS = {
    "a plain share": ("reaches 87.8% here", [("87.8%", 87.8, "%")]),
    "an escaped share": (r"reaches 87.8\% here", [(r"87.8\%", 87.8, "%")]),
    "a bare number": ("an F1 of 0.91 on moss", [("0.91", 0.91, None)]),
    "thousands": ("took 12,500 ms", [("12,500", 12500.0, None), ("12,500 ms", 12500.0, "ms")]),
    "a gain with its sign": ("+3.6% on moss", [("+3.6%", 3.6, "%"), ("3.6%", 3.6, "%")]),
    "a loss": (
        "changes by -4 points",
        [("-4", -4.0, None), ("-4 points", -4.0, "points"), ("4", 4.0, None), ("4 points", 4.0, "points")],
    ),
    "a range in one word": ("by 2-6% there", [("2-6%", None, "%")]),
    "a range in many words": (
        "from 71.2 to 75.9",
        [("71.2", 71.2, None), ("71.2 to 75.9", None, None), ("75.9", 75.9, None)],
    ),
    "a range with between": ("between 2% and 3%", [("2%", 2.0, "%"), ("2% and 3%", None, "%"), ("3%", 3.0, "%")]),
    "a list is no range": ("by 2% and 3%", [("2%", 2.0, "%"), ("3%", 3.0, "%")]),
    "a bound": ("up to 8% less", [("up to 8%", 8.0, "%"), ("8%", 8.0, "%")]),
    "a factor": ("3x faster, 27 times cheaper", [("3x", 3.0, "x"), ("27 times", 27.0, "x")]),
    "a factor in words": ("a factor of five", [("five", 5.0, "x")]),
    "orders of magnitude": (
        "two orders of magnitude",
        [
            ("two orders of magnitude", 2.0, "orders of magnitude"),
            ("orders of magnitude", None, "orders of magnitude"),
        ],
    ),
    "mathematics": (r"by $3.5\times$ now", [(r"$3.5\times$", 3.5, "x")]),
    "a formula is none": (r"with $x_{3}$ and $k = 5$", []),
    "a number within a name": ("GPT-4, ResNet50, 3D and 7B", []),
    "an error bar": (
        r"0.8$\pm$0.1 mm",
        [
            ("0.8", 0.8, None),
            (r"0.8$\pm$0.1", None, None),
            (r"0.8$\pm$0.1 mm", None, "mm"),
            ("0.1", 0.1, None),
            ("0.1 mm", 0.1, "mm"),
        ],
    ),
}


def readings(text: str) -> list[tuple[str, float | None, str | None]]:
    words, spaces = split(text)
    pieces = [word + " " * space for word, space in zip(words, spaces, strict=True)]
    return [("".join(pieces[slice(*v.at)]).strip(), v.number, v.unit) for v in find_values(words)]


@pytest.mark.parametrize(("text", "wanted"), READINGS.values(), ids=READINGS.keys())
def test_every_reading_of_a_value_is_proposed(
    text: str, wanted: list[tuple[str, float | None, str | None]]
) -> None:
    assert readings(text) == wanted


_pieces = st.sampled_from(
    ["1", "2.5", ",", ".", "-", "+", "%", "\\", "$", "to", "up to", "and", "between", "x", "×", "of"]
)


@given(st.one_of(st.text(), st.lists(_pieces).map(" ".join), st.lists(_pieces).map("".join)))
def test_readings_lie_in_the_text_and_are_few_a_word(text: str) -> None:
    words, _ = split(text)
    found = find_values(words)
    assert all(0 <= v.at.start < v.at.end <= len(words) for v in found)
    assert len({v.at for v in found}) == len(found) <= 24 * len(words)
