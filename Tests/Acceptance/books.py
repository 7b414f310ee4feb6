"""Books worth damaging, and ways to damage the files that hold them."""

import shutil
import sqlite3
import struct
from pathlib import Path

from client import time_ordered_key
from people import gift_costing, grant, person
from process import Server

ACCOUNT_TAG, CARRY_TAG = 1, 5
# A position is a writer's number above 48 bits of its sequence.
SEQUENCE_MASK = 2**48 - 1


def make_books(data: Path, gifts: int = 12) -> list[str]:
    """A closed database with purchases, adjustments, gifts and messages; returns the gifts."""
    with Server(data) as server:
        sent = some_business(server, gifts)
        server.stop()
    return sent


def some_business(server: Server, gifts: int) -> list[str]:
    """Has two people buy and send; returns the transactions of their gifts."""
    grant(server, "giver", 5_000)
    buyer = person(server, "demo-viewer")
    buyer.post("/api/tokens/purchase", {"amountTokens": 5_000}, time_ordered_key()).must_be(200)
    gift = gift_costing(server, 5)
    return [
        send(server, "giver" if number % 2 else "demo-viewer", gift, number)
        for number in range(gifts)
    ]


def send(server: Server, sender: str, gift: str, number: int) -> str:
    receiver = "demo-creator" if number % 3 else "demo-creator-2"
    body = {"giftId": gift, "receiverId": receiver, "quantity": number + 1}
    body["message"] = f"Message number {number}"
    answer = person(server, sender).post("/api/gifts/send", body, time_ordered_key())
    return answer.must_be(200).json["giftTransactionId"]


class Database:
    """The file of a server that does not run, changed behind its back."""

    def __init__(self, data: Path) -> None:
        self.path = data / "ovation.db"

    def rows(self, query: str, *values: object, text: type = str) -> list[tuple]:
        connection = sqlite3.connect(self.path)
        connection.text_factory = text
        try:
            return connection.execute(query, values).fetchall()
        finally:
            connection.close()

    def change(self, command: str, *values: object) -> None:
        connection = sqlite3.connect(self.path)
        # Nothing here has to outlive the machine.
        connection.execute("PRAGMA synchronous = OFF")
        try:
            with connection:
                assert connection.execute(command, values).rowcount == 1, command
        finally:
            connection.close()

    def replace_by(self, other: Path) -> None:
        """Puts a copy in the place of the database, as somebody does who restores one by hand."""
        for end in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + end).unlink(missing_ok=True)
        shutil.copy(other, self.path)

    def put(self, content: bytes) -> None:
        """Rewrites the file, without a log beside it."""
        for end in ("-wal", "-shm"):
            self.path.with_name(self.path.name + end).unlink(missing_ok=True)
        self.path.write_bytes(content)

    def copy_to(self, other: Path) -> None:
        """Writes everything that is committed into one file."""
        assert self.rows("PRAGMA wal_checkpoint(TRUNCATE)")[0][0] == 0
        shutil.copy(self.path, other)

    def entries(self) -> list[int]:
        """The positions of the journal, in order."""
        return [row[0] for row in self.rows("SELECT position FROM entry ORDER BY position")]

    def accounts(self) -> list[tuple[int, int]]:
        """The rows that hold a balance: owner and slot."""
        return self._rows_tagged(ACCOUNT_TAG)

    def carries(self) -> list[tuple[int, int]]:
        """The rows that hold the fraction of a split: owner and slot."""
        return self._rows_tagged(CARRY_TAG)

    def _rows_tagged(self, tag: int) -> list[tuple[int, int]]:
        query = "SELECT owner, slot FROM state WHERE slot >> 32 = ? ORDER BY owner, slot"
        return self.rows(query, tag)

    def derived(self) -> tuple[dict, dict] | None:
        """What a verification answers for: entries by position, balances and fractions by place.

        None when SQLite itself cannot read them.
        """
        query = "SELECT owner, slot, body FROM state WHERE slot >> 32 IN (?, ?)"
        try:
            # Bytes that are called a text stay the same bytes.
            entries = self.rows("SELECT position, body, hash FROM entry", text=bytes)
            balances = self.rows(query, ACCOUNT_TAG, CARRY_TAG, text=bytes)
        except sqlite3.Error:
            return None
        return (
            {position: content for position, *content in entries},
            {(owner, slot): body for owner, slot, body in balances},
        )


class WriteAheadLog:
    """The log of a server that was killed.

    *Source:* the file format of SQLite, section 4: a header of 32 bytes, then frames of 24 bytes
    and a page; a frame that ends a commit holds the size of the database, all others 0.
    """

    def __init__(self, data: Path) -> None:
        self.path = data / "ovation.db-wal"
        content = self.path.read_bytes()
        self.frame_bytes = 24 + struct.unpack(">I", content[8:12])[0]
        self.ends = list(self._commits(content))

    def _commits(self, content: bytes):
        salts = content[16:24]
        for start in range(32, len(content) - self.frame_bytes + 1, self.frame_bytes):
            if content[start + 8 : start + 16] != salts:
                return
            if content[start + 4 : start + 8] != bytes(4):
                yield start + self.frame_bytes

    def cut(self, commits: int) -> None:
        """Removes the newest commits, as a disk does that loses the end of a file."""
        with self.path.open("r+b") as file:
            file.truncate(self.ends[-1 - commits])

    def flip(self, offset: int) -> None:
        """Changes one bit."""
        with self.path.open("r+b") as file:
            file.seek(offset)
            byte = file.read(1)[0]
            file.seek(offset)
            file.write(bytes([byte ^ 1]))
