"""Exports that are one file, or a few beside each other; each is streamed and appears whole or not at all."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from align.document import Report
from align.errors import InputError
from align.export.dataset.features import bead_parquet
from align.export.lines import jsonl_lines, moses_line, tsv_lines
from align.export.rows import BeadRow, trainer_code
from align.export.selection import Selection
from align.export.tmx import tmx_lines
from align.export.xliff import xliff_lines
from align.files import write_whole

ROWS_A_FILE = 50_000


def write_files(
    reports: Iterable[Report], format: str, out: Path, selection: Selection, *, overwrite: bool = False
) -> dict[str, int]:
    """Write ``tmx``, ``tsv``, ``jsonl``, ``xliff``, ``moses`` or ``parquet``; see ``align.export.write``."""
    pairs = _language_pairs(reports, selection)
    if not pairs:
        raise InputError(out, "there is nothing to write", "loosen the filters, or look at the run's summary")
    paths = _paths(format, out, pairs)
    for path in {path for group in paths.values() for path in group}:
        if path.exists() and not overwrite:
            raise InputError(path, "is there already", "name another place, or add --overwrite")
        if os.path.lexists(path) and (path.is_symlink() or path.is_file() is (format == "parquet")):
            kind = "folder" if format == "parquet" else "regular file"
            raise InputError(path, f"is no {kind} that could be replaced", "name another place")
    tally = Counter[str]()
    if format == "parquet":
        _parquet(
            _rows(reports, selection, tally),
            out,
            sorted({trainer_code(code) for pair in pairs for code in pair}),
        )
    elif format == "moses":
        for pair in pairs:
            with contextlib.ExitStack() as stack:
                ids, source, target = (stack.enter_context(whole(path)) for path in paths[pair])
                for row in _rows(reports, selection, tally, pair):
                    ids.write(f"{row.id}\n")
                    source.write(moses_line(row.source_text))
                    target.write(moses_line(row.target_text))
    elif format == "xliff":
        for pair in pairs:
            with whole(paths[pair][0]) as stream:
                stream.writelines(xliff_lines(_rows(reports, selection, tally, pair), *pair))
    else:
        lines = {"tmx": tmx_lines, "tsv": tsv_lines, "jsonl": jsonl_lines}[format]
        with whole(out) as stream:
            stream.writelines(lines(_rows(reports, selection, tally)))
    return dict(tally)


@contextlib.contextmanager
def whole(path: Path) -> Iterator[IO[str]]:
    """A text file that is written beside its place and moved there when it is complete."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _rows(
    reports: Iterable[Report], selection: Selection, tally: Counter[str], pair: tuple[str, str] | None = None
) -> Iterator[BeadRow]:
    """The rows that pass, counted; only those of one language pair if it is named."""
    for report in reports:
        if pair is None or (report.source.language, report.target.language) == pair:
            for row in selection.beads(report, tally):
                tally["beads"] += 1
                yield row


def _language_pairs(reports: Iterable[Report], selection: Selection) -> list[tuple[str, str]]:
    """The language pairs among the beads that pass."""
    found = set()
    for report in reports:
        pair = (report.source.language, report.target.language)
        if pair not in found and any(True for _ in selection.beads(report)):
            found.add(pair)
    return sorted(found)


def _paths(format: str, out: Path, pairs: list[tuple[str, str]]) -> dict[tuple[str, str], list[Path]]:
    if format == "moses":
        return {
            (source, target): [
                out.with_name(f"{out.name}.{source}-{target}.{end}") for end in ("ids", source, target)
            ]
            for source, target in pairs
        }
    if format == "xliff" and len(pairs) > 1:
        suffix = out.suffix or ".xlf"
        return {pair: [out.with_name(f"{out.stem}.{pair[0]}-{pair[1]}{suffix}")] for pair in pairs}
    return {pair: [out] for pair in pairs}


def _parquet(rows: Iterator[BeadRow], folder: Path, languages: list[str]) -> None:
    held: list[BeadRow] = []
    number = 0
    before = [
        path
        for path in sorted(folder.glob("beads-*.parquet"))
        if re.fullmatch(r"beads-\d{5,}\.parquet", path.name)
    ]
    for row in rows:
        held.append(row)
        if len(held) == ROWS_A_FILE:
            write_whole(folder / f"beads-{number:05}.parquet", bead_parquet(held, languages))
        number += 1
    for path in before:  # of a larger corpus that was written here before
        if path.name >= f"beads-{number:05}.parquet" and path.is_file() and not path.is_symlink():
            path.unlink()
            held, number = [], number + 1
    if held:
        write_whole(folder / f"beads-{number:05}.parquet", bead_parquet(held, languages))
        number += 1
    for path in before:  # of a larger corpus that was written here before
        if path.name >= f"beads-{number:05}.parquet" and path.is_file() and not path.is_symlink():
            path.unlink()
