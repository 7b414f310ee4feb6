"""Processes that do one thing, tell what came of it, and how much CPU they took."""

import gc
import json
import mmap
import os
import signal
import time
import traceback
from collections.abc import Callable

SECONDS_MAX = 240
TICKS = os.sysconf("SC_CLK_TCK")


class Signal:
    """Tells many processes at once that it is time to stop."""

    def __init__(self) -> None:
        self._shared = mmap.mmap(-1, 1)
        self._deadline = time.monotonic() + SECONDS_MAX

    @property
    def is_given(self) -> bool:
        return self._shared[0] != 0 or time.monotonic() > self._deadline

    def give(self) -> None:
        self._shared[0] = 1


class Child:
    """A process of ours with a result; without a priority it gets what nobody else wants."""

    def __init__(self, work: Callable[[], object], nice: int | None = 0) -> None:
        reading, writing = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(reading)
            self._work(work, nice, writing)
        os.close(writing)
        self._reading = reading
        self._is_over = False

    def _work(self, work: Callable[[], object], nice: int | None, writing: int) -> None:
        code = 1
        try:
            # The keyboard's signal reaches every process; the first one ends the others.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            if nice is None:
                os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
            else:
                os.nice(nice)
            gc.disable()
            text = json.dumps(work())
            with os.fdopen(writing, "w") as pipe:
                pipe.write(text)
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)

    def cpu_seconds(self) -> float:
        return cpu_seconds(self.pid)

    def result(self) -> object:
        """What the work returned, once it is done."""
        with os.fdopen(self._reading) as pipe:
            text = pipe.read()
        os.waitpid(self.pid, 0)
        self._is_over = True
        if not text:
            raise RuntimeError("a process of the benchmark failed; its error stands above")
        return json.loads(text)

    def end(self) -> None:
        """Ends it if it still runs."""
        if not self._is_over:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            self._is_over = True


def results(works: list[Callable[[], object]], nice: int = 0) -> list[object]:
    """What works return that are done beside each other."""
    children: list[Child] = []
    try:
        for work in works:
            children.append(Child(work, nice))
        return [child.result() for child in children]
    finally:
        for child in children:
            child.end()


def cpu_seconds(pid: int) -> float:
    """CPU time that a process has taken, in user and kernel mode."""
    with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def busy_seconds() -> float:
    """CPU time that everything on the machine has taken."""
    with open("/proc/stat", encoding="ascii") as file:
        user, nice, system, _, _, irq, softirq = map(int, file.readline().split()[1:8])
    return (user + nice + system + irq + softirq) / TICKS
