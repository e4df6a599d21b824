"""Exports: one module a format, all drawings from one layout room."""

from graph.export.options import Options
from graph.export.writing import FORMATS, format_of, render, write

__all__ = ["FORMATS", "Options", "format_of", "render", "write"]
