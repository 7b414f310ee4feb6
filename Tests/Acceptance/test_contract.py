"""The main job, step by step through the real server, held to the contract at every answer."""

import csv
import io
import itertools
from pathlib import Path

import pytest

from client import Client, time_ordered_key
from contract import text
from people import wait_for_projections
from process import Server, verify
from sockets import WebSocket
from walking import Walker, decide, wait_for_status, walker


def test_the_server_serves_the_contract(server: Server) -> None:
    answer = Client(server.port).get("/openapi.yaml").must_be(200)
    assert answer.body.decode() == text()
    assert answer.headers["content-type"].startswith("application/yaml")
    page = Client(server.port).get("/docs").must_be(200)
    assert b"/openapi.yaml" in page.body


def buy(viewer: Walker, server: Server) -> int:
    """Buys the featured package on the hosted page; returns its coins."""
    packages = viewer.get("/api/coins/packages").must_be(200).json["data"]
    package = next(item for item in packages if item["isFeatured"])
    wish = {"packageId": package["id"], "returnUrl": "/coins/shop"}
    begun = viewer.post("/api/coins/purchase", wish, time_ordered_key()).must_be(200).json
    assert begun["status"] == "PENDING" and begun["totalCoins"] == package["totalCoins"]
    assert viewer.get("/api/wallet/me").must_be(200).json["balance"] == 0
    sent_back = decide(begun["paymentLink"], "success")
    assert sent_back.status == 303
    assert sent_back.headers["location"].startswith("/coins/shop")
    done = wait_for_status(viewer, begun["purchaseId"], "COMPLETED")
    assert done["totalCoins"] == package["totalCoins"] and done["transactionId"]
    asked = {"purchaseId": begun["purchaseId"], "gateway": "sandbox"}
    verified = viewer.post("/api/coins/verify-payment", asked).must_be(200).json
    assert (verified["status"], verified["newBalance"]) == ("COMPLETED", package["totalCoins"])
    return package["totalCoins"]


def give(viewer: Walker, stream: dict, price: int) -> dict:
    gifts = viewer.get("/api/gifts").must_be(200).json["data"]
    gift = next(item for item in gifts if item["coinPrice"] == price)
    body = {
        "giftId": gift["id"],
        "receiverId": stream["creatorId"],
        "streamId": stream["id"],
        "quantity": 3,
        "message": "For you",
    }
    key = time_ordered_key()
    sent = viewer.post("/api/gifts/send", body, key).must_be(200)
    again = viewer.post("/api/gifts/send", body, key).must_be(200)
    assert again.is_replay and again.body == sent.body
    return sent.json


def test_the_main_job(server: Server, data: Path) -> None:
    Walker.served.clear()
    viewer, creator = walker(server, "demo-viewer"), walker(server, "demo-creator")
    assert viewer.get("/api/me").must_be(200).json["balance"] == 0
    streams = viewer.get("/api/streams?status=live").must_be(200).json["data"]
    stream = next(item for item in streams if item["creatorId"] == "demo-creator")
    watching = WebSocket(server.port, "127.0.0.1")
    watching.opened()
    watching.send({"type": "join", "room": stream["channel"]})
    watching.wait_for("joined")
    bought = buy(viewer, server)

    sent = give(viewer, stream, price=50)
    assert sent["coinAmount"] == 150 and sent["newBalance"] == bought - 150
    assert sent["combo"]["count"] >= 1
    seen = watching.wait_for("gift.sent")["data"]
    assert seen["giftTransactionId"] == sent["giftTransactionId"]
    assert (seen["quantity"], seen["coinAmount"], seen["message"]) == (3, 150, "For you")

    wait_for_projections(server)
    check_lists(viewer, creator, sent, bought)
    check_statement(viewer, sent, bought)
    check_dashboard(creator, sent)
    ended = creator.post(f"/api/streams/{stream['id']}/end").must_be(200).json
    assert ended["status"] == "ended"
    watching.wait_for("stream.ended")
    assert len(Walker.served) >= 16
    assert watching.seen >= {"joined", "gift.sent", "stream.ended"}
    server.stop()
    assert verify(data)["transactions"] == 2


def check_lists(viewer: Walker, creator: Walker, sent: dict, bought: int) -> None:
    history = viewer.get("/api/gifts/history").must_be(200).json["data"]
    received = creator.get("/api/gifts/received").must_be(200).json["data"]
    for item in (history[0], received[0]):
        assert item["giftTransactionId"] == sent["giftTransactionId"]
        assert item["senderId"] == "demo-viewer" and item["message"] == "For you"
    wallet = viewer.get("/api/wallet/me").must_be(200).json
    assert wallet["balance"] == bought - 150
    assert (wallet["totalPurchased"], wallet["totalSpent"]) == (bought, 150)
    profile = viewer.get("/api/creators/demo-creator").must_be(200).json
    assert profile


def check_statement(viewer: Walker, sent: dict, bought: int) -> None:
    lines = viewer.get("/api/transactions").must_be(200).json["data"]
    assert [line["amount"] for line in lines if line["type"] == "GIFT_SENT"] == [-150]
    assert lines[0]["transactionId"] == sent["giftTransactionId"]
    assert sum(line["amount"] for line in lines) == bought - 150 == lines[0]["balanceAfter"]
    for newer, older in itertools.pairwise(lines):
        assert newer["balanceBefore"] == older["balanceAfter"]
    table = viewer.get("/api/transactions", Accept="text/csv").must_be(200)
    assert table.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(table.body.decode("utf-8-sig"))))
    assert [row["id"] for row in rows] == [line["id"] for line in lines]
    assert [int(row["amount"]) for row in rows] == [line["amount"] for line in lines]


def check_dashboard(creator: Walker, sent: dict) -> None:
    dashboard = creator.get("/api/earnings/dashboard").must_be(200).json
    kept = dashboard["totalEarned"] - dashboard["platformCommission"]
    assert dashboard["totalEarned"] == dashboard["fromGifts"] == 150
    assert dashboard["availableBalance"] == kept
    assert [day["gross"] for day in dashboard["series"] if day["gross"]] == [150]
    assert [(who["userId"], who["total"]) for who in dashboard["topSupporters"]] == [
        ("demo-viewer", 150)
    ]


@pytest.mark.parametrize(
    "outcome, status, is_paid",
    [
        ("fail", "FAILED", False),
        ("cancel", "CANCELLED", False),
        ("duplicate", "COMPLETED", True),
    ],
)
def test_other_endings_of_a_payment(
    server: Server, outcome: str, status: str, is_paid: bool
) -> None:
    viewer = walker(server, "demo-viewer")
    package = viewer.get("/api/coins/packages").must_be(200).json["data"][0]
    wish = {"packageId": package["id"], "returnUrl": "/coins/shop"}
    begun = viewer.post("/api/coins/purchase", wish, time_ordered_key()).must_be(200).json
    assert decide(begun["paymentLink"], outcome).status == 303
    wait_for_status(viewer, begun["purchaseId"], status)
    paid = package["totalCoins"] if is_paid else 0
    assert viewer.get("/api/wallet/me").must_be(200).json["balance"] == paid
