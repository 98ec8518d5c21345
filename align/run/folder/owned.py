"""What in a run's folder is the run's: a signed mark of the folder, and signed lists of the pages and exports in it.

Only what stands on a list is ever removed or replaced, only regular files, and nothing behind a link. A list is written
before what it names, so that a run that is killed owns what it was about to write.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from align.errors import InputError
from align.files import write_whole
from align.run.folder.records import opened, record_bytes
from align.run.folder.store import Store

FOLDERS = ("stages", "reports", "dataset", "export")
STAGES = ("read", "split", "pair", "matched", "gather", "sentences", "names", "fidelity", "report")
_MARK = "stages/run.json"
_BESIDE = (".lock", "decisions.jsonl")  # what may lie in the folder before a run does


def refuse_other(folder: Path) -> None:
    """Raise InputError when a folder holds something that no run wrote, or leads elsewhere by a link."""
    if folder.exists() and not folder.is_dir():
        raise InputError(folder, "is no folder", "name a folder for the run")
    if not folder.is_dir():
        return
    for path in _below(folder):
        if path.is_symlink():
            raise InputError(path, "is a link", "a run writes only into its own folder: remove the link")
    others = sorted(path.name for path in folder.iterdir() if path.name not in _BESIDE)
    if others and not _is_run(folder):
        reason = f"holds other things ({others[0]} …)"
        raise InputError(folder, reason, "name a new folder, or that of an earlier run of this version")


def refuse_overlap(folder: Path, argument: str, inputs: Sequence[Path]) -> None:
    """Raise InputError when a run's folder and what it reads lie in each other: its pages would be read as articles, or
    articles be replaced; and for what is no regular file, which could not be read twice."""
    out, given = folder.resolve(), Path(argument)
    roots = [given.resolve()] if given.is_dir() else []
    remedy = "name a folder for the run beside them, not in them"
    for root in roots:
        if root == out or root in out.parents or out in root.parents:
            raise InputError(folder, f"overlaps {argument}, which is read", remedy)
    for parent in {path.parent for path in inputs}:
        found = parent.resolve()
        if found == out or out in found.parents:
            raise InputError(folder, f"holds articles that are read ({parent})", remedy)
    if not given.is_dir() and given.exists() and not given.is_file():
        raise InputError(
            argument, "is not a regular file", "a run reads its input more than once: save it first"
        )


def _below(folder: Path) -> Iterator[Path]:
    """The folders that a run writes into, and all that is in them."""
    for name in FOLDERS:
        yield folder / name
        for parent, folders, files in os.walk(folder / name):
            yield from (Path(parent, each) for each in (*folders, *files))


def sweep(store: Store) -> None:
    """Remove what an interrupted write left behind."""
    tops = store.folder.glob(".*.part")
    for path in sorted({*tops, *(path for path in _below(store.folder) if _half_written(path))}):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _half_written(path: Path) -> bool:
    return path.name.startswith(".") and path.name.endswith(".part")


def _is_run(folder: Path) -> bool:
    with contextlib.suppress(OSError):
        if opened("run", (folder / _MARK).read_bytes()) is not None:
            return True
    store = Store(folder)
    if any(store.parts(stage) for stage in STAGES):
        return True
    begun = [
        path for path in folder.rglob("*") if path.name not in _BESIDE
    ]  # killed before its mark was there
    return all(path == folder / "stages" or path.name.startswith(".run.json.") for path in begun)


def mark(folder: Path) -> None:
    """Sign a folder as a run's."""
    data = record_bytes("run", {"folder": "of a run of align"})
    path = folder / _MARK
    if not path.is_file() or path.read_bytes() != data:
        write_whole(path, data)


def listed(store: Store, name: str) -> frozenset[str]:
    """The files on a list; none when it is not there or not whole."""
    try:
        record = opened(f"owned/{name}", _path(store, name).read_bytes())
        return frozenset() if record is None else frozenset(map(str, record["files"]))
    except (OSError, KeyError, TypeError):
        return frozenset()


def put_down(store: Store, name: str, files: Collection[str]) -> None:
    """Write a list, where it is another; an empty one goes."""
    if not files:
        _path(store, name).unlink(missing_ok=True)
    elif listed(store, name) != set(files):
        write_whole(_path(store, name), record_bytes(f"owned/{name}", {"files": sorted(files)}))


@contextlib.contextmanager
def owned(store: Store, name: str, files: Sequence[str], before: Collection[str] = ()) -> Iterator[None]:
    """Inside, these files may be written; at the end those that were on the list before, or are known to be the run's
    from elsewhere (``before``), and are not among them are removed. Raises InputError, before anything is written,
    for a file that is there and not the run's."""
    known = listed(store, name) | set(before)
    wanted = set(files)
    for file in sorted(wanted - known):
        if os.path.lexists(store.folder / file):
            refuse(store.folder / file)
    put_down(store, name, wanted | known)
    yield
    remove(store, known - wanted)
    put_down(store, name, wanted)


def refuse(path: Path) -> None:
    """Raise InputError for a file that stands where a run would write, and is not the run's."""
    raise InputError(path, "is not of this run, which would write there", "move it out of the run's folder")


def remove(store: Store, files: Collection[str]) -> None:
    """Remove regular files below the run's folder, and the folders that this leaves empty."""
    for file in sorted(files):
        path = store.folder / file
        if ".." in Path(file).parts or path.is_symlink() or not path.is_file():
            continue
        path.unlink()
        for folder in path.parents:
            if folder == store.folder or any(folder.iterdir()):
                break
            folder.rmdir()


def _path(store: Store, name: str) -> Path:
    return store.folder / "stages" / "owned" / f"{name}.json"
