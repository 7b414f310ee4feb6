"""What a gateway says is kept whatever it says, and a payment is credited once."""

import json
from pathlib import Path

from people import balance
from process import Server, verify
from walking import Walker, tell, walker


def paid(order: str, payment: str = "pay-1", amount: int = 9_900) -> bytes:
    data = {"orderId": order, "paymentId": payment, "amount": amount, "currency": "INR", "fee": 0}
    return json.dumps({"type": "payment.succeeded", "data": data}).encode()


def package(caller: Walker) -> dict:
    """The cheapest package of the demo."""
    return min(caller.pages("/api/coins/packages"), key=lambda found: found["price"]["amount"])


def begin(buyer: Walker) -> str:
    """The number of a new order."""
    wish = {"packageId": package(buyer)["id"]}
    return buyer.post("/api/coins/purchase", wish).must_be(200).json["orderId"]


def parked(server: Server) -> list[dict]:
    return walker(server, "demo-admin").pages("/api/admin/purchases?parked=true")


def test_money_for_an_order_that_nobody_knows_is_kept_and_shown(data: Path) -> None:
    body = paid("ord_000000000001a")
    with Server(data) as server:
        gateway = Walker(server.port)
        for _ in range(3):
            tell(gateway, data, body, "evt_1").must_be(200)
        tell(gateway, data, b"nonsense", "evt_2").must_be(200)
        server.stop()
    verify(data)
    # It is as durable as a gift.
    with Server(data) as server:
        unreadable, stray = parked(server)
        server.stop()
    assert unreadable["parked"]["reason"] == "unreadable"
    assert unreadable["parked"]["body"] == "nonsense"
    assert stray.keys() == {"parked"}
    shown = stray["parked"]
    assert shown.pop("id") and shown.pop("receivedAt")
    assert shown == {
        "gateway": "sandbox",
        "eventId": "evt_1",
        "orderId": "ord_000000000001a",
        "paymentId": "pay-1",
        "amount": 9_900,
        "currency": "INR",
        "reason": "unknown_order",
        "body": body.decode(),
    }


def test_an_event_that_nobody_signed_is_refused_and_not_kept(data: Path) -> None:
    with Server(data) as server:
        gateway = Walker(server.port)
        answer = tell(gateway, data, paid("ord_000000000001a"), "evt_1", secret=b"x" * 32)
        answer.must_be(400, "invalid_signature")
        assert parked(server) == []
        server.stop()


def test_one_payment_is_credited_to_one_order(data: Path) -> None:
    with Server(data) as server:
        buyer, gateway = walker(server, "demo-viewer"), Walker(server.port)
        before, offer = balance(buyer), package(buyer)
        orders = [begin(buyer) for _ in range(3)]
        for number, order in enumerate(orders):
            body = paid(order, "pay-1", offer["price"]["amount"])
            tell(gateway, data, body, f"evt_{number}").must_be(200)
        assert balance(buyer) == before + offer["totalCoins"]
        found = parked(server)
        assert [item["orderId"] for item in found] == orders[:0:-1]
        assert {item["parked"]["reason"] for item in found} == {"payment_of_other_order"}
        assert {item["status"] for item in found} == {"PENDING"}
        server.stop()
    verify(data)
