"""Draws docs/slide.png and docs/figure.svg: a slide as LibreOffice shows it, and a figure, out of seeds/."""

import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
QUESTION = "which methods are applied to node classification"
AROUND = ("linear attention", "--hops", "2", "--min-confidence", "0.5", "--max-nodes", "20")


def main() -> None:
    """Build, export, and keep the pictures."""
    with tempfile.TemporaryDirectory() as folder:

        def run(*words: str) -> None:
            subprocess.run(words, cwd=HERE.parent, check=True, capture_output=True)  # noqa: S603 -- our own commands

        def command(*words: str) -> None:
            run(sys.executable, "-m", "claimgraph", *words, "--store", f"{folder}/store")

        command("build", "seeds")
        command("export", "--ask", QUESTION, "--to", f"{folder}/talk.pptx")
        command("export", "--around", *AROUND, "--to", str(HERE / "figure.svg"), "--force")
        run("soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, f"{folder}/talk.pptx")
        run("pdftoppm", "-r", "75", "-png", "-singlefile", f"{folder}/talk.pdf", str(HERE / "slide"))


if __name__ == "__main__":
    main()
