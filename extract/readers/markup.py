"""Text out of JATS and HTML: tags go, words stay, and headings of sections are told from what follows them."""

import re
from collections.abc import Callable

_INLINE = (
    "i|b|em|strong|sub|sup|u|scp|sc|tt|span|a|italic|bold|monospace|underline|inline-formula|ext-link|xref"
    "|styled-content|named-content"
)
_BLOCK = "p|sec|title|br|div|list|list-item|ul|ol|li|abstract|label|break|disp-formula|alternatives|h[1-6]"
_MATH = "mml:[a-z]+|tex-math|math"
_TAG = re.compile(rf"</?(?:jats:)?(?:(?P<block>{_BLOCK})|{_INLINE}|{_MATH})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_HEADING = re.compile(r"<(?:jats:)?title(?:\s[^<>]*)?>\s*([^<>]*?)[\s.:]*</(?:jats:)?title>", re.IGNORECASE)
_TEX = re.compile(r"<(?:jats:)?tex-math[^<>]*>([^<>]*)<")
_OWN_HEADINGS = ("abstract", "summary")


def without_tags(text: str) -> str:
    """The text without the tags of JATS, HTML and MathML; any other ``<`` is text.

    A heading stands before its section as ``Methods: …``; the abstract's own heading goes.
    """
    if "<" not in text:
        return text
    text = _replace_spans(text, "<!--", "-->", lambda _: " ")
    for prefix in ("jats:", ""):
        text = _replace_spans(text, f"<{prefix}alternatives>", f"</{prefix}alternatives>", _one_of)
    text = _HEADING.sub(_heading, text)
    return _TAG.sub(lambda found: " " if found["block"] else "", text)


def _replace_spans(text: str, opening: str, closing: str, replace: Callable[[str], str]) -> str:
    """Replace what stands from one mark to the next other one; in linear time, as no regex would."""
    pieces, end = [], 0
    while (start := text.find(opening, end)) >= 0 and (stop := text.find(closing, start + len(opening))) >= 0:
        pieces += [text[end:start], replace(text[start + len(opening) : stop])]
        end = stop + len(closing)
    return "".join([*pieces, text[end:]])


def _one_of(alternatives: str) -> str:
    """Of the ways in which a formula is given, its TeX; all of them where it has none."""
    found = _TEX.search(alternatives)
    return f"${found[1].strip().strip('$')}$" if found else alternatives


def _heading(found: re.Match[str]) -> str:
    heading = found[1].strip()
    return " " if not heading or heading.lower() in _OWN_HEADINGS else f" {heading}: "
