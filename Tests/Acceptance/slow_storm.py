"""Storms over HTTP on a slow disk, ended by kill -9, and the power cuts of their record."""

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from people import balance, gift_costing, grant, lift_gift_limits, person, token
from power_cut import Disk, Kind, Operation, operations
from pouring import Poured
from process import Server, verify
from promises import Promises, sender_name

HERE = Path(__file__).parent
LOG, DATABASE = "ovation.db-wal", "ovation.db"
# How slow a disk is, in stalls of 10,000 calls on the log, of 10,000 on the database, and of 10,000
# checkpoints between two of their steps. Beside slow copies the log grows by as much as one copies:
# then the writer has much to copy before the log restarts.
SLOWNESSES = {
    "slow commits": {"STALLS": 100, "COPIES": 20, "HEADERS": 2_000},
    "slow copies": {"STALLS": 10, "COPIES": 50, "HEADERS": 3_000},
}
SENDERS, CONNECTIONS = 64, 48
COINS = 1_000_000
SLOW_START_SECONDS_MAX = 120
# As long as a message may be, so that fewer gifts fill the log: 200 characters of nine bytes.
MESSAGE = ("e" + "\u0301" * 4) * 200


@dataclass
class Tally:
    """What happened in a run."""

    seed: int
    storm_seconds: float = 0
    acknowledged: int = 0
    settled: int = 0
    kills: int = 0
    cuts: int = 0
    folders: int = 0
    log_restarts: int = 0
    checkpoints: int = 0
    stalls: int = 0
    stalled_seconds: float = 0
    lost: int = 0
    verified: int = 0
    faults: int = 0

    def __str__(self) -> str:
        return ", ".join(f"{name} {round(count, 1)}" for name, count in asdict(self).items())


def compiled(room: Path) -> Path:
    """The library that is preloaded into servers."""
    library = room / "slow_disk.so"
    flags = ["-std=gnu11", "-O2", "-Wall", "-Wextra", "-Werror", "-fPIC", "-shared"]
    sources = [HERE / "slow_disk.c", HERE / "stalled_checkpoint.c"]
    subprocess.run(["gcc", *flags, "-o", library, *sources], check=True)
    return library


class SlowServer(Server):
    """A server that copies its log at start, on a disk that makes it wait."""

    def _wait_until_ready(self, deadline: float) -> str:
        return super()._wait_until_ready(deadline + SLOW_START_SECONDS_MAX)


