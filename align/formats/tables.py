"""Bilingual tables, read: TSV and CSV with a header or without, JSONL, and Moses (two files, one line a pair)."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from align.errors import InputError
from align.formats.cells import uncell
from align.formats.segments import Segment, Wanted
from align.languages.traits import by_header
from align.read.article import load
from align.read.encoding import decode
from align.read.language import detect_language, normalize_language

SAMPLE = 200  # rows that are enough to tell columns apart
# What headers call the two texts, where they do not name languages.
_NAMES = {
    "source": "source source_text src source_segment original 原文 ソース 源文 原语".split(),
    "target": "target target_text tgt trg target_segment translation 訳文 译文 譯文 ターゲット 译语".split(),
}
_OTHERS = frozenset("score url id pair_id document kind fidelity margin similarity doc number no".split())
_LONGEST_QUOTED = 40  # lines that one quoted cell may hold


def read_tsv(path: Path, wanted: Wanted | None = None) -> Iterator[Segment]:
    """The pairs of a TSV or CSV file: its columns by their header, or, without one, by what they hold.

    Raises InputError where not two columns can be told to be the texts."""
    rows = _csv(path) if path.suffix.lower() == ".csv" else _tsv(path)
    if not rows:
        return
    columns = _header(rows[0][1])
    body = rows[1:] if columns else rows
    if columns is None:
        source, target = text_columns(path, [cells for _, cells in body])
        columns = {"source_text": source, "target_text": target}
    named = {name: value for name, value in _languages(rows[0][1], columns).items() if value}
    for number, cells in body:
        if len(cells) <= max(at for name, at in columns.items() if name in ("source_text", "target_text")):
            raise InputError(
                path, f"line {number} has {_columns(len(cells))}", "mend the line, or add a header"
            )
        record = {name: uncell(cells[at]) for name, at in columns.items() if at < len(cells)}
        yield _as_asked(segment({**named, **record}), wanted or Wanted())


def _as_asked(one: Segment, wanted: Wanted) -> Segment:
    """A segment whose languages are known to stand the other way round than asked for, turned."""
    asked = normalize_language(wanted.source), normalize_language(wanted.target)
    there = normalize_language(one.target_language), normalize_language(one.source_language)
    if any(asked) and all(there) and all(ask in (None, is_) for ask, is_ in zip(asked, there, strict=True)):
        return Segment(
            one.target_language, one.source_language, one.target, one.source, one.document, one.score
        )
    return one


def _columns(count: int) -> str:
    return f"{count} column{'' if count == 1 else 's'}"


def _header(cells: Sequence[str]) -> dict[str, int] | None:
    """The columns that a first row names; None where it holds texts itself."""
    names = [cell.strip().strip("\ufeff").lower() for cell in cells]
    exact = {name: at for at, name in enumerate(names)}
    if "source_text" in exact and "target_text" in exact:
        return exact
    found: dict[str, int] = {}
    for side, known in _NAMES.items():
        at = next((at for at, name in enumerate(names) if name in known), None)
        if at is not None:
            found[f"{side}_text"] = at
    if len(found) < 2:
        spoken = [at for at, name in enumerate(names) if _tag(name)]
        if len(spoken) < 2 or len(spoken) + sum(name in _OTHERS for name in names) < len(names):
            return None
        found = {"source_text": spoken[0], "target_text": spoken[1]}
    return {**{name: at for name, at in exact.items() if name in ("score", "pair_id")}, **found}


def _tag(name: str) -> str | None:
    """The language that a short header cell names; None for anything else."""
    if (headed := by_header().get(name)) is not None:
        return headed
    if not re.fullmatch(r"[a-z]{2,3}(?:[-_][a-z]{2,4}){0,2}", name):
        return None
    known = normalize_language(name)
    return known if known != "other" else None


def _languages(header: Sequence[str], columns: Mapping[str, int]) -> dict[str, str]:
    """The languages that the header's cells over the two texts name."""
    return {
        f"{side}_language": _tag(header[columns[f"{side}_text"]].strip().lower()) or ""
        for side in ("source", "target")
        if columns[f"{side}_text"] < len(header)
    }


def text_columns(subject: object, rows: Sequence[Sequence[str]]) -> tuple[int, int]:
    """Which two columns of a table without a header hold the texts: scores, addresses and identifiers are none.

    Raises InputError where not two can be told."""
    rows = rows[:SAMPLE]
    width = Counter(map(len, rows)).most_common(1)[0][0] if rows else 2
    if width <= 2:
        return 0, 1
    values = [[cells[at] for cells in rows if at < len(cells)] for at in range(width)]
    texts = [at for at in range(width) if any(_is_text(value) for value in values[at])]
    if len(texts) > 2:
        languages = {at: detect_language("\n".join(values[at])) for at in texts}
        texts = [at for at in texts if languages[at] != "other"]
    if len(texts) != 2:
        reason = f"{_columns(width)}, of which not two can be told to be the texts"
        raise InputError(subject, reason, "add a header with source_text and target_text")
    return texts[0], texts[1]


