"""A whole run: the stages in their order, each over its shards, each only where something changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol, TypeVar

from align.document import Pair
from align.export.rows import pair_id
from align.read.readers.records import Side
from align.report.decisions import Decided, article_names
from align.run.collections import Collections
from align.run.config import RunConfig
from align.run.context import Context
from align.run.folder.owned import owned
from align.run.folder.pages import page_file, page_names
from align.run.folder.store import Failed, Manifest, Store, fingerprint
from align.run.inputs import Unit, units
from align.run.progress import Progress
from align.run.provenance import ROOMS, code_of, file_hash, model_revision, versions
from align.run.tasks import Task, Wanted

Row = TypeVar("Row")
SIDES: tuple[Side, ...] = ("reprints", "sources")
PARTS_AT_LEAST = 8
EVERYTHING = "all"


class Engine(Protocol):
    """Performs tasks, in any order, anywhere."""

    def map(self, tasks: Sequence[Task]) -> Iterator[tuple[Task, Manifest]]: ...


class NotYetError(Exception):
    """Planning has come to a stage that has something to do: what follows depends on its outcome."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What would be done of one stage: shards, and how many of them are there already."""

    stage: str
    shards: int
    done: int

    @property
    def words(self) -> str:
        """The same for a person."""
        if self.shards < 0:
            return "depends on what comes before"
        waiting = self.shards - self.done
        return f"{waiting} of {self.shards} to do" if waiting else f"nothing to do ({self.shards} there)"


