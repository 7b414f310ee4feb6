"""The honest sender: one connection, one gift after the other."""

import itertools
import resource
import time
from dataclasses import dataclass

from figures import nanoseconds
from line import Line, asked_until_answered

# A look at the balance after so many gifts: reading must not suffer either.
GIFTS_PER_LOOK = 100


@dataclass(frozen=True)
class Work:
    """What is to be sent: to get used to the server, to be measured, and to look at a balance."""

    warm_up: list[bytes]
    gifts: list[bytes]
    look: bytes
    # Then it ends before all is sent, which counts as a miss.
    seconds_max: float


def send(port: int, work: Work) -> dict:
    """Sends gifts and measures each, from the wish to the whole answer.

    A gift whose connection is lost is sent again under its own key, and the time runs on.
    Only a look at the balance now and then comes between two gifts.
    """
    line, warm_up = Line(port), work.warm_up
    deadline = time.monotonic() + work.seconds_max
    begun = time.perf_counter_ns()
    if asked_until_answered(line, warm_up[0]) == 0:
        return {"connected": None, "gifts": [], "looks": [], "refused": 0, "cpu": cpu()}
    connected = nanoseconds(begun)
    for data in itertools.takewhile(lambda _: time.monotonic() < deadline, warm_up[1:]):
        asked_until_answered(line, data)
    before = cpu()
    times, looks, refused = [], [], 0
    for number, data in enumerate(work.gifts):
        begun = time.perf_counter_ns()
        status = line.ask(data) or asked_until_answered(line, data)
        times.append(nanoseconds(begun))
        refused += status != 200
        if status == 0 or time.monotonic() > deadline:
            break
        if number % GIFTS_PER_LOOK == 0:
            begun = time.perf_counter_ns()
            asked_until_answered(line, work.look)
            looks.append(nanoseconds(begun))
    line.close()
    return {
        "connected": connected, "gifts": times, "looks": looks, "refused": refused,
        "cpu": cpu() - before,
    }


def cpu() -> float:
    """CPU seconds of this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
