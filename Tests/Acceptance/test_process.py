"""Starting, stopping, and keeping a second process away."""

import http.client
import signal
import socket
import time
from pathlib import Path

import pytest

from books import some_business
from client import Client, time_ordered_key
from load import Load
from people import balance, gift_costing, grant, lift_gift_limits, person, token
from process import Server, run, verify
from storm import parsed, read_all
from wire import request

START_SECONDS_MAX = 1.0
IDLE_BYTES_MAX = 60_000_000
STARTS = 3


def test_a_second_server_of_the_same_folder_is_refused(server: Server, data: Path) -> None:
    second = run("serve", "--port", "0", "--demo", "--data", data)
    assert second.code == 1 and "ready " not in second.out
    assert second.err.count("\n") == 1, second.err
    assert f"process {server.pid}" in second.err and "stop it" in second.err
    grant(server, "giver", 10)
    server.stop()


@pytest.mark.parametrize(
    "words",
    [
        ["seed"],
        ["migrate"],
        ["rebuild-projections"],
        ["key", "create", "some-server"],
    ],
)
def test_a_command_beside_a_running_server_is_refused(server: Server, words: list[str]) -> None:
    result = run(*words, "--data", server.data)
    assert result.code == 1 and result.out == ""
    assert result.err.count("\n") == 1 and f"process {server.pid}" in result.err
    server.stop()
    assert run(*words, "--data", server.data).code == 0


def test_a_killed_server_keeps_nobody_away(data: Path) -> None:
    with Server(data) as server:
        server.kill()
    with Server(data) as server:
        server.stop()


def test_a_taken_port_is_refused(server: Server, tmp_path: Path) -> None:
    words = ["serve", "--port", str(server.port), "--data", tmp_path / "other"]
    result = run(*words)
    assert result.code == 1 and result.err.count("\n") == 1 and "--port" in result.err


def wait_until_nobody_listens(port: int) -> None:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except ConnectionRefusedError:
            return
        except ConnectionResetError:
            # It waited to be taken when the door closed; the next one is refused.
            continue
    pytest.fail("the server still takes connections after SIGTERM")


def begun_requests(server: Server, body: dict, count: int) -> tuple[list[socket.socket], bytes]:
    """Connections whose request the server has begun to read: it asked for the body, returned."""
    sockets = [socket.create_connection(("127.0.0.1", server.port), 10) for _ in range(count)]
    text = b""
    for number, connection in enumerate(sockets):
        fields = {"Expect": "100-continue", "Idempotency-Key": f"stopping-{number}"}
        whole = request("POST", "/api/gifts/send", token("giver"), body, **fields)
        head, mark, text = whole.partition(b"\r\n\r\n")
        connection.sendall(head + mark)
    for connection in sockets:
        assert connection.recv(1_000).startswith(b"HTTP/1.1 100 ")
    return sockets, text


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_requests_in_flight_are_answered_before_the_end(data: Path, number: int) -> None:
    with Server(data) as server:
        lift_gift_limits(server)
        grant(server, "giver", 1_000)
        body = {"giftId": gift_costing(server, 5), "receiverId": "demo-creator"}
        sockets, text = begun_requests(server, body, count=40)
        server.signal(number)
        wait_until_nobody_listens(server.port)
        for connection in sockets:
            connection.sendall(text)
        answers = [parsed(data) for data in read_all(sockets)]
        assert {answer.status for answer in answers} == {200}
        assert {answer.headers["connection"] for answer in answers} == {"close"}
        assert server.wait() == 0 and server.error_text() == ""
    verify(data)
    with Server(data) as server:
        assert balance(person(server, "giver")) == 1_000 - 40 * 5
        lines = person(server, "giver").pages("/api/transactions?type=GIFT_SENT")
        sent = {answer.json["giftTransactionId"] for answer in answers}
        assert {line["transactionId"] for line in lines} == sent


def test_stopping_under_load_loses_nothing(data: Path) -> None:
    with Server(data) as server:
        lift_gift_limits(server)
        for number in range(8):
            grant(server, f"sender-{number}", 100_000)
        load = Load({1: gift_costing(server, 1)}, seed=1)
        load.start(server)
        load.wait_for_answers(200)
        server.stop()
        load.join()
    verify(data)
    with Server(data) as server:
        load.settle(server)
        for number in range(8):
            sent = sum(gift.sender == f"sender-{number}" for gift in load.gifts)
            assert balance(person(server, f"sender-{number}")) == 100_000 - sent
        server.stop()
    verify(data)


def test_everything_is_there_after_a_restart(data: Path) -> None:
    asked = [
        ("giver", "/api/wallet/me"),
        ("giver", "/api/transactions"),
        ("demo-viewer", "/api/coins/purchases"),
        ("demo-viewer", "/api/gifts/history"),
        ("demo-creator", "/api/gifts/received"),
        ("demo-creator", "/api/earnings/dashboard"),
        ("demo-admin", "/api/admin/ledger/trial-balance"),
        ("demo-admin", "/api/admin/settings"),
        (None, "/api/gifts"),
        (None, "/api/coins/packages"),
        (None, "/api/streams"),
        (None, "/api/creators/demo-creator"),
    ]

    def everything(server: Server) -> dict:
        found = {}
        for who, path in asked:
            caller = person(server, who) if who else Client(server.port)
            found[who, path] = caller.get(path).must_be(200).json
        return found

    with Server(data) as server:
        some_business(server, gifts=7)
        server.stop()
    with Server(data) as server:
        before = everything(server)
        server.stop()
    assert before["giver", "/api/wallet/me"]["totalSpent"] == (2 + 4 + 6) * 5
    report = verify(data)
    with Server(data) as server:
        assert everything(server) == before
        server.stop()
    assert verify(data) == report, "a restart alone wrote into the journal"


def test_a_stopping_server_says_goodbye_to_idle_connections(server: Server) -> None:
    idle = Client(server.port)
    idle.get("/healthz").must_be(200)
    started = time.monotonic()
    server.stop()
    assert time.monotonic() - started < 10
    with pytest.raises((ConnectionError, http.client.HTTPException)):
        idle.get("/healthz")


def test_start_and_idle_memory(data: Path, capsys: pytest.CaptureFixture) -> None:
    with Server(data) as server:
        lift_gift_limits(server)
        some_business(server, gifts=30)
        server.stop()
    seconds, sizes = [], []
    for _ in range(STARTS):
        with Server(data) as server:
            seconds.append(server.ready_seconds)
            some_requests(server)
            sizes.append(server.rss_bytes())
            server.stop()
    with capsys.disabled():
        print(f"\nbest of {STARTS}: ready {min(seconds):.3f} s, idle {min(sizes) / 1e6:.1f} MB")
    assert min(seconds) < START_SECONDS_MAX
    assert min(sizes) < IDLE_BYTES_MAX


def some_requests(server: Server) -> None:
    """Touches every part once, so that what is measured is a server that has worked."""
    grant(server, "giver", 10)
    body = {"giftId": gift_costing(server, 5), "receiverId": "demo-creator"}
    giver = person(server, "giver")
    giver.post("/api/gifts/send", body, time_ordered_key()).must_be(200)
    for path in ("/", "/api/transactions", "/api/gifts/history"):
        giver.get(path).must_be(200)
    person(server, "demo-creator").get("/api/earnings/dashboard").must_be(200)
