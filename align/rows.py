"""The values of ``align.document`` as rows of Parquet, and back, without loss.

The columns follow from the dataclasses' own annotations, so a field added there is stored here. A
``Mapping`` (free-form evidence and metadata) becomes canonical JSON text: its keys differ from row to
row, and one Parquet type for all of them would not hold. Equal rows give equal bytes: nothing that is
written depends on the time, the machine or the order in which a dictionary was filled.
"""

from __future__ import annotations

import io
import json
import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    import pyarrow as pa

Value = TypeVar("Value")
Convert = Callable[[Any], Any]
ROWS_A_GROUP = 64
"""Rows that are compressed together: small enough to fetch one article without its whole shard."""


def depth(value: Any) -> int:
    """How many lists and objects stand in each other in JSON values, the value itself included."""
    deepest, waiting = 0, [(value, 1)]
    while waiting:
        one, level = waiting.pop()
        inner = one.values() if isinstance(one, Mapping) else one if isinstance(one, list | tuple) else None
        if inner is not None:
            deepest = max(deepest, level)
            waiting += [(each, level + 1) for each in inner]
    return deepest


def canonical_json(value: Any) -> str:
    """JSON text that is equal for equal values: sorted keys, no spaces, text as it is."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, set | frozenset):
        return sorted(value)
    if is_dataclass(value) and not isinstance(value, type):
        return to_row(value)
    for method in ("tolist", "item"):  # NumPy arrays and scalars
        if hasattr(value, method):
            return getattr(value, method)()
    raise TypeError(f"{type(value).__name__} cannot be written as JSON")


def _without_none(annotation: Any) -> Any:
    if get_origin(annotation) in (Union, types.UnionType):
        rest = [argument for argument in get_args(annotation) if argument is not type(None)]
        if len(rest) == 1:
            return rest[0]
    return annotation


@cache
def arrow_type(annotation: Any) -> pa.DataType:
    """The Arrow type of a field's annotation. Raises TypeError for one that has no column."""
    import pyarrow as pa

    annotation = _without_none(annotation)
    origin = get_origin(annotation)
    if origin is Literal:
        return pa.string()
    if origin is tuple:
        return pa.list_(arrow_type(get_args(annotation)[0]))
    if origin is not None and issubclass(origin, Mapping):
        return pa.string()
    if is_dataclass(annotation):
        hints = get_type_hints(annotation)
        return pa.struct([pa.field(item.name, arrow_type(hints[item.name])) for item in fields(annotation)])
    simple = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_(), date: pa.date32()}
    if annotation in simple:
        return simple[annotation]
    raise TypeError(f"no Parquet column for {annotation}")


def schema_of(row: type) -> pa.Schema:
    """The Parquet schema of a dataclass: one column a field."""
    import pyarrow as pa

    return pa.schema(list(arrow_type(row)))


@cache
def _encoder(annotation: Any) -> Convert | None:
    """What turns a field's value into plain Python, or None where it is plain already."""
    annotation = _without_none(annotation)
    origin = get_origin(annotation)
    if origin is tuple:
        inner = _encoder(get_args(annotation)[0])
        if inner is None:
            return list
        return lambda values: [None if value is None else inner(value) for value in values]
    if origin is not None and origin is not Literal and issubclass(origin, Mapping):
        return canonical_json
    if is_dataclass(annotation):
        hints = get_type_hints(annotation)
        parts = [(item.name, _encoder(hints[item.name])) for item in fields(annotation)]

        def encode(value: Any) -> dict[str, Any]:
            row = {}
            for name, convert in parts:
                part = getattr(value, name)
                row[name] = part if convert is None or part is None else convert(part)
            return row

        return encode
    return {float: float, int: int, bool: bool}.get(annotation)  # NumPy scalars become plain


@cache
def _decoder(kind: Any) -> Convert | None:
    annotation: Any = _without_none(kind)
    origin = get_origin(annotation)
    if origin is tuple:
        inner = _decoder(get_args(annotation)[0])
        if inner is None:
            return tuple
        return lambda values: tuple([None if value is None else inner(value) for value in values])
    if origin is not None and origin is not Literal and issubclass(origin, Mapping):
        return json.loads
    if is_dataclass(annotation):
        hints = get_type_hints(annotation)
        parts = [(item.name, _decoder(hints[item.name])) for item in fields(annotation)]

        make: Any = annotation

        def decode(row: Mapping[str, Any]) -> Any:
            return make(
                *[
                    row[name] if convert is None or row[name] is None else convert(row[name])
                    for name, convert in parts
                ]
            )

        return decode
    return None


def to_row(value: Any) -> dict[str, Any]:
    """A dataclass value as plain Python, ready for Arrow or JSON."""
    kind: Any = type(value)
    encode = _encoder(kind)
    assert encode is not None, "rows are made from dataclasses"
    return dict(encode(value))


def from_row(row_type: type[Value], row: Mapping[str, Any]) -> Value:
    """The dataclass value that :func:`to_row` was given."""
    kind: Any = row_type
    decode = _decoder(kind)
    assert decode is not None, "rows become dataclasses"
    value: Value = decode(row)
    return value


def load_pyarrow() -> None:
    """Load pyarrow with what its first array brings in (pandas, where that is installed): once, before processes are
    forked that would each do it."""
    import pyarrow

    pyarrow.array([None])


def parquet_bytes(row_type: type, values: Sequence[Any]) -> bytes:
    """Values of one dataclass as a Parquet file; equal values give equal bytes."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.Table.from_pylist([to_row(value) for value in values], schema=schema_of(row_type))
    sink = io.BytesIO()
    pq.write_table(table, sink, compression="zstd", row_group_size=ROWS_A_GROUP, write_page_index=False)
    return sink.getvalue()


def read_parquet(
    row_type: type[Value], source: Any, groups: Iterable[int] | None = None, columns: list[str] | None = None
) -> list[Value]:
    """The values in a Parquet file, in order; only some row groups if these are named."""
    return [from_row(row_type, row) for row in read_plain(source, groups, columns)]


def read_plain(
    source: Any, groups: Iterable[int] | None = None, columns: list[str] | None = None
) -> list[dict[str, Any]]:
    """The rows of a Parquet file as plain dictionaries."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(source) as file:
        chosen = range(file.num_row_groups) if groups is None else groups
        table = file.read_row_groups(list(chosen), columns=columns, use_threads=False)
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows
