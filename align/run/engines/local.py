"""Shards spread over processes of this machine.

The workers are forked once the model is in memory, so all of them share one copy of it. Each holds a
pipe; it gets a task, writes the shard itself and sends back the manifest. A worker that dies takes
nothing with it: its shard was not written, and another worker gets the task.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from align.errors import AlignError
from align.model import ShowsWords
from align.rows import load_pyarrow
from align.run.context import Context
from align.run.folder.store import Manifest, Store
from align.run.tasks import NEEDY, Task, perform

ATTEMPTS = 3


class WorkerDiedError(AlignError):
    """A task killed every worker that tried it."""

    def __init__(self, task: Task) -> None:
        shard = f"{task.stage} {task.part}: {ATTEMPTS} workers died over this shard"
        super().__init__(f"{shard} — more memory or a smaller --shard-size may help")


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    connection: Connection
    task: Task | None = None


class LocalEngine:
    """Performs tasks in ``workers`` processes; with one, in this process."""

    def __init__(self, store: Store, context: Context, workers: int) -> None:
        self._store, self._context, self._count = store, context, workers
        self._workers: list[_Worker] = []

    def __enter__(self) -> LocalEngine:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.connection.close()
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join(5)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()

    def map(self, tasks: Sequence[Task]) -> Iterator[tuple[Task, Manifest]]:
        """Every task with its manifest, in the order in which they are done."""
        alone = self._count == 1
        if any(task.stage in NEEDY for task in tasks) and (alone or self._context.settings.choice.plain):
            self._context.ready()  # other models are tried by the workers: they do not survive a fork
        if alone:
            for task in tasks:
                yield task, perform(task, self._store, self._context)
            return
        waiting = list(reversed(tasks))
        attempts: dict[str, int] = {}
        while waiting or any(worker.task for worker in self._workers):
            self._hand_out(waiting)
            for worker in self._ready():
                task, manifest = self._collect(worker)
                if manifest is not None:
                    yield task, manifest
                    continue
                attempts[task.part] = attempts.get(task.part, 0) + 1
                if attempts[task.part] == ATTEMPTS:
                    raise WorkerDiedError(task)
                waiting.append(task)

    def _hand_out(self, waiting: list[Task]) -> None:
        idle = [worker for worker in self._workers if worker.task is None]
        while waiting and (idle or len(self._workers) < self._count):
            worker = idle.pop() if idle else self._start()
            worker.task = waiting.pop()
            with contextlib.suppress(OSError):  # a dead worker is found by _ready
                worker.connection.send(worker.task)

    def _ready(self) -> list[_Worker]:
        busy = [worker for worker in self._workers if worker.task is not None]
        fired = wait([item for worker in busy for item in (worker.connection, worker.process.sentinel)])
        return [worker for worker in busy if worker.connection in fired or worker.process.sentinel in fired]

    def _collect(self, worker: _Worker) -> tuple[Task, Manifest | None]:
        """What a worker sent; None from one that died."""
        task, worker.task = worker.task, None
        assert task is not None, "only busy workers are ready"
        try:
            result = worker.connection.recv() if worker.connection.poll() else None
        except (EOFError, OSError):
            result = None
        if result is None:
            worker.process.join()
            self._workers.remove(worker)
            return task, None
        if isinstance(result, BaseException):
            raise result
        return task, result

    def _start(self) -> _Worker:
        if not self._workers:
            # Loaded before the fork, so that the workers share it: the model with its word tables, pyarrow.
            if self._context.settings.choice.plain and isinstance(self._context.model, ShowsWords):
                self._context.model.word_tables()
            load_pyarrow()
            gc.freeze()  # what is there now is not touched by the workers' collections, so it stays shared
        ours, theirs = multiprocessing.Pipe()
        kind = multiprocessing.get_context("fork")
        others = [worker.connection for worker in self._workers]
        process = kind.Process(
            target=_work, args=(theirs, [ours, *others], self._store, self._context, os.getpid()), daemon=True
        )
        process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self._workers.append(worker)
        return worker


def _work(
    connection: Connection, inherited: list[Connection], store: Store, context: Context, parent: int
) -> None:
    """A worker's life: tasks in, manifests out, until the parent closes the pipe or ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is the parent's to handle
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for other in inherited:
        other.close()
    _end_with_parent()
    context.forked()
    if "torch" in sys.modules:
        sys.modules["torch"].set_num_threads(1)
    while os.getppid() == parent:
        try:
            if not connection.poll(1.0):
                continue
            task = connection.recv()
        except (EOFError, OSError):
            return
        try:
            if task.stage in NEEDY:
                context.ready()
            result: object = perform(task, store, context)
        except BaseException as error:
            result = sendable(error)
        try:
            connection.send(result)
        except OSError:
            return


def sendable(error: BaseException) -> BaseException:
    """The error itself where it can be pickled, else its words."""
    if isinstance(error, OSError):
        return OSError(error.errno, error.strerror, error.filename)
    if isinstance(error, AlignError):
        return AlignError(str(error))
    return error if type(error).__module__ == "builtins" else RuntimeError(f"{type(error).__name__}: {error}")


def _end_with_parent() -> None:
    """Ask Linux to end this process when its parent does, so that a killed run frees its lock at once."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
