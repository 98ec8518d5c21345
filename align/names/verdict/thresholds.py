"""The bounds of likeness that verdicts on names are given by, from ``thresholds.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Scores between 0 and 1; what each is for stands in the file beside its value."""

    accept: float
    reject: float
    plainly_by_letters: float
    badly_by_letters: float
    part_of_letters: float
    family_by_letters: float
    resembles: float
    assigned: float
    assigned_plainly: float
    settled: float
    person: float


@cache
def thresholds() -> Thresholds:
    """The shipped values, read once."""
    table = tomllib.loads(Path(__file__).with_name("thresholds.toml").read_text(encoding="utf-8"))
    return Thresholds(**table["likeness"], **table["assignment"])