class Driver:
    """Runs the stages. With ``plan`` nothing is done; ``planned`` fills up until it depends on results."""

    def __init__(
        self,
        config: RunConfig,
        store: Store,
        context: Context,
        engine: Engine,
        progress: Progress,
        plan: bool = False,
    ) -> None:
        self.config, self.store, self.context, self.engine = config, store, context, engine
        self.progress, self.plan = progress, plan
        self.planned: list[Planned] = []
        self.manifests: dict[str, dict[str, Manifest]] = {}
        self.units: dict[str, list[Unit]] = {}

    def read_and_split(self) -> None:
        """Both sides read and split."""
        languages = {"reprints": self.config.reprint_language, "sources": self.config.source_language}
        tasks = []
        for side in SIDES:
            self.units[side] = units(getattr(self.config, side), side)
            named = [(f"{unit.id}:{unit.line}", unit) for unit in self.units[side]]
            for part, members in self._parts(named).items():
                made_from = self._made_from("read", [side, languages[side], members])
                tasks.append(
                    Task("read", f"{side}/{part}", made_from, len(members), members, languages[side])
                )
        read = self._do("read", tasks)
        self._do("split", [self._following("split", part, ("read",), read[part].rows) for part in read])

    def pair(self) -> None:
        """Every reprint with its sources; the one stage that looks at all articles at once."""
        before = {stage: self._hashes(stage) for stage in ("read", "split")}
        options = [model_revision(self.config.choice), self.config.shard_size]
        made_from = self._made_from("pair", [options, before])
        done = self._paired(made_from)
        self.note("pair", 1, int(done is not None))
        if done is None:
            self.progress.start(
                "pair", sum(manifest.rows for manifest in self.manifests["split"].values()), 0
            )
            done = self._pair(made_from)
            self.progress.finish()
            self._paired(made_from)
        self.manifests["pair"] = {EVERYTHING: done}

    def _paired(self, made_from: str) -> Manifest | None:
        """The manifest of the pairing when it and every shard that it wrote are there; takes note of those."""
        done = self.store.done("pair", EVERYTHING, made_from)
        parts = sorted(Path(name).stem for name in done.files) if done else []
        found = {part: self.store.done("matched", part, made_from) for part in parts}
        self.manifests["matched"] = matched = {part: one for part, one in found.items() if one is not None}
        return done if len(matched) == len(found) else None

    def _pair(self, made_from: str) -> Manifest:
        """Pair, and write the matched pairs by shard, then all of them: that is the mark of completion."""
        collections = Collections(self.store, self.manifests)
        pairs, failures = collections.paired(self.context, lambda _: self.progress.advance(1))
        files = {}
        matched = [
            (pair.reprint, pair) for pair in pairs if pair.source is not None and pair.verdict != "unrelated"
        ]
        for part, members in self._parts(matched).items():
            manifest = self.store.write("matched", part, made_from, Pair, members)
            path = self.store.path("matched", part)
            files[path.relative_to(self.store.folder).as_posix()] = manifest.sha256
        self.store.keep_only("matched", {Path(name).stem for name in files})
        return self.store.write("pair", EVERYTHING, made_from, Pair, pairs, failures, files)

    def align(self) -> None:
        """Pairs brought together, aligned, and where wanted, their names and fidelity checked."""
        places = Collections(self.store, self.manifests).places
        before = {stage: self._hashes(stage) for stage in ("read", "split")}
        tasks = []
        for part, matched in self.manifests["matched"].items():
            wanted = [
                Wanted(
                    pair_id(reprint, source), verdict, places("reprints")[reprint], places("sources")[source]
                )
                for reprint, source, verdict in self.store.column(
                    "matched", part, matched.sha256, "reprint", "source", "verdict"
                )
            ]
            made_from = self._made_from("gather", [wanted, before])
            read = {place.part for pair in wanted for place in (pair.reprint, pair.source)}
            articles = {
                f"{stage}/{each}": self.manifests[stage][each].sha256
                for stage in ("read", "split")
                for each in sorted(read)
            }
            tasks.append(Task("gather", part, made_from, len(wanted), wanted, inputs=articles))
        gathered = self._do("gather", tasks)
        model = [model_revision(self.config.choice)]
        glossary = file_hash(self.context.glossary)
        for stage, inputs, options in (
            ("sentences", ("gather",), model),
            ("names", ("gather", "sentences"), [*model, glossary]),
            (
                "fidelity",
                ("gather", "sentences", "names"),
                [
                    *model,
                    glossary,
                    file_hash(self.config.profile),
                    *self._asked_further(),
                ],
            ),
        ):
            parts = gathered if stage == "sentences" or self.config.checks else {}
            self._do(
                stage, [self._following(stage, part, inputs, gathered[part].rows, options) for part in parts]
            )

    def _asked_further(self) -> list[Any]:
        """What is asked of models beyond the checks; nothing where nothing is."""
        config = self.config
        judge = [config.judge, config.judge_model, config.judge_limit] if config.judge else []
        return [*judge, *(["gloss"] if config.gloss else [])]

    def report(self) -> None:
        """One page a pair; pages of pairs that are no more are removed."""
        inputs = ("matched", "gather", "sentences", "names", "fidelity")
        gathered = self.manifests["gather"]
        tasks, pages = [], []
        for part in gathered:
            ids = self.store.column(
                "matched", part, self.manifests["matched"][part].sha256, "reprint", "source"
            )
            names = [(pair_id(*pair), name) for pair, name in page_names(ids).items()]
            pages += [page_file(name) for _, name in names]
            options = [names, self._decided(ids)]
            task = self._following("report", part, inputs, gathered[part].rows, options)
            tasks.append(replace(task, payload=names))
        if self.plan:
            self._do("report", tasks)
            return
        before = [file for part in self.store.parts("report") for file in self.store.files("report", part)]
        with owned(self.store, "pages", pages, before):
            self._do("report", tasks)

    def _decided(self, pairs_of_shard: Sequence[tuple[str, ...]]) -> list[Decided]:
        """The decisions that are about pairs of a shard: a decision made anew writes their pages anew."""
        if not self.context.decided:
            return []
        pairs = {article_names(ids) for ids in pairs_of_shard}
        return [
            one for one in self.context.decided if not one.articles or article_names(one.articles) in pairs
        ]

    def failures(self) -> list[Failed]:
        """Everything that failed, in the order of stages and shards."""
        return [
            failed
            for parts in self.manifests.values()
            for manifest in parts.values()
            for failed in manifest.failures
        ]

    def made_from_everything(self, *options: Any) -> str:
        """The fingerprint of what is made from all stages together."""
        stages = {stage: self._hashes(stage) for stage in self.manifests}
        return self._made_from("export", [stages, options])

    # -- shards ---------------------------------------------------------------------------------

    def _parts(self, named: Sequence[tuple[str, Any]]) -> dict[str, list[Any]]:
        """Items by shard: their names' hashes decide, so that one more item changes one shard."""
        count = 1
        while count < PARTS_AT_LEAST or count * self.config.shard_size < len(named):
            count *= 2
        parts: dict[str, list[Any]] = {}
        for name, item in named:
            number = int.from_bytes(hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()[:8], "big")
            parts.setdefault(f"{number % count:05}", []).append(item)
        return dict(sorted(parts.items()))

    def _following(
        self, stage: str, part: str, inputs: Sequence[str], size: int, options: Sequence[Any] = ()
    ) -> Task:
        """The task of a stage that is made from the same shard of earlier ones."""
        before = {
            name: self.manifests[name][part].sha256 for name in inputs if part in self.manifests.get(name, {})
        }
        shards = {f"{name}/{part}": sha256 for name, sha256 in before.items()}
        return Task(stage, part, self._made_from(stage, [before, list(options)]), size, inputs=shards)

    @property
    def shards(self) -> dict[str, str]:
        """All shards there are, with their hashes."""
        return {
            f"{stage}/{part}": manifest.sha256
            for stage, parts in self.manifests.items()
            for part, manifest in parts.items()
        }

    def _do(self, stage: str, tasks: Sequence[Task]) -> dict[str, Manifest]:
        """Make the shards of a stage that are not there as they should be."""
        found: dict[str, Manifest | None] = {
            task.part: self.store.done(stage, task.part, task.made_from) for task in tasks
        }
        waiting = [task for task in tasks if found[task.part] is None]
        self.note(stage, len(tasks), len(tasks) - len(waiting))
        found |= self.perform(waiting, sum(task.size for task in tasks))
        if not self.plan:
            self.store.keep_only(stage, found)
        made = {part: manifest for part, manifest in found.items() if manifest is not None}
        self.manifests[stage] = made
        return made

    def perform(self, tasks: Sequence[Task], total: int = 0) -> dict[str, Manifest]:
        """Have tasks of one stage done; ``total`` counts what is there already, too."""
        if not tasks:
            return {}
        waiting = sum(task.size for task in tasks)
        self.progress.start(tasks[0].stage, max(total, waiting), max(0, total - waiting))
        made = {}
        for task, manifest in self.engine.map(tasks):
            made[task.part] = manifest
            self.progress.advance(task.size)
        self.progress.finish()
        return made

    def rows(self, stage: str, row_type: type[Row]) -> Iterator[Row]:
        """All rows of a stage."""
        for part, manifest in sorted(self.manifests[stage].items()):
            yield from self.store.rows(stage, part, row_type, manifest.sha256)

    def size(self, stage: str) -> int:
        """The rows of a stage."""
        return sum(manifest.rows for manifest in self.manifests[stage].values())

    def doubles(self, side: str) -> int:
        """How many articles of a side have an id that another has."""
        failed = self.manifests["pair"][EVERYTHING].failures
        return sum(1 for failure in failed if failure.stage == f"read {side}")

    def note(self, stage: str, shards: int, done: int) -> None:
        """Put down what a stage has to do; ends the planning of a run there."""
        self.planned.append(Planned(stage, shards, done))
        if self.plan and done < shards:
            raise NotYetError

    def _made_from(self, stage: str, parts: Sequence[Any]) -> str:
        return fingerprint(stage, code_of(ROOMS[stage]), versions(), self.context.settings.strict, parts)

    def _hashes(self, stage: str) -> dict[str, str]:
        return {part: manifest.sha256 for part, manifest in self.manifests[stage].items()}
