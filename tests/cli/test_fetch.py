"""Papers are fetched politely, once each, and a run that ended early is gone on with."""

import json
import time

import pytest
from recorded_service import serving

MANY = [f"Moss {number}" for number in range(250)]


@pytest.fixture
def slept(monkeypatch):
    """The seconds that would have been slept, rounded: nothing waits here."""
    seconds = []
    monkeypatch.setattr(time, "sleep", lambda length: seconds.append(round(length)))
    return seconds


@pytest.fixture
def service(monkeypatch, slept):
    with serving(*MANY) as running:
        monkeypatch.setenv("CLAIMGRAPH_ARXIV_URL", running.url)
        monkeypatch.setenv("CLAIMGRAPH_OPENALEX_URL", running.url)
        monkeypatch.delenv("CLAIMGRAPH_OPENALEX_KEY", raising=False)
        yield running


def titles(path):
    return [json.loads(line)["title"] for line in path.read_text().splitlines()]


def test_all_pages_are_fetched_three_seconds_apart_by_a_client_that_says_who_it_is(run, tmp_path, service, slept):
    out = tmp_path / "moss.jsonl"
    assert run("fetch", "arxiv", "moss", "grows", "-o", out) == (
        0,
        "",
        f"250 new papers of 250 that arXiv has; {out} holds 250 papers\n",
    )
    assert titles(out) == MANY
    assert json.loads(out.read_text().splitlines()[7]) == {
        "id": "arxiv:2405.00007",
        "title": "Moss 7",
        "abstract": "It grows & grows.",
        "published": "2024-05-01",
        "year": 2024,
        "n_authors": 1,
        "authors": ["Grace Otieno"],
        "url": "https://arxiv.org/abs/2405.00007v1",
        "arxiv_id": "2405.00007",
        "doi": None,
        "source": "arXiv",
        "version": 1,
        "updated": "2024-05-01",
    }
    assert [(asked["search_query"], asked["start"]) for asked in service.asked] == [
        ("all:moss AND all:grows", start) for start in ("0", "100", "200")
    ]
    assert slept == [3, 3]
    assert all(agent.startswith("claimgraph") for agent in service.agents)


QUERIES = {
    "words": (["graph networks"], [], "all:graph AND all:networks"),
    "a phrase": (['"graph networks"', "deep"], [], 'all:"graph networks" AND all:deep'),
    "arXiv's own language": (["ti:moss OR cat:cs.LG"], [], "ti:moss OR cat:cs.LG"),
    "a year": (["moss"], ["--since", "2023"], "(all:moss) AND submittedDate:[202301010000 TO 999912312359]"),
    "a day": (
        ["ti:moss"],
        ["--since", "2023-06-30"],
        "(ti:moss) AND submittedDate:[202306300000 TO 999912312359]",
    ),
}


@pytest.mark.parametrize(("words", "options", "query"), QUERIES.values(), ids=QUERIES.keys())
def test_a_query_is_put_in_the_services_words(run, service, words, options, query):
    assert run("fetch", "arxiv", *words, *options, "--max", 1).code == 0
    assert [asked["search_query"] for asked in service.asked] == [query]


def test_works_of_openalex_are_fetched_by_cursor(run, tmp_path, service, monkeypatch):
    monkeypatch.setenv("CLAIMGRAPH_OPENALEX_KEY", "k1")
    service.titles[3] = None
    out = tmp_path / "moss.jsonl"
    code, _, err = run("fetch", "openalex", "moss", "--since", "2020", "-o", out)
    assert (code, err.splitlines()) == (
        0,
        [
            'refused: OpenAlex, record 4: "title": expected text, found nothing',
            f"249 new papers of 250 that OpenAlex has, 1 refused; {out} holds 249 papers",
        ],
    )
    assert [(asked["cursor"], asked["filter"], asked["api_key"]) for asked in service.asked] == [
        (cursor, "from_publication_date:2020-01-01", "k1") for cursor in ("*", "c100", "c200", "c300")
    ]
    assert "k1" not in (tmp_path / "moss.jsonl.state").read_text()
    assert json.loads(out.read_text().splitlines()[0])["abstract"] == "It grows."


def test_without_a_file_papers_go_to_standard_output_and_on_into_a_build(run, tmp_path, service):
    code, out, err = run("fetch", "arxiv", "moss", "--max", 3)
    assert (code, err) == (0, "3 new papers of 250 that arXiv has; a higher --max goes on\n")
    assert run("build", "-", "--dry-run", "--store", tmp_path / "a.store", stdin=out).code == 0


def test_a_higher_max_goes_on_and_no_paper_is_written_twice(run, tmp_path, service):
    out = tmp_path / "moss.jsonl"
    for most, starts in ((30, ["0"]), (130, ["0", "100"]), (130, []), (240, ["100", "200"]), (1000, ["200"])):
        service.asked.clear()
        code, _, err = run("fetch", "arxiv", "moss", "--max", most, "-o", out)
        assert (code, titles(out)) == (0, MANY[:most])
        assert [asked["start"] for asked in service.asked] == starts
    assert err == f"10 new papers of 250 that arXiv has; {out} holds 250 papers\n"


