"""List, show, fetch and convert models.

align models list                     what is registered: shipped, and in your own folder
align models show NAME                one entry, its files checked against their hashes
align models fetch OWNER/NAME[@REV]   from the Hugging Face hub, pinned to the exact commit
align models convert NAME|FOLDER      to CTranslate2, for speed on CPU and GPU
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from align.errors import ModelError
from align.model import Entry, entries, find


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The four sub-commands."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="what is registered")
    showing = actions.add_parser("show", help="one entry, its files checked")
    showing.add_argument("name")
    for action in (listing, showing):
        action.add_argument("--json", action="store_true", help="print JSON")
    fetching = actions.add_parser("fetch", help="from the Hugging Face hub, pinned")
    fetching.add_argument("name", metavar="OWNER/NAME[@REVISION]")
    converting = actions.add_parser("convert", help="to CTranslate2")
    converting.add_argument("name", metavar="NAME|FOLDER")
    converting.add_argument("--precision", default="int8", help="int8 (default), float16, float32 …")
    for action in (fetching, converting):
        action.add_argument("--into", type=Path, metavar="FOLDER", help="another folder than your own")


def run(arguments: argparse.Namespace) -> int:
    """Run one sub-command."""
    if arguments.action == "list":
        found = list(entries())
        print(json.dumps([_as_json(entry) for entry in found], indent=1) if arguments.json else _table(found))
        return 0
    if arguments.action == "show":
        return _show(find(arguments.name), arguments.json)
    from align.model.fetching import convert_model, fetch_model

    if arguments.action == "fetch":
        print(fetch_model(arguments.name, arguments.into))
    else:
        print(convert_model(arguments.name, arguments.precision, arguments.into))
    return 0


def _show(entry: Entry, as_json: bool) -> int:
    problems = []
    for file in entry.files:
        try:
            entry.verified(file)
        except ModelError as error:
            problems.append(str(error))
    if as_json:
        print(json.dumps(_as_json(entry) | {"problems": problems}, indent=1, default=str))
    else:
        for key, value in _as_json(entry).items():
            print(f"{key:10} {_shown(value)}")
        print(f"{'check':10} {'all files have their recorded SHA-256' if not problems else 'DAMAGED'}")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 2 if problems else 0


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name} {_shown(one)}" for name, one in value.items()) or "none recorded"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _as_json(entry: Entry) -> dict[str, Any]:
    size = sum(
        (entry.folder / file).stat().st_size for file in entry.files if (entry.folder / file).is_file()
    )
    return {
        "name": entry.name,
        "kind": entry.kind,
        "provider": entry.provider,
        "revision": entry.revision,
        "verbs": list(entry.verbs),
        "languages": list(entry.languages),
        "licence": entry.licence,
        "bytes": size,
        "folder": str(entry.folder),
        "figures": dict(entry.details.get("figures", {})),
    }


def _table(found: list[Entry]) -> str:
    rows = [("NAME", "KIND", "PROVIDER", "VERBS", "LANGUAGES", "MB")]
    for entry in found:
        row = _as_json(entry)
        rows.append((
            entry.name, entry.kind, entry.provider, " ".join(entry.verbs) or "-",
            " ".join(entry.languages) or "-", f"{row['bytes'] / 1e6:.1f}",
        ))  # fmt: skip
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
