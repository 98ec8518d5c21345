"""A run that is killed, interrupted or out of space leaves nothing half-written, and ends as if nothing had been."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.run.conftest import tree


def start(corpus: Path, out: Path, **more) -> subprocess.Popen:
    """``align run`` in a process of its own, as a user starts it."""
    command = [
        sys.executable,
        "-m",
        "align",
        "run",
        str(corpus / "reprints"),
        str(corpus / "sources"),
        "--out",
        str(out),
    ]
    command += ["--no-checks", "--workers", "2", "--shard-size", "1", "--quiet"]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, **more)


def files(out: Path) -> int:
    # os.walk passes over a folder that the run renames meanwhile; rglob would raise.
    return sum(len(names) for _, _, names in os.walk(out))


def wait_for(process: subprocess.Popen, out: Path, count: int) -> bool:
    """Wait until the run has written so many files; False when it ended before."""
    while files(out) < count:
        if process.poll() is not None:
            return False
        time.sleep(0.002)
    return True


def half_written(out: Path) -> list[Path]:
    return [path for path in out.rglob("*") if path.name.endswith(".part")]


def test_killed_again_and_again_it_ends_with_the_same_bytes(corpus, finished, tmp_path):
    out, killed = tmp_path / "run", 0
    for count in (1, 20, 40, 60):
        process = start(corpus, out)
        if wait_for(process, out, count):
            process.send_signal(signal.SIGKILL)
            killed += 1
        process.communicate()
    assert killed >= 3
    process = start(corpus, out)
    assert process.communicate()[1] == ""
    assert process.returncode == 0
    assert tree(out) == finished[2]


def test_an_interrupt_ends_it_with_130_and_one_line(corpus, finished, tmp_path):
    for attempt in range(6):  # on a busy machine the run may be over before the signal comes
        out = tmp_path / f"run-{attempt}"
        process = start(corpus, out)
        if wait_for(process, out, 10):
            process.send_signal(signal.SIGINT)
        error = process.communicate()[1]
        if process.returncode:
            break
    assert process.returncode == 130
    assert error == "align run: interrupted; nothing half-written was left behind\n"
    assert half_written(out) == []
    assert not (out / "run.json").exists()
    assert start(corpus, out).wait() == 0
    assert tree(out) == finished[2]


@pytest.mark.parametrize("limit", [3_000, 9_000, 30_000])
def test_a_full_disk_ends_it_with_2_and_one_line(corpus, finished, tmp_path, limit):
    out = tmp_path / "run"
    process = start(corpus, out, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
    error = process.communicate()[1]
    assert process.returncode == 2
    assert error.startswith("align run: ")
    assert "File too large" in error
    assert error.count("\n") == 1
    assert half_written(out) == []
    assert start(corpus, out).wait() == 0
    assert tree(out) == finished[2]
