"""Reads notes of OpenReview's API, version 1 (values as they are) and 2 (``{"value": …}``).

https://docs.openreview.net/reference/api-v2/entities/note
"""

from datetime import UTC, datetime
from typing import Any

from extract.readers.values import first, get, text_of

SOURCE = "OpenReview"


def recognises(record: dict[str, Any]) -> bool:
    """Whether this is a note."""
    return isinstance(record.get("content"), dict) and not record.keys().isdisjoint(
        {"forum", "invitation", "invitations", "signatures"}
    )


def fields(record: dict[str, Any]) -> dict[str, Any] | str:
    """The fields of a submission; a note below one is a reply to it."""
    identifier, forum = record.get("id"), record.get("forum")
    if isinstance(forum, str) and isinstance(identifier, str) and forum != identifier:
        return "reply to a paper"
    content = record["content"]
    return {
        "title": _value(content.get("title")),
        "abstract": _value(content.get("abstract")),
        "published": first(_day(record.get("pdate")), _day(record.get("odate")), _day(record.get("cdate"))),
        "authors": _value(content.get("authors")),
        "venue": text_of(_value(content.get("venue"))),
        "url": f"https://openreview.net/forum?id={first(forum, identifier)}" if first(forum, identifier) else None,
        "source": SOURCE,
    }


def _value(field: Any) -> Any:
    return get(field, "value") if isinstance(field, dict) else field


def _day(milliseconds: Any) -> str | None:
    """The day of a time in milliseconds since 1970."""
    if type(milliseconds) not in (int, float):
        return None
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC).date().isoformat()
    except (OverflowError, ValueError, OSError):
        return None
