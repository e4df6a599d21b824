"""The notebook in docs/ runs from the first cell to the last, and draws."""

import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"


def test_the_tour_runs_and_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    monkeypatch.setenv("PYTHONPATH", str(DOCS.parent))
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=":")
    notebook = nbformat.read(DOCS / "tour.ipynb", as_version=4)
    client = nbclient.NotebookClient(
        notebook, timeout=None, startup_timeout=300, resources={"metadata": {"path": str(DOCS)}}
    )
    client.execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    assert [output for output in outputs if output.output_type == "error"] == []
    drawn = {kind for output in outputs for kind in output.get("data", {}) if kind.startswith("image/")}
    assert drawn == {"image/png", "image/svg+xml"}