class Storm:
    """One folder, its disk, its servers, and everything that was sent to it."""

    def __init__(self, room: Path, library: Path, tally: Tally, chance: random.Random) -> None:
        room.mkdir()
        self.room, self.library, self.tally, self.chance = room, library, tally, chance
        self.data, self.record = room / "data", room / "record"
        self.slowness = next(iter(SLOWNESSES))
        self.raging_since = 0
        self.promises = self._prepared()
        self.disk = Disk(self.data, room / "disk")
        tally.folders += 1

    def _prepared(self) -> Promises:
        """Makes a database with rich senders."""
        with Server(self.data) as server:
            lift_gift_limits(server)
            for number in range(SENDERS):
                grant(server, sender_name(number), COINS)
            gift = gift_costing(server, 1)
            server.stop()
        body = {"giftId": gift, "receiverId": "demo-creator", "quantity": 1, "message": MESSAGE}
        return Promises(body, verify(self.data)["transactions"])

    def serve(self) -> Server:
        self.record.unlink(missing_ok=True)
        place = {"FOLDER": self.data, "RECORD": self.record, "SEED": self.chance.randrange(2**32)}
        slowness = place | SLOWNESSES[self.slowness]
        more = {f"SLOW_DISK_{name}": str(value) for name, value in slowness.items()}
        return SlowServer(self.data, LD_PRELOAD=str(self.library), **more)

    def rage(self, is_over: Callable[["Storm"], bool]) -> list[Operation]:
        """Serves what the last kill left, lets the storm rage until it is over, and kills.

        Returns what happened to the files meanwhile.
        """
        with self.serve() as server:
            self.settle(server)
            self.raging_since = time.monotonic_ns()
            self._pour(server, is_over)
        self.tally.storm_seconds += (time.monotonic_ns() - self.raging_since) / 1e9
        self.tally.kills += 1
        done = operations(self.record)
        stalls = [operation for operation in done if operation.kind == Kind.STALLED]
        self.tally.log_restarts += self.log_restarts()
        self.tally.checkpoints += sum(map(is_copied, done))
        self.tally.stalls += len(stalls)
        self.tally.stalled_seconds += sum(operation.place for operation in stalls) / 1_000
        return done

    def log_restarts(self) -> int:
        """How often the log has restarted since the storm began."""
        since = self.raging_since
        return sum(is_beginning(each) and each.began > since for each in operations(self.record))

    def settle(self, server: Server) -> None:
        given = self.promises.given_before(time.monotonic_ns())
        assert self.promises.forgotten(server, given, self.chance) == []
        self.tally.settled += self.promises.settle(server)

    def _pour(self, server: Server, is_over: Callable[["Storm"], bool]) -> None:
        """Pours gifts until it is time, and kills the server while they pour."""
        output = self.room / "poured"
        order = {
            "port": server.port,
            "tokens": [token(sender_name(number)) for number in range(SENDERS)],
            "connections": CONNECTIONS,
            "body": self.promises.body,
            "seed": self.chance.randrange(2**32),
            "output": str(output),
        }
        command = [sys.executable, HERE / "pouring.py"]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        with subprocess.Popen(command, **pipes) as pouring:
            try:
                with pouring.stdin:
                    json.dump(order, pouring.stdin)
                ended = next((line for line in pouring.stdout if is_over(self)), None) is None
            finally:
                # It pours until the server is gone, whatever happens here.
                server.kill()
            assert pouring.wait(60) == 0 and not ended, server.error_text()
        assert server.error_text() == "", server.error_text()
        gifts = [Poured.of(line) for line in output.read_text().splitlines()]
        refused = [gift for gift in gifts if gift.status not in (0, 200)]
        assert not refused, f"{len(refused)} of {len(gifts)} gifts are refused: {refused[0]}"
        self.tally.acknowledged += sum(gift.is_acknowledged for gift in gifts)
        self.promises.gifts += gifts

    def fault_after_kill(self) -> str:
        """Looks at a copy, so that the server itself meets the state after the kill."""
        copy = self.room / "copy"
        subprocess.run(["cp", "-r", self.data, copy], check=True)
        given = self.promises.given_before(time.monotonic_ns())
        fault = self.promises.fault(copy, len(given), len(self.promises.gifts))
        if missing := self.promises.missing(copy, given):
            fault += f" {len(missing)} gifts are missing, one of {missing[0].key}"
        return self._noted(copy, fault and f"kill: {fault}")

    def cut(self, done: list[Operation], moments: list[int]) -> list[str]:
        """Cuts the power at moments of the record and looks at what is left each time."""
        faults, moments = [], sorted(moments)
        for index, operation in enumerate(done):
            while moments and moments[0] < operation.ended:
                in_flight = [later for later in done[index:] if later.began < moments[0]]
                faults.append(self._fault_of_cut(moments.pop(0), in_flight))
            self.disk.perform(operation)
        faults += [self._fault_of_cut(moment, []) for moment in moments]
        self.disk.absorb(self.data, time.monotonic_ns())
        return faults

    def moment(self, done: list[Operation]) -> int:
        """A moment of the record: anywhere, or where a database is most easily hurt."""
        storm = [operation for operation in done if operation.began > self.raging_since]
        kinds = [storm]
        for is_one in (is_beginning, is_copied, is_committed, is_copying):
            kinds.append([operation for operation in storm if is_one(operation)])
        operation = self.chance.choice(self.chance.choice([kind for kind in kinds if kind]))
        return self.chance.choice([operation.ended, (operation.began + operation.ended) // 2])

    def _fault_of_cut(self, moment: int, in_flight: list[Operation]) -> str:
        # A name of its own: an image with something wrong stays, and others are made after it.
        image = self.room / f"image-{self.tally.cuts}"
        fate = self.disk.cut(image, in_flight, self.chance)
        fault = self.promises.fault_of_image(image, moment, self.chance)
        self.tally.cuts += 1
        return self._noted(image, fault and f"power cut at {moment}, {fate}: {fault}")

    def _noted(self, folder: Path, fault: str) -> str:
        """Removes a folder that was looked at, unless something is wrong with it."""
        self.tally.lost += self.promises.lost
        self.promises.lost = 0
        self.tally.verified += 1
        self.tally.faults += fault != ""
        if not fault:
            remove(folder)
        return fault

    def end(self) -> None:
        """Settles everything and stops well: each gift is there once, and so is each coin."""
        with self.serve() as server:
            self.settle(server)
            for number in range(SENDERS):
                sent = sum(gift.sender == number for gift in self.promises.gifts)
                assert balance(person(server, sender_name(number))) == COINS - sent
            server.stop()
        for operation in operations(self.record):
            self.disk.perform(operation)
        assert self.disk.absorb(self.data, time.monotonic_ns()) == 0, "a record is not whole"
        count = len(self.promises.gifts)
        assert self._noted(self.data, self.promises.fault(self.data, count, count)) == ""
        remove(self.room)


def is_beginning(operation: Operation) -> bool:
    """Whether the log begins or restarts here."""
    return is_of(operation, Kind.WRITTEN, LOG) and operation.place == 0


def is_committed(operation: Operation) -> bool:
    return is_of(operation, Kind.SYNCED, LOG)


def is_copying(operation: Operation) -> bool:
    return is_of(operation, Kind.WRITTEN, DATABASE)


def is_copied(operation: Operation) -> bool:
    """Whether a checkpoint has copied all of the log."""
    return is_of(operation, Kind.SYNCED, DATABASE)


def is_of(operation: Operation, kind: Kind, name: str) -> bool:
    return operation.kind == kind and operation.name == name


def remove(folder: Path) -> None:
    subprocess.run(["rm", "-r", folder], check=True)
