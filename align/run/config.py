"""What a run is told: on the command line, in a TOML file, or from Python."""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Literal, get_type_hints

from align.errors import InputError
from align.export import FORMATS
from align.model.choice import Choice, Runtime

Engine = Literal["local", "ray"]
PATHS = ("reprints", "sources", "out", "glossary", "profile", "decisions")


@dataclass(frozen=True, slots=True)
class RunConfig:
    """One run. ``reprints`` and ``sources`` are folders, globs, single files or JSONL.

    ``model``, ``encoder`` and ``scorer`` are names, folders or hub ids; ``judge`` is the URL of an
    endpoint, whose model ``judge_model`` names, or such a model. ``cache`` false computes such models' results
    anew. It, ``workers`` (processes; 0: one a core), the engine and what goes with it change how fast a run is, never
    what it writes. ``strict`` ends the run at the first
    article that fails. ``decisions`` is a file of what editors decided; without it the run's own
    ``decisions.jsonl`` is taken, where there is one. ``shard_size`` is the number of articles that are worked
    on, written and, after an interruption, repeated together; ``article_seconds`` how much processor time a stage may
    take for one (0: any).
    """

    reprints: str
    sources: str
    out: Path
    model: str = "embedded"
    encoder: str | None = None
    scorer: str | None = None
    device: str = "auto"
    dtype: str = "auto"
    batch_size: int | None = None
    judge: str | None = None
    judge_model: str | None = None
    judge_limit: int = 200
    gloss: bool = False
    cache: bool = True
    workers: int = 0
    engine: Engine = "local"
    ray_address: str | None = None
    gpus: float = 0.0
    strict: bool = False
    checks: bool = True
    profile: str | None = None
    glossary: str | None = None
    decisions: str | None = None
    reprint_language: str | None = None
    source_language: str | None = None
    formats: tuple[str, ...] = ("hf", "tmx", "tsv")
    name: str = "align-export"
    licence: str | None = None
    min_score: float = 0.0
    validation: float = 0.05
    test: float = 0.05
    shard_size: int = 256
    article_seconds: float = 120.0

    def __post_init__(self) -> None:
        for name in ("reprints", "sources"):
            if getattr(self, name) == "-":
                raise InputError(
                    f"{name} -", "a run reads its input more than once", "name a folder or a file"
                )
        for format in self.formats:
            if format not in FORMATS:
                raise InputError(format, "no such export format", f"choose from {', '.join(FORMATS)}")
        self.choice  # noqa: B018 - a device or precision that there is not is said at once
        if self.engine not in ("local", "ray"):
            raise InputError(self.engine, "no such engine", "choose local or ray")
        if self.workers < 0 or self.shard_size < 1 or self.gpus < 0:
            raise InputError(
                "workers, shard size or gpus", "is below its least value", "name a larger number"
            )

    @property
    def choice(self) -> Choice:
        """The models, and how they are run."""
        runtime = Runtime(self.device, self.dtype, self.batch_size)
        return Choice(self.model, self.encoder, self.scorer, runtime)

    @property
    def processes(self) -> int:
        """The number of worker processes that is meant."""
        if self.workers:
            return self.workers
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def read_config(path: Path) -> dict[str, Any]:
    """The options in a TOML file, by field name; paths in it are relative to its folder.

    Keys are the names of the flags, with hyphens or underscores. Raises InputError naming the file and the
    key that is unknown or of the wrong type.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(path, error.strerror or str(error), "name a TOML file") from None
    except (ValueError, RecursionError) as error:
        raise InputError(
            path, f"cannot be read as TOML ({error})", "see docs/reference/dataset.md for an example"
        ) from None
    hints = get_type_hints(RunConfig)
    options: dict[str, Any] = {}
    for key, value in data.items():
        name = key.replace("-", "_")
        if name not in hints:
            near = difflib.get_close_matches(name, hints, n=1)
            raise InputError(
                path, f"unknown key `{key}`", f"did you mean `{near[0]}`?" if near else _known(hints)
            )
        options[name] = _typed(path, name, value)
        if name in PATHS and not Path(options[name]).is_absolute():
            options[name] = str(path.parent / options[name])
    return options


def _known(names: Mapping[str, Any]) -> str:
    return f"there are: {', '.join(sorted(names))}"


def _typed(path: Path, name: str, value: Any) -> Any:
    default = {item.name: item.default for item in fields(RunConfig)}.get(name)
    if name == "formats":
        good = isinstance(value, list) and all(isinstance(item, str) for item in value)
        value = tuple(value) if good else value
    elif isinstance(default, bool):
        good = isinstance(value, bool)
    elif isinstance(default, int) or name == "batch_size":
        good = isinstance(value, int) and not isinstance(value, bool)
    elif isinstance(default, float):
        good = isinstance(value, int | float) and not isinstance(value, bool)
    else:
        good = isinstance(value, str)
    if not good:
        raise InputError(path, f"`{name}` cannot be {value!r}", "see `align run --help`")
    return value


def make_config(options: Mapping[str, Any]) -> RunConfig:
    """A configuration from options by name. Raises InputError for those that are missing."""
    for name in ("reprints", "sources", "out"):
        if not options.get(name):
            remedy = "name REPRINTS SOURCES --out RUN, or a TOML file that has them"
            raise InputError(f"`{name}`", "is not named", remedy)
    config = RunConfig(str(options["reprints"]), str(options["sources"]), Path(options["out"]))
    given = {name: value for name, value in options.items() if value is not None}
    return replace(config, **{**given, "out": Path(options["out"])})
