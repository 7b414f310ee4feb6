"""One of the attackers: it honours nothing, and runs until it is told to stop."""

import collections
import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field

from children import Signal
from line import Line
from people import token
from stage import Stage, attacker


@dataclass
class Attacker:
    """A process with an account and an address of its own."""

    number: int
    port: int
    stage: Stage
    stop: Signal
    # At most so many requests are decided; None means without end.
    most: int | None = None
    # Seconds after an answer that a limit was met; 0 asks again at once.
    pause: float = 0
    answers: collections.Counter = field(default_factory=collections.Counter)

    @property
    def bearer(self) -> str:
        return token(attacker(self.number))

    @property
    def source(self) -> str:
        """All of 127.0.0.0/8 is this machine, so that every attacker is somebody else."""
        return f"127.0.1.{10 + self.number}"

    def repeat(self, requests: Iterable[bytes]) -> None:
        """Sends one request after the other; one that met a limit is sent again at once."""
        line = Line(self.port, self.source)
        for data in itertools.islice(requests, self.most):
            while not self.stop.is_given:
                status = line.ask(data)
                self.answers[status] += 1
                if status not in (0, 429):
                    break
                if self.pause:
                    # Somebody who wants to stay just within the limit.
                    time.sleep(self.pause)
            if self.stop.is_given:
                break
        line.close()

    def counted(self) -> dict[str, int]:
        """How often each answer came; 0 stands for none."""
        return {str(status): count for status, count in self.answers.items()}


def total(answers: list[dict[str, int]]) -> dict[str, int]:
    """The answers of all attackers."""
    added: collections.Counter = collections.Counter()
    for one in answers:
        added.update(one)
    return dict(sorted(added.items()))
