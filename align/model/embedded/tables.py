"""The word-translation tables as they are stored: p(target piece | source piece), pruned and quantised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
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
    """p(target | source) of the pairs that were kept: sorted keys ``source * STRIDE + target``, and values."""

    keys: NDArray[np.int64]
    values: Floats

    def of(self, source: int) -> list[tuple[int, float]]:
        """The target pieces of a source piece, with p(target | source)."""
        first, last = np.searchsorted(self.keys, (source * STRIDE, (source + 1) * STRIDE))
        targets = self.keys[first:last] % STRIDE
        return list(zip(targets.tolist(), self.values[first:last].tolist(), strict=True))

    def lookup(self, sources: Ids, targets: Ids) -> Floats:
        """p(target | source), float32 [targets, sources]; 0 where the table has no entry."""
        if not len(self.keys):
            return np.zeros((len(targets), len(sources)), np.float32)
        wanted = sources[None, :].astype(np.int64) * STRIDE + targets[:, None]
        at = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        return np.where(self.keys[at] == wanted, self.values[at], np.float32(0))


@dataclass(frozen=True, slots=True)
class Gains:
    """A table by its source pieces: those of piece ``i`` are ``targets[bounds[i]:bounds[i + 1]]``, each so many times
    (``ratios``) likelier beside it than anywhere."""

    bounds: NDArray[np.int64]
    targets: Ids
    ratios: Floats

    @classmethod
    def of(cls, table: Table, frequency: Floats, pieces: int) -> Gains:
        """``frequency`` is of the target pieces; ``pieces`` is how many source pieces there are."""
        targets = (table.keys % STRIDE).astype(np.int32)
        bounds = np.searchsorted(table.keys, np.arange(pieces + 1) * STRIDE).astype(np.int64)
        return cls(bounds, targets, table.values / frequency[targets])

    def take(self, sources: Ids) -> tuple[NDArray[np.int64], Ids, Floats]:
        """Those of the given pieces, one after the other, behind their int64 [len(sources) + 1] bounds."""
        first = self.bounds[sources]
        counts = self.bounds[sources + 1] - first
        bounds = np.concatenate((np.zeros(1, np.int64), np.cumsum(counts)))
        places = np.arange(bounds[-1]) + np.repeat(first - bounds[:-1], counts)
        return bounds, self.targets[places], self.ratios[places]


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables by direction (``zh-en``, ``en-zh`` …), and how often each piece occurs, by the same names:
    ``frequencies["zh-en"]`` is of Chinese beside English, ``frequencies["en-zh"]`` of English beside Chinese."""

    translations: Mapping[str, Table]
    frequencies: Mapping[str, Floats]


def pack(keys: NDArray[np.int64], values: Floats, size: int) -> dict[str, NDArray[np.generic]]:
    """One table's arrays as they are stored; keys must be sorted. At most 255 targets a source."""
    lengths = np.bincount(keys // STRIDE, minlength=size)
    steps = np.clip(np.rint(-np.log(values) * LOG_STEPS), 0, 255)
    return {
        "targets": (keys % STRIDE).astype(np.uint16),
        "lengths": lengths.astype(np.uint8),
        "values": steps.astype(np.uint8),
    }


def read_tables(path: Path) -> Tables:
    """The tables that scripts/train/words.py wrote. Raises ModelError when the file holds something else."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        directions = [name.removesuffix("/targets") for name in arrays if name.endswith("/targets")]
        translations = {name: _unpack(*(arrays[f"{name}/{part}"] for part in PARTS)) for name in directions}
        frequencies = {
            name: np.exp(arrays[f"{name}/frequency"].astype(np.float32)).astype(np.float32)
            for name in directions
        }
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        raise ModelError(path, f"holds no word tables ({error})", "fetch the model again") from None
    return Tables(translations, frequencies)


PARTS = ("targets", "lengths", "values")


def _unpack(targets: NDArray[np.uint16], lengths: NDArray[np.uint8], steps: NDArray[np.uint8]) -> Table:
    sources = np.repeat(np.arange(len(lengths), dtype=np.int64), lengths)
    return Table(sources * STRIDE + targets, np.exp(-steps.astype(np.float32) / LOG_STEPS))
