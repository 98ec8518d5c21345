"""The registry: one ``model.toml`` a model, in the shipped ``models/`` and in the user's own folder."""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Iterator
from pathlib import Path

from align.errors import ModelError
from align.installed import entry_points
from align.model.entry import Entry

# Models on the hub that people mean when they mistype or leave out the owner.
_KNOWN_ON_HUB = (
    "Helsinki-NLP/opus-mt-ja-en", "Helsinki-NLP/opus-mt-zh-en", "Helsinki-NLP/opus-mt-en-jap",
    "Helsinki-NLP/opus-mt-en-zh", "facebook/m2m100_418M", "facebook/m2m100_1.2B", "alirezamsh/small100",
    "facebook/nllb-200-distilled-600M", "facebook/mbart-large-50-many-to-many-mmt", "google/madlad400-3b-mt",
    "sentence-transformers/LaBSE", "intfloat/multilingual-e5-base", "BAAI/bge-m3",
    "Unbabel/wmt22-cometkiwi-da", "Unbabel/XCOMET-XL",
)  # fmt: skip


def model_folders() -> list[Path]:
    """The folders that are searched for models, first match wins: ``$ALIGN_MODELS``, the user's own
    folder, the ones that ship (inside a wheel, or in the checkout), then those of installed packages: an entry
    point of the group ``align.models`` names such a folder as a path."""
    return list(_folders())


def _folders() -> Iterator[Path]:
    """The same one after the other: what packages offer is looked for last, since that takes longest."""
    package = Path(__file__).resolve().parent.parent
    data_home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    candidates = [data_home / "align" / "models", package / "_models", package.parent / "models"]
    if os.environ.get("ALIGN_MODELS"):
        candidates.insert(0, Path(os.environ["ALIGN_MODELS"]))
    yield from (folder for folder in candidates if folder.is_dir())
    installed = (Path(point.load()) for point in entry_points(group="align.models"))
    yield from (folder for folder in installed if folder.is_dir())


_TYPES: tuple[tuple[str, type, str], ...] = (
    ("kind", str, "a string"),
    ("revision", str, "a string"),
    ("licence", str, "a string"),
    ("verbs", list, "a list of strings"),
    ("languages", list, "a list of strings"),
    ("files", dict, "a table of strings"),
)


def read_entry(path: Path) -> Entry:
    """The entry that a ``model.toml`` describes. Raises ModelError naming the file and what is wrong."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        reason = f"cannot be read as TOML ({error})"
        raise ModelError(path, reason, "see models/README.md for the form") from None
    for key in ("name", "provider"):
        if not isinstance(data.get(key), str):
            raise ModelError(path, f"has no `{key}`", "see models/README.md for the form")
    for key, kind, words in _TYPES:
        value = data.get(key, kind())
        inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        if not isinstance(value, kind) or not all(isinstance(one, str) for one in inside):
            raise ModelError(path, f"`{key}` is not {words}", "see models/README.md for the form")
    known = {"name", "provider", "kind", "revision", "verbs", "languages", "licence", "files"}
    return Entry(
        name=data["name"],
        folder=path.parent,
        provider=data["provider"],
        kind=data.get("kind", "translation"),
        revision=data.get("revision", ""),
        verbs=tuple(data.get("verbs", ())),
        languages=tuple(data.get("languages", ())),
        licence=data.get("licence", ""),
        files=dict(data.get("files", {})),
        details={key: value for key, value in data.items() if key not in known},
    )


def entries() -> Iterator[Entry]:
    """Every registered model, the user's own first; a name is listed once."""
    seen: set[str] = set()
    for folder in _folders():
        for path in sorted(folder.glob("*/model.toml")):
            entry = read_entry(path)
            if entry.name not in seen:
                seen.add(entry.name)
                yield entry


def find(name: str) -> Entry:
    """The registered model of this name. Raises ModelError with the nearest names."""
    registered: dict[str, Entry] = {}
    for entry in entries():
        if entry.name == name:
            return entry
        registered[entry.name] = entry
    names = {known.lower(): known for known in registered}
    names |= {part: known for known in _KNOWN_ON_HUB for part in (known.lower(), known.split("/")[1].lower())}
    close = difflib.get_close_matches(name.lower(), names, n=3, cutoff=0.5)
    near = list(dict.fromkeys(names[one] for one in close))
    known = ", ".join(registered) or "none"
    remedy = f"did you mean {' or '.join(near)}?" if near else f"registered are: {known}"
    raise ModelError(name, "no registered model has this name", remedy)
