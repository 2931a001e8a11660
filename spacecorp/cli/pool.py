"""Spreads the reading of files over processes. The results do not depend on how many."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain
from multiprocessing.context import BaseContext

from ..knowledge import organisations
from . import worker
from .walk import Ended, Problem
from .worker import Reading, Task

# Starting processes costs about as much as reading this many files.
SMALL = 32
# Enough to keep the workers busy behind one slow file, few enough for flat memory.
IN_FLIGHT_PER_WORKER = 8
# What members of archives, which carry their bytes, may take together while they wait.
IN_FLIGHT_BYTES = 64 << 20
# Modules that load what workers need, once for all of them.
LOADED_FOR_FACTS = "spacecorp.cli.warm"
LOADED_FOR_TEXT = "spacecorp.reading"

Asked = Task | Problem | Ended
Result = Reading | Problem | Ended


def read_all(tasks: Iterable[Asked], jobs: int) -> Iterator[Result]:
    """What came of each task, in the order of the tasks; what is no task comes back as it is.

    Uses `jobs` processes, or none of its own where there is little to do. A process that dies
    costs the file that killed it, nothing else.
    """
    rest = iter(tasks)
    first = list(_light(rest, SMALL, 0)) if jobs > 1 else []
    if len(first) < SMALL and not _weight(first) > IN_FLIGHT_BYTES:
        yield from map(worker.read, chain(first, rest))
    else:
        _prepare(facts=any(task.facts for task in first if isinstance(task, Task)))
        yield from _pooled(chain(first, rest), jobs)


def _weight(tasks: Iterable[Asked]) -> int:
    """The bytes that tasks carry."""
    return sum(len(task.data or b"") for task in tasks if isinstance(task, Task))


def _light(tasks: Iterator[Asked], most: int, held: int) -> Iterator[Asked]:
    """At most so many of the tasks, and no more once they and what is `held` grow heavy."""
    while most > 0 and held <= IN_FLIGHT_BYTES and (task := next(tasks, None)) is not None:
        yield task
        most -= 1
        held += _weight([task])


def _pooled(tasks: Iterator[Asked], jobs: int) -> Iterator[Result]:
    while True:
        window: deque[tuple[Asked, Future[Result]]] = deque()
        pool = _new_pool(jobs)
        try:
            while True:
                room = jobs * IN_FLIGHT_PER_WORKER - len(window)
                for task in _light(tasks, room, _weight(task for task, _ in window)):
                    window.append((task, _submitted(pool, task)))
                if not window:
                    return
                result = window[0][1].result()
                window.popleft()
                yield result
        except BrokenProcessPool:
            pass  # nobody can say which file it was: try those in flight one by one
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
        for task, future in window:
            done = future.done() and not future.cancelled() and future.exception() is None
            yield future.result() if done else _alone(task)


def _submitted(pool: ProcessPoolExecutor, task: Asked) -> "Future[Result]":
    """The future of a task, also where the pool has just broken: the task must not be lost."""
    try:
        return pool.submit(worker.read, task)
    except BrokenProcessPool as error:
        broken: Future[Result] = Future()
        broken.set_exception(error)
        return broken


def _alone(task: Asked) -> Result:
    if not isinstance(task, Task):
        return task
    with _new_pool(1) as pool:
        try:
            return pool.submit(worker.read, task).result()
        except BrokenProcessPool:
            return Problem(task.file.name, "the process that read it died", task.file.container)


def _context() -> BaseContext:
    import multiprocessing

    methods = multiprocessing.get_all_start_methods()
    # A plain fork would copy the threads' locks of the progress bar in whatever state.
    return multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")


def _prepare(*, facts: bool) -> None:
    """Say what the process loads from which all workers are copied."""
    context = _context()
    if context.get_start_method() == "forkserver":
        context.set_forkserver_preload([LOADED_FOR_FACTS if facts else LOADED_FOR_TEXT])


def _new_pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        jobs, mp_context=_context(), initializer=_begin, initargs=(organisations.own(),)
    )


def _begin(own: Sequence[organisations.Organisation]) -> None:
    """Make a worker end with its parent, and quietly; it reads with the same table as that."""
    import multiprocessing
    import os
    import signal
    import threading

    from .quiet import silence_libraries

    signal.signal(signal.SIGINT, signal.SIG_DFL)
    silence_libraries()
    organisations.use(own)
    parent = multiprocessing.parent_process()

    def end_with_parent() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=end_with_parent, daemon=True).start()
