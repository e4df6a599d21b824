"""``import claimgraph`` and ``python -m claimgraph``."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import claimgraph

ROOT = Path(claimgraph.__file__).parents[1]


def python(folder, *arguments, **env):
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), **env},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_type_checkers_and_python_see_the_same_names():
    tree = ast.parse(Path(claimgraph.__file__).read_text())
    declared = {
        alias.asname: node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.asname
    }
    assert declared == claimgraph._HOMES
    assert declared.keys() <= set(dir(claimgraph))


@pytest.mark.parametrize("name", claimgraph._HOMES)
def test_every_public_name_is_there(name):
    assert getattr(claimgraph, name) is not None


def test_another_name_is_no_attribute():
    with pytest.raises(AttributeError, match="module 'claimgraph' has no attribute 'nonsense'"):
        _ = claimgraph.nonsense


def test_python_m_is_the_command(tmp_path):
    done = python(tmp_path, "-m", "claimgraph", "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Usage: claimgraph [OPTIONS] COMMAND [ARGS]...\n")


@pytest.mark.parametrize("name", ["graph.py", "queries.py", "extract/__init__.py", "cli.py"])
def test_a_module_of_the_users_own_that_shadows_ours_is_named(tmp_path, name):
    own = tmp_path / name
    own.parent.mkdir(exist_ok=True)
    own.write_text("print('mine')")
    package = name.partition("/")[0].removesuffix(".py")
    done = python(tmp_path, "-m", "claimgraph", "--help")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1] == (
        f"ImportError: claimgraph needs its own package '{package}', but for Python here '{package}' is {own}. "
        "Rename that file or folder, or start Python in another folder"
    )


def test_a_module_called_cli_is_no_hindrance_to_importing(tmp_path):
    (tmp_path / "cli.py").write_text("import claimgraph\nprint(claimgraph.Paper(title='T').title)")
    done = python(tmp_path, "cli.py")
    assert (done.returncode, done.stdout, done.stderr) == (0, "T\n", "")
