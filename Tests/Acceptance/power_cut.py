"""What a power cut would have left of a folder, made from the record of slow_disk.c.

A disk keeps what was synced. Of everything else it may keep all, nothing, or any of the sectors, in
any order: a cut at a moment of the record drops, keeps or tears whatever was not synced by then.
"""

import mmap
import random
import struct
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

SECTOR_BYTES = 512
BLOCK_BYTES = 65_536
# Writes that were made and not recorded yet when their process was killed.
UNRECORDED_BYTES_MAX = 1_048_576
HEADER = struct.Struct("<QQQIIII")
FOLDER = ""


class Kind(IntEnum):
    """As slow_disk.c numbers them."""

    OPENED = 1
    WRITTEN = 2
    RESIZED = 3
    SYNCED = 4
    REMOVED = 5
    RENAMED = 6
    STALLED = 7


@dataclass(frozen=True, slots=True)
class Operation:
    """One call on a file, between two moments of CLOCK_MONOTONIC in nanoseconds."""

    began: int
    ended: int
    kind: Kind
    name: str
    place: int = 0
    data: bytes | memoryview = b""
    new_name: str = ""


def operations(record: Path) -> list[Operation]:
    """What happened, in the order of the ends; a last record that is cut off is left out."""
    with record.open("rb") as file:
        content = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    found, names, start = [], {}, 0
    while start + HEADER.size <= len(content):
        began, ended, place, kind, number, length, _ = HEADER.unpack_from(content, start)
        start += HEADER.size
        data = content[start : start + length]
        start += length
        if len(data) < length:
            break
        if kind == Kind.OPENED:
            names[number] = bytes(data).decode()
            continue
        new_name = names[place] if kind == Kind.RENAMED else ""
        found.append(Operation(began, ended, Kind(kind), names[number], place, data, new_name))
    found.sort(key=lambda operation: operation.ended)
    return found


