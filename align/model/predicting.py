"""The shipped network that predicts English words, loaded once a process: word alignment and score share it, and what
it has seen of a pair."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from align.model.prepared import prepared
from align.model.registry import find

if TYPE_CHECKING:
    from align.model.embedded.predictor import Predictor

FOLDER, FILE = "fidelity", "predictor.npz"


@cache
def predictor_weights() -> Predictor:
    """The network. Raises ModelError when it is missing or damaged."""
    from align.model.embedded.predictor import Predictor, unpacked_network

    return Predictor.of(prepared(find(FOLDER), FILE, "predictor-1", unpacked_network))
