"""How many of the written questions are read right: a line for each half, and what went wrong in the first one.

python bench/questions.py
"""

import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "tests")]

from asked import questions, read, wanted, write_names

from graph.embedded.snapshot import Snapshot


def main() -> None:
    """Print the shares, and the failures of the half for development."""
    with tempfile.TemporaryDirectory() as folder:
        write_names(Path(folder) / "names.lbdb")
        snapshot = Snapshot(Path(folder) / "names.lbdb")
        asked, begin = questions(), time.perf_counter()
        results = [(question, read(question.text, snapshot)) for question in asked]
        seconds = time.perf_counter() - begin
        snapshot.close()
    for question, got in results:
        if not question.is_held_out and got != wanted(question):
            print(f"{question.number}. {question.text}\n   is {got.query} {got.given}")
            print(f"   not {question.query} {question.given}")
    for name, held_out in (("development", False), ("held out", True)):
        half = [got == wanted(question) for question, got in results if question.is_held_out == held_out]
        print(f"{name}: {sum(half)} of {len(half)} right ({sum(half) / len(half):.1%})")
    print(f"{1000 * seconds / len(results):.0f} ms a question")


if __name__ == "__main__":
    main()
