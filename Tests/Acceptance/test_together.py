"""Many requests at the same moment: a balance is spent once, a key has one effect."""

from pathlib import Path

from client import time_ordered_key
from people import balance, gift_costing, grant, lift_gift_limits, person, token
from process import Server, verify
from storm import at_once
from wire import request

SEND = "/api/gifts/send"


def sending(sender: str, path: str, body: dict, key: str) -> bytes:
    fields = {"Connection": "close", "Idempotency-Key": key}
    return request("POST", path, token(sender), body, **fields)


def wish(server: Server, price: int = 1, quantity: int = 1) -> dict:
    gift = gift_costing(server, price)
    return {"giftId": gift, "receiverId": "demo-creator", "quantity": quantity}


def test_a_wallet_that_covers_100_accepts_exactly_100_of_200(server: Server, data: Path) -> None:
    lift_gift_limits(server)
    caller = grant(server, "spender", 100)
    body = wish(server)
    asked = [sending("spender", SEND, body, time_ordered_key()) for _ in range(200)]
    answers = at_once(server.port, asked)

    accepted = [answer for answer in answers if answer.status == 200]
    refused = [answer for answer in answers if answer.status != 200]
    assert len(accepted) == 100 and len(refused) == 100
    assert sorted(answer.json["newBalance"] for answer in accepted) == list(range(100))
    assert len({answer.json["giftTransactionId"] for answer in accepted}) == 100
    for answer in refused:
        answer.must_be(402, "insufficient_balance")
        facts = answer.json
        assert (facts["required"], facts["balance"], facts["shortfall"]) == (1, 0, 1)
    assert balance(caller) == 0
    lines = [line for line in caller.pages("/api/transactions") if line["type"] == "GIFT_SENT"]
    sent = {answer.json["giftTransactionId"] for answer in accepted}
    assert len(lines) == 100 and {line["transactionId"] for line in lines} == sent
    server.stop()
    verify(data)


def test_100_requests_with_one_key_have_one_effect(server: Server, data: Path) -> None:
    lift_gift_limits(server)
    caller = grant(server, "repeater", 1_000)
    key, body = time_ordered_key(), wish(server, price=5, quantity=2)
    answers = at_once(server.port, [sending("repeater", SEND, body, key)] * 100)

    assert {answer.status for answer in answers} == {200}
    assert len({answer.body for answer in answers}) == 1
    assert sum(not answer.is_replay for answer in answers) == 1
    assert balance(caller) == 990
    lines = [line for line in caller.pages("/api/transactions") if line["type"] == "GIFT_SENT"]
    assert [line["amount"] for line in lines] == [-10]
    other = caller.post(SEND, body | {"quantity": 3}, key)
    other.must_be(422, "idempotency_key_reused")
    server.stop()
    verify(data)

    with Server(data) as again:
        late = person(again, "repeater").post(SEND, body, key).must_be(200)
        assert late.is_replay and late.body == answers[0].body


def test_100_refusals_with_one_key_stay_refused(server: Server) -> None:
    lift_gift_limits(server)
    poor = person(server, "poor")
    poor.get("/api/me").must_be(200)
    key, body = time_ordered_key(), wish(server, price=10)
    answers = at_once(server.port, [sending("poor", SEND, body, key)] * 100)

    assert {(answer.status, answer.code) for answer in answers} == {(402, "insufficient_balance")}
    assert len({answer.body for answer in answers}) == 1
    assert sum(not answer.is_replay for answer in answers) == 1
    grant(server, "poor", 50)
    late = poor.post(SEND, body, key).must_be(402, "insufficient_balance")
    assert late.is_replay and late.body == answers[0].body
    assert balance(poor) == 50


def test_a_key_belongs_to_its_caller(server: Server) -> None:
    key, body = time_ordered_key(), wish(server)
    first = grant(server, "first", 10).post(SEND, body, key).must_be(200)
    second = grant(server, "second", 10).post(SEND, body, key).must_be(200)
    assert not second.is_replay
    assert first.json["giftTransactionId"] != second.json["giftTransactionId"]


def test_100_purchases_with_one_key_buy_once(server: Server) -> None:
    buyer = person(server, "buyer")
    buyer.get("/api/me").must_be(200)
    # Writes are limited to 100 at once, and a replay is a write like any other.
    key, body = time_ordered_key(), {"amountTokens": 250}
    path = "/api/tokens/purchase"
    answers = at_once(server.port, [sending("buyer", path, body, key)] * 100)

    assert {answer.status for answer in answers} == {200}
    assert len({answer.body for answer in answers}) == 1
    assert sum(not answer.is_replay for answer in answers) == 1
    assert balance(buyer) == 250
    assert len(buyer.pages("/api/coins/purchases")) == 1
