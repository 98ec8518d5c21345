"""Tables of two columns: TSV and CSV, with or without a header."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from align.errors import InputError
from align.formats.bilingual.units import Bilingual, Remarks, Unit
from align.formats.tables import text_columns
from align.languages import traits
from align.read.encoding import decode
from align.read.language import normalize_language

_SOURCE = ("source_text", "source", "src", "original")
_TARGET = ("target_text", "target", "tgt", "translation")
_ID = ("id", "unit", "key", "name")


def read(data: bytes, subject: object) -> Bilingual:
    """The rows, named by a column ``id`` or their number. Columns are found by their names in a first row (source,
    target, or language codes), else the first two hold the texts."""
    rows = _rows(data, subject)
    head = [cell.strip().casefold() for cell in rows[0]] if rows else []
    columns = _columns(head)
    languages: tuple[str | None, str | None] = (None, None)
    if columns is None:
        columns, first = (*text_columns(subject, rows), None), 0
    else:
        first = 1
        languages = tuple(  # type: ignore[assignment]
            head[at] if normalize_language(head[at]) in traits.languages() else None for at in columns[:2]
        )
    units = []
    for number, row in enumerate(rows[first:], first + 1):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) <= max(columns[:2]):
            raise InputError(
                subject, f"row {number} has {len(row)} column(s)", "source and translation are needed"
            )
        id = row[columns[2]] if columns[2] is not None and columns[2] < len(row) else str(number)
        units.append(Unit(id, row[columns[0]], row[columns[1]]))
    return Bilingual(tuple(units), *languages)


def remarked(data: bytes, subject: object, remarks: Remarks) -> bytes:
    """The rows with one column more, for the remarks."""
    rows = _rows(data, subject)
    named = {unit.id: unit for unit in read(data, subject).units}
    head = _columns([cell.strip().casefold() for cell in rows[0]]) if rows else None
    stream = io.StringIO()
    writer = csv.writer(stream, dialect=_dialect(data, subject), lineterminator="\n")
    for number, row in enumerate(rows, 1):
        if number == 1 and head is not None:
            writer.writerow([*row, "findings"])
            continue
        at = head[2] if head is not None else None
        id = row[at] if at is not None and at < len(row) else str(number)
        said = [one.text for one in remarks.get(id, ())] if id in named else []
        writer.writerow([*row, "; ".join(said)])
    return stream.getvalue().encode("utf-8")


def _columns(head: Sequence[str]) -> tuple[int, int, int | None] | None:
    """The places of source, target and id by the names of a first row; None when it holds no names."""

    def find(names: Sequence[str]) -> int | None:
        return next((head.index(name) for name in names if name in head), None)

    source, target, id = find(_SOURCE), find(_TARGET), find(_ID)
    if source is None or target is None:
        codes = [at for at, name in enumerate(head) if normalize_language(name) in traits.languages()]
        if len(codes) != 2:
            return None
        # Two columns named by language: the article's own first.
        source, target = codes
    return source, target, id


def _rows(data: bytes, subject: object) -> list[list[str]]:
    text = decode(data, subject=subject).text
    try:
        return list(csv.reader(io.StringIO(text, newline=""), dialect=_dialect(data, subject)))
    except csv.Error as error:
        raise InputError(subject, f"is no table that can be read ({error})", "write TSV or CSV") from None


class _Tabs(csv.Dialect):
    """TSV as corpora have it: no quoting."""

    delimiter, quoting, lineterminator, escapechar = "\t", csv.QUOTE_NONE, "\n", None
    quotechar = None


def _dialect(data: bytes, subject: object) -> type[csv.Dialect]:
    first = decode(data, subject=subject).text.partition("\n")[0]
    return _Tabs if "\t" in first else csv.excel
