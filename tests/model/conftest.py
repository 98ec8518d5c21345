"""One tiny model of each family, made once a session."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.model import tiny

MAKERS: dict[str, Callable[[Path, Path], Path]] = {
    "marian": tiny.marian,
    "marian-multi": lambda folder, work: tiny.marian(
        folder, work, targets=(">>en<<", ">>ja<<", ">>cmn_Hans<<")
    ),
    "m2m100": tiny.m2m100,
    "small100": lambda folder, work: tiny.m2m100(folder, work, small100=True),
    "nllb": tiny.nllb,
    "mbart50": tiny.mbart50,
    "t5": tiny.t5,
    "mt5": lambda folder, work: tiny.t5(folder, work, kind="mt5"),
    "madlad": lambda folder, work: tiny.t5(folder, work, tags=True),
}
CAUSAL: dict[str, Callable[[Path, Path], Path]] = {
    kind: partial(tiny.causal, kind=kind) for kind in ("llama", "qwen3", "gemma3_text")
}
ENCODERS: dict[str, Callable[[Path, Path], Path]] = {
    layout: partial(tiny.encoder, layout=layout) for layout in ("labse", "e5", "bge-m3", "minilm", "plain")
}


@pytest.fixture(scope="session")
def checkpoints(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A folder with the tiny model of a family, by the family's name."""
    pytest.importorskip("torch", reason="the extra `hub` is not installed")
    made: dict[str, Path] = {}

    def make(family: str) -> Path:
        if family not in made:
            folder = tmp_path_factory.mktemp("models") / family
            made[family] = {**MAKERS, **CAUSAL, **ENCODERS}[family](folder, tmp_path_factory.mktemp("work"))
        return made[family]

    return make
