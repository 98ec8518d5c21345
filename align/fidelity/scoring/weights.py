"""The room's own weights, loaded once a process from the registry."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from align.fidelity.scoring.fluency import Fluency, unpacked
from align.model import find
from align.model.embedded.predictor import Predictor
from align.model.predicting import predictor_weights
from align.model.prepared import prepared

NAME = "fidelity"


@cache
def fluency() -> Fluency:
    """The English fluency model. Raises ModelError when it is missing or damaged."""
    return Fluency.of(prepared(find(NAME), "fluency.npz", "fluency-1", unpacked))


def predictor() -> Predictor:
    """The network that predicts English words. Raises ModelError when it is missing or damaged."""
    return predictor_weights()


@cache
def scorer_values() -> dict[str, Any]:
    """What scripts/train/fidelity/fidelity.py wrote: weights by feature, their scale, calibration, signature."""
    values: dict[str, Any] = json.loads(find(NAME).verified("score.json").read_text(encoding="utf-8"))
    return values
