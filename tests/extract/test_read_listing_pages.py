import re
from datetime import date
from pathlib import Path

import pytest

from extract.cleaning import clean
from extract.readers import read_papers
from graph.identity import group_copies
from graph.merging import merge
from graph.paper import Paper

DRIFT = (
    "Recurrent filters drift when what they are fed is sparse. We bound that drift, trace it to one gate, and "
    "give a remedy that costs nothing at inference time"  # without a full stop: a page may cut it off
    ", which holds on all the streams that we could lay our hands on, long ones included."
)
MOSS = (
    "Catalogues of moss are long. This work shortens them with a sorting rule that nobody has tried, and counts "
    "what is lost."
)


def spaced(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs) + "\n"


def tight(*lines: str) -> str:
    return "\n".join(lines) + "\n"


INBOX, INBOX_DAILY = (f"Get trending papers in your email inbox{when}!" for when in ("", " once a day"))
BYLINE = "byAK and the research community"
HEADER = ("new", INBOX, "Subscribe", "Daily Papers", BYLINE, "Oct 2")
MENU = ("Hugging Face", "Models", "Datasets", "Log In")
TABS = ("moss sorting", "Daily", "Weekly", "Monthly", "Trending Papers", "Mar 25")
FOOTER = ("System theme", "Company", "TOS", "Docs")
GLUED = (INBOX_DAILY, INBOX)
LONG_TITLE = (
    "How do tiny mosses sort themselves out on sparse walls? A theory of moss, walls and very patient rain"
)


def read(folder: Path, text: str) -> list[Paper | str]:
    file = folder / "anything.dat"
    file.write_text(text, encoding="utf-8")
    return [
        item if isinstance(item, Paper) else str(item).replace(f"{folder}/", "") for item in read_papers([file])
    ]


def paper(title: str, abstract: str = "", published: str | None = None, n_authors: int | None = None) -> Paper:
    return Paper(title=title, abstract=abstract, published=published, n_authors=n_authors, source="listing page")


BOTH = [paper("Drifting Filters", DRIFT), paper("Sorting Moss", MOSS)]
BOTH_DATED = [paper("Drifting Filters", DRIFT, "2023-11-02", 3), paper("Sorting Moss", MOSS, None, 1)]

