"""The main job, step by step through the real server, held to `openapi.yaml` at every answer."""

import csv
import http.client
import io
import itertools
import time
import urllib.parse
from pathlib import Path

import jsonschema
import pytest

from client import Answer, Client, time_ordered_key
from contract import OPERATIONS, PATH, assert_agrees, document, operation
from people import wait_for_projections
from process import Server, verify
from sockets import WebSocket


class Walker(Client):
    """A client whose every answer must agree with the contract."""

    seen: set[str] = set()

    def call(self, method: str, path: str, *rest: object, **fields: str) -> Answer:
        answer = super().call(method, path, *rest, **fields)
        row = operation(method, path)
        assert_agrees(row, answer)
        self.seen.add(row.name)
        return answer


def walker(server: Server, user: str) -> Walker:
    """Somebody who signs in as the pages do."""
    body = {"userId": user}
    signed_in = Walker(server.port).post("/api/demo/login", body).must_be(200).json
    assert signed_in["user"]
    return Walker(server.port, signed_in["token"])


def decide(link: str, outcome: str) -> http.client.HTTPResponse:
    """Presses a button of the sandbox's hosted page, as a browser does."""
    address = urllib.parse.urlsplit(link)
    target = f"{address.path}?{address.query}"
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=20)
    connection.request("GET", target)
    page = connection.getresponse()
    text = page.read().decode()
    assert page.status == 200 and f'value="{outcome}"' in text
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", target, urllib.parse.urlencode({"outcome": outcome}), form)
    answer = connection.getresponse()
    answer.read()
    return answer


def wait_for_status(caller: Walker, purchase: str, wanted: str) -> dict:
    """The purchase, once the gateway's webhook has come."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        found = caller.get(f"/api/coins/purchases/{purchase}").must_be(200).json
        if found["status"] == wanted:
            return found
    pytest.fail(f"the purchase is {found['status']} and not {wanted}")


def test_the_contract_is_openapi_3_1() -> None:
    contract = document()
    assert contract["openapi"].startswith("3.1.")
    assert contract["info"]["version"] and contract["info"]["title"]
    names = [row.text["operationId"] for row in OPERATIONS]
    assert len(names) == len(set(names)) and len(OPERATIONS) > 50
    for schema in contract["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)
    for reference in references(contract):
        found: object = contract
        for step in reference.removeprefix("#/").split("/"):
            found = found[step]
    for row in OPERATIONS:
        named = {part[1:-1] for part in row.path.split("/") if part.startswith("{")}
        stated = {p["name"] for p in row.text.get("parameters", []) if p.get("in") == "path"}
        assert named == stated, row.name


def references(value: object) -> list[str]:
    if isinstance(value, list):
        return [found for item in value for found in references(item)]
    if not isinstance(value, dict):
        return []
    own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
    return own + [found for item in value.values() for found in references(item)]


def test_the_server_serves_the_contract(server: Server) -> None:
    answer = Client(server.port).get("/openapi.yaml").must_be(200)
    assert answer.body == PATH.read_bytes()
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
    assert sent_back.getheader("location").startswith("/coins/shop")
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
    Walker.seen.clear()
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
    assert len(Walker.seen) >= 16
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
    rows = list(csv.DictReader(io.StringIO(table.body.decode())))
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


def test_every_answer_to_a_get_agrees_with_the_contract(server: Server) -> None:
    boss, creator = walker(server, "demo-admin"), walker(server, "demo-creator")
    viewer = walker(server, "demo-viewer")
    stream = viewer.get("/api/streams").must_be(200).json["data"][0]["id"]
    ids = {
        "/api/posts/{id}/gifts": "some-post",
        "/api/streams/{id}": stream,
        "/api/creators/{id}": "demo-creator",
        "/api/creators/{id}/streams": "demo-creator",
        "/api/creators/applications/{id}": "demo-newcomer",
        "/api/admin/gifts/{id}": boss.get("/api/admin/gifts").json["data"][0]["id"],
        "/api/admin/packages/{id}": boss.get("/api/admin/packages").json["data"][0]["id"],
    }
    bought = viewer.post("/api/tokens/purchase", {"amountTokens": 5}, time_ordered_key())
    ids["/api/coins/purchases/{id}"] = bought.must_be(200).json["purchaseId"]
    for row in OPERATIONS:
        if row.method != "GET":
            continue
        path = row.path.replace("{id}", ids.get(row.path, ""))
        answers = [caller.get(path).status for caller in (viewer, creator, boss)]
        assert 200 in answers, f"nobody may see {path}: {answers}"
