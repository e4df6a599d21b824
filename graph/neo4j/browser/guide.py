"""The guide: one page that leads through connecting, styling, asking, reading a sentence and looking around."""

from html import escape
from importlib.resources import files

from graph.neo4j.browser.favourites import FAVOURITES
from graph.neo4j.browser.style import LOOKS
from graph.vocabulary import NODE_KINDS


def guide_page() -> str:
    """A page of HTML that needs nothing else."""
    page = (files("graph.neo4j.browser") / "guide.html").read_text(encoding="utf-8")
    labels = "\n".join(
        f'<tr><td><span style="background:{LOOKS[label].colour};border-color:{LOOKS[label].border}"></span></td>'
        f"<td>{label}</td><td>{escape(kind.meaning)}</td></tr>"
        for label, kind in NODE_KINDS.items()
    )
    questions = "\n".join(
        f"<li><code>{f.name}.cypher</code>: {escape(f.text.splitlines()[0].lstrip('/ '))}</li>" for f in FAVOURITES
    )
    return page.replace("<!-- labels -->", labels).replace("<!-- questions -->", questions)
