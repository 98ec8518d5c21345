"""What a shard is made by: our code, other packages, models. All of it goes into fingerprints."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib import metadata
from pathlib import Path

import align
from align.model.choice import Choice

PACKAGES = (
    "numpy", "pyarrow", "trafilatura", "lxml", "sentencepiece", "sudachipy", "sudachidict_core",
    "opencc", "pypinyin", "rapidfuzz", "jinja2",
)  # fmt: skip

# Whose code a stage's rows come from: when it changes, the stage is done again.
_VALUES = ("document.py", "rows.py")
_KNOWLEDGE = ("model", "languages")
_TRAITS = ("languages/traits.py", "languages/traits.toml", "languages/characters.py")
_FIGURES = ("bootstrap.py", "signature.py")
_STEPS = "pipeline/steps.py"
ROOMS: dict[str, tuple[str, ...]] = {
    "read": (*_VALUES, *_TRAITS, "read"),
    "split": (*_VALUES, *_TRAITS, "read", "split"),
    "pair": (*_VALUES, *_KNOWLEDGE, "split", "sentences", "names", "pair"),
    "gather": _VALUES,
    "sentences": (*_VALUES, *_KNOWLEDGE, _STEPS, "split", "sentences"),
    "names": (*_VALUES, *_KNOWLEDGE, _STEPS, "names"),
    "fidelity": (*_VALUES, *_KNOWLEDGE, *_FIGURES, "pipeline", "names", "fidelity"),
    "report": (*_VALUES, *_TRAITS, "report"),
    "export": (*_VALUES, *_TRAITS, "export"),
}


@cache
def code_of(rooms: Sequence[str]) -> str:
    """A hash of the source text of some rooms of this package, with the data that lies in them."""
    package = Path(align.__file__).parent
    hasher = hashlib.sha256()
    for room in rooms:
        root = package / room
        for path in [root] if root.is_file() else sorted(root.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                hasher.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return hasher.hexdigest()


@cache
def versions() -> dict[str, str]:
    """The versions of the packages whose results end up in rows; those that are not there are left out."""
    found = {"align": align.__version__}
    for name in PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


@cache
def model_revision(choice: Choice) -> dict[str, str]:
    """Names and revisions of the chosen models and of the weights that ship; a hash of what each entry says."""
    from align.model import entries, identities

    shipped = {
        entry.name: entry.revision
        + " "
        + hashlib.sha256(repr(sorted(entry.files.items())).encode()).hexdigest()[:16]
        for entry in entries()
        if entry.kind != "translation" or entry.name == "embedded"
    }
    roles = {
        f"as {role}": Path(name).name
        for role, name in (("model", choice.model), ("encoder", choice.encoder), ("scorer", choice.scorer))
        if name is not None and not choice.plain
    }
    return {**shipped, **identities(choice), **roles}


def file_hash(path: str | None) -> str | None:
    """The sha256 of a file that an option names; None without one."""
    return hashlib.sha256(Path(path).read_bytes()).hexdigest() if path else None
