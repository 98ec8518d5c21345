"""Columns as the Hugging Face ``datasets`` library names them, written into Parquet without importing it.

``datasets`` finds its features as JSON under the key ``huggingface`` of the Parquet schema
(https://huggingface.co/docs/datasets/about_dataset_features).
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from align.export.rows import ArticleRow, BeadRow, translation
from align.rows import schema_of, to_row

if TYPE_CHECKING:
    import pyarrow as pa

TRANSLATION = "translation"


def bead_schema(languages: Sequence[str]) -> pa.Schema:
    """The columns of bead rows; ``languages`` are the keys of ``translation``."""
    import pyarrow as pa

    texts = pa.struct([pa.field(language, pa.string()) for language in languages])
    schema = schema_of(BeadRow)
    return _described(schema.insert(schema.get_field_index("source_text"), pa.field(TRANSLATION, texts)))


def article_schema() -> pa.Schema:
    """The columns of article rows."""
    return _described(schema_of(ArticleRow))


def bead_parquet(rows: Sequence[BeadRow], languages: Sequence[str]) -> bytes:
    """Bead rows as one Parquet file."""
    plain = [{**to_row(row), TRANSLATION: translation(row, languages)} for row in rows]
    return _parquet(plain, bead_schema(languages))


def article_parquet(rows: Sequence[ArticleRow]) -> bytes:
    """Article rows as one Parquet file."""
    return _parquet([to_row(row) for row in rows], article_schema())


def _parquet(rows: list[dict[str, Any]], schema: pa.Schema) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = io.BytesIO()
    table = pa.Table.from_pylist(rows, schema=schema)
    pq.write_table(table, sink, compression="zstd", row_group_size=10_000)
    return sink.getvalue()


def _described(schema: pa.Schema) -> pa.Schema:
    features = {field.name: _feature(field.name, field.type) for field in schema}
    info = {"info": {"features": features}}
    return schema.with_metadata({"huggingface": json.dumps(info)})


def _feature(name: str, kind: pa.DataType) -> Any:
    import pyarrow as pa

    if name == TRANSLATION:
        return {"languages": [field.name for field in kind], "_type": "Translation"}
    if pa.types.is_list(kind):
        return [_feature("", kind.value_type)]
    if pa.types.is_struct(kind):
        return {field.name: _feature("", field.type) for field in kind}
    dtype = {pa.date32(): "date32", pa.float64(): "float64"}.get(kind, str(kind))
    return {"dtype": dtype, "_type": "Value"}
