"""Rows as dictionaries, with the same values from every store."""

from typing import Any

from graph.store import Rows


def records(rows: Rows) -> list[dict[str, Any]]:
    """The rows by column name. A column called ``type`` carries labels: a string here, a list of one there."""
    return [
        {
            column: _label(value) if column == "type" else value
            for column, value in zip(rows.columns, row, strict=True)
        }
        for row in rows.rows
    ]


def _label(value: Any) -> Any:
    return value[0] if isinstance(value, list) and len(value) == 1 else value
