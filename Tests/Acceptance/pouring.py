"""Pours gifts into a server from many connections until it is gone, as a process of its own.

The order comes as JSON on the standard input; a line goes to the standard output after every
thousand answers. The outcome of each gift is written to a file when the server is gone.
"""

import hashlib
import json
import random
import selectors
import socket
import sys
import time
from dataclasses import dataclass

from client import time_ordered_key
from wire import is_whole, request

SECONDS_MAX = 60
ANSWERS_A_LINE = 1_000
# From many addresses, so that no limit for one of them is met.
CONNECTIONS_PER_ADDRESS = 32


@dataclass
class Poured:
    """A gift that was sent; `received` is 0 until an answer came, else CLOCK_MONOTONIC."""

    sender: int
    key: str
    received: int = 0
    status: int = 0
    digest: str = ""

    @property
    def line(self) -> str:
        return f"{self.sender} {self.key} {self.received} {self.status} {self.digest or '-'}\n"

    @staticmethod
    def of(line: str) -> "Poured":
        sender, key, received, status, digest = line.split()
        return Poured(int(sender), key, int(received), int(status), digest)

    @property
    def is_acknowledged(self) -> bool:
        return self.status == 200


def digest_of(body: bytes) -> str:
    """What tells one answer from another."""
    return hashlib.blake2b(body, digest_size=8).hexdigest()


class Connection:
    """One keep-alive connection of one sender, with one request under way."""

    def __init__(self, order: dict, number: int) -> None:
        self.sender = number % len(order["tokens"])
        token, mark = order["tokens"][self.sender], "the key of each gift"
        form = request("POST", "/api/gifts/send", token, order["body"], Idempotency_Key=mark)
        self.head, self.tail = form.split(mark.encode())
        self.received = b""
        self.gift = Poured(self.sender, "")
        source = (f"127.0.0.{2 + number // CONNECTIONS_PER_ADDRESS}", 0)
        server = ("127.0.0.1", order["port"])
        self.socket = socket.create_connection(server, SECONDS_MAX, source)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, chance: random.Random) -> Poured:
        """Sends the next gift; a request fits into the socket's buffer."""
        self.gift = Poured(self.sender, time_ordered_key(chance.getrandbits))
        self.socket.sendall(self.head + self.gift.key.encode() + self.tail)
        return self.gift

    def receive(self) -> bool:
        """Takes what has come; whether the answer is whole."""
        piece = self.socket.recv(65_536)
        received = time.monotonic_ns()
        if not piece:
            raise ConnectionResetError
        self.received += piece
        if not is_whole(self.received):
            return False
        head, _, body = self.received.partition(b"\r\n\r\n")
        self.gift.received = received
        self.gift.status = int(head[9:12])
        self.gift.digest = digest_of(body)
        self.received = b""
        return True


class Pouring:
    """Many connections, each sending its next gift when the one before was answered."""

    def __init__(self, order: dict) -> None:
        self.chance = random.Random(order["seed"])
        self.gifts: list[Poured] = []
        self.answered = 0
        self.selector = selectors.DefaultSelector()
        for number in range(order["connections"]):
            connection = Connection(order, number)
            self.gifts.append(connection.send(self.chance))
            self.selector.register(connection.socket, selectors.EVENT_READ, connection)

    def until_gone(self) -> list[Poured]:
        """Sends until every connection has met the end of the server."""
        while self.selector.get_map():
            ready = self.selector.select(SECONDS_MAX)
            assert ready, "the storm stands still"
            for key, _ in ready:
                self._go_on(key.data)
            if self.answered >= ANSWERS_A_LINE:
                print(self.answered, flush=True)
                self.answered = 0
        return self.gifts

    def _go_on(self, connection: Connection) -> None:
        try:
            if connection.receive():
                self.answered += 1
                self.gifts.append(connection.send(self.chance))
        except OSError:
            self.selector.unregister(connection.socket)


def main() -> None:
    order = json.load(sys.stdin)
    gifts = Pouring(order).until_gone()
    with open(order["output"], "w", encoding="ascii") as output:
        output.writelines(gift.line for gift in gifts)


if __name__ == "__main__":
    main()
