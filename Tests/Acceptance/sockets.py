"""WebSockets by hand: many, cheap, and honest about every byte."""

import base64
import json
import os
import select
import socket
import struct
import time

from contract import assert_message
from wire import request

SECONDS_MAX = 60


class WebSocket:
    """One connection to `/api/realtime`."""

    def __init__(self, port: int, source: str, token: str | None = None, **fields: str) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), SECONDS_MAX, (source, 0))
        self.received = bytearray()
        self.seen: set[str] = set()
        upgrade = {
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
        }
        self.socket.sendall(request("GET", "/api/realtime", token or "", **upgrade, **fields))

    def opened(self) -> None:
        """Returns when the server has taken the connection over."""
        while b"\r\n\r\n" not in self.received:
            self._receive(time.monotonic() + SECONDS_MAX)
        head, _, rest = bytes(self.received).partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 101 "), head
        self.received = bytearray(rest)

    def send(self, message: dict) -> None:
        payload = json.dumps(message).encode()
        size = len(payload)
        length = bytes([0x80 | size]) if size < 126 else struct.pack(">BH", 0x80 | 126, size)
        mask = os.urandom(4)
        masked = bytes(byte ^ mask[index % 4] for index, byte in enumerate(payload))
        self.socket.sendall(b"\x81" + length + mask + masked)

    def wait_for(self, kind: str) -> dict:
        """The next message of a type; others are skipped."""
        deadline = time.monotonic() + SECONDS_MAX
        while True:
            while (frame := self._frame()) is not None:
                opcode, payload = frame
                assert opcode == 1, f"opcode {opcode} {payload!r} instead of {kind}"
                message = json.loads(payload)
                if message["type"] not in self.seen:
                    # Once for each type, since some sockets hear very many.
                    self.seen.add(message["type"])
                    assert_message(message)
                if message["type"] == kind:
                    return message
                assert message["type"] != "error", message
            self._receive(deadline)

    def close_code(self) -> int:
        """The code of the close frame that must come."""
        deadline = time.monotonic() + SECONDS_MAX
        while True:
            while (frame := self._frame()) is not None:
                opcode, payload = frame
                if opcode == 8:
                    return struct.unpack(">H", payload[:2])[0]
            self._receive(deadline)

    def close(self) -> None:
        self.socket.close()

    def _frame(self) -> tuple[int, bytes] | None:
        data = self.received
        if len(data) < 2:
            return None
        length, start = data[1], 2
        if length == 126:
            if len(data) < 4:
                return None
            length, start = struct.unpack(">H", data[2:4])[0], 4
        assert length < 126 or start == 4, "no message of ours is that long"
        if len(data) < start + length:
            return None
        payload = bytes(data[start : start + length])
        opcode = data[0] & 0x0F
        del data[: start + length]
        return opcode, payload

    def _receive(self, deadline: float) -> None:
        left = deadline - time.monotonic()
        poll = select.poll()
        poll.register(self.socket, select.POLLIN)
        assert left > 0 and poll.poll(left * 1_000), "nothing came"
        piece = self.socket.recv(65_536)
        assert piece, f"the server closed; before: {bytes(self.received)!r}"
        self.received += piece
