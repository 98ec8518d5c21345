"""A Hugging Face checkpoint on disk: found, pinned to a revision, its configuration read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from align.errors import MissingExtraError, ModelError

# Weights as safetensors only: pickled checkpoints can run code when they are opened.
FILES = ("*.json", "*.safetensors", "*.spm", "*.model", "*.txt", "README.md")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A model folder with the name it was asked for and the exact revision it is at."""

    name: str
    folder: Path
    revision: str
    config: Mapping[str, Any]
    tokenizer_config: Mapping[str, Any]


def open_folder(folder: Path, name: str | None = None, revision: str | None = None) -> Checkpoint:
    """The checkpoint in a local folder. Raises ModelError when it is none.

    Without a revision of its own the folder is known by a digest of its configuration and of the
    sizes and edges of its weights: enough to tell two models apart without reading gigabytes.
    """
    config = _read_json(folder / "config.json")
    tokenizer_config = _read_json(folder / "tokenizer_config.json", {})
    weights = sorted([*folder.glob("*.safetensors"), *folder.glob("model.bin")])
    if not weights:
        reason, remedy = "holds no weights as safetensors", "pickled weights (.bin) are not loaded"
        if any(folder.glob("*.bin")):
            raise ModelError(folder, reason, remedy)
        raise ModelError(folder, reason, f"{remedy}; if its download was interrupted, fetch it again")
    index = _read_json(folder / "model.safetensors.index.json", {})
    shards = set(dict(index.get("weight_map", {})).values())
    absent = sorted(name for name in shards if not (folder / str(name)).is_file())
    if absent:
        reason = f"lacks {len(absent)} of {len(shards)} files of its weights ({absent[0]})"
        raise ModelError(folder, reason, "its download was interrupted: fetch it again")
    return Checkpoint(
        name=name or folder.name,
        folder=folder,
        revision=revision or _digest([folder / "config.json", *weights]),
        config=config,
        tokenizer_config=tokenizer_config,
    )


def fetch(name: str, revision: str | None = None) -> Checkpoint:
    """The checkpoint of a hub id, from the local cache or (unless offline) from the hub.

    ``HF_HUB_OFFLINE`` is respected. Raises ModelError when the id, the revision or the network is
    missing; an interrupted download is taken up again at the next call.
    """
    try:
        from huggingface_hub import snapshot_download
        from huggingface_hub.errors import (
            GatedRepoError,
            HFValidationError,
            LocalEntryNotFoundError,
            RepositoryNotFoundError,
            RevisionNotFoundError,
        )
    except ImportError:
        raise MissingExtraError("huggingface_hub", f"the model {name}", "hub") from None
    from huggingface_hub import utils

    # httpx or, from release 2, httpx2: its errors are no OSErrors.
    broken: tuple[type[Exception], ...] = (OSError, RuntimeError)
    if hasattr(utils, "httpx"):
        broken = (*broken, utils.httpx.HTTPError)
    try:
        folder = Path(snapshot_download(name, revision=revision, allow_patterns=list(FILES)))
    except RevisionNotFoundError:
        raise ModelError(
            name, f"has no revision `{revision}`", "name an existing branch, tag or commit"
        ) from None
    except GatedRepoError:
        raise ModelError(name, "is gated on the hub", "accept its terms there and log in") from None
    except (RepositoryNotFoundError, HFValidationError):
        raise ModelError(name, "is not on the hub, or is private", "check the spelling") from None
    except LocalEntryNotFoundError:
        reason = "is not in the local cache and the hub cannot be reached"
        remedy = "fetch it once with a network: align models fetch " + name
        raise ModelError(name, reason, remedy) from None
    except broken as error:
        raise ModelError(
            name, f"could not be downloaded ({error})", "try again: it goes on where it stopped"
        ) from None
    return open_folder(folder, name, folder.name)


def _read_json(path: Path, missing: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
    if missing is not None and not path.is_file():
        return missing
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ModelError(
            path.parent, f"is no model folder: it has no {path.name}", "check the path"
        ) from None
    except (OSError, ValueError) as error:
        raise ModelError(path, f"cannot be read as JSON ({error})", "fetch the model again") from None
    if not isinstance(data, dict):
        raise ModelError(path, "is not a JSON object", "fetch the model again")
    return data


def _digest(paths: list[Path], edge: int = 1 << 20) -> str:
    digest = hashlib.sha256()
    for path in paths:
        size = path.stat().st_size
        digest.update(f"{path.name}:{size}:".encode())
        with path.open("rb") as handle:
            digest.update(handle.read(edge))
            handle.seek(max(0, size - edge))
            digest.update(handle.read(edge))
    return "sha256-" + digest.hexdigest()[:12]
