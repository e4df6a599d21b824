"""The command as tests call it, and a store of three invented papers."""

import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from invented import PAPERS, extraction_line, lines

from cli.main import exit_code

ROOT = Path(__file__).parents[2]


class Ended(NamedTuple):
    """A command line that has ended."""

    code: int
    out: str
    err: str


Command = Callable[..., Ended]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run a command line in this process."""
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.delenv("CLAIMGRAPH_STORE", raising=False)

    def command(*arguments: object, stdin: str = "") -> Ended:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), "utf-8"))
        code = exit_code([str(argument) for argument in arguments])
        return Ended(code, *capsys.readouterr())

    return command


@pytest.fixture(scope="session")
def start() -> Callable[..., "subprocess.Popen[str]"]:
    """Start a command line as a process of its own."""

    def process(*arguments: object, **settings: Any) -> "subprocess.Popen[str]":
        outside = {name: value for name, value in os.environ.items() if name != "CLAIMGRAPH_STORE"}
        env = {**outside, "PYTHONPATH": str(ROOT), **settings.pop("env", {})}
        return subprocess.Popen(
            [sys.executable, "-m", "claimgraph", *map(str, arguments)],
            stdin=settings.pop("stdin", subprocess.DEVNULL),
            stdout=settings.pop("stdout", subprocess.PIPE),
            stderr=settings.pop("stderr", subprocess.PIPE),
            text=True,
            env=env,
            **settings,
        )

    return process


@pytest.fixture
def claims_file(tmp_path: Path) -> Path:
    """The claims of the invented papers, one paper a line."""
    path = tmp_path / "claims.jsonl"
    path.write_text(lines([extraction_line(number) for number in range(len(PAPERS))]), encoding="utf-8")
    return path


@pytest.fixture
def papers_file(tmp_path: Path) -> Path:
    """The invented papers themselves."""
    path = tmp_path / "papers.jsonl"
    path.write_text(lines(PAPERS), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A store of the three papers with their known claims; only to be read."""
    folder = tmp_path_factory.mktemp("stores") / "three.store"
    claims = folder.with_name("claims.jsonl")
    claims.write_text(lines([extraction_line(number) for number in range(len(PAPERS))]), encoding="utf-8")
    assert exit_code(["load", str(claims), "--store", str(folder), "--progress", "none"]) == 0
    yield folder
