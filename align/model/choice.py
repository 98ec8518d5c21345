"""What a user chooses of models: who does what, and how it is run."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from align.errors import InputError

DEVICES = "auto, cpu, cuda (or cuda:1 …) or mps"
DTYPES = ("auto", "float32", "bfloat16", "float16", "int8")
_DEVICE = re.compile(r"auto|cpu|mps|cuda(:\d+)?")


@dataclass(frozen=True, slots=True)
class Runtime:
    """How models made elsewhere are run; the embedded one needs nothing of it.

    ``device`` auto is CUDA, else Apple's MPS, else the CPU; ``dtype`` auto is bfloat16 on CUDA and float32
    elsewhere (CTranslate2: what the folder holds). ``batch_size`` is the most texts of a batch; None lets
    the number of tokens decide. Raises InputError for what there is not.
    """

    device: str = "auto"
    dtype: str = "auto"
    batch_size: int | None = None

    def __post_init__(self) -> None:
        if not _DEVICE.fullmatch(self.device):
            raise InputError(f"--device {self.device}", "there is no such device", f"name {DEVICES}")
        if self.dtype not in DTYPES:
            raise InputError(
                f"--dtype {self.dtype}", "there is no such precision", f"name {', '.join(DTYPES)}"
            )
        if self.batch_size is not None and self.batch_size < 1:
            raise InputError(f"--batch-size {self.batch_size}", "is below 1", "name a larger number")


@dataclass(frozen=True, slots=True)
class Choice:
    """Models by registered name, folder or hub id: ``model`` translates, attends and scores, ``encoder`` embeds and
    ``scorer`` scores instead of the model. None and what a model cannot do come from what ships."""

    model: str = "embedded"
    encoder: str | None = None
    scorer: str | None = None
    runtime: Runtime = field(default_factory=Runtime)

    @property
    def names(self) -> tuple[str, ...]:
        """All names that are named, each once."""
        named = (self.model, self.encoder, self.scorer)
        return tuple(dict.fromkeys(name for name in named if name is not None))

    @property
    def plain(self) -> bool:
        """Whether nothing but the embedded model is asked for."""
        return set(self.names) == {"embedded"}

    def absolute(self) -> Choice:
        """The same with folders by absolute paths, for processes that stand elsewhere."""
        model, encoder, scorer = (
            str(Path(name).expanduser().absolute()) if name and Path(name).expanduser().is_dir() else name
            for name in (self.model, self.encoder, self.scorer)
        )
        return Choice(model or self.model, encoder, scorer, self.runtime)


def on_accelerator(choice: Choice) -> bool:
    """Whether any of the models would be run on a graphics processor here."""
    if choice.plain or choice.runtime.device == "cpu":
        return False
    try:
        import torch

        return torch.cuda.is_available() or torch.backends.mps.is_available()
    except ImportError:
        pass
    try:
        import ctranslate2

        return bool(ctranslate2.get_cuda_device_count())
    except ImportError:
        return False
