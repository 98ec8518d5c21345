"""Reports for every pair that a corpus folder lists in its gold."""

from __future__ import annotations

import json
from pathlib import Path

from align.document import Article, Report
from align.errors import InputError
from align.model import Model
from align.pipeline import check


def corpus_reports(folder: Path, model: Model) -> dict[tuple[str, str], Report]:
    """The reports of the pairs that ``gold/findings.jsonl`` names, by (reprint, source) id. Raises
    InputError when the folder is no such corpus."""
    from align.read import read_all

    listing = folder / "gold" / "findings.jsonl"
    if not listing.is_file():
        raise InputError(folder, "has no gold/findings.jsonl", "name a corpus folder or a TSV file")
    rows = (json.loads(line) for line in listing.read_text(encoding="utf-8").splitlines() if line.strip())
    wanted = sorted({(row["reprint"], row["source"]) for row in rows})
    reprints = {one.id: one for one in read_all(folder / "reprints") if isinstance(one, Article)}
    sources = {one.id: one for one in read_all(folder / "sources") if isinstance(one, Article)}
    return {
        (reprint, source): check(sources[source], reprints[reprint], model)
        for reprint, source in wanted
        if reprint in reprints and source in sources
    }