PAGES = {
    "titles and abstracts, spaced": (spaced(*HEADER, "Drifting Filters", DRIFT, "Sorting Moss", MOSS), BOTH),
    "no blank lines, the header glued to the first title": (
        tight(*GLUED, "SubscribeDrifting Filters", DRIFT, "Sorting Moss", MOSS),
        BOTH,
    ),
    "a title in lower case behind the header": (
        tight(*GLUED, "Subscribemossort: sorting", MOSS),
        [paper("mossort: sorting", MOSS)],
    ),
    "a title that begins like the header": (
        spaced(*HEADER, "Subscribers of Moss Letters", MOSS),
        [paper("Subscribers of Moss Letters", MOSS)],
    ),
    "a header in one line": (
        tight(f"new{INBOX}SubscribeDaily Papers{BYLINE}Oct 2Drifting Filters", DRIFT, "Sorting Moss", MOSS),
        BOTH,
    ),
    "the site's whole menu around": (
        spaced(*MENU, *HEADER, *TABS, "Drifting Filters", DRIFT, "Sorting Moss", MOSS, *FOOTER),
        BOTH,
    ),
    "author counts and dates": (
        spaced(
            *(*HEADER, "Drifting Filters", DRIFT, "  • 3 authors\n·\nNov 2, 2023"),
            *("Sorting Moss", MOSS, "  • 1 author\n·\nMay 10"),
        ),
        BOTH_DATED,
    ),
    "author count and date in one line": (
        spaced(
            *(*HEADER, "Drifting Filters", DRIFT, "• 3 authors · Nov 2, 2023"),
            *("Sorting Moss", MOSS, "• 1 authors · Jan 4 2"),
        ),
        BOTH_DATED,
    ),
    "without a header": (
        tight(
            *("Drifting Filters", DRIFT, "  • 3 authors", "·", "Nov 2, 2023"),
            *("Sorting Moss", MOSS, "  • 1 authors", "·", "Jan 4 2"),
        ),
        BOTH_DATED,
    ),
    "titles without abstracts, votes before and comments after": (
        spaced(
            *(*HEADER, "Submitted by", "mossfan", "38", "Drifting Filters", "  • 14 authors", "·", "2"),
            *("Submitted by", "ferns", "-", "Sorting Moss", "  • 1 author", "·"),
        ),
        [paper("Drifting Filters", n_authors=14), paper("Sorting Moss", n_authors=1)],
    ),
    "organisations in place of authors": (
        spaced(
            *(*HEADER, "-", "Drifting Filters", DRIFT, "Moss Institute", "·", "Oct 23, 2025", "1"),
            *("101", "Sorting Moss", MOSS, "671 authors", "·", "Mar 8, 2024 6"),
        ),
        [paper("Drifting Filters", DRIFT, "2025-10-23"), paper("Sorting Moss", MOSS, "2024-03-08", 671)],
    ),
    "buttons and links": (
        tight(
            *(INBOX, "Trending Papers", "Submitted by mossfan", "Drifting Filters", DRIFT),
            *("Moss Lab · Published on Oct 4, 2026", "Upvote", "117", "GitHub 1.3k arXiv Page"),
            *("Sorting Moss", MOSS, "9 authors", "· Published on Sep 12, 2023", "Upvote 76", "★ 12"),
            *("3 comments", "2 days ago", "https://moss.example/about"),
        ),
        [paper("Drifting Filters", DRIFT, "2026-10-04"), paper("Sorting Moss", MOSS, "2023-09-12", 9)],
    ),
    "a title without an abstract amid others": (
        spaced(*HEADER, "Drifting Filters", DRIFT, "A Title By Itself", "Sorting Moss", MOSS),
        [paper("Drifting Filters", DRIFT), paper("A Title By Itself"), paper("Sorting Moss", MOSS)],
    ),
    "an abstract of two paragraphs": (
        spaced(*HEADER, "Drifting Filters", DRIFT, MOSS, "Sorting Moss", MOSS),
        [paper("Drifting Filters", f"{DRIFT} {MOSS}"), paper("Sorting Moss", MOSS)],
    ),
    "an abstract that is one phrase": (
        spaced(*HEADER, "Drifting Filters", "On drift", "• 2 authors", "Sorting Moss", MOSS),
        [paper("Drifting Filters", "On drift", None, 2), paper("Sorting Moss", MOSS)],
    ),
    "an abstract that no title stands above": (
        spaced(*HEADER, DRIFT, "Sorting Moss", MOSS),
        ["anything.dat:13: an abstract without a title above it", paper("Sorting Moss", MOSS)],
    ),
    "a title with a question within": (
        spaced(*HEADER, "Drifting Filters", DRIFT, "  • 2 authors\n·\nMay 1", LONG_TITLE, MOSS),
        [paper("Drifting Filters", DRIFT, None, 2), paper(LONG_TITLE, MOSS)],
    ),
    "wrapped lines": (
        spaced(
            *(*HEADER, "Drifting Filters in a Title That Is So Long\n  That It Is Wrapped"),
            "Recurrent filters drift when they are fed sparsely. We bound\nthe drift and give a remedy.",
            "  • 3 authors\n·\nNov 2, 2023",
        ),
        [
            paper(
                "Drifting Filters in a Title That Is So Long That It Is Wrapped",
                "Recurrent filters drift when they are fed sparsely. We bound the drift and give a remedy.",
                "2023-11-02",
                3,
            )
        ],
    ),
    "nothing but a header": (spaced(*HEADER), ["anything.dat: a page of a paper listing without a paper"]),
}


@pytest.mark.parametrize(("text", "expected"), PAGES.values(), ids=PAGES.keys())
def test_a_page_gives_its_entries_in_order(tmp_path: Path, text: str, expected: list[Paper | str]) -> None:
    assert read(tmp_path, text) == expected


