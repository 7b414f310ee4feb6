"""Thousands of idle WebSockets cost little, and every one of them still hears a gift."""

import resource
from pathlib import Path

import pytest

from client import Client, time_ordered_key
from people import gift_costing, grant, token
from process import Server
from sockets import WebSocket

SOCKETS = 5_000
PER_ADDRESS = 125
PER_USER = 10
BATCH = 100
BYTES_MAX = 120_000_000
FILES = 3 * SOCKETS


@pytest.fixture(autouse=True)
def files() -> None:
    """Lets this process, and the servers that it starts, open enough files."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    unlimited = most == resource.RLIM_INFINITY
    assert unlimited or most >= FILES, f"ulimit -Hn is {most}; these tests need {FILES}"
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, FILES), most))


def crowd(server: Server, room: str) -> list[WebSocket]:
    """Sockets from many addresses, every other one signed in, all in one room."""
    sockets: list[WebSocket] = []
    tokens = [token(f"watcher-{number}") for number in range(SOCKETS // PER_USER // 2)]
    while len(sockets) < SOCKETS:
        batch = []
        for number in range(len(sockets), len(sockets) + BATCH):
            source = f"127.0.0.{2 + number // PER_ADDRESS}"
            person = tokens[number // 2 % len(tokens)] if number % 2 else None
            batch.append(WebSocket(server.port, source, person))
        for connection in batch:
            connection.opened()
            connection.send({"type": "join", "room": room})
        for connection in batch:
            connection.wait_for("joined")
        sockets += batch
    return sockets


def test_5000_idle_sockets(data: Path, capsys: pytest.CaptureFixture) -> None:
    with Server(data) as server:
        stream = Client(server.port).get("/api/streams?status=live").must_be(200).json["data"][0]
        sockets = crowd(server, stream["channel"])
        assert len(sockets) == SOCKETS
        size = server.rss_bytes()
        giver = grant(server, "giver", 100)
        body = {
            "giftId": gift_costing(server, 5),
            "receiverId": stream["creatorId"],
            "streamId": stream["id"],
        }
        sent = giver.post("/api/gifts/send", body, time_ordered_key()).must_be(200).json
        for connection in sockets:
            heard = connection.wait_for("gift.sent")["data"]
            assert heard["giftTransactionId"] == sent["giftTransactionId"]
        busy = server.rss_bytes()
        with capsys.disabled():
            print(
                f"\n{SOCKETS} sockets: {size / 1e6:.1f} MB idle, {busy / 1e6:.1f} MB after a gift"
            )
        assert size < BYTES_MAX
        server.process.terminate()
        assert {connection.close_code() for connection in sockets[:200]} == {1001}
        for connection in sockets:
            connection.close()
        assert server.wait() == 0
