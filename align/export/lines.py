"""Beads as text: TSV, JSONL and Moses (two files, one line a bead), written and read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from align.errors import InputError
from align.export.aligned import Segment
from align.export.rows import BeadRow, trainer_code, translation
from align.formats.cells import cell, one_line, uncell
from align.rows import to_row

COLUMNS = (
    "id", "pair_id", "source_language", "target_language", "source_text", "target_text", "kind", "score",
    "fidelity", "verdict", "findings", "source_date", "target_date", "source_publisher", "target_publisher", "licence",
)  # fmt: skip


def tsv_lines(rows: Iterable[BeadRow]) -> Iterator[str]:
    """A header and one line a bead; ``findings`` lists checks and severities."""
    yield "\t".join(COLUMNS) + "\n"
    for row in rows:
        values: dict[str, object] = {name: getattr(row, name) for name in COLUMNS}
        values["findings"] = ", ".join(f"{finding.check} ({finding.severity})" for finding in row.findings)
        yield "\t".join(cell(values[name]) for name in COLUMNS) + "\n"


def jsonl_lines(rows: Iterable[BeadRow]) -> Iterator[str]:
    """One JSON object a bead with every column of the dataset."""
    for row in rows:
        languages = sorted((trainer_code(row.source_language), trainer_code(row.target_language)))
        record = {**to_row(row), "translation": translation(row, languages)}
        yield json.dumps(record, ensure_ascii=False, default=str) + "\n"


def moses_line(text: str | None) -> str:
    """One side of a bead as a line of a Moses file."""
    return one_line(text or "") + "\n"


def read_tsv(path: Path) -> Iterator[Segment]:
    """The rows of a TSV file with our header, or of one with two columns and no header."""
    lines = _lines(path)
    header = lines[0][1].split("\t") if lines else []
    if "source_text" not in header or "target_text" not in header:
        for number, line in lines:
            cells = line.split("\t")
            if len(cells) < 2:
                reason = f"line {number} has {len(cells)} column"
                raise InputError(
                    path, reason, "two columns are needed, or a header with source_text and target_text"
                )
            yield Segment("", "", uncell(cells[0]), uncell(cells[1]), "", None)
        return
    for number, line in lines[1:]:
        cells = line.split("\t")
        if len(cells) != len(header):
            raise InputError(
                path, f"line {number} has {len(cells)} columns, not {len(header)}", "mend the line"
            )
        record = {name: uncell(value) for name, value in zip(header, cells, strict=True)}
        yield _segment(record)


def read_jsonl(path: Path) -> Iterator[Segment]:
    """The objects of a JSONL file: ``source_text`` and ``target_text``, or ``translation``."""
    for number, line in _lines(path):
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            raise InputError(path, f"line {number} is not JSON", "one JSON object a line is meant") from None
        if isinstance(record, dict) and isinstance(record.get("source_text"), str):
            yield _segment(record)
            continue
        texts = record.get("translation") if isinstance(record, dict) else None
        if (
            not isinstance(texts, dict)
            or len(texts) != 2
            or not all(isinstance(text, str) for text in texts.values())
        ):
            remedy = 'write {"translation": {"en": …, "ja": …}} or source_text and target_text on each line'
            raise InputError(path, f"line {number} holds no pair of texts", remedy)
        (target, target_text), (source, source_text) = sorted(texts.items(), key=lambda item: item[0] != "en")
        yield Segment(source, target, source_text, target_text, str(record.get("pair_id") or ""), None)


def _segment(record: Mapping[str, object]) -> Segment:
    def word(name: str) -> str:
        return str(record.get(name) or "")

    score = record.get("score")
    return Segment(
        word("source_language"),
        word("target_language"),
        word("source_text"),
        word("target_text"),
        word("pair_id"),
        None if score in (None, "") else str(score),
    )


def read_moses(source: Path, target: Path) -> Iterator[Segment]:
    """Two files of equally many lines; languages are their suffixes, as in ``corpus.ja corpus.en``."""
    here, there = _lines(source, blank=True), _lines(target, blank=True)
    if len(here) != len(there):
        reason = f"has {len(here)} lines, but {target.name} has {len(there)}"
        raise InputError(source, reason, "the two files of a corpus need equally many")
    for (_, left), (_, right) in zip(here, there, strict=True):
        if left.strip() and right.strip():
            yield Segment(source.suffix[1:], target.suffix[1:], left.strip(), right.strip(), "", None)


def _lines(path: Path, blank: bool = False) -> list[tuple[int, str]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise InputError(path, "does not exist", "check the path") from None
    except UnicodeDecodeError:
        raise InputError(path, "is not UTF-8", "convert it, for example with `iconv -t utf-8`") from None
    lines = text.removesuffix("\n").split("\n") if text else []
    numbered = [(number, line.removesuffix("\r")) for number, line in enumerate(lines, start=1)]
    return numbered if blank else [(number, line) for number, line in numbered if line.strip()]
