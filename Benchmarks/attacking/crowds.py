"""Attackers who are many: sockets that are held open, and addresses never seen before."""

import base64
import itertools
import os
import random
import resource
import select
import socket
import time

from attacker import Attacker
from line import Line, leave_no_trace
from people import token
from stage import CREATOR
from wire import request

ADDRESS = "127.0.1.9"
SOCKETS_EACH = 400
# Each opens 400 a second at most: this is about holding, not about a flood of new connections.
OPENED_AT_ONCE = 4
OPENING_SECONDS = 0.01
DRIBBLE_SECONDS = 1


class Crowd:
    """Sockets of one attacker: half of them never finish a request, half are WebSockets."""

    def __init__(self, me: Attacker) -> None:
        self.me = me
        self.poll = select.epoll()
        self.held: dict[int, socket.socket] = {}
        self.answers = me.answers
        key = base64.b64encode(os.urandom(16)).decode()
        self.opening = [
            b"GET /api/gifts HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: ",
            request(
                "GET", "/api/realtime", Connection="Upgrade", Upgrade="websocket",
                Sec_WebSocket_Version="13", Sec_WebSocket_Key=key),
        ]
        # One more letter of a field, or a ping without content.
        self.dribble = [b"x", bytes([0x89, 0x80, 1, 2, 3, 4])]

    def open(self) -> None:
        """Opens some more of the sockets that are wanted."""
        for _ in range(min(OPENED_AT_ONCE, SOCKETS_EACH - len(self.held))):
            made = socket.socket(socket.AF_INET, socket.SOCK_STREAM | socket.SOCK_NONBLOCK)
            leave_no_trace(made)
            made.bind((ADDRESS, 0))
            made.connect_ex(("127.0.0.1", self.me.port))
            self.held[made.fileno()] = made
            self.poll.register(made, select.EPOLLIN | select.EPOLLOUT | select.EPOLLET)

    def take(self, seconds: float) -> None:
        """Looks at what happened to the sockets."""
        for number, events in self.poll.poll(seconds):
            made = self.held[number]
            if events & (select.EPOLLIN | select.EPOLLHUP | select.EPOLLERR):
                self._read(made)
            elif events & select.EPOLLOUT:
                self._send(made, self.opening)

    def dribble_all(self) -> None:
        for made in list(self.held.values()):
            self._send(made, self.dribble)

    def close(self) -> None:
        for made in list(self.held.values()):
            self._drop(made, "held at the end")

    def _read(self, made: socket.socket) -> None:
        try:
            data = made.recv(4_096)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._drop(made, "closed by the server")
        elif data.startswith(b"HTTP/1.1 "):
            self.answers[int(data[9:12])] += 1

    def _send(self, made: socket.socket, kinds: list[bytes]) -> None:
        try:
            made.send(kinds[made.fileno() % 2])
        except BlockingIOError:
            return
        except OSError:
            self._drop(made, "closed by the server")

    def _drop(self, made: socket.socket, why: str) -> None:
        self.answers[why] += 1
        self.held.pop(made.fileno())
        made.close()


def hold_sockets(me: Attacker) -> None:
    """Opens what is allowed, dribbles, and opens again what was closed."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    crowd = Crowd(me)
    opened = dribbled = time.monotonic()
    while not me.stop.is_given:
        now = time.monotonic()
        if now - opened >= OPENING_SECONDS:
            opened = now
            crowd.open()
        if now - dribbled >= DRIBBLE_SECONDS:
            dribbled = now
            crowd.dribble_all()
        crowd.take(max(0, opened + OPENING_SECONDS - time.monotonic()))
    crowd.close()


def strangers(me: Attacker) -> None:
    """Asks once from each address, in the name of others, too, and never comes back."""
    lie = {"X_Forwarded_For": "203.0.113.7", "Forwarded": "for=203.0.113.7"}
    bad = [token("nobody", secret=f"wrong {number}") for number in range(8)]
    requests = [request("GET", "/api/gifts"), request("GET", f"/api/creators/{CREATOR}", **lie)]
    requests += [request("GET", "/api/gifts", one) for one in bad[:4]]
    requests += [request("GET", "/api/coins/balance", one, **lie) for one in bad[4:]]
    begun = random.randrange(1 << 20)
    for number, data in zip(itertools.count(begun), itertools.cycle(requests), strict=False):
        if me.stop.is_given:
            break
        line = Line(me.port, address(me.number, number))
        me.answers[line.ask(data)] += 1
        line.close()


def competitors(me: Attacker) -> None:
    """Exchanges bytes with itself, as an attacker does with the server."""
    near, far = socket.socketpair()
    data = bytes(300)
    while not me.stop.is_given:
        near.send(data)
        far.recv(4_096)
        me.answers["none"] += 1


def address(group: int, number: int) -> str:
    """One of a million addresses of a group, none of which another group has."""
    rest = number % (1 << 20)
    return f"127.{16 + group * 16 + (rest >> 16)}.{rest >> 8 & 255}.{rest & 255}"
