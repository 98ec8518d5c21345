"""Models brought into the user's own folder: fetched from the hub or converted, pinned and hashed."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from align.errors import InputError
from align.files import write_whole
from align.model.hub.checkpoint import Checkpoint, fetch, open_folder
from align.model.hub.convert import convert


def user_folder() -> Path:
    """Where the user's own models are kept: ``$XDG_DATA_HOME/align/models``."""
    home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return home / "align" / "models"


def fetch_model(name: str, into: Path | None = None) -> Path:
    """Fetch ``owner/name[@revision]`` and register it under ``owner/name``; returns its new folder.

    The exact commit and the SHA-256 of every file go into ``model.toml``, so that from then on the
    same bytes are loaded, offline. Raises ModelError as :func:`align.model.hub.checkpoint.fetch`,
    InputError when the model is registered already.
    """
    identity, _, revision = name.partition("@")
    return register(fetch(identity, revision or None), identity, into)


def register(checkpoint: Checkpoint, name: str, into: Path | None = None) -> Path:
    """Copy a checkpoint into the user's folder with a ``model.toml``; returns the new folder."""
    folder = _new_folder(name, into)
    part = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        shutil.copytree(checkpoint.folder, part, ignore=shutil.ignore_patterns("*.bin", ".*"))
        _write_entry(
            part, name, "transformers", checkpoint.revision, ("embed", "score", "translate", "attend")
        )
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return folder


def convert_model(name: str, precision: str = "int8", into: Path | None = None) -> Path:
    """Convert a hub id or folder to CTranslate2 and register it as ``<name>:ct2``; returns its folder."""
    local = Path(name).expanduser()
    identity, _, revision = name.partition("@")
    checkpoint = open_folder(local) if local.is_dir() else fetch(identity, revision or None)
    registered = f"{checkpoint.name}:ct2"
    folder = convert(checkpoint, _new_folder(registered, into), precision)
    _write_entry(folder, registered, "ctranslate2", checkpoint.revision, ("score", "translate", "attend"))
    return folder


def _new_folder(name: str, into: Path | None) -> Path:
    folder = (into or user_folder()) / name.replace("/", "--").replace(":", "-")
    if folder.exists():
        raise InputError(name, f"is there already, in {folder}", "remove that folder to fetch it again")
    folder.parent.mkdir(parents=True, exist_ok=True)
    return folder


def _write_entry(folder: Path, name: str, provider: str, revision: str, verbs: tuple[str, ...]) -> None:
    files = {
        str(path.relative_to(folder)): _sha256(path) for path in sorted(folder.rglob("*")) if path.is_file()
    }
    write_whole(folder / "model.toml", model_toml(name, provider, revision, verbs, files).encode())


def model_toml(
    name: str, provider: str, revision: str, verbs: tuple[str, ...], files: Mapping[str, str]
) -> str:
    """A registry entry in TOML."""
    import json  # a JSON string is a TOML basic string

    lines = [
        f"{key} = {json.dumps(value)}"
        for key, value in {
            "name": name,
            "provider": provider,
            "revision": revision,
            "verbs": list(verbs),
        }.items()
    ]
    return "\n".join(
        [
            *lines,
            "",
            "[files]",
            *(f"{json.dumps(file)} = {json.dumps(digest)}" for file, digest in files.items()),
            "",
        ]
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
