"""A run over articles that are in memory: they are laid down as JSONL beside the run, so that it can be resumed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from align.document import Article
from align.files import write_whole
from align.run.calls import run
from align.run.config import RunConfig, make_config
from align.run.results import Results

Articles = str | Path | Iterable[Article | Mapping[str, Any]]


def run_articles(reprints: Articles, sources: Articles, *, out: str | Path, **options: Any) -> Results:
    """Pair, align and check two collections, and give back the results, a report a pair.

    ``reprints`` and ``sources`` are what the command takes (a folder, a glob, a file), or articles, or records as
    JSONL has them (``id``, ``text`` and optionally ``title``, ``date``, ``language``, ``publisher``, ``url``). What
    is in memory is written to ``OUT.reprints.jsonl`` and ``OUT.sources.jsonl``; the same call again only does what
    changed. ``options`` are those of :class:`RunConfig`. Raises InputError as ``run`` does.
    """
    out = Path(out)
    sides = {
        side: str(given) if isinstance(given, str | Path) else str(_laid_down(given, out, side))
        for side, given in (("reprints", reprints), ("sources", sources))
    }
    config: RunConfig = make_config({**options, **sides, "out": out})
    run(config)
    return Results(out)


def _laid_down(articles: Iterable[Article | Mapping[str, Any]], out: Path, side: str) -> Path:
    path = out.with_name(f"{out.name}.{side}.jsonl")
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps(_record(one), ensure_ascii=False, default=str) + "\n" for one in articles)
    write_whole(path, "".join(lines).encode("utf-8", "replace"))
    return path


def _record(article: Article | Mapping[str, Any]) -> Mapping[str, Any]:
    if not isinstance(article, Article):
        return article
    known = {
        name: getattr(article, name)
        for name in ("title", "date", "publisher", "byline", "url")
        if getattr(article, name) is not None
    }
    language = {} if article.language == "other" else {"language": article.language}
    return {"id": article.id, "text": article.text, **known, **language}
