"""Which nodes a name means."""

from pathlib import Path

import pytest
from by_hand import records_of

from graph.embedded.store import EmbeddedStore
from graph.vocabulary import ENTITY_TYPES
from queries.linking import Linked, Linker

LONG = "We draw a calm layer network (CLN) here."


def link(folder: Path, said: str, datasets: int, methods: int) -> Linked:
    store = EmbeddedStore(folder / "s")
    with store.writing() as writer:
        for number in range(datasets):
            writer.append(records_of(f"Data {number}", "We rest on CLN.", 2020, "CLN", kind="Dataset"))
        for number in range(methods):
            writer.append(records_of(f"Calm {number}", LONG, 2020, "calm layer network", "CLN"))
        writer.publish()
    found = Linker(store).link(said, ENTITY_TYPES)
    store.close()
    assert isinstance(found, Linked)
    return found


@pytest.mark.parametrize(
    ("datasets", "methods", "labels"),
    [
        (1, 3, ["Method", "Dataset"]),
        (3, 3, ["Dataset"]),
        (3, 1, ["Dataset"]),
        (0, 1, ["Method"]),
        (1, 0, ["Dataset"]),
    ],
)
def test_a_short_name_is_that_of_what_most_papers_call_so(tmp_path, datasets, methods, labels):
    found = link(tmp_path, "CLN", datasets, methods)
    ids = {"Method": "method:calmlayernetwork", "Dataset": "dataset:cln"}
    assert found.ids == tuple(ids[label] for label in labels)
    assert found.label == labels[0]
    assert found.how == ("name" if labels[0] == "Dataset" else "alias")
