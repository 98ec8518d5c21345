"""The ledger as text: a table for people, JSON lines, and glossaries in TSV, XLSX and TBX for reuse."""

from __future__ import annotations

import io
import json
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from align.document import Mention, NameEntry, NameTarget
from align.formats.cells import cell, one_line

FORMATS = ("table", "jsonl", "tsv", "xlsx", "tbx")
_COLUMNS = ("source", "expected", "kind", "status", "targets")
# What a spreadsheet would run as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(entries: Sequence[NameEntry], format: str, language: str = "ja") -> str | bytes:
    """The ledger in one of FORMATS; bytes for xlsx. ``language`` is the source's, for TBX."""
    if format == "table":
        return as_table(entries)
    if format == "jsonl":
        return "".join(f"{json.dumps(as_record(entry), ensure_ascii=False)}\n" for entry in entries)
    if format == "tsv":
        return as_tsv(entries)
    if format == "xlsx":
        return as_xlsx(entries)
    return as_tbx(entries, language)


def as_record(entry: NameEntry) -> dict[str, Any]:
    """One entry as JSON: source, kind, status, expected, readings, mentions, and targets with offsets."""
    return {
        "source": entry.source,
        "kind": entry.kind,
        "status": entry.status,
        "expected": entry.expected,
        "readings": [
            {"romanized": r.romanized, "kana": r.kana, "weight": round(r.weight, 4), "route": r.route}
            for r in entry.readings
        ],
        "mentions": [_place(mention) for mention in entry.mentions],
        "targets": [_target(target) for target in entry.targets],
    }


def _place(mention: Mention) -> dict[str, Any]:
    return {
        "text": mention.text, "start": mention.start, "end": mention.end, "sentence": mention.sentence,
        "title": mention.title, "original": mention.original,
    }  # fmt: skip


def _target(target: NameTarget) -> dict[str, Any]:
    return {
        "text": target.mention.text, "start": target.mention.start, "end": target.mention.end,
        "sentence": target.mention.sentence, "verdict": target.verdict, "score": target.score,
        "reason": target.reason, "evidence": dict(target.evidence),
    }  # fmt: skip


def spellings(entry: NameEntry) -> list[tuple[str, str, int]]:
    """Each distinct spelling with its gravest verdict and how often it stands."""
    found: dict[str, tuple[str, int]] = {}
    order = ("accept", "variant", "unknown", "conflict")
    for target in entry.targets:
        verdict, number = found.get(target.mention.text, ("accept", 0))
        found[target.mention.text] = (max(verdict, target.verdict, key=order.index), number + 1)
    return [(text, verdict, number) for text, (verdict, number) in found.items()]


def _cells(entry: NameEntry) -> list[str]:
    targets = "; ".join(
        text + (f" ×{number}" if number > 1 else "") + ("" if verdict == "accept" else f" [{verdict}]")
        for text, verdict, number in spellings(entry)
    )
    return [*map(_flat, (entry.source, entry.expected or "", entry.kind, entry.status, targets))]


def as_table(entries: Sequence[NameEntry]) -> str:
    """Columns for a terminal, and below each doubtful name the reason."""
    rows = [list(_COLUMNS), *(_cells(entry) for entry in entries)]
    widths = [max(_width(row[i]) for row in rows) for i in range(len(_COLUMNS) - 1)]
    lines = [_line(rows[0], widths)]
    for entry, row in zip(entries, rows[1:], strict=True):
        lines.append(_line(row, widths))
        reasons = dict.fromkeys(t.reason for t in entry.targets if t.verdict != "accept" and t.reason)
        lines += [f"    {_flat(reason)}" for reason in reasons]
    return "\n".join(lines) + "\n"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = [cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=False)]
    return "  ".join([*padded, cells[-1]]).rstrip()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def as_tsv(entries: Iterable[NameEntry]) -> str:
    """A glossary that ``--glossary`` reads again: names with an expected spelling, one line each.

    What was never printed rightly is left out, for its expected spelling is a guess.
    """
    lines = ["source\tenglish\tkind"]
    for entry in settled(entries):
        lines.append("\t".join(map(cell, (entry.source, entry.expected or "", entry.kind))))
    return "\n".join(lines) + "\n"


def settled(entries: Iterable[NameEntry]) -> list[NameEntry]:
    """The entries fit for a glossary: an expected spelling, and an accepted one or a known name."""
    return [
        entry
        for entry in entries
        if entry.expected and any(target.verdict in ("accept", "variant") for target in entry.targets)
    ]


def _flat(text: str) -> str:
    return " ".join(one_line(text).split())


def as_xlsx(entries: Iterable[NameEntry]) -> bytes:
    """A workbook with one row a spelling; nothing in it runs as a formula."""
    rows: list[list[Any]] = []
    for entry in entries:
        reading = "; ".join(r.romanized for r in entry.readings[:5])
        found: list[NameTarget | None] = list(entry.targets) or [None]
        for target in found:
            here = (
                [target.mention.text, target.verdict, target.score, target.reason]
                if target
                else ["", "", "", ""]
            )
            rows.append([entry.source, entry.kind, entry.status, entry.expected or "", reading, *here])
    header = ["source", "kind", "status", "expected", "readings", "spelling", "verdict", "score", "reason"]
    return workbook(header, rows)


def workbook(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A one-sheet workbook with a fixed header row."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet("names")
    sheet.freeze_panes = "A2"
    for row in (header, *rows):
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, value=_plain(value))
            if isinstance(value, str):
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _plain(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    text = "".join(c for c in value if c >= " " or c in "\t\n")
    return f"'{text}" if text.startswith(_FORMULA) else text


def as_tbx(entries: Iterable[NameEntry], language: str) -> str:
    """TBX-Core (ISO 30042:2019) with one concept entry a settled name."""
    rows = [(entry.source, [entry.expected or ""], entry.kind) for entry in settled(entries)]
    return tbx(rows, language)


def tbx(rows: Iterable[tuple[str, Sequence[str], str]], language: str) -> str:
    """TBX-Core of (source name, English spellings, kind)."""
    from align.formats.xml import attribute, text

    out = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<tbx xmlns="urn:iso:std:iso:30042:ed-2" type="TBX-Core" style="dca" xml:lang="en">',
        "<tbxHeader><fileDesc><sourceDesc><p>align names</p></sourceDesc></fileDesc></tbxHeader>",
        "<text><body>",
    ]
    for number, (source, english, kind) in enumerate(rows, 1):
        terms = "".join(f"<termSec><term>{text(_carried(term))}</term></termSec>" for term in english)
        out.append(
            f'<conceptEntry id="n{number}"><descrip type="subjectField">{text(kind)}</descrip>'
            f"<langSec xml:lang={attribute(language)}><termSec><term>{text(_carried(source))}</term>"
            "</termSec></langSec>"
            f'<langSec xml:lang="en">{terms}</langSec></conceptEntry>'
        )
    return "\n".join([*out, "</body></text>", "</tbx>", ""])


def _carried(text: str) -> str:
    """What XML can carry of a text, without line ends."""
    return "".join(c for c in text if c >= " " and c not in "\ufffe\uffff" and not "\ud800" <= c <= "\udfff")
