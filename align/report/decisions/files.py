"""Files of decisions: ``decisions.jsonl``, an XLSX report, or what the report's page saves."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from align.document import Decision, DecisionState
from align.errors import InputError
from align.files import write_whole
from align.report.decisions.matching import Decided
from align.report.visible import one_line

STATES: tuple[DecisionState, ...] = get_args(DecisionState)
_REMEDY = "name a decisions.jsonl, an XLSX report, or what the report's page saved"


def decision_line(one: Decided) -> str:
    """A decision as a line of ``decisions.jsonl``, with its line end."""
    record = {
        "finding": one.finding,
        "state": one.decision.state,
        **{name: getattr(one.decision, name) for name in ("reason", "note", "who", "when")},
        "articles": list(one.articles),
        **{
            name: getattr(one, name)
            for name in ("check", "severity", "source", "target", "sentence", "message")
        },
    }
    kept = {name: value for name, value in record.items() if value not in ("", [])}
    return json.dumps(kept, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8") + "\n"


def decided_of_line(line: str) -> Decided:
    """The decision that :func:`decision_line` wrote. Raises InputError or ValueError for any other line."""
    return decided_of_record(json.loads(line))


def decided_of_record(record: Any) -> Decided:
    """The same from a line's object. Raises InputError."""
    return _one(Path("decisions.jsonl"), "a line", record)


def write_decisions(path: Path, decided: Iterable[Decided]) -> None:
    """Write ``decisions.jsonl`` whole."""
    write_whole(path, "".join(decision_line(one) for one in decided if not one.empty).encode("utf-8"))


def read_decisions(path: Path) -> tuple[Decided, ...]:
    """The decisions of a file, told apart by its content. Raises InputError naming line and reason."""
    data = _bytes(path)
    return latest(_from_workbook(path, data) if data.startswith(b"PK\x03\x04") else _from_json(path, data))


def holds_decisions(path: Path) -> bool:
    """Whether a file is one of decisions, and not a baseline of ids and patterns."""
    data = _bytes(path)
    if data.startswith(b"PK\x03\x04"):
        return True
    first = next((line for line in data.removeprefix(b"\xef\xbb\xbf").splitlines() if line.strip()), b"")
    return b'"finding"' in first or (first.strip().startswith(b"{") and b'"decisions"' in data[:4096])


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(path, error.strerror or str(error), _REMEDY) from None


def latest(decided: Iterable[Decided]) -> tuple[Decided, ...]:
    """The last word about each finding."""
    last: dict[tuple[Any, ...], Decided] = {}
    for one in decided:
        key = (one.articles, one.finding if one.content is None else one.content, one.sentence, one.finding)
        last.pop(key, None)
        last[key] = one
    return tuple(one for one in last.values() if not one.empty)


def _from_json(path: Path, data: bytes) -> Iterator[Decided]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(path, "is not UTF-8", _REMEDY) from None
    whole = _saved_by_the_page(text)
    if whole is not None:
        for number, record in enumerate(whole, 1):
            yield _one(path, f"decision {number}", record)
        return
    # Not splitlines: a form feed or U+2028 inside a note ends no line.
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                record = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise InputError(path, f"line {number} is not JSON ({error})", _REMEDY) from None
            yield _one(path, f"line {number}", record)


def _saved_by_the_page(text: str) -> list[Any] | None:
    """The rows of a ``decisions.json`` that the page of an earlier version saved: one object with a list."""
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        return None
    rows = record.get("decisions") if isinstance(record, dict) else None
    return rows if isinstance(rows, list) else None


def _one(path: Path, place: str, record: Any) -> Decided:
    if not isinstance(record, dict) or not isinstance(record.get("finding"), str):
        raise InputError(path, f"{place} names no `finding`", _REMEDY)
    if record.get("state") not in STATES:
        raise InputError(path, f"{place}: `state` is none of {', '.join(STATES)}", "mend the line")
    articles = record.get("articles") or []
    if not isinstance(articles, list) or not all(isinstance(one, str) for one in articles):
        raise InputError(path, f"{place}: `articles` is no list of two ids", "mend the line")

    def text(name: str) -> str:
        value = record.get(name)
        return value if isinstance(value, str) else ""

    return Decided(
        Decision(record["state"], text("reason"), text("note"), text("who"), text("when") or text("decided")),
        record["finding"],
        text("check"),
        text("source"),
        text("target"),
        text("sentence"),
        tuple(articles),
        text("severity"),
        text("message"),
    )


def _from_workbook(path: Path, data: bytes) -> Iterator[Decided]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except Exception as error:  # a damaged archive fails in as many ways as there are parts in it
        raise InputError(path, f"cannot be opened as a workbook ({error})", _REMEDY) from None
    if "Findings" not in book.sheetnames:
        raise InputError(path, "has no sheet `Findings`", "name a workbook that --format xlsx wrote")
    articles = _articles(book["Scores"].iter_rows(values_only=True)) if "Scores" in book.sheetnames else ()
    rows = book["Findings"].iter_rows(values_only=True)
    head = [str(cell or "") for cell in next(rows, ())]
    if not {"State", "Check"} <= set(head):
        raise InputError(path, "has no columns `State` and `Check`", "keep the first row as it was written")
    for number, cells in enumerate(rows, 2):
        row = {name: "" if cell is None else str(cell) for name, cell in zip(head, cells, strict=False)}
        state = row["State"].strip().casefold() or "open"
        if not row["Check"]:
            continue
        if state not in STATES:
            reason = f"row {number}: State is `{one_line(row['State'], 40)}`"
            raise InputError(path, reason, f"choose one of {', '.join(STATES)}")
        yield _of_row(row, state, articles)


def _of_row(row: Mapping[str, str], state: DecisionState, articles: tuple[str, ...]) -> Decided:
    note = row.get("Note", "").strip()
    decision = Decision(state, note) if state == "dismissed" else Decision(state, note=note)
    return Decided(
        decision,
        row.get("Finding", ""),
        row["Check"],
        row.get("Source", ""),
        row.get("Reprint", ""),
        articles=articles,
        severity=row.get("Severity", ""),
        message=row.get("Message", ""),
    )


def _articles(rows: Iterable[tuple[Any, ...]]) -> tuple[str, ...]:
    """The ids of reprint and source in the sheet of scores, where a workbook of this version puts them."""
    known = {str(row[0]): str(row[1]) for row in rows if len(row) > 1 and row[0] and row[1]}
    ids = tuple(known.get(name, "") for name in ("Reprint id", "Source id"))
    return ids if all(ids) else ()
