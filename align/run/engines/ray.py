"""Shards spread over a Ray cluster: the same tasks, performed by actors, with the same bytes as their result.

Every actor loads the model once. The run's folder and the inputs must be readable under the same paths on
every node (a shared file system). An actor that dies is replaced and its task done again.
"""

from __future__ import annotations

import contextlib
import logging
import os
import socket
from collections.abc import Iterator, Sequence
from typing import Any

import ray

from align.errors import InputError
from align.run.context import Context
from align.run.engines.local import ATTEMPTS, WorkerDiedError, sendable
from align.run.folder.store import Manifest, Store
from align.run.tasks import NEEDY, Task, perform


class Performer:
    """An actor: a process with the model in memory that performs tasks."""

    def __init__(self, store: Store, context: Context) -> None:
        self._store, self._context = store, context

    def pid(self) -> int:
        """The process that the actor is."""
        return os.getpid()

    def perform(self, task: Task) -> Manifest | BaseException:
        """The manifest of a task, or the error it ended in: errors are results, deaths are not."""
        try:
            if task.stage in NEEDY:
                self._context.ready()
            return perform(task, self._store, self._context)
        except Exception as error:
            return sendable(error)


class RayEngine:
    """Performs tasks with ``workers`` actors of ``gpus`` GPUs each, on the cluster at ``address`` or on a
    local one that is started and ended with the engine."""

    def __init__(
        self, store: Store, context: Context, workers: int, address: str | None = None, gpus: float = 0.0
    ) -> None:
        self._store = Store(store.folder.absolute())
        self._context = Context(context.settings, context.folder.absolute())
        self._workers, self._address, self._gpus = workers, address, gpus
        self._actors: list[Any] = []

    def __enter__(self) -> RayEngine:
        return self

    def __exit__(self, *_: object) -> None:
        for actor in self._actors:
            with contextlib.suppress(Exception):
                ray.kill(actor)
        if self._actors:
            ray.shutdown()

    def map(self, tasks: Sequence[Task]) -> Iterator[tuple[Task, Manifest]]:
        """Every task with its manifest, in the order in which they are done."""
        if tasks and not self._actors:
            self._start()
        waiting = list(reversed(tasks))
        idle = list(self._actors)
        running: dict[Any, tuple[Any, Task]] = {}
        attempts: dict[str, int] = {}
        while waiting or running:
            while waiting and idle:
                actor, task = idle.pop(), waiting.pop()
                running[actor.perform.remote(task)] = (actor, task)
            ready, _ = ray.wait(list(running), num_returns=1)
            actor, task = running.pop(ready[0])
            try:
                result = ray.get(ready[0])
            except ray.exceptions.RayActorError:
                attempts[task.part] = attempts.get(task.part, 0) + 1
                if attempts[task.part] == ATTEMPTS:
                    raise WorkerDiedError(task) from None
                self._actors.remove(actor)
                idle.append(self._actor())
                waiting.append(task)
                continue
            idle.append(actor)
            if isinstance(result, BaseException):
                raise result
            yield task, result

    def _start(self) -> None:
        try:
            if self._address is not None and ":" in self._address and "//" not in self._address:
                host, _, port = self._address.rpartition(":")
                socket.create_connection(
                    (host, int(port)), timeout=5
                ).close()  # Ray itself would try for minutes
            if self._address is None:
                ray.init(
                    num_cpus=self._workers,
                    include_dashboard=False,
                    log_to_driver=False,
                    logging_level=logging.ERROR,
                )
            else:
                ray.init(address=self._address, log_to_driver=False, logging_level=logging.ERROR)
        except (OSError, RuntimeError, ValueError) as error:
            words = " ".join(str(error).split())[:200]
            raise InputError(
                self._address or "ray", f"Ray cannot be started ({words})", "check --ray-address"
            ) from None
        resources: dict[str, float] = ray.cluster_resources()  # type: ignore[no-untyped-call]
        available = resources.get("GPU", 0.0)
        if self._gpus > available:
            ray.shutdown()
            reason = f"the cluster has {available:g} GPUs, and a worker asks for {self._gpus:g}"
            raise InputError("--gpus", reason, "ask for fewer, or for 0")
        for _ in range(self._workers):
            self._actor()

    def _actor(self) -> Any:
        kind = ray.remote(num_cpus=1, num_gpus=self._gpus)(Performer)
        actor = kind.remote(self._store, self._context)
        self._actors.append(actor)
        return actor


__all__ = ["RayEngine"]