class Content:
    """The bytes of a file, to which writes are applied in whole or in part."""

    def __init__(self, path: Path) -> None:
        self.bytes = bytearray(path.read_bytes()) if path.exists() else bytearray()

    def apply(self, operation: Operation) -> None:
        if operation.kind == Kind.RESIZED:
            self._resize(operation.place)
        else:
            self._put(operation.place, operation.data)

    def tear(self, operation: Operation, chance: random.Random) -> None:
        """Applies any of the sectors; a size is one number and changes or does not."""
        if operation.kind == Kind.RESIZED:
            if chance.random() < 0.5:
                self._resize(operation.place)
            return
        start, end = operation.place, operation.place + len(operation.data)
        for sector in range(start // SECTOR_BYTES, (end - 1) // SECTOR_BYTES + 1):
            if chance.random() < 0.5:
                continue
            first = max(start, sector * SECTOR_BYTES)
            last = min(end, (sector + 1) * SECTOR_BYTES)
            self._put(first, operation.data[first - start : last - start])

    def _put(self, place: int, data: bytes | memoryview) -> None:
        if len(self.bytes) < place:
            self._resize(place)
        self.bytes[place : place + len(data)] = data

    def _resize(self, size: int) -> None:
        del self.bytes[size:]
        self.bytes.extend(bytes(size - len(self.bytes)))


class Disk:
    """What a disk holds for certain, and what it was told since then.

    Names are certain once their folder was synced, the bytes of a file once the file was.
    """

    def __init__(self, folder: Path, room: Path) -> None:
        """Begins with the files of a folder, all certain."""
        room.mkdir()
        self.room = room
        # One that does not keep its promises loses all that comes later, whatever is synced.
        self.keeps_promises = True
        self.names: dict[str, int] = {}
        self.pending: dict[int, list[Operation]] = {}
        self._count = 0
        for path in kept_files(folder):
            self.names[path.name] = self._new_file()
            (room / str(self.names[path.name])).write_bytes(path.read_bytes())
        # The certain names, then those after each change that is not certain, with its time.
        self.names_since: list[tuple[int, dict[str, int]]] = [(0, dict(self.names))]

    def perform(self, operation: Operation) -> None:
        """Takes the next operation."""
        match operation.kind:
            case Kind.WRITTEN | Kind.RESIZED:
                if operation.name not in self.names:
                    self.names[operation.name] = self._new_file()
                    self._note_names(operation.ended)
                self.pending[self.names[operation.name]].append(operation)
            case Kind.REMOVED:
                self.names.pop(operation.name, None)
                self._note_names(operation.ended)
            case Kind.RENAMED:
                self.names[operation.new_name] = self.names.pop(operation.name)
                self._note_names(operation.ended)
            case Kind.SYNCED if self.keeps_promises:
                self._sync(operation)

    def cut(self, image: Path, in_flight: list[Operation], chance: random.Random) -> str:
        """Makes the folder that is left when the power goes now, while some calls are made.

        Returns in a word the state of the bytes that were not certain.
        """
        image.mkdir(mode=0o700, parents=True)
        _, names = chance.choice(self.names_since)
        fates = [self._dropped, self._kept, self._begun, self._mixed]
        fate = chance.choice(fates) if self.keeps_promises else self._dropped
        for name, number in names.items():
            content = Content(self.room / str(number))
            running = [operation for operation in in_flight if self._is_of(operation, number)]
            fate(content, self.pending[number] + running, chance)
            path = image / name
            path.write_bytes(content.bytes)
            path.chmod(0o600)
        return fate.__name__.strip("_")

    def absorb(self, folder: Path, now: int) -> int:
        """Takes from the folder what was written by calls that a kill kept from being recorded.

        Returns how many bytes; everything else must be as it was recorded.
        """
        found = 0
        for path in kept_files(folder):
            actual = path.read_bytes()
            content = self.seen(path.name)
            if len(actual) != len(content):
                self.perform(Operation(now, now, Kind.RESIZED, path.name, len(actual)))
                content = content[: len(actual)].ljust(len(actual), b"\0")
            for place in range(0, len(actual), BLOCK_BYTES):
                block = actual[place : place + BLOCK_BYTES]
                if block != content[place : place + BLOCK_BYTES]:
                    self.perform(Operation(now, now, Kind.WRITTEN, path.name, place, block))
                    found += len(block)
        assert found <= UNRECORDED_BYTES_MAX, f"{found} bytes were changed and not recorded"
        return found

    def seen(self, name: str) -> bytearray:
        """What a file holds for a reader while the power is on."""
        number = self.names.get(name)
        if number is None:
            return bytearray()
        content = Content(self.room / str(number))
        for operation in self.pending[number]:
            content.apply(operation)
        return content.bytes

    def _sync(self, sync: Operation) -> None:
        if sync.name == FOLDER:
            certain = [names for time, names in self.names_since if time <= sync.began]
            later = [(time, names) for time, names in self.names_since if time > sync.began]
            self.names_since = [(0, certain[-1]), *later]
            return
        number = self.names.get(sync.name)
        if number is None:
            return
        # What was written while the sync ran may have come too late for it.
        done = [operation for operation in self.pending[number] if operation.ended <= sync.began]
        if not done:
            return
        self.pending[number] = self.pending[number][len(done) :]
        with (self.room / str(number)).open("r+b") as file:
            for operation in done:
                if operation.kind == Kind.RESIZED:
                    file.truncate(operation.place)
                else:
                    file.seek(operation.place)
                    file.write(operation.data)

    def _new_file(self) -> int:
        self._count += 1
        self.pending[self._count] = []
        (self.room / str(self._count)).touch()
        return self._count

    def _note_names(self, time: int) -> None:
        self.names_since.append((time, dict(self.names)))

    def _is_of(self, operation: Operation, number: int) -> bool:
        is_change = operation.kind in (Kind.WRITTEN, Kind.RESIZED)
        return is_change and self.names.get(operation.name) == number

    @staticmethod
    def _dropped(content: Content, told: list[Operation], chance: random.Random) -> None:
        """Nothing that was not synced is there."""

    @staticmethod
    def _kept(content: Content, told: list[Operation], chance: random.Random) -> None:
        for operation in told:
            content.apply(operation)

    @staticmethod
    def _begun(content: Content, told: list[Operation], chance: random.Random) -> None:
        """In order, as far as the disk had come; the last one is torn."""
        count = chance.randint(0, len(told))
        for operation in told[:count]:
            content.apply(operation)
        if count < len(told):
            content.tear(told[count], chance)

    @staticmethod
    def _mixed(content: Content, told: list[Operation], chance: random.Random) -> None:
        for operation in told:
            match chance.randrange(3):
                case 0:
                    content.apply(operation)
                case 1:
                    content.tear(operation, chance)


def kept_files(folder: Path) -> list[Path]:
    """The files that outlive a power cut: not SQLite's index of the log, which is memory."""
    return sorted(path for path in folder.iterdir() if not path.name.endswith("-shm"))
