"""Threads that do what they are handed, in the order it was handed over."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import SimpleQueue

Job = Callable[[], None]


class Worker:
    """One to few threads on one queue. With one thread, jobs run strictly in order."""

    def __init__(self, nama: str, threads: int) -> None:
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._threads = [threading.Thread(target=self._run, name=f"{nama}-{i}", daemon=True) for i in range(threads)]
        for thread in self._threads:
            thread.start()

    def submit(self, job: Job) -> None:
        """Queues a job. A job takes care of its own errors."""
        self._queue.put(job)

    def close(self, tenggat_detik: float) -> None:
        """Lets the jobs already queued end, then the threads. Waits at most so long for each thread."""
        for _ in self._threads:
            self._queue.put(None)
        for thread in self._threads:
            thread.join(tenggat_detik)

    def _run(self) -> None:
        while (job := self._queue.get()) is not None:
            job()
            del job  # a finished job must not keep its page alive until the next one comes
