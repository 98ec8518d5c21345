"""The calls behind ``align run``: do it, say what would be done, or do it on articles that are in memory."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from align.document import Article
from align.errors import InputError, MissingExtraError
from align.files import write_whole
from align.model.choice import on_accelerator
from align.report.index import write_index
from align.run.config import RunConfig, make_config
from align.run.context import Context, Settings
from align.run.driver import Driver, Engine, NotYetError, Planned
from align.run.engines.local import LocalEngine
from align.run.finish import export, summarize, write_manifest, write_names
from align.run.folder.lock import locked
from align.run.folder.owned import mark, refuse_other, refuse_overlap, sweep
from align.run.folder.store import Manifest, Store
from align.run.progress import Progress, Quiet
from align.run.results import Results, index_entries
from align.run.summary import Summary
from align.run.tasks import Task

STAGES = ("read", "split", "pair", "gather", "sentences", "names", "fidelity", "report", "export")


def run(config: RunConfig, progress: Progress | None = None) -> Summary:
    """Do what is not done yet, and return the account of the whole run.

    Raises InputError for input, options or a folder that cannot be used, and when another run is working
    in the folder; with ``strict``, for the first article that fails.
    """
    from align.model import identities
    from align.read.batch import files

    refuse_other(config.out)
    identities(config.choice)  # a wrong name is said before anything is written
    for side in (config.reprints, config.sources):
        refuse_overlap(config.out, side, [path for path, _ in files(side)])
    for path in (config.glossary, config.profile, config.decisions):
        if path and not Path(path).is_file():
            raise InputError(path, "is no file", "check the path")
    store, context = Store(config.out), _context(config)
    if not config.choice.plain and not (config.out / "stages").exists():
        _ = context.model  # and so is that a model cannot be loaded
    if context.judge is not None:
        context.judge.reach()
    with locked(config.out):
        mark(config.out)
        sweep(store)
        (config.out / "run.json").unlink(missing_ok=True)
        try:
            summary = _finished(Driver(config, store, context, _Nothing(), progress or Quiet()))
        except BaseException:
            sweep(store)  # what workers were writing when they were told to stop
            raise
    return summary


def _finished(driver: Driver) -> Summary:
    with _engine(driver.config, driver.store, driver.context) as driver.engine:
        driver.read_and_split()
        driver.pair()
        driver.align()
        driver.report()
        exports = export(driver)
    summary = summarize(driver, exports)
    write_index(
        index_entries(driver.store, driver.shards),
        driver.store.folder / "index.html",
        "Reprints and their sources",
    )
    write_names(driver)
    write_manifest(driver, summary)
    return summary


def plan(config: RunConfig) -> list[Planned]:
    """What a run would do, by stage; a stage that cannot be told yet has -1 shards. Writes nothing."""
    store, context = Store(config.out), _context(config)
    driver = Driver(config, store, context, _Nothing(), Quiet(), plan=True)
    with contextlib.suppress(NotYetError):
        driver.read_and_split()
        driver.pair()
        driver.align()
        driver.report()
        export(driver)
    known = {planned.stage for planned in driver.planned}
    return [*driver.planned, *(Planned(stage, -1, 0) for stage in STAGES if stage not in known)]


class _Nothing:
    """An engine for planning, which never comes to its work."""

    def map(self, tasks: Sequence[Task]) -> Iterator[tuple[Task, Manifest]]:
        raise NotYetError


def _context(config: RunConfig) -> Context:
    judged = ("judge", "judge_model", "judge_limit", "gloss")
    names = (*judged, "strict", "checks", "profile", "glossary", "cache", "decisions", "article_seconds")
    given = {name: getattr(config, name) for name in names}
    settings = Settings(config.choice.absolute(), **given)
    return Context(settings, config.out)


@contextlib.contextmanager
def _engine(config: RunConfig, store: Store, context: Context) -> Iterator[Engine]:
    if config.engine == "local":
        # A graphics processor is not shared between processes that were forked.
        processes = 1 if on_accelerator(config.choice) else config.processes
        with LocalEngine(store, context, processes) as local:
            yield local
        return
    try:
        from align.run.engines.ray import RayEngine
    except ImportError:
        raise MissingExtraError("ray", "--engine ray", "ray") from None
    with RayEngine(store, context, config.processes, config.ray_address, config.gpus) as cluster:
        yield cluster


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
