"""The dataset for machines: Croissant 1.0 (https://docs.mlcommons.org/croissant/docs/croissant-spec.html).

Every Parquet file is named with its hash; a record set a configuration says which columns it has and of what type.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from align.export.dataset.card import Card
from align.export.dataset.features import article_schema, bead_schema
from align.files import write_whole

_CONTEXT: Mapping[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
_TYPES = {
    "string": "sc:Text",
    "int64": "sc:Integer",
    "double": "sc:Float",
    "bool": "sc:Boolean",
    "date32[day]": "sc:Date",
}


def write_croissant(folder: Path, card: Card, files: Mapping[str, str]) -> None:
    """Write ``croissant.json`` into a dataset folder. ``files`` are its Parquet files with their sha256."""
    from align import __version__

    record: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": card.name,
        "description": "English reprints aligned with the Japanese and Chinese reporting behind them.",
        "license": card.licence or "other",
        "inLanguage": list(card.languages),
        "version": "1.0.0",
        "creator": {"@type": "Organization", "name": f"align {__version__}"},
        "distribution": [_file(name, sha256) for name, sha256 in files.items()],
        "recordSet": [
            _records(name, schema, splits) for name, schema, splits in _configurations(card, files)
        ],
    }
    text = json.dumps(record, ensure_ascii=False, indent=1)
    write_whole(folder / "croissant.json", f"{text}\n".encode())


def _file(name: str, sha256: str) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "contentUrl": name,
        "encodingFormat": "application/x-parquet",
        "sha256": sha256,
    }


def _configurations(card: Card, files: Mapping[str, str]) -> list[tuple[str, Any, list[str]]]:
    """(name, columns, files) of every language pair and of the articles."""
    found = [(pair, bead_schema(pair.split("-")), f"data/{pair}/") for pair in card.pairs]
    found.append(("articles", article_schema(), "articles/"))
    return [
        (name, schema, [file for file in files if file.startswith(below)]) for name, schema, below in found
    ]


def _records(name: str, schema: Any, files: list[str]) -> dict[str, Any]:
    """A record set over its first file, whose columns the others share; lists and records are left to the card."""
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": f"Files: {', '.join(files)}.",
        "field": [_field(name, field, files[0]) for field in schema if files and str(field.type) in _TYPES],
    }


def _field(record: str, field: Any, file: str) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{record}/{field.name}",
        "name": field.name,
        "dataType": _TYPES[str(field.type)],
        "source": {"fileObject": {"@id": file}, "extract": {"column": field.name}},
    }
