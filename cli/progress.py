"""How far a run is, told on standard error: by a bar, by lines of JSON, or not at all."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, Literal

import click

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

Style = Literal["auto", "bar", "jsonl", "none"]

EXTRACTING = ("extracting", "writing the graph")


class Teller:
    """Counts papers and says nothing about each; the others build on it.

    Attributes:
        total: papers to extract; None before extraction begins.
        n_done: papers that are safe.

    """

    def __init__(self) -> None:
        self.total: int | None = None
        self.n_done = 0

    def start(self, total: int) -> None:
        """Extraction begins, of ``total`` papers."""
        self.total = total

    def done(self, paper_id: str) -> None:
        """The paper is safe."""
        self.n_done += 1

    def note(self, text: str, kind: str = "note") -> None:
        """Say something by the way."""
        click.echo(f"{kind}: {text}", err=True)

    def finish(self, summary: str, counts: dict[str, Any]) -> None:
        """Say what the run did."""
        self.close()
        click.echo(summary, err=True)

    def close(self) -> None:
        """Leave standard error as it was found."""


class JsonLines(Teller):
    """Every line is a JSON object; the last one has the counts."""

    def done(self, paper_id: str) -> None:
        """Tell it at once: whoever reads this line may rely on it."""
        super().done(paper_id)
        self._write({"done": paper_id})

    def note(self, text: str, kind: str = "note") -> None:
        """Say something by the way."""
        self._write({kind: text})

    def finish(self, summary: str, counts: dict[str, Any]) -> None:
        """Write the counts."""
        self._write(counts)

    def _write(self, value: dict[str, Any]) -> None:
        sys.stderr.write(json.dumps(value, ensure_ascii=False) + "\n")
        sys.stderr.flush()


class Bar(Teller):
    """A bar with papers done, their rate, and the time left."""

    def __init__(self, *, forced: bool, doing: tuple[str, str] = EXTRACTING) -> None:
        super().__init__()
        self._doing, self._ending = doing
        self._forced = forced
        self._progress: RichProgress | None = None
        self._task: TaskID | None = None

    def start(self, total: int) -> None:
        """Show the bar."""
        super().start(total)
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        from cli.terminal import talk

        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=None),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            console=talk(force_terminal=True) if self._forced else talk(),
            expand=True,
            transient=True,
        )
        self._task = self._progress.add_task(self._doing, total=total, rate="")
        self._progress.start()

    def done(self, paper_id: str) -> None:
        """Move the bar on."""
        super().done(paper_id)
        if self._progress is not None and self._task is not None:
            speed = self._progress.tasks[0].speed
            rate = f"{speed:,.1f} papers/s" if speed else ""
            at_end = self.n_done == self.total
            description = self._ending if at_end else self._doing
            self._progress.update(self._task, advance=1, rate=rate, description=description)

    def note(self, text: str, kind: str = "note") -> None:
        """Say it above the bar."""
        if self._progress is not None:
            self._progress.console.print(f"{kind}: {text}", soft_wrap=True)
        else:
            super().note(text, kind)

    def close(self) -> None:
        """Take the bar away."""
        if self._progress is not None:
            self._progress.stop()
            self._progress = None


def teller(style: Style, doing: tuple[str, str] = EXTRACTING) -> Teller:
    """What tells of progress in this style; ``doing`` stands before the bar, and at its end."""
    if style == "jsonl":
        return JsonLines()
    if style == "bar" or (style == "auto" and sys.stderr.isatty()):
        return Bar(forced=style == "bar", doing=doing)
    return Teller()
