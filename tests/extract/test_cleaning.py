import gzip
import html
import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.cleaning import clean
from extract.evaluation.matching import title_key

CLEANED = {
    "an unescaped per cent sign is text": ("84.2% accuracy & 50~60_x", "84.2% accuracy & 50~60_x"),
    "an escaped character is itself": (r"84.2\% of A\&B, a\_b, \#1 for \$5", "84.2% of A&B, a_b, #1 for $5"),
    "an escaped slash is a slash": (r"https:\/\/example.org", "https://example.org"),
    "TeX's quotes are quotes": ("the ``lazy'' regime", 'the "lazy" regime'),
    "a double prime is no quote": ("the slope f''(x)", "the slope f''(x)"),
    "a line break is a space": ("one\r\ntwo\n\n three", "one two three"),
    "a compound broken at its hyphen stays one word": ("a self-\n  made net", "a self-made net"),
    "a suspended hyphen stays one": ("pre-\nand post-training", "pre- and post-training"),
    "odd spaces are spaces": ("a\u00a0b\u2009c\u3000d\u2028e", "a b c d e"),
    "a control character is a space": ("a\x00b\x0cc", "a b c"),
    "what has no width is nothing": ("over\u00adsmoo\u200bthing\ufeff", "oversmoothing"),
    "a discretionary hyphen is nothing": (r"histo\-pathology", "histopathology"),
    "space around is dropped": ("\n  a  ", "a"),
    "an entity is what it names": ("R&amp;D &lt;UNK&gt; &#8211; &#xe9;&nbsp;x", "R&D <UNK> – é x"),
    "an entity of an entity too": ("a &amp;lt; b", "a < b"),
    "an ampersand and a semicolon are no entity": ("Q&A; more", "Q&A; more"),
    "accents are composed": ("Poincare\u0301", "Poincaré"),
    "accents in TeX": (r"na\"ive, {\'E}tale, Erd\H{o}s, \c{c}a, \^\i le", "naïve, Étale, Erdős, ça, île"),
    "an accent's braces": (r"R{\'e}nyi", "Rényi"),
    "letters in TeX": (r"Stra{\ss}e, Bj{\o}rn, \aa{}ngstrom", "Straße, Bjørn, ångstrom"),
    "an escaped apostrophe is no accent": (r"the model\'s loss", "the model's loss"),
    "escaped quotes are no umlauts": (r"so-called \"overfitting\" here", 'so-called "overfitting" here'),
    "styled words are words": (r"\textbf{\emph{PruneNet}} is {\em light}", "PruneNet is light"),
    "a link keeps its text and its address": (r"\href{https://a.example}{code}", "code (https://a.example)"),
    "an address is its text": (r"\url{https://b.example/x\_y}", "https://b.example/x_y"),
    "a link that is its own text stands once": (r"\href{https://a.example}{https://a.example}", "https://a.example"),
    "a formula stays as it is written": (r"$\mathcal{O}(n^2)$ and $K$-free", r"$\mathcal{O}(n^2)$ and $K$-free"),
    "thin spaces in TeX": (r"49.8\,px, $0.8\!-\!0.9$", "49.8 px, $0.8-0.9$"),
    "a forced line break": (r"First.\\ Second.", "First. Second."),
    "a code point by number": (r"1$\unicode{x2013}$3", "1–3"),
    "an unknown command stays": (r"see \cite{doe} and \foo", r"see \cite{doe} and \foo"),
    "ligatures are letters": ("eﬃcient classiﬁer", "efficient classifier"),
    "a non-breaking hyphen is a hyphen": ("long\u2011term", "long-term"),
    "UTF-8 read as Latin-1 is read again": ("Stokesâ\x80\x99s theorem, 8 Ã\x97 8", "Stokes’s theorem, 8 × 8"),
    "half a character is marked": ("a\ud800b", "a\ufffdb"),
    "a clean text stays": ("Ein Überblick über 漢字 and “quotes”", "Ein Überblick über 漢字 and “quotes”"),
}  # fmt: skip


