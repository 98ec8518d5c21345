"""What loading through PyTorch has in common: packages, device and precision, and errors in one line."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from align.errors import MissingExtraError, ModelError
from align.model.choice import Runtime
from align.model.hub.checkpoint import Checkpoint


def packages(name: str) -> tuple[Any, Any]:
    """PyTorch and Transformers, without their progress bars. Raises MissingExtraError where one is missing."""
    try:
        import torch
        import transformers
        from transformers.utils import logging
    except ImportError as error:
        raise MissingExtraError(error.name or "torch", f"the model {name}", "hub") from None
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    return torch, transformers


def device_of(torch: Any, runtime: Runtime) -> str:
    """The device that is meant. Raises ModelError where it is not there."""
    cuda, mps = torch.cuda.is_available(), torch.backends.mps.is_available()
    if runtime.device == "auto":
        return "cuda" if cuda else "mps" if mps else "cpu"
    kind = runtime.device.split(":")[0]
    if (kind == "cuda" and not cuda) or (kind == "mps" and not mps):
        raise ModelError(f"--device {runtime.device}", "PyTorch sees no such device here", "name cpu or auto")
    if runtime.device.startswith("cuda:") and int(runtime.device[5:]) >= torch.cuda.device_count():
        reason = f"there are {torch.cuda.device_count()} CUDA devices, counted from 0"
        raise ModelError(f"--device {runtime.device}", reason, "name one of them")
    return runtime.device


def dtype_of(torch: Any, runtime: Runtime, device: str) -> Any:
    """The precision of weights and sums. Raises ModelError for one that PyTorch has not."""
    if runtime.dtype == "auto":
        quick = device.startswith("cuda") and torch.cuda.is_bf16_supported()
        return torch.bfloat16 if quick else torch.float32
    if runtime.dtype == "int8":
        remedy = "convert the model (`align models convert NAME`) and name NAME:ct2"
        raise ModelError("--dtype int8", "only CTranslate2 runs in it", remedy)
    return getattr(torch, runtime.dtype)


@contextmanager
def loading(checkpoint: Checkpoint) -> Iterator[None]:
    """Turns what may go wrong with damaged files into a ModelError of one line."""
    from safetensors import SafetensorError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Marian's advises a package that only changes punctuation
            yield
    except ModelError:
        raise
    except (OSError, ValueError, KeyError, RuntimeError, TypeError, AttributeError, SafetensorError) as error:
        reason = f"cannot be loaded ({one_line(error)})"
        raise ModelError(checkpoint.name, reason, "fetch the model again, with its tokenizer") from None
    except Exception as error:  # the Rust side of tokenizers raises bare Exception
        reason = f"its tokenizer cannot be read ({one_line(error)})"
        raise ModelError(checkpoint.name, reason, "fetch the model again, with its tokenizer") from None


def one_line(error: BaseException, most: int = 160) -> str:
    """An error's words without line breaks."""
    words = " ".join(str(error).split())
    return words if len(words) <= most else f"{words[:most]}…"


def fitting(checkpoint: Checkpoint, tokenizer: Any, model: Any) -> None:
    """Raises ModelError when the tokenizer has pieces for which the weights have no row."""
    rows = int(model.get_input_embeddings().num_embeddings)
    largest = max(tokenizer.get_vocab().values(), default=0)
    if largest >= rows:
        reason = f"its tokenizer counts to piece {largest}, its weights have {rows} rows"
        raise ModelError(checkpoint.name, reason, "save the model together with its own tokenizer")
