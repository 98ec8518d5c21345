"""A local Ray with two workers, one of them killed on the way, writes what the local engine writes.

Slow (Ray takes its time to start), and only where Ray is installed: ``pip install 'align-reprints[ray]'``.
"""

from __future__ import annotations

import os
import signal
import threading

import pytest

from align.errors import InputError
from align.run import run
from tests.run.conftest import configure, tree

pytestmark = pytest.mark.slow
ray = pytest.importorskip("ray")


def test_ray_writes_the_same_bytes(corpus, finished, tmp_path):
    run(configure(corpus, tmp_path / "run", engine="ray", workers=2))
    assert tree(tmp_path / "run") == finished[2]
    assert not ray.is_initialized()


def test_a_worker_that_is_killed_on_the_way_changes_nothing(corpus, finished, tmp_path, monkeypatch):
    from align.run.engines.ray import RayEngine

    pids: list[int] = []
    killed = threading.Event()
    real_start, real_map = RayEngine._start, RayEngine.map

    def start(engine):
        real_start(engine)
        pids.extend(ray.get([actor.pid.remote() for actor in engine._actors]))

    def killing(engine, tasks):
        for number, done in enumerate(real_map(engine, tasks)):
            yield done
            if number == 1 and not killed.is_set():  # in the midst of the first stage, the other one is busy
                os.kill(pids[0], signal.SIGKILL)
                killed.set()

    monkeypatch.setattr(RayEngine, "_start", start)
    monkeypatch.setattr(RayEngine, "map", killing)
    run(configure(corpus, tmp_path / "run", engine="ray", workers=2))
    assert killed.is_set()
    assert tree(tmp_path / "run") == finished[2]


def test_more_gpus_than_there_are_is_one_clear_error(corpus, tmp_path):
    with pytest.raises(InputError, match="the cluster has 0 GPUs"):
        run(configure(corpus, tmp_path / "run", engine="ray", workers=1, gpus=1))


def test_a_cluster_that_does_not_answer_is_one_clear_error(corpus, tmp_path):
    with pytest.raises(InputError, match="Ray cannot be started"):
        run(configure(corpus, tmp_path / "run", engine="ray", workers=1, ray_address="127.0.0.1:1"))
