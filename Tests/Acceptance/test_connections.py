"""Connections: how many there may be, of everybody and of each, and what happens at the end."""

import os
import resource
import select
import socket
import time
from pathlib import Path

import pytest

from client import Client
from people import person, token
from process import Server
from sockets import WebSocket
from wire import request

HARD = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
SPIN_SECONDS_MAX = 0.2


def idle(server: Server, source: str = "127.0.0.1") -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), 10, (source, 0))


def ask(connection: socket.socket, path: str = "/healthz", **fields: str) -> int:
    """The status of one answer; 0 when the server hung up without one."""
    try:
        connection.sendall(request("GET", path, **fields))
        head = connection.recv(65_536).decode()
    except ConnectionError:
        return 0
    return int(head.split(" ")[1]) if head else 0


def files_of(server: Server) -> int:
    return len(os.listdir(f"/proc/{server.pid}/fd"))


def cpu_seconds(server: Server) -> float:
    fields = Path(f"/proc/{server.pid}/stat").read_text().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_a_low_soft_limit_of_files_is_raised(data: Path) -> None:
    with Server(data, files=(256, HARD)) as server:
        connections = [idle(server) for _ in range(400)]
        assert {ask(connection) for connection in connections} == {200}
        for connection in connections:
            connection.close()


def test_a_low_hard_limit_is_said_and_kept_to(data: Path) -> None:
    with Server(data, files=(300, 300)) as server:
        assert b"accepts 150 connections instead of 20000" in server.output
        assert b"LimitNOFILE" in server.output
        connections = [idle(server) for _ in range(150)]
        assert ask(connections[0]) == 200
        late = [idle(server) for _ in range(20)]
        assert {ask(connection) for connection in late} == {503}
        assert ask(connections[0]) == 200, "an open connection works"
        assert server.error_text().count("150 connections are open") == 1
        for connection in connections + late:
            connection.close()
        person(server, "somebody").get("/api/me").must_be(200)


def test_near_the_limit_silent_sockets_make_room(data: Path) -> None:
    with Server(data, files=(300, 300)) as server:
        silent = [idle(server) for _ in range(150)]
        started = time.monotonic()
        assert select.select(silent, [], [], 6)[0], "ten seconds are for times of plenty"
        while ask(idle(server)) != 200:
            assert time.monotonic() < started + 6
        assert {connection.recv(1) for connection in select.select(silent, [], [], 0)[0]} == {b""}


def test_when_files_run_out_it_is_said_and_nothing_spins(data: Path) -> None:
    with Server(data) as server:
        inside = idle(server)
        assert ask(inside) == 200
        least = files_of(server)
        resource.prlimit(server.pid, resource.RLIMIT_NOFILE, (least, HARD))
        waiting = [idle(server) for _ in range(20)]
        for _ in range(3):
            assert ask(inside) == 200, "an open connection works"
        before = cpu_seconds(server)
        assert not select.select(waiting, [], [], 1)[0], "nobody is reset"
        assert cpu_seconds(server) - before < SPIN_SECONDS_MAX
        assert server.error_text().count("No new connection can be accepted") == 1
        assert "too many open files" in server.error_text()
        resource.prlimit(server.pid, resource.RLIMIT_NOFILE, (HARD, HARD))
        assert {ask(connection) for connection in waiting} == {200}, "who waited is taken after all"


def test_one_address_leaves_room_for_others(data: Path) -> None:
    with Server(data, files=(1_024, 1_024), OVATION_TRUSTED_PROXIES="") as server:
        mine = [idle(server, "127.0.0.5") for _ in range(192)]
        assert {ask(connection) for connection in mine} == {200}
        assert ask(idle(server, "127.0.0.5")) == 429
        assert ask(idle(server, "127.0.0.6")) == 200
        mine[0].close()
        deadline = time.monotonic() + 10
        while ask(idle(server, "127.0.0.5")) != 200:
            assert time.monotonic() < deadline


def test_a_proxy_of_this_machine_speaks_for_its_clients(server: Server) -> None:
    path = "/api/gifts"
    hidden = idle(server)
    answers = [ask(hidden, path, X_Forwarded_For="192.0.2.1") for _ in range(500)]
    assert 429 in answers and set(answers) <= {200, 429}
    assert ask(hidden, path, X_Forwarded_For="192.0.2.2") == 200
    assert ask(hidden, path, Forwarded="for=192.0.2.3") == 200
    assert ask(hidden, path, X_Forwarded_For="192.0.2.4, 192.0.2.1") == 429, "only the last counts"
    signed_in = person(server, "somebody")
    signed_in.get("/api/me").must_be(200)
    assert signed_in.get(path, X_Forwarded_For="192.0.2.1").status == 200


def test_without_a_trusted_proxy_nobody_is_believed(data: Path) -> None:
    with Server(data, OVATION_TRUSTED_PROXIES="10.0.0.0/8, fd00::/8") as server:
        connection = idle(server)
        answers = {
            ask(connection, "/api/gifts", X_Forwarded_For=f"192.0.2.{number % 250}")
            for number in range(500)
        }
        assert 429 in answers


def test_two_proofs_are_none(server: Server) -> None:
    caller = Client(server.port, token("somebody"))
    caller.get("/api/me").must_be(200)
    twice = [("Host", "a"), ("Authorization", f"Bearer {token('somebody')}")]
    twice.append(("Authorization", f"Bearer {token('demo-admin')}"))
    text = "".join(f"{name}: {value}\r\n" for name, value in twice)
    connection = idle(server)
    connection.sendall(f"GET /api/me HTTP/1.1\r\n{text}\r\n".encode())
    assert connection.recv(65_536).startswith(b"HTTP/1.1 401 ")


@pytest.mark.parametrize("count", [200])
def test_sockets_of_one_client_behind_a_proxy_have_an_end(server: Server, count: int) -> None:
    fields = {"X-Forwarded-For": "192.0.2.1"}
    sockets = [WebSocket(server.port, "127.0.0.1", **fields) for _ in range(count)]
    for connection in sockets:
        connection.opened()
    with pytest.raises(AssertionError, match="429"):
        WebSocket(server.port, "127.0.0.1", **fields).opened()
    WebSocket(server.port, "127.0.0.1", **{"X-Forwarded-For": "192.0.2.2"}).opened()
