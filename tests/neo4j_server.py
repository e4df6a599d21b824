"""A real Neo4j Community server for tests: jars from Maven Central, one home folder a server, loopback only."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

SERVER_VERSION = "5.26.29"
BROWSER_VERSION = "5.24.0"
PASSWORD = "for-tests-only"
_ARTIFACTS = {
    "org.neo4j:neo4j": SERVER_VERSION,
    "org.neo4j.app:neo4j-server": SERVER_VERSION,
    "org.neo4j:neo4j-bolt": SERVER_VERSION,
    "org.neo4j:neo4j-import-tool": SERVER_VERSION,
    "org.neo4j.client:neo4j-browser": BROWSER_VERSION,
}
_JAVA = [
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",  # a server of minutes does not earn the better compiler's work back
    *(f"--add-opens=java.base/{p}=ALL-UNNAMED" for p in ("java.nio", "sun.nio.ch", "java.io", "java.lang")),
]


def missing() -> str | None:
    """Why no server can be had here; None where one can."""
    absent = [program for program in ("java", *(() if _is_fetched() else ("mvn",))) if not shutil.which(program)]
    if absent:
        return f"no {' and no '.join(absent)} here, which a Neo4j server for tests needs"
    return None


def jars() -> Path:
    """The folder of the server's jars: CLAIMGRAPH_NEO4J_HOME/lib, else fetched once into the cache."""
    folder = _folder()
    if _is_fetched():
        return folder
    unfinished = folder.with_name(f"lib-{os.getpid()}")
    unfinished.mkdir(parents=True, exist_ok=True)
    (unfinished / "pom.xml").write_text(_project())
    subprocess.run(
        ["mvn", "-q", "-B", "dependency:copy-dependencies", f"-DoutputDirectory={unfinished}"],
        cwd=unfinished,
        check=True,
    )
    try:
        unfinished.rename(folder)
    except OSError:  # another process was first
        shutil.rmtree(unfinished)
    return folder


def _folder() -> Path:
    given = os.environ.get("CLAIMGRAPH_NEO4J_HOME")
    return Path(given) / "lib" if given else Path.home() / f".cache/claimgraph-tests/neo4j-{SERVER_VERSION}/lib"


def _is_fetched() -> bool:
    return any(_folder().glob("neo4j-browser-*.jar"))


def _project() -> str:
    dependencies = "".join(
        f"<dependency><groupId>{name.partition(':')[0]}</groupId><artifactId>{name.partition(':')[2]}</artifactId>"
        f"<version>{version}</version></dependency>"
        for name, version in _ARTIFACTS.items()
    )
    return (
        '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>'
        "<groupId>claimgraph</groupId><artifactId>neo4j-for-tests</artifactId><version>1</version>"
        f"<packaging>pom</packaging><dependencies>{dependencies}</dependencies></project>"
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A server with a home folder of its own. Stopped with ``stop`` or ``kill``, started again with ``start``."""

    def __init__(
        self,
        home: Path,
        *,
        heap: str = "512m",
        java: Sequence[str] = (),
        settings: Mapping[str, Any] | None = None,
    ) -> None:
        self.home = home
        self._java = [f"-Xmx{heap}", *_JAVA, *java, "-cp", f"{jars()}/*"]
        self.bolt_port, self.http_port = free_port(), free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self._settings = dict(settings or {})
        self._driver: Any = None
        for name in ("conf", "data", "logs", "run", "plugins", "import"):
            (home / name).mkdir(parents=True, exist_ok=True)
        self.configure()
        self.admin("dbms", "set-initial-password", PASSWORD)

    @property
    def url(self) -> str:
        return f"bolt://127.0.0.1:{self.bolt_port}"

    @property
    def browser_url(self) -> str:
        return f"http://127.0.0.1:{self.http_port}/browser/"

    def configure(self, **more: Any) -> None:
        """Write the configuration; keys with __ for each dot."""
        self._settings.update({key.replace("__", "."): value for key, value in more.items()})
        settings = {
            "server.default_listen_address": "127.0.0.1",
            "server.bolt.listen_address": f"127.0.0.1:{self.bolt_port}",
            "server.bolt.advertised_address": f"127.0.0.1:{self.bolt_port}",
            "server.http.listen_address": f"127.0.0.1:{self.http_port}",
            "server.memory.pagecache.size": "128m",
            "dbms.usage_report.enabled": "false",
            "server.directories.import": str(self.home / "import"),
            "internal.dbms.tx_log.fail_on_corrupted_log_files": "true",
            **self._settings,
        }
        text = "".join(f"{key}={value}\n" for key, value in settings.items())
        (self.home / "conf" / "neo4j.conf").write_text(text)

    def start(self, wait: bool = True) -> "Server":
        log = (self.home / "logs" / "console.log").open("ab")
        self.process = subprocess.Popen(
            [
                "java", *self._java, "org.neo4j.server.CommunityEntryPoint", f"--home-dir={self.home}",
                f"--config-dir={self.home}/conf", "--console-mode",
            ],
            stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        if wait:
            self.wait()
        return self

    def wait(self, seconds: float = 240) -> None:
        """Until it takes queries."""
        import neo4j
        from neo4j.exceptions import DriverError, Neo4jError

        end = time.monotonic() + seconds
        with neo4j.GraphDatabase.driver(
            self.url, auth=("neo4j", PASSWORD), max_transaction_retry_time=0
        ) as driver:
            while True:
                try:
                    driver.verify_connectivity()
                    return
                except (DriverError, Neo4jError, OSError) as error:
                    if time.monotonic() > end or (self.process and self.process.poll() is not None):
                        said = (self.home / "logs" / "console.log").read_text()[-2000:]
                        raise RuntimeError(f"the test server does not start ({error}):\n{said}") from error
                    time.sleep(0.2)

    def kill(self) -> None:
        """As ``kill -9``."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """As a clean shutdown."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self._driver is not None:
            self._driver.close()
            self._driver = None
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(60)
        self.process = None

    def admin(self, *arguments: str) -> str:
        """What ``neo4j-admin`` prints; CalledProcessError where it fails."""
        environment = {**os.environ, "NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")}
        command = ["java", *self._java, "org.neo4j.cli.AdminTool", *arguments]
        # It leaves a report of its own in the folder where it is started.
        run = subprocess.run(command, env=environment, cwd=self.home, capture_output=True, text=True, check=False)
        if run.returncode:
            raise RuntimeError(f"neo4j-admin {' '.join(arguments)}:\n{run.stdout[-3000:]}{run.stderr[-3000:]}")
        return run.stdout

    def driver(self) -> Any:
        """The bare driver, open until the server ends."""
        import neo4j

        if self._driver is None:
            silent = neo4j.NotificationMinimumSeverity.OFF
            self._driver = neo4j.GraphDatabase.driver(
                self.url, auth=("neo4j", PASSWORD), notifications_min_severity=silent
            )
        return self._driver

    def query(self, cypher: str, **parameters: Any) -> list[dict[str, Any]]:
        """Run anything through the bare driver."""
        with self.driver().session() as session:
            return [record.data() for record in session.run(cypher, parameters)]

    def clear(self) -> None:
        """Delete all data."""
        self.query("MATCH (n) DETACH DELETE n")

    def clear_in_steps(self) -> None:
        """Delete all data, however much it is."""
        self.query("MATCH (n) CALL { WITH n DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS")
