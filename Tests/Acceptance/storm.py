"""Requests that arrive together: all but their last byte is sent first, then the last ones."""

import http.client
import io
import select
import selectors
import socket
import time

from client import Answer, taken
from wire import is_whole

SECONDS_MAX = 30


class Received:
    """Bytes that look like a socket to the standard library's parser."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def makefile(self, *_: object) -> io.BytesIO:
        return io.BytesIO(self.data)


def parsed(data: bytes, method: str = "GET") -> Answer:
    response = http.client.HTTPResponse(Received(data), method=method)
    response.begin()
    return taken(response)


def at_once(port: int, requests: list[bytes]) -> list[Answer]:
    """The answers in the order of the requests."""
    sockets = [socket.create_connection(("127.0.0.1", port), SECONDS_MAX) for _ in requests]
    for connection, data in zip(sockets, requests, strict=True):
        connection.sendall(data[:-1])
    for connection, data in zip(sockets, requests, strict=True):
        connection.sendall(data[-1:])
    return [parsed(data) for data in read_all(sockets)]


def read_all(sockets: list[socket.socket]) -> list[bytes]:
    """What each peer sent until it ended."""
    found = {connection: bytearray() for connection in sockets}
    deadline = time.monotonic() + SECONDS_MAX
    with selectors.DefaultSelector() as selector:
        for connection in sockets:
            connection.setblocking(False)
            selector.register(connection, selectors.EVENT_READ)
        while selector.get_map():
            left = deadline - time.monotonic()
            assert left > 0, f"{len(selector.get_map())} answers are missing"
            ready = [key.fileobj for key, _ in selector.select(left)]
            for connection in [one for one in ready if not receive(one, found[one])]:
                selector.unregister(connection)
    for connection in sockets:
        connection.close()
    return [bytes(found[connection]) for connection in sockets]


def receive(connection: socket.socket, into: bytearray) -> bool:
    """Takes what has come; false at the peer's end."""
    piece = connection.recv(65_536)
    into += piece
    return bool(piece)


def exchange(port: int, data: bytes, address: str) -> Answer:
    """The answer to bytes as they are; what the server no longer wants is not sent."""
    server, client = ("127.0.0.1", port), (address, 0)
    with socket.create_connection(server, SECONDS_MAX, source_address=client) as connection:
        connection.setblocking(False)
        received = send_while_wanted(connection, data)
    return parsed(received)


def send_while_wanted(connection: socket.socket, data: bytes) -> bytes:
    received, left = bytearray(), memoryview(data)
    deadline = time.monotonic() + SECONDS_MAX
    while True:
        wanted = select.POLLIN | (select.POLLOUT if left else 0)
        poll = select.poll()
        poll.register(connection, wanted)
        ready = poll.poll(max(0, deadline - time.monotonic()) * 1_000)
        assert ready, f"no answer; {len(data) - len(left)} of {len(data)} bytes went out"
        if ready[0][1] & (select.POLLIN | select.POLLHUP | select.POLLERR):
            if not receive(connection, received) or is_whole(received):
                return bytes(received)
        elif left:
            left = left[connection.send(left) :]
