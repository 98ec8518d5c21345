"""A small corpus copied from the sample, one finished run of it, and ways to look at folders."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from align.run import RunConfig, run
from tests.model.conftest import checkpoints as checkpoints

CORPORA = Path(__file__).resolve().parents[2] / "corpora"
REPRINTS = ("rail-freight.txt", "wage-talks.txt", "school-bus.txt", "glacier-lake.txt")
SOURCES = (
    "zh/rail-freight.txt",
    "ja/wage-talks.txt",
    "ja/school-bus.txt",
    "ja/wage-survey.txt",
    "zh/flood-season.txt",
)


def copy_corpus(root: Path, reprints: tuple[str, ...] = REPRINTS, sources: tuple[str, ...] = SOURCES) -> Path:
    """Some articles of the sample corpus below ``root``."""
    for side, names in (("reprints", reprints), ("sources", sources)):
        for name in names:
            found = next((CORPORA / side / name).parent.glob(f"{Path(name).stem}.*"))
            (root / side / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(found, root / side / Path(name).parent / found.name)
    return root


def tree(folder: Path) -> dict[str, str]:
    """Every file below a folder with its hash."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


def configure(root: Path, out: Path, **more) -> RunConfig:
    options = {"checks": False, "workers": 1, "shard_size": 1, **more}
    return RunConfig(str(root / "reprints"), str(root / "sources"), out, **options)


@pytest.fixture(scope="session")
def corpus(tmp_path_factory) -> Path:
    """A folder with ``reprints`` and ``sources``; nobody changes it."""
    return copy_corpus(tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="session")
def finished(corpus, tmp_path_factory):
    """(folder, summary, tree) of an undisturbed run without checks."""
    out = tmp_path_factory.mktemp("finished") / "run"
    summary = run(configure(corpus, out))
    return out, summary, tree(out)