@pytest.mark.parametrize(("raw", "cleaned"), CLEANED.values(), ids=CLEANED.keys())
def test_cleaning_undoes_typesetting_and_nothing_else(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


_pieces = st.sampled_from(
    [
        *"\\{}$&;'`\"~^=.-@%_#uvco \n\t\u00a0\u00ad\u0301\x85",
        r"\textbf{",
        r"\emph{",
        r"\href{",
        "&amp;",
        "&lt",
        "word",
    ]
)


@given(st.one_of(st.text(), st.lists(_pieces).map("".join)))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert cleaned == " ".join(cleaned.split())


@given(
    st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True)),
    st.sampled_from([" ", "\n", "% ", " & ", "_", "~", " $"]),
)
def test_plain_words_outlast_what_stands_between_them(words: list[str], between: str) -> None:
    assert re.findall("[a-z]+", clean(between.join(words))) == words


_MARKUP = re.compile(
    r"\\(?:textbf|textit|textsc|texttt|textrm|textsf|textsuperscript|text|emph|underline|mbox|href|url|unicode\{x?|em\b|it\b|bf\b"
    r"|sc\b|tt\b|sf\b|rm\b|[HvcukrdioOlL](?=\{|\})|ss\b|i\b)"
)


def _letters(text: str) -> Counter[str]:
    """Letters and digits as they were meant: without the names of TeX's commands and without accents."""
    return Counter(re.sub(r"[\W_]|[^\x00-\x7f]", "", html.unescape(_MARKUP.sub("", text))).lower())


def _real_texts(shared: Path) -> Iterator[str]:
    for page in sorted((shared / "seeds").iterdir()):
        yield from page.read_text(encoding="utf-8").splitlines()
    for name in ("dev_papers.jsonl", "train_papers.jsonl"):
        for line in (shared / "gold" / name).open(encoding="utf-8"):
            yield from (json.loads(line)[field] for field in ("title", "abstract"))


def test_no_letter_of_the_real_texts_is_lost(shared: Path) -> None:
    worse = {}
    for text in _real_texts(shared):
        before, after = _letters(text), _letters(clean(text))
        # an accent's letter is counted before and is none of ASCII afterwards; a link's text may equal its address
        accents = len(re.findall(r"\\[`'^\"~=.Hcvu]|[^\x00-\x7f]", text))
        if (before - after).total() > accents and r"\href" not in text:
            worse[text] = before - after
    assert worse == {}


def test_real_texts_are_clean_when_cleaned_once(shared: Path) -> None:
    with gzip.open(shared / "corpora" / "conferences-sample.jsonl.gz", "rt", encoding="utf-8") as lines:
        sample = [json.loads(line)["abstract"] for line in lines]
    assert [text for text in chain(_real_texts(shared), sample) if clean(clean(text)) != clean(text)] == []


@pytest.mark.parametrize(("part", "accented"), [("dev", 0), ("train", 1)])
def test_cleaned_titles_still_join_with_the_annotations(shared: Path, part: str, accented: int) -> None:
    lines = [json.loads(line) for line in (shared / "gold" / f"{part}.jsonl").open(encoding="utf-8")]
    lost = [line["title"] for line in lines if title_key(clean(line["title"])) != title_key(line["title"])]
    assert len(lost) == accented, "the scorer folds no accents spelt in TeX"


@pytest.mark.parametrize(("part", "share"), [("dev", 0.995), ("train", 0.998)])
def test_annotated_mentions_still_occur_in_the_cleaned_texts(shared: Path, part: str, share: float) -> None:
    papers = {}
    for line in (shared / "gold" / f"{part}_papers.jsonl").open(encoding="utf-8"):
        paper = json.loads(line)
        papers[paper["id"]] = (
            f"{paper['title']}\n{paper['abstract']}",
            f"{clean(paper['title'])}\n{clean(paper['abstract'])}",
        )
    raw_total = cleaned_total = 0
    unfindable = []
    for line in map(json.loads, (shared / "gold" / f"{part}.jsonl").open(encoding="utf-8")):
        raw, cleaned = papers[line["id"]]
        for mention in chain.from_iterable(entity["mentions"] for entity in line["entities"]):
            raw_total += raw.count(mention)
            cleaned_total += cleaned.count(mention)
            if mention in raw and clean(mention) not in cleaned:
                unfindable.append(mention)
    assert unfindable == []
    assert cleaned_total >= share * raw_total


def test_commands_and_entities_within_each_other_without_an_end_are_given_up() -> None:
    nested, entity = "\\emph{" * 2000 + "moss" + "}" * 2000, "&" + "amp;" * 2000
    assert clean(nested).startswith("\\emph{\\emph{")
    assert clean(entity).startswith("&amp;amp;")
    assert clean("\\emph{" * 40 + "moss" + "}" * 40) == "moss"
