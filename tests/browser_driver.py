"""Neo4j Browser in a headless Chromium: what a person does there, as functions."""

import base64
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from neo4j_server import PASSWORD, Server

_DROP = """
const [name, data] = arguments;
const bytes = Uint8Array.from(atob(data), c => c.charCodeAt(0));
const transfer = new DataTransfer();
transfer.items.add(new File([bytes], name));
const target = document.querySelector('#mount > *') || document.body;
const inside = document.querySelector('[data-testid=navigation]') || target.querySelector('*') || target;
for (const kind of ['dragenter', 'dragover', 'drop'])
  inside.dispatchEvent(new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer: transfer}));
"""


_FRAME = "(document.querySelector('[data-testid=frame]') || document)"


def missing() -> str | None:
    """Why no browser can be had here; None where one can."""
    absent = [name for name in ("chromium", "chromedriver") if not shutil.which(name)]
    return f"no {' and no '.join(absent)} here, which the tests of Neo4j Browser need" if absent else None


class BrowserPage:
    """A logged-in Neo4j Browser."""

    def __init__(self, server: Server, shots: Path) -> None:
        from selenium import webdriver
        from selenium.webdriver.chrome.service import Service

        options = webdriver.ChromeOptions()
        options.binary_location = str(shutil.which("chromium"))
        for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1500,1050"):
            options.add_argument(argument)
        options.add_argument("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")  # nothing but our server
        self.driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
        self._shots = shots
        shots.mkdir(parents=True, exist_ok=True)
        self._log_in(server)

    def _log_in(self, server: Server) -> None:
        self.driver.get(server.browser_url)
        url = self.wait(lambda: self.find("[data-testid=boltaddress]"))
        self._retype(url, server.url.removeprefix("bolt://"))
        self._retype(self.find("[data-testid=username]"), "neo4j")
        self._retype(self.find("[data-testid=password]"), PASSWORD)
        self.find("[data-testid=connect]").click()
        self.wait(lambda: "You are connected" in self.driver.page_source)

    def _retype(self, field: Any, text: str) -> None:
        from selenium.webdriver.common.keys import Keys

        field.send_keys(Keys.CONTROL, "a")
        field.send_keys(text)

    def find(self, selector: str) -> Any:
        """The first element; None where there is none."""
        found = self.driver.find_elements("css selector", selector)
        return found[0] if found else None

    def wait(self, condition: Callable[[], Any], seconds: float = 40) -> Any:
        """Until the condition gives something."""
        end = time.monotonic() + seconds
        while not (found := condition()):
            if time.monotonic() > end:
                self.shoot("gave-up")
                raise AssertionError("waited in vain; see gave-up.png")
            time.sleep(0.2)
        return found

    def run(self, text: str) -> None:
        """Type a text into the editor and run it."""
        from selenium.webdriver.common.keys import Keys

        editor = self.wait(lambda: self.find(".monaco-editor textarea"))
        editor.send_keys(Keys.CONTROL, "a")
        editor.send_keys(Keys.DELETE)
        # Typed letter by letter the editor would add brackets of its own; it takes a pasted text as it is.
        self.driver.execute_script(
            "const t = new DataTransfer(); t.setData('text/plain', arguments[1]);"
            "arguments[0].dispatchEvent(new ClipboardEvent('paste', {clipboardData: t, bubbles: true}));",
            editor,
            text,
        )
        editor.send_keys(Keys.CONTROL, Keys.ENTER)

    def drop(self, file: Path) -> None:
        """Drag a file into the window and let it go."""
        self.driver.execute_script(_DROP, file.name, base64.b64encode(file.read_bytes()).decode())

    def drawn_nodes(self) -> list[tuple[str, str]]:
        """Fill colour and first line of the caption of each node in the newest frame."""
        return [
            tuple(pair)
            for pair in self.driver.execute_script(
                f"return [...{_FRAME}.querySelectorAll('g.node')]"
                ".map(g => [getComputedStyle(g.querySelector('circle.b-outline, circle.outline')).fill,"
                " (g.querySelector('text') || {textContent: ''}).textContent.trim()])"
            )
        ]

    def drawn_edges(self) -> list[str]:
        """The caption of each edge in the newest frame."""
        return self.driver.execute_script(
            f"return [...{_FRAME}.querySelectorAll('g.relationship')]"
            ".map(g => (g.querySelector('text') || {textContent: ''}).textContent)"
        )

    def click_edge(self) -> None:
        """Choose the first edge of the newest frame, or let go of it."""
        self.driver.execute_script(
            f"{_FRAME}.querySelector('g.relationship').dispatchEvent(new MouseEvent('mousedown', {{bubbles: true}}))"
        )

    def properties(self) -> dict[str, str]:
        """Names and values in the panel beside the graph; nothing where nothing is chosen."""
        pairs = self.driver.execute_script(
            "return [...document.querySelectorAll('[data-testid=viz-details-pane-properties-table] tr')]"
            ".map(row => [...row.querySelectorAll('td')].slice(0, 2).map(cell => cell.textContent))"
        )
        return dict(pairs)

    def fill_window(self) -> None:
        """Let the newest frame fill the window, with nothing beside the graph."""
        for title in ("ullscreen", "Collapse the node", "zoom-to-fit"):
            self._click(title)
            time.sleep(1)  # it moves there

    def leave_full_window(self) -> None:
        """Show the editor and the other frames again."""
        self._click("ullscreen")

    def _click(self, title: str) -> None:
        button = self.find(f"[data-testid=frame] :is([title*='{title}'], [aria-label*='{title}'])")
        if button:
            self.driver.execute_script("arguments[0].click()", button)  # whatever lies above it for the moment

    def shoot(self, name: str) -> Path:
        """Take a picture of the window."""
        path = self._shots / f"{name}.png"
        self.driver.save_screenshot(str(path))
        return path

    def close(self) -> None:
        self.driver.quit()
