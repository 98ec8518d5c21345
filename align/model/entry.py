"""A registered model: what its ``model.toml`` says, and where it lies."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from align.errors import ModelError


@dataclass(frozen=True, slots=True)
class Entry:
    """One registered model: what ``model.toml`` says, and where it lies.

    ``files`` maps file names relative to ``folder`` to their sha256. ``kind`` is ``translation`` for
    a model with verbs; other rooms keep their own weights here under other kinds.
    """

    name: str
    folder: Path
    provider: str
    kind: str = "translation"
    revision: str = ""
    verbs: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    licence: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    details: Mapping[str, Any] = field(default_factory=dict)

    def verified(self, file: str) -> Path:
        """The path of one of the model's files after its hash was checked.

        Raises ModelError when the file is missing, not listed, or differs from its sha256.
        """
        path = self.folder / file
        if file not in self.files:
            raise ModelError(path, "is not listed in model.toml", "list it there with its sha256")
        if not path.is_file():
            raise ModelError(path, "the model's file is missing", "check out or install the package again")
        with path.open("rb") as handle:
            digest = hashlib.file_digest(handle, "sha256").hexdigest()
        if digest != self.files[file]:
            raise ModelError(path, "differs from its sha256 in model.toml", "it is damaged: fetch it again")
        return path
