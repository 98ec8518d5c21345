"""The room's own weights, loaded once a process from the registry."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from align.fidelity.scoring.fluency import Fluency
from align.fidelity.scoring.predictor import Predictor
from align.model import find

NAME = "fidelity"


@cache
def fluency() -> Fluency:
    """The English fluency model. Raises ModelError when it is missing or damaged."""
    return Fluency.load(find(NAME).verified("fluency.npz"))


@cache
def predictor() -> Predictor:
    """The network that predicts English words. Raises ModelError when it is missing or damaged."""
    return Predictor.load(find(NAME).verified("predictor.npz"))


@cache
def scorer_values() -> dict[str, Any]:
    """What scripts/train/fidelity.py wrote: weights by feature, their scale, calibration, signature."""
    values: dict[str, Any] = json.loads(find(NAME).verified("score.json").read_text(encoding="utf-8"))
    return values