def test_a_complete_answer_is_asked_for_again_for_new_papers(run, tmp_path, service):
    out = tmp_path / "moss.jsonl"
    run("fetch", "arxiv", "moss", "-o", out)
    service.titles.append("Fern")
    assert run("fetch", "arxiv", "moss", "-o", out).err == (
        f"1 new paper of 251 that arXiv has; {out} holds 251 papers\n"
    )
    assert titles(out) == [*MANY, "Fern"]


FAILURES = {
    "503 with Retry-After": ((503, {"Retry-After": "17"}), "it answers 503 Service Unavailable", 17),
    "429": ((429, {}), "it answers 429 Too Many Requests", None),
    "a connection that is cut": ("cut", "peer closed connection without sending complete message body", None),
    "broken XML": ("bad", "its answer cannot be read (", None),
    "a page that is empty for no reason": ("empty", "its page is empty, where 250 papers are left", None),
}


@pytest.mark.parametrize(("failure", "what", "wait"), FAILURES.values(), ids=FAILURES.keys())
def test_what_fails_is_asked_for_again(run, tmp_path, service, slept, failure, what, wait):
    service.failures = [None, failure, failure]
    out = tmp_path / "moss.jsonl"
    if failure == "empty":
        service.failures = [failure]
    code, _, err = run("fetch", "arxiv", "moss", "-o", out)
    notes = err.splitlines()[:-1]
    assert (code, titles(out), len(notes)) == (0, MANY, 1 if failure == "empty" else 2)
    assert all(note.startswith(f"note: arXiv: {what}") and note.endswith("; trying again") for note in notes)
    assert (slept.count(17) == 2) == (wait == 17)


@pytest.mark.parametrize("failure", [(503, {}), "cut", "bad"], ids=str)
def test_a_service_that_keeps_failing_costs_nothing_that_was_fetched(run, tmp_path, service, failure):
    service.failures = [None, *[failure] * 6]
    out = tmp_path / "moss.jsonl"
    code, _, err = run("fetch", "arxiv", "moss", "-o", out)
    assert (code, titles(out), len(err.splitlines())) == (3, MANY[:100], 6)
    last = err.splitlines()[-1]
    assert last.startswith(f"Error: arXiv ({service.url}/query): ")
    assert last.endswith("; the same line again goes on later")
    service.asked.clear()
    assert run("fetch", "arxiv", "moss", "-o", out).code == 0
    assert titles(out) == MANY
    assert [asked["start"] for asked in service.asked] == ["100", "200"]


def test_a_question_that_the_service_does_not_understand_is_asked_once(run, tmp_path, service):
    service.failures = [(400, {})]
    assert run("fetch", "openalex", "moss", "-o", tmp_path / "moss.jsonl") == (
        3,
        "",
        f"Error: OpenAlex ({service.url}/works): it answers 400: <p>Sorry, not now.</p>\n",
    )
    assert (len(service.asked), list(tmp_path.iterdir())) == (1, [])


def test_after_a_crash_the_papers_that_are_there_are_known(run, tmp_path, service):
    out, state = tmp_path / "moss.jsonl", tmp_path / "moss.jsonl.state"
    run("fetch", "arxiv", "moss", "--max", 199, "-o", out)
    lines = out.read_text().splitlines(keepends=True)
    out.write_text("".join(lines[:150]) + lines[150][:40])  # the state says 100, the page behind it is half there
    assert json.loads(state.read_text())["place"] == "100"
    assert run("fetch", "arxiv", "moss", "-o", out).code == 0
    assert titles(out) == MANY


def test_a_file_belongs_to_one_question(run, tmp_path, service):
    out = tmp_path / "moss.jsonl"
    run("fetch", "arxiv", "moss", "--max", 3, "-o", out)
    before = out.read_bytes()
    assert run("fetch", "arxiv", "fern", "-o", out) == (
        2,
        "",
        f'Error: {out}: holds the answer to arxiv "moss"; give -o another file\n',
    )
    assert out.read_bytes() == before


def test_a_file_of_something_else_is_left_alone(run, tmp_path, service):
    out = tmp_path / "moss.jsonl"
    out.write_text("Dear diary")
    assert run("fetch", "arxiv", "moss", "-o", out) == (
        2,
        "",
        f"Error: {out}: not written by claimgraph fetch; give -o another file\n",
    )
    assert out.read_text() == "Dear diary"


def test_nothing_found_is_said(run, tmp_path, service):
    service.titles = []
    assert run("fetch", "arxiv", "moss", "-o", tmp_path / "moss.jsonl") == (
        1,
        "",
        f"0 new papers of 0 that arXiv has; {tmp_path / 'moss.jsonl'} holds 0 papers\n",
    )


@pytest.mark.parametrize("said", ["soon", "2023-13", "23"])
def test_a_date_that_is_none_is_wrong_use(run, said):
    code, _, err = run("fetch", "arxiv", "moss", "--since", said)
    assert (code, err.splitlines()[-1]) == (
        2,
        f"Error: Invalid value for '--since': expected a date like 2023, 2023-06 or 2023-06-30, found \"{said}\"",
    )


def test_an_interruption_keeps_what_was_fetched(run, tmp_path, service, monkeypatch):
    out = tmp_path / "moss.jsonl"

    def stop(length):
        raise KeyboardInterrupt

    monkeypatch.setattr(time, "sleep", stop)
    assert run("fetch", "arxiv", "moss", "-o", out) == (
        130,
        "",
        "interrupted: 100 papers fetched; run the same line again to go on\n",
    )
    assert titles(out) == MANY[:100]
