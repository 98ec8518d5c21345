"""Models brought into the user's own folder: fetched from the hub or converted, pinned and hashed."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from align.errors import InputError
from align.files import write_whole
from align.model.hub.checkpoint import Checkpoint, fetch, open_folder
from align.model.hub.convert import convert
from align.model.hub.families import detect, language_tokens
from align.model.hub.kinds import VERBS, kind_of
from align.model.registry import entries


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
        _write_entry(part, name, "transformers", checkpoint, VERBS[kind_of(checkpoint)])
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return folder


def convert_model(name: str, precision: str = "int8", into: Path | None = None) -> Path:
    """Convert a folder, a registered model or a hub id to CTranslate2 and register it as ``<name>:ct2``; returns
    its folder. A layer named in the registry entry is the one whose attention is read."""
    local = Path(name).expanduser()
    identity, _, revision = name.partition("@")
    entry = next((one for one in entries() if one.name == name and one.provider == "transformers"), None)
    layer = None
    if local.is_dir():
        checkpoint = open_folder(local)
    elif entry is not None:
        for file in entry.files:
            entry.verified(file)
        checkpoint = open_folder(entry.folder, entry.name, entry.revision or None)
        layer = entry.details.get("attention", {}).get("layer")
    else:
        checkpoint = fetch(identity, revision or None)
    registered = f"{checkpoint.name}:ct2"
    folder = convert(checkpoint, _new_folder(registered, into), precision, layer)
    _write_entry(folder, registered, "ctranslate2", checkpoint, ("score", "translate", "attend"))
    return folder


def licence(folder: Path) -> str:
    """The licence that the front matter of a model's card names, as the hub spells it; empty if it names none."""
    card = folder / "README.md"
    if not card.is_file():
        return ""
    head = card.read_text(encoding="utf-8", errors="replace").split("\n---", 1)[0]
    found = re.search(r"(?m)^license:[ \t]*[\"']?([\w.-]+)", head) if head.startswith("---") else None
    return found[1] if found else ""


def languages(checkpoint: Checkpoint) -> tuple[str, ...]:
    """Those of our languages that a checkpoint translates from or to; none for what does not translate."""
    if kind_of(checkpoint) != "translation":
        return ()
    listed: dict[str, int] = {}
    if (checkpoint.folder / "vocab.json").is_file():
        listed = json.loads((checkpoint.folder / "vocab.json").read_text(encoding="utf-8"))
    known = language_tokens(listed)
    family = detect(checkpoint.config, checkpoint.tokenizer_config, known, checkpoint.name)
    return tuple(sorted(family.codes or family.pair or ()))


def _new_folder(name: str, into: Path | None) -> Path:
    folder = (into or user_folder()) / name.replace("/", "--").replace(":", "-")
    if folder.exists():
        raise InputError(name, f"is there already, in {folder}", "remove that folder to fetch it again")
    folder.parent.mkdir(parents=True, exist_ok=True)
    return folder


def _write_entry(
    folder: Path, name: str, provider: str, checkpoint: Checkpoint, verbs: tuple[str, ...]
) -> None:
    files = {
        str(path.relative_to(folder)): _sha256(path) for path in sorted(folder.rglob("*")) if path.is_file()
    }
    about: dict[str, str | list[str]] = {
        "name": name,
        "provider": provider,
        "revision": checkpoint.revision,
        "verbs": list(verbs),
        "languages": list(languages(checkpoint)),
        "licence": licence(checkpoint.folder),
    }
    write_whole(folder / "model.toml", model_toml(about, files).encode())


def model_toml(about: Mapping[str, str | list[str]], files: Mapping[str, str]) -> str:
    """A registry entry in TOML; a JSON string is a TOML basic string."""
    lines = [f"{key} = {json.dumps(value)}" for key, value in about.items() if value]
    hashes = [f"{json.dumps(file)} = {json.dumps(digest)}" for file, digest in files.items()]
    return "\n".join([*lines, "", "[files]", *hashes, ""])


def _sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