DATES = {
    "Nov 2, 2023": "2023-11-02",
    "Feb 13, 2024 1": "2024-02-13",
    "Mar 8, 2024 6 2": "2024-03-08",
    "September 13, 2024 1.2k": "2024-09-13",
    "Sept. 3, 2024": "2024-09-03",
    "Feb\u00a029, 2024": "2024-02-29",
    "Published on Oct 4, 2026": "2026-10-04",
    "May 10": None,
    "Aug 30 5": None,
    "Aug 30 2023": None,
    "Aug 30 1.2k": None,
    "Feb 30, 2024": None,
    "2 days ago": None,
    "2023": None,
}


@pytest.mark.parametrize(("line", "published"), DATES.items())
def test_votes_are_no_years_and_a_day_without_a_year_is_no_date(tmp_path: Path, line: str, published: str) -> None:
    text = spaced(*HEADER, "Drifting Filters", DRIFT, f"  • 2023 authors\n·\n{line}", "Sorting Moss", MOSS)
    expected = [paper("Drifting Filters", DRIFT, published, 2023), paper("Sorting Moss", MOSS)]
    assert read(tmp_path, text) == expected


def test_a_link_to_a_paper_gives_its_arxiv_id(tmp_path: Path) -> None:
    link = "https://moss.example/papers/2410.05434"
    text = spaced(*HEADER, "Drifting Filters", link, DRIFT, link, "2 authors", "·", "Oct 7, 2024")
    [found] = read(tmp_path, text)
    assert found == paper("Drifting Filters", DRIFT, "2024-10-07", 2).with_changes(arxiv_id="2410.05434")


def test_a_line_that_is_not_utf_8_costs_its_entry_alone(tmp_path: Path) -> None:
    file = tmp_path / "page"
    file.write_bytes(spaced(*HEADER, "Drifting Filters", DRIFT, "Caf\u00e9s", MOSS).encode("latin-1"))
    good, bad = read_papers([file])
    assert good == paper("Drifting Filters", DRIFT)
    assert str(bad) == f"{file}:17: not UTF-8 at byte 4 of the line; save the file as UTF-8"


def pages(shared: Path) -> list[Path]:
    return sorted((shared / "seeds").iterdir())


def test_the_real_pages_have_325_entries_and_279_papers(shared: Path) -> None:
    entries = list(read_papers([shared / "seeds"]))
    assert [type(entry) for entry in entries] == [Paper] * 325
    assert {(bool(entry.abstract), entry.source) for entry in entries} == {(True, "listing page")}
    papers = [merge([entries[i] for i in group]) for group in group_copies(entries)]
    assert len(papers) == len({p.id for p in papers}) == 279
    assert sum(p.published is not None for p in papers) == sum(e.published is not None for e in entries) == 52
    assert sum(p.n_authors is not None for p in papers) == sum(e.n_authors is not None for e in entries) == 61


def test_every_line_of_the_real_pages_is_a_title_an_abstract_or_a_mark(shared: Path) -> None:
    mark = re.compile(r"•\s*\d+ authors|·|[A-Z][a-z]{2} \d\d?(, \d{4})?( \d+)?")
    for page in pages(shared):
        lines = [line.strip() for line in page.read_text(encoding="utf-8").splitlines() if line.strip()]
        first = next(i for i, line in enumerate(lines) if len(line) > 200) - 1
        expected = [clean(line.removeprefix("Subscribe")) for line in lines[first:] if not mark.fullmatch(line)]
        assert [text for p in read_papers([page]) for text in (p.title, p.abstract)] == expected


def test_every_stated_date_of_the_real_pages_is_taken(shared: Path) -> None:
    for page in pages(shared):
        stated = re.findall(
            r"^([A-Z][a-z]{2}) (\d\d?), (\d{4})(?: \d+)?$", page.read_text(encoding="utf-8"), re.MULTILINE
        )
        months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        expected = [date(int(y), months.index(m) + 1, int(d)).isoformat() for m, d, y in stated]
        assert [p.published for p in read_papers([page]) if p.published] == expected