def _is_text(value: str) -> bool:
    """Whether a cell is words, and no address, number or identifier."""
    return bool(re.search(r"[^\W\d_]", value)) and not re.match(
        r"\s*(?:https?://|www\.)\S+\s*$|[\w./#-]*\d[\w./#-]*$", value
    )


def _csv(path: Path) -> list[tuple[int, list[str]]]:
    text = decode(load(path), subject=path).text.removeprefix("\ufeff")
    try:
        dialect: type[csv.Dialect] | csv.Dialect = csv.Sniffer().sniff(text[:20_000], delimiters=",;\t")
    except csv.Error:
        dialect = csv.excel
    try:
        return [
            (at, row)
            for at, row in enumerate(csv.reader(text.splitlines(True), dialect), start=1)
            if any(row)
        ]
    except csv.Error as error:
        raise InputError(path, f"is not readable CSV ({error})", "save it again, or as TSV") from None


def _tsv(path: Path) -> list[tuple[int, list[str]]]:
    """The rows of a TSV file. Quotes are text, but for cells that a spreadsheet put into quotes."""
    rows: list[tuple[int, list[str]]] = []
    lines = numbered_lines(path)
    at = 0
    while at < len(lines):
        number, line = lines[at]
        at += 1
        if (open_cell := _opens_quoted(line)) and (more := _closing(lines[at : at + _LONGEST_QUOTED])):
            line = "\n".join([line, *(following for _, following in lines[at : at + more])])
            at += more
        rows.append(
            (number, [_unquoted(cell) for cell in (_split_quoted(line) if open_cell else line.split("\t"))])
        )
    return rows


def _opens_quoted(line: str) -> bool:
    """Whether the last cell of a line begins with a quote that the line does not close."""
    last = line.rsplit("\t", 1)[-1]
    return last.startswith('"') and last.count('"') % 2 == 1 and "\t" in line + "\t"


def _closing(lines: Sequence[tuple[int, str]]) -> int:
    """How many further lines a quoted cell takes; 0 where none closes it."""
    for count, (_, line) in enumerate(lines, start=1):
        if re.search(r'(?<!")(?:"")*"(?:\t|$)', line):
            return count
    return 0


def _split_quoted(line: str) -> list[str]:
    return [
        match[0].rstrip("\t") for match in re.finditer(r'(?:"(?:[^"]|"")*"|[^\t]*)(?:\t|$)', line) if match[0]
    ]


def _unquoted(cell: str) -> str:
    """A cell without the quotes that a spreadsheet puts around one with quotes, tabs or line ends in it."""
    inner = cell[1:-1]
    if len(cell) < 2 or cell[0] != '"' or cell[-1] != '"' or re.search(r'(?<!")"(?:"")*(?!")', inner):
        return cell
    quoted = '""' in inner or "\n" in inner or "\t" in inner
    return inner.replace('""', '"').replace("\n", " ") if quoted else cell


def read_jsonl(path: Path, wanted: Wanted | None = None) -> Iterator[Segment]:
    """The objects of a JSONL file: ``source_text`` and ``target_text``, or ``translation``."""
    for number, line in numbered_lines(path):
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            raise InputError(path, f"line {number} is not JSON", "one JSON object a line is meant") from None
        if isinstance(record, dict) and isinstance(record.get("source_text"), str):
            yield segment(record)
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


def segment(record: Mapping[str, object]) -> Segment:
    """A segment from a record with our columns' names."""

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
    here, there = numbered_lines(source, blank=True), numbered_lines(target, blank=True)
    if len(here) != len(there):
        reason = f"has {len(here)} lines, but {target.name} has {len(there)}"
        raise InputError(source, reason, "the two files of a corpus need equally many")
    for (_, left), (_, right) in zip(here, there, strict=True):
        if left.strip() and right.strip():
            yield Segment(source.suffix[1:], target.suffix[1:], left.strip(), right.strip(), "", None)


def numbered_lines(path: Path, blank: bool = False) -> list[tuple[int, str]]:
    """The lines of a text file in any encoding that can be told, numbered from 1."""
    data = load(path)
    text = decode(data, subject=path).text.removeprefix("\ufeff") if data.strip() else ""
    lines = text.removesuffix("\n").split("\n") if text else []
    numbered = [(number, line.removesuffix("\r")) for number, line in enumerate(lines, start=1)]
    return numbered if blank else [(number, line) for number, line in numbered if line.strip()]
