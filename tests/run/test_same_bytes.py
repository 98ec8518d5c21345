"""The same bytes, however a run is made: with any number of workers, on either engine, killed at any moment.

Slow: run by ``pytest -m slow tests/run/test_same_bytes.py``.
"""

from __future__ import annotations

import importlib.util
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from align.run import run
from tests.run.conftest import CORPORA, configure, tree
from tests.run.test_interruption import half_written

pytestmark = pytest.mark.slow
MOMENTS = 30


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The sample corpus, with every text twice, so that sentences come again; and one run of it with checks."""
    root = tmp_path_factory.mktemp("whole")
    for side in ("reprints", "sources"):
        shutil.copytree(CORPORA / side, root / side)
        for path in [path for path in sorted((root / side).rglob("*")) if path.suffix == ".txt"]:
            path.with_stem(f"{path.stem}-again").write_bytes(path.read_bytes())
    out = root / "run"
    begun = time.monotonic()
    run(configure(root, out, checks=True, shard_size=4))
    return root, tree(out), time.monotonic() - begun


@pytest.mark.parametrize("engine", ["local", "ray"])
@pytest.mark.parametrize("workers", [1, 2, 3, 4])
def test_workers_and_engines(whole, tmp_path, workers, engine):
    if engine == "ray" and importlib.util.find_spec("ray") is None:
        pytest.skip("needs ray")
    root, expected, _ = whole
    run(configure(root, tmp_path / "run", checks=True, shard_size=4, workers=workers, engine=engine))
    assert tree(tmp_path / "run") == expected


def test_killed_at_drawn_moments(whole, tmp_path):
    """Thirty kills, each at a drawn moment of what is left to do, with a drawn number of workers."""
    root, expected, seconds = whole
    draw, out = random.Random(20), tmp_path / "run"
    killed = 0
    for number in range(MOMENTS):
        if number % 6 == 0 and out.exists():
            shutil.rmtree(out)  # from the beginning again
        process = _start(root, out, draw.randint(1, 4))
        try:
            process.wait(draw.uniform(0.5, 0.6 * seconds + 3))
        except subprocess.TimeoutExpired:
            process.send_signal(draw.choice([signal.SIGKILL, signal.SIGTERM]))
            killed += 1
        process.communicate()
    assert killed >= MOMENTS // 2
    process = _start(root, out, 2)
    assert process.communicate()[1] == ""
    assert process.returncode == 0
    assert half_written(out) == []
    assert tree(out) == expected


def _start(root: Path, out: Path, workers: int) -> subprocess.Popen:
    command = [sys.executable, "-m", "align", "run", str(root / "reprints"), str(root / "sources")]
    command += ["--out", str(out), "--workers", str(workers), "--shard-size", "4", "--quiet"]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
