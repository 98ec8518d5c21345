"""The word-translation tables as they are stored: p(target piece | source piece), pruned and quantised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from align.errors import ModelError

Ids = NDArray[np.int32]
Floats = NDArray[np.float32]

STRIDE = 1 << 16
LOG_STEPS = 32.0  # steps of a stored value: -log(p) * LOG_STEPS, one byte


@dataclass(frozen=True, slots=True)
class Table:
    """p(target | source) of the pairs that were kept, by source piece: those of piece ``i`` are
    ``targets[bounds[i]:bounds[i + 1]]``, in ascending order, each with its probability in ``values``."""

    bounds: NDArray[np.int64]
    targets: NDArray[np.uint16]
    values: Floats

    def of(self, source: int) -> list[tuple[int, float]]:
        """The target pieces of a source piece, with p(target | source)."""
        kept = slice(self.bounds[source], self.bounds[source + 1])
        return list(zip(self.targets[kept].tolist(), self.values[kept].tolist(), strict=True))

    def places(self, sources: Ids) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where those of some source pieces stand, one after the other, and int64 [len(sources) + 1] bounds of them."""
        first = self.bounds[sources]
        counts = self.bounds[sources + 1] - first
        bounds = np.concatenate((np.zeros(1, np.int64), np.cumsum(counts)))
        return np.arange(bounds[-1]) + np.repeat(first - bounds[:-1], counts), bounds

    def lookup(self, sources: Ids, targets: Ids) -> Floats:
        """p(target | source), float32 [targets, sources]; 0 where the table has no entry."""
        places, bounds = self.places(sources)
        # What is kept of the sources is gone through, not each pair: there are fewer of them.
        few = len(targets) < 1 << 15
        rows: NDArray[Any] = np.full(STRIDE, -1, np.int16 if few else np.int32)  # the smaller stays in cache
        rows[targets] = np.arange(len(targets))  # of a piece that stands twice, its last place
        row = rows[self.targets[places]]
        here = np.flatnonzero(row >= 0)
        columns = np.repeat(np.arange(len(sources)), np.diff(bounds))
        found: Floats = np.zeros((len(targets), len(sources)), np.float32)
        found[row[here], columns[here]] = self.values[places[here]]
        chosen: Floats = found[rows[targets]]
        return chosen


@dataclass(frozen=True, slots=True)
class Gains:
    """How many times likelier each kept target piece of a table is beside its source piece than anywhere."""

    table: Table
    ratios: Floats

    @classmethod
    def of(cls, table: Table, frequency: Floats) -> Gains:
        """``frequency`` is of the target pieces."""
        return cls(table, table.values / frequency[table.targets])

    def take(self, sources: Ids) -> tuple[NDArray[np.int64], Ids, Floats]:
        """Those of the given pieces, one after the other, behind their int64 [len(sources) + 1] bounds."""
        places, bounds = self.table.places(sources)
        return bounds, self.table.targets[places].astype(np.int32), self.ratios[places]


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables by direction (``zh-en``, ``en-zh`` …), and how often each piece occurs, by the same names:
    ``frequencies["zh-en"]`` is of Chinese beside English, ``frequencies["en-zh"]`` of English beside Chinese."""

    translations: Mapping[str, Table]
    frequencies: Mapping[str, Floats]

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]]) -> Tables:
        """The tables of what :func:`read_tables` gives."""
        directions = [name.removesuffix("/targets") for name in arrays if name.endswith("/targets")]
        return cls(
            {name: Table(*(arrays[f"{name}/{part}"] for part in PARTS)) for name in directions},
            {name: arrays[f"{name}/frequency"] for name in directions},
        )


def pack(keys: NDArray[np.int64], values: Floats, size: int) -> dict[str, NDArray[np.generic]]:
    """One table's arrays as they are stored, of keys ``source * STRIDE + target``, which must be sorted. At most 255
    targets a source."""
    lengths = np.bincount(keys // STRIDE, minlength=size)
    steps = np.clip(np.rint(-np.log(values) * LOG_STEPS), 0, 255)
    return {
        "targets": (keys % STRIDE).astype(np.uint16),
        "lengths": lengths.astype(np.uint8),
        "values": steps.astype(np.uint8),
    }


PARTS = ("bounds", "targets", "values")


def read_tables(path: Path) -> dict[str, NDArray[Any]]:
    """The tables that scripts/train/words/words.py wrote, as arrays named direction and part. Raises ModelError when
    the file holds something else."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        directions = [name.removesuffix("/targets") for name in arrays if name.endswith("/targets")]
        found: dict[str, NDArray[Any]] = {}
        for name in directions:
            table = _unpack(*(arrays[f"{name}/{part}"] for part in ("targets", "lengths", "values")))
            found |= {f"{name}/{part}": getattr(table, part) for part in PARTS}
            frequency = np.exp(arrays[f"{name}/frequency"].astype(np.float32))
            found[f"{name}/frequency"] = frequency.astype(np.float32)
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        raise ModelError(path, f"holds no word tables ({error})", "fetch the model again") from None
    return found


def _unpack(targets: NDArray[np.uint16], lengths: NDArray[np.uint8], steps: NDArray[np.uint8]) -> Table:
    bounds = np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths, dtype=np.int64)))
    if bounds[-1] != len(targets) or len(steps) != len(targets):
        raise ValueError("lengths do not add up")
    probabilities = np.exp(-np.arange(256, dtype=np.float32) / LOG_STEPS)
    return Table(bounds, targets, probabilities[steps])
