#!/usr/bin/env python3
"""Write the sha256 of a model folder's files, and the revision made from them, into its model.toml.

usage: scripts/make/seal_model.py models/embedded
Everything in the folder but model.toml and README.md is listed. The rest of model.toml stays as it is.
"""

from __future__ import annotations

import argparse
import hashlib
import re
from pathlib import Path


def seal(folder: Path) -> str:
    """Rewrites `[files]` and `revision` in the folder's model.toml; the revision."""
    entry = folder / "model.toml"
    names = sorted(path.name for path in folder.iterdir() if path.name not in ("model.toml", "README.md"))
    hashes = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}
    revision = hashlib.sha256("".join(hashes.values()).encode()).hexdigest()[:12]
    text = entry.read_text(encoding="utf-8")
    text = re.sub(r"(?m)^revision = .*$", f'revision = "{revision}"', text)
    listed = "".join(f'"{name}" = "{value}"\n' for name, value in hashes.items())
    text = re.sub(r"(?ms)^\[files\]\n.*?(?=^\[|\Z)", f"[files]\n{listed}\n", text).rstrip() + "\n"
    entry.write_text(text, encoding="utf-8")
    return revision


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    print(seal(parser.parse_args().folder))


if __name__ == "__main__":
    main()
