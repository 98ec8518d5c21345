"""Reports: one writer a format, all from the one `Report`.

render(report, "html")           a page for an editor
write_index(entries, path)       a page over a whole corpus
notebook(report)                 a fragment for a notebook cell
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from align.document import Report
from align.errors import InputError

_WRITERS = {
    "html": "align.report.html:as_html",
    "json": "align.report.json:as_json",
    "xlsx": "align.report.xlsx:as_xlsx",
    "sarif": "align.report.sarif:as_sarif",
    "junit": "align.report.junit:as_junit",
    "md": "align.report.markdown:as_markdown",
    "xliff": "align.report.xliff:as_xliff",
    "docx": "align.report.word:as_docx",
}
FORMATS = tuple(_WRITERS)

if TYPE_CHECKING:
    from align.report.cell import notebook as notebook
    from align.report.index import IndexEntry as IndexEntry
    from align.report.index import index_entry as index_entry
    from align.report.index import write_index as write_index

_HOMES = {"IndexEntry": "index", "index_entry": "index", "write_index": "index", "notebook": "cell"}

__all__ = ["FORMATS", "IndexEntry", "index_entry", "notebook", "render", "write_index"]

Writer = Callable[[Report], str | bytes]


def render(report: Report, format: str) -> str | bytes:
    """The report in one of ``FORMATS`` or a format that another package registers.

    A package adds a format with an entry point of the group ``align.reports`` that names a function
    from a `Report` to text or bytes. Raises `InputError` for a format nobody offers.
    """
    return _writer(format)(report)


def _writer(format: str) -> Writer:
    target = _WRITERS.get(format)
    if target is None:
        return _registered(format)
    module, name = target.split(":")
    writer: Writer = getattr(importlib.import_module(module), name)
    return writer


def _registered(format: str) -> Writer:
    from importlib.metadata import entry_points

    offered = {entry.name: entry for entry in entry_points(group="align.reports")}
    if format not in offered:
        known = ", ".join((*FORMATS, *sorted(offered)))
        raise InputError(format, "no such report format", f"choose one of {known}")
    writer: Writer = offered[format].load()
    return writer


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(importlib.import_module(f"align.report.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'align.report' has no attribute {name!r}")
