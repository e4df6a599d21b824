"""Every command explains itself."""

import re
from importlib import import_module
from pathlib import Path

import click
import pytest

from cli.commands import COMMANDS
from cli.main import claimgraph


def command_of(name):
    return import_module(f"cli.{name.replace('-', '_')}").command


def help_of(name):
    with click.Context(command_of(name), info_name=name) as context:
        return command_of(name).get_help(context)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_help_with_an_example_of_itself(name):
    text = help_of(name)
    _, _, rest = text.partition("\n  Example")
    assert re.search(rf"^    .*\bclaimgraph {name}\b", rest, re.MULTILINE), text
    assert all(len(line) <= 80 for line in text.splitlines())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_help(name):
    options = [parameter for parameter in command_of(name).params if isinstance(parameter, click.Option)]
    assert [option.name for option in options if not option.help] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_the_listed_line_is_the_first_of_the_help(name):
    assert COMMANDS[name] == help_of(name).splitlines()[2].strip()


def test_every_module_with_a_command_is_listed():
    modules = {path.stem for path in Path(import_module("cli").__file__).parent.glob("*.py")}
    with_command = {
        name for name in modules if "@click.command" in Path(import_module(f"cli.{name}").__file__).read_text()
    }
    assert {name.replace("_", "-") for name in with_command} == set(COMMANDS)


def test_the_help_of_the_program_lists_all_commands(run):
    code, out, err = run("--help")
    listed = re.findall(r"^  ([\w-]+)  +(\S.*)$", out.partition("Commands:")[2], re.MULTILINE)
    assert (code, err, dict(listed)) == (0, "", COMMANDS)


def test_a_bare_call_prints_the_help(run):
    code, out, err = run()
    assert (code, (out + err).split("\n")[0]) == (2, "Usage: claimgraph [OPTIONS] COMMAND [ARGS]...")


def test_a_wrong_command_gets_a_guess(run):
    code, out, err = run("bulid", "x")
    assert (code, out) == (2, "")
    assert err.splitlines()[-1].endswith("'bulid'. Did you mean 'build'?")


def test_the_version_is_printed(run, monkeypatch):
    monkeypatch.setattr("importlib.metadata.version", lambda name: {"claimgraph": "1.2.3"}[name])
    assert run("--version") == (0, "claimgraph 1.2.3\n", "")


def test_completion_finds_the_commands():
    from click.shell_completion import ShellComplete

    found = ShellComplete(claimgraph, {}, "claimgraph", "_CLAIMGRAPH_COMPLETE").get_completions([], "")
    assert [item.value for item in found] == list(COMMANDS)
