"""Draws docs/answer.svg: what `claimgraph ask` shows in a terminal, on the papers of seeds/."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

QUESTION = "which methods address oversmoothing"
COLUMNS = 100
HERE = Path(__file__).parent
_FONT_FACE = re.compile(r"\s*@font-face \{[^}]*\}")


def main() -> None:
    """Build, ask, and keep what the terminal shows."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "CLAIMGRAPH_STORE": f"{folder}/store", "FORCE_COLOR": "1"}
        environment |= {"COLUMNS": str(COLUMNS), "TERM": "xterm-256color"}
        environment.pop("NO_COLOR", None)

        def said(*words: str) -> str:
            command = [sys.executable, "-m", "claimgraph", *words]
            run = subprocess.run(  # noqa: S603 -- our own command
                command, env=environment, cwd=HERE.parent, capture_output=True, text=True, check=True
            )
            return run.stdout

        said("build", "seeds")
        answer = said("ask", QUESTION, "--limit", "6")
    with Path(os.devnull).open("w") as nowhere:
        console = Console(record=True, width=COLUMNS, file=nowhere, force_terminal=True)
        console.print(Text.from_ansi(f'$ claimgraph ask "{QUESTION}" --limit 6\n\n{answer.rstrip()}'))
        svg = console.export_svg(title="claimgraph", unique_id="answer")
    # A picture asks nothing of the network: the reader's own monospaced font does.
    (HERE / "answer.svg").write_text(_FONT_FACE.sub("", svg), encoding="utf-8")


if __name__ == "__main__":
    main()
