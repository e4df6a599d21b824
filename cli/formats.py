"""The formats in which rows are printed: a table for people, JSON, CSV, Markdown."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FORMATS = ("table", "json", "csv", "md")

_MARKUP = re.compile(r"[\\`*_\[\]<>|~$]")
_URL = re.compile(r"https?://[^\s<>]+")


def to_json(value: Any) -> str:
    """Indented JSON; letters of every script as they are, where standard output can hold them."""
    plain = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    return json.dumps(value, ensure_ascii=not plain, indent=2)


def to_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """CSV with a header; lists of texts have one line each in their cell, other nested values are JSON."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([plain_cell(row.get(column)) for column in columns] for row in rows)
    return buffer.getvalue().removesuffix("\n")


def to_markdown(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """A Markdown table (GitHub's flavour) in which no text is taken for markup; numbers are set flush right."""
    rows = list(rows)
    numeric = [
        any(_is_number(row.get(c)) for row in rows)
        and all(_is_number(row.get(c)) or row.get(c) is None for row in rows)
        for c in columns
    ]
    lines = [
        [_escape(column) for column in columns],
        ["---:" if right else "---" for right in numeric],
        *([_escape(plain_cell(row.get(column))) for column in columns] for row in rows),
    ]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def plain_cell(value: Any) -> str:
    """A value as the text of one cell; None is the empty text."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value):
        return "\n".join(value)
    return json.dumps(value, ensure_ascii=False)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _escape(text: str) -> str:
    if _URL.fullmatch(text):
        return f"<{text.replace('|', '%7C')}>"
    escaped = _MARKUP.sub(r"\\\g<0>", text)
    return "<br>".join(escaped.splitlines())
