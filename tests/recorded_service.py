"""A server on this machine that answers as arXiv and OpenAlex do, with invented papers, and fails when told to."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

FEED = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title type="html">ArXiv Query</title>
  <opensearch:totalResults xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">{total}</opensearch:totalResults>
  <opensearch:startIndex xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">{start}</opensearch:startIndex>
{entries}</feed>
"""
ENTRY = """  <entry>
    <id>http://arxiv.org/abs/{id}v1</id>
    <updated>2024-05-01T00:00:00Z</updated>
    <published>2024-05-01T00:00:00Z</published>
    <title>{title}</title>
    <summary>It grows &amp; grows.</summary>
    <author><name>Grace Otieno</name></author>
  </entry>
"""


def arxiv_id(number: int) -> str:
    """The id of an invented paper."""
    return f"2405.{number:05}"


@dataclass
class Service:
    """What it has, what was asked, and how the next requests fail.

    Attributes:
        titles: of its papers; None is a work without one.
        failures: taken one by one by requests: a status with headers, "cut", "bad", or "empty".

    """

    titles: list[str | None]
    url: str = ""
    page_size: int = 100
    asked: list[dict[str, str]] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    failures: list[Any] = field(default_factory=list)

    def arxiv_page(self, start: int, size: int) -> bytes:
        """A page of the feed."""
        size = min(size, self.page_size)
        some = list(enumerate(self.titles))[start : start + size]
        entries = "".join(ENTRY.format(id=arxiv_id(n), title=escape(title or "")) for n, title in some)
        return FEED.format(total=len(self.titles), start=start, entries=entries).encode()

    def openalex_page(self, cursor: str) -> bytes:
        """A page of works; a cursor is the number of works before it."""
        start = 0 if cursor == "*" else int(cursor.removeprefix("c"))
        end = start + self.page_size
        works = [
            {
                "id": f"https://openalex.org/W{n}",
                "doi": f"https://doi.org/10.5555/{n}",
                "title": title,
                "publication_date": "2024-05-01",
                "abstract_inverted_index": {"grows.": [1], "It": [0]},
            }
            for n, title in list(enumerate(self.titles))[start:end]
        ]
        place = f"c{end}" if works else None
        return json.dumps({"meta": {"count": len(self.titles), "next_cursor": place}, "results": works}).encode()


@contextmanager
def serving(*titles: str | None, page_size: int = 100) -> Iterator[Service]:
    """The service while it runs, at ``url``."""
    service = Service(list(titles), page_size=page_size)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = urlsplit(self.path)
            parameters = {name: values[0] for name, values in parse_qs(address.query).items()}
            service.asked.append(parameters)
            service.agents.add(re.sub(r"\d[\d.]*", "N", self.headers["User-Agent"]))
            failure = service.failures.pop(0) if service.failures else None
            if isinstance(failure, tuple):
                status, headers = failure
                self.answer(status, b"<p>Sorry,\n not now.</p>", headers)
                return
            if address.path.endswith("/query"):
                start = 10**6 if failure == "empty" else int(parameters["start"])
                content = service.arxiv_page(start, int(parameters["max_results"]))
            else:
                content = service.openalex_page(parameters["cursor"])
            if failure == "bad":
                content = content[: len(content) // 2]
            self.answer(200, content, {}, cut=failure == "cut")

        def answer(self, status: int, content: bytes, headers: dict[str, str], *, cut: bool = False) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content[: len(content) // 2] if cut else content)
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    service.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
