"""Exports: aligned corpora for trainers (a Hugging Face dataset) and for other tools (TMX, XLIFF …).

write(reports, "tmx", path)          one of FORMATS
read_aligned(path)                   the same formats, read: corpora from elsewhere as reports
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from align.document import Report
from align.errors import InputError
from align.export.aligned import read_aligned
from align.export.selection import Selection

if TYPE_CHECKING:
    from align.export.dataset.folder import DatasetOptions

FORMATS = ("hf", "parquet", "tmx", "xliff", "tsv", "moses", "jsonl")
TEXTLESS = ("hf", "parquet", "jsonl")

__all__ = ["FORMATS", "Selection", "read_aligned", "write"]


def write(
    reports: Iterable[Report],
    format: str,
    out: Path,
    selection: Selection | None = None,
    *,
    dataset: DatasetOptions | None = None,
    overwrite: bool = False,
) -> dict[str, int]:
    """Write what passes the selection and return counts: ``beads``, and what was left out by reason.

    ``hf`` and ``parquet`` write a folder, ``moses`` files beside each other (``OUT.ja-en.ja`` …),
    ``xliff`` one file, or one a language pair where there are several; the others one file. Files and
    folders appear whole or not at all. ``reports`` is gone through more than once; an iterator is
    held in memory for that. Raises InputError for unknown formats, for existing output without ``overwrite``, for
    formats that cannot do without text, and when nothing passes.
    """
    selection = selection or Selection()
    if iter(reports) is reports:
        reports = list(reports)
    if format not in FORMATS:
        raise InputError(format, "no such export format", f"choose one of {', '.join(FORMATS)}")
    if not selection.with_text and format not in TEXTLESS:
        raise InputError(format, "cannot be written without text", f"choose one of {', '.join(TEXTLESS)}")
    if format == "hf":
        from align.export.dataset.folder import write_dataset

        statistics = write_dataset(reports, out, selection, dataset, overwrite=overwrite)
        return {"beads": sum(statistics.beads.values()), **statistics.left_out}
    from align.export.files import write_files

    return write_files(reports, format, out, selection, overwrite=overwrite)
