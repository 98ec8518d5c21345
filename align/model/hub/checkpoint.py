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
FILES = ("*.json", "*.safetensors", "*.spm", "*.model", "*.txt", "*.jinja", "README.md", "hparams.yaml")


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

    Without a revision of its own the folder is known by a digest of its configuration, tokenizer and weights.
    """
    if (folder / "hparams.yaml").is_file():  # of the COMET family
        parts = [
            path
            for path in (folder / "hparams.yaml", folder / "checkpoints" / "model.ckpt")
            if path.is_file()
        ]
        return Checkpoint(name or folder.name, folder, revision or _digest(parts), {}, {})
    config = _read_json(folder / "config.json")
    tokenizer_config = _read_json(folder / "tokenizer_config.json", {})
    weights = sorted([*folder.glob("*.safetensors"), *folder.glob("model.bin")])
    if not weights:
        reason, remedy = "holds no weights as safetensors", "pickled weights (.bin) are not loaded"
        if any(folder.glob("*.bin")):
            raise ModelError(folder, reason, f"{remedy}: {_RESAVE}")
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
        revision=revision or _digest(sorted({*weights, *_described(folder)})),
        config=config,
        tokenizer_config=tokenizer_config,
    )


def identify(folder: Path) -> str:
    """The revision by which a folder is known: the one it was converted from, or a digest of what it holds.

    Raises ModelError for a folder that holds no model.
    """
    converted = _read_json(folder / "align.json", {})
    if converted and (folder / "model.bin").is_file():
        return f"{converted.get('revision', '')} {converted.get('precision', '')} {_digest([folder / 'model.bin'])}"
    return open_folder(folder).revision


def fetch(name: str, revision: str | None = None) -> Checkpoint:
    """The checkpoint of a hub id, from the local cache or (unless offline) from the hub.

    A repository that has its weights as pickles only is looked for a pull request that adds them as
    safetensors, and that revision is taken. ``HF_HUB_OFFLINE`` is respected. Raises ModelError when the id, the
    revision, the weights or the network are missing; an interrupted download is taken up again at the next call.
    """
    folder = _snapshot(name, revision)
    if (folder / "hparams.yaml").is_file():
        folder = _snapshot(name, revision, "checkpoints/*.ckpt")
    elif not any(folder.glob("*.safetensors")):
        other = _with_safetensors(name) if revision is None else None
        if other is None:
            reason = "has its weights as pickles only, which can run code when they are opened"
            raise ModelError(name, reason, _RESAVE)
        folder = _snapshot(name, other)
    return open_folder(folder, name, folder.name)


_RESAVE = "name a revision that has safetensors (NAME@refs/pr/…), or save it so with `save_pretrained`"


def _with_safetensors(name: str) -> str | None:
    """The newest pull request of a repository that holds safetensors; None without one."""
    from huggingface_hub import HfApi

    hub = HfApi()
    try:
        requests = hub.list_repo_refs(name, include_pull_requests=True).pull_requests or []
        for request in sorted(requests, key=lambda one: int(one.ref.rsplit("/", 1)[-1]), reverse=True):
            files = hub.list_repo_files(name, revision=request.ref)
            if any(file.endswith(".safetensors") and "/" not in file for file in files):
                return str(request.ref)
    except (OSError, RuntimeError, ValueError):
        return None
    return None


def _snapshot(name: str, revision: str | None, *further: str) -> Path:
    """The folder of a revision in the local cache, downloaded where need be."""
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
        return Path(snapshot_download(name, revision=revision, allow_patterns=[*FILES, *further]))
    except RevisionNotFoundError:
        reason, remedy = f"has no revision `{revision}`", "name an existing branch, tag or commit"
    except GatedRepoError:
        reason, remedy = "is gated on the hub", "accept its terms there and log in"
    except (RepositoryNotFoundError, HFValidationError):
        reason, remedy = "is not on the hub, or is private", "check the spelling"
    except LocalEntryNotFoundError:
        reason = "is not in the local cache and the hub cannot be reached"
        remedy = "fetch it once with a network: align models fetch " + name
    except broken as error:
        reason, remedy = f"could not be downloaded ({error})", "try again: it goes on where it stopped"
    raise ModelError(name, reason, remedy)


def _read_json(path: Path, missing: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
    if missing is not None and not path.is_file():
        return missing
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ModelError(
            path.parent, f"is no model folder: it has no {path.name}", "check the path"
        ) from None
    except (OSError, ValueError, RecursionError) as error:
        raise ModelError(path, f"cannot be read as JSON ({error})", "fetch the model again") from None
    if not isinstance(data, dict):
        raise ModelError(path, "is not a JSON object", "fetch the model again")
    return data


def _described(folder: Path) -> list[Path]:
    """The files beside the weights from which results follow: configuration and tokenizer."""
    suffixes = (".json", ".model", ".spm", ".txt", ".vocab")
    return [path for path in folder.iterdir() if path.suffix in suffixes and path.is_file()]


def _digest(paths: list[Path]) -> str:
    """A hash of all of the files: weights that were tuned a little differ somewhere in the middle."""
    digest = hashlib.sha256()
    for path in paths:
        with path.open("rb") as handle:
            whole = hashlib.file_digest(handle, "sha256").hexdigest()
        digest.update(f"{path.name}:{whole}:".encode())
    return "sha256-" + digest.hexdigest()[:12]
