"""What tests of several rooms need: the shared data folder, Hypothesis' settings, and the end of silent skips."""

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import neo4j_server as neo4j_servers
import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("default", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("long", deadline=None, max_examples=2000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("CLAIMGRAPH_HYPOTHESIS", "default"))

# A shell starts what it runs in the background deaf to Ctrl-C, and so are the commands that tests start and interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared data folder: real pages, annotated papers, corpora."""
    folder = Path(os.environ.get("CLAIMGRAPH_SHARED", Path(__file__).parents[2] / "shared"))
    if not (folder / "gold").is_dir():
        pytest.skip("the shared data folder is not there (CLAIMGRAPH_SHARED names it)")
    return folder


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[neo4j_servers.Server]:
    """A real Neo4j server, started for this run; its password is in the environment."""
    if reason := neo4j_servers.missing():
        pytest.skip(reason)
    try:
        neo4j_servers.jars()
    except subprocess.CalledProcessError:
        pytest.skip("Maven could not fetch the Neo4j server that tests start")
    # Its graphs are small and come and go: planning anew for each would take most of the time.
    settings = {"dbms.cypher.min_replan_interval": "1h"}
    server = neo4j_servers.Server(tmp_path_factory.mktemp("neo4j"), settings=settings)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NEO4J_PASSWORD", neo4j_servers.PASSWORD)
        patch.delenv("NEO4J_USERNAME", raising=False)
        patch.delenv("NEO4J_DATABASE", raising=False)
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        try:
            yield server.start()
        finally:
            server.stop()


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store of the sample papers, as our extractor reads them; only to be read."""
    from cli.main import exit_code

    folder = tmp_path_factory.mktemp("samples") / "samples.store"
    papers = sorted(map(str, (Path(__file__).parents[1] / "seeds").glob("*.jsonl")))
    assert exit_code(["build", *papers, "--store", str(folder), "--progress", "none"]) == 0
    return folder


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run where everything must be there and something was skipped all the same."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CLAIMGRAPH_NO_SKIPS") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
