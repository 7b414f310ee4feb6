"""Connections that cost their caller next to nothing."""

import socket
import struct
import time

from wire import is_whole

ANSWER_SECONDS_MAX = 20


def connection(port: int, source: str, seconds: int = ANSWER_SECONDS_MAX) -> socket.socket:
    """A connected socket whose calls give up after a time.

    The kernel keeps the time, since Python's own would ask it once more for every call.
    """
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            made.setsockopt(socket.SOL_SOCKET, option, struct.pack("ll", seconds, 0))
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        leave_no_trace(made)
        made.bind((source, 0))
        made.connect(("127.0.0.1", port))
    except OSError:
        made.close()
        raise
    return made


def leave_no_trace(made: socket.socket) -> None:
    """Has the port free again as soon as the socket is closed, or thousands would wait."""
    # IP_BIND_ADDRESS_NO_PORT of <netinet/in.h>: the port is chosen when it connects.
    made.setsockopt(socket.IPPROTO_IP, 24, 1)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


class Line:
    """One connection, opened again whenever it was lost; one request after the other."""

    def __init__(self, port: int, source: str = "127.0.0.1") -> None:
        self.port = port
        self.source = source
        self.socket: socket.socket | None = None

    def ask(self, data: bytes) -> int:
        """Sends a request; the status of its answer, or 0 when none came."""
        try:
            if self.socket is None:
                self.socket = connection(self.port, self.source)
            self.socket.sendall(data)
            answer = self.socket.recv(65_536)
            while answer and not is_whole(answer):
                piece = self.socket.recv(65_536)
                answer = answer + piece if piece else b""
        except OSError:
            answer = b""
        if not answer:
            self.close()
            return 0
        return int(answer[9:12])

    def close(self) -> None:
        if self.socket is not None:
            self.socket.close()
            self.socket = None


def asked_until_answered(line: Line, data: bytes) -> int:
    """The status of a request that is sent again while no answer comes; 0 after too long."""
    deadline = time.monotonic() + ANSWER_SECONDS_MAX
    while (status := line.ask(data)) == 0 and time.monotonic() < deadline:
        # A refused client comes back soon, and does not spin.
        time.sleep(0.01)
    return status
