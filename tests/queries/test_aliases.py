"""Why a thing has the names that it has, asked of a store."""

from pathlib import Path

from by_hand import records_of

from graph.embedded.store import EmbeddedStore
from queries.aliases import explain_aliases


def test_each_alias_has_its_reason_and_an_abbreviation_the_sentence_that_defines_it(tmp_path: Path) -> None:
    store = EmbeddedStore(tmp_path / "s")
    with store.writing() as writer:
        writer.append(
            [
                *records_of(
                    "One",
                    "Few draw it. We draw a calm layer network (CLN) here. It rests.",
                    2019,
                    "calm layer network",
                ),
                *records_of("Two", "Our CLN is calm.", 2021, "CLN"),
                *records_of("Three", "All calm-layer networks rest.", 2020, "calm-layer networks"),
            ]
        )
        writer.publish()
    answer = explain_aliases(store, "CLN")
    store.close()
    assert [(row["alias"], row["reason"], row["title"], row["sentence"]) for row in answer.rows] == [
        ("CLN", "abbreviation", "One", "We draw a calm layer network (CLN) here."),
        ("calm layer network", "name", None, None),
        ("calm-layer networks", "plural", None, None),
    ]
