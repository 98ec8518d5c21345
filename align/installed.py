"""What installed packages offer to `align`: readers, models, checks, by entry points."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.metadata import EntryPoints


def entry_points(group: str) -> EntryPoints | tuple[()]:
    """The entry points of a group.

    As `importlib.metadata.entry_points` has them, which is imported only where a package may offer some: it takes
    longer to load than all files of installed packages take to look through.
    """
    if not _may_be_offered(group.encode()):
        return ()
    from importlib import metadata

    return metadata.entry_points(group=group)


def _may_be_offered(group: bytes) -> bool:
    """Whether a package that is installed into a folder names the group, or packages are found in another way."""
    others = [one for one in sys.meta_path if hasattr(one, "find_distributions")]
    if any(getattr(one, "__name__", "") != "PathFinder" for one in others):
        return True
    for path in map(Path, sys.path):
        if path.is_file():  # an archive
            return True
        with suppress(OSError):
            packages = [one for one in path.iterdir() if one.suffix in (".dist-info", ".egg-info")]
            if any(_names(one / "entry_points.txt", group) for one in packages):
                return True
    return False


def _names(file: Path, group: bytes) -> bool:
    with suppress(OSError):
        return group in file.read_bytes()
    return False
