"""Rates say what they are, coins have the platform's name, and a body's faults come all at once."""

from pathlib import Path

import pytest

from client import Client
from people import admin, gift_costing, grant, person, wait_for_projections
from process import Server

PRICE = {"amount": 100, "currency": "INR"}
SETTINGS = "/api/admin/settings"


def faults(answer) -> dict[str, str]:
    return {one["field"]: one["code"] for one in answer.json["fields"]}


def test_a_rate_is_echoed_in_percent_with_an_example(server: Server) -> None:
    boss = admin(server)
    changed = boss.call("PATCH", SETTINGS, {"giftCommissionRate": 20}).must_be(200).json
    assert changed["giftCommissionPercent"] == "0.2"
    assert changed["splitOf100Coins"]["gift"] == {"platform": "0.2", "creator": "99.8"}
    every = boss.call("PATCH", SETTINGS, {"commissionRate": 2_000, "tipCommissionRate": 1_250})
    rates = every.must_be(200).json
    for source in ("gift", "like", "stream", "call", "viewing"):
        assert rates[f"{source}CommissionRate"] == 2_000
        assert rates[f"{source}CommissionPercent"] == "20"
        assert rates["splitOf100Coins"][source] == {"platform": "20", "creator": "80"}
    assert (rates["tipCommissionRate"], rates["tipCommissionPercent"]) == (1_250, "12.5")
    assert rates["splitOf100Coins"]["tip"] == {"platform": "12.5", "creator": "87.5"}
    # The example is how a gift is split.
    viewer = grant(server, "demo-viewer", 100)
    order = {"giftId": gift_costing(server, 100), "receiverId": "demo-creator"}
    viewer.post("/api/gifts/send", order).must_be(200)
    wait_for_projections(server)
    earned = person(server, "demo-creator").get("/api/gifts/received").must_be(200).json["data"]
    assert earned[0]["earned"] == 80


@pytest.mark.parametrize(
    "name, value, said",
    [
        ("DEFAULT_COMMISSION_RATE", "0.2", "0.2 percent"),
        ("MIN_WITHDRAWAL_AMOUNT", "500", "500 in the payout unit"),
        ("COINS_TO_INR_RATE", "1.5", "1.5 rupees"),
    ],
)
def test_the_start_says_what_a_value_of_another_program_means(
    data: Path, name: str, value: str, said: str
) -> None:
    with Server(data, **{name: value}) as server:
        assert f"{name}={value} is read as {said}" in server.output.decode()


def test_the_platforms_word_reaches_sentences_and_statements(server: Server) -> None:
    boss = admin(server)
    names = {"coinName": "gem", "coinNamePlural": "gemmes", "coinNameFew": "gemy"}
    boss.call("PATCH", SETTINGS, names | {"tipMinimum": 5}).must_be(200)
    about = Client(server.port).get("/api/platform").must_be(200).json
    forms = {"one": "gem", "few": "gemy", "many": "gemmes", "other": "gemmes"}
    assert (about["coinName"], about["coinNames"]) == ("gem", forms)
    viewer = grant(server, "demo-viewer", 1)
    tip = {"toCreatorId": "demo-creator", "amountTokens": 4}
    assert "at least 5 gemmes" in viewer.post("/api/tips/send", tip).json["error"]
    tip["amountTokens"] = 50
    refused = viewer.post("/api/tips/send", tip).must_be(402, "insufficient_balance").json
    assert "holds 1 gem;" in refused["error"]
    viewer.call("PATCH", "/api/me/limits", {"dailySpendingLimit": 0}).must_be(200)
    limited = viewer.post("/api/tips/send", tip | {"amountTokens": 5}).json["error"]
    assert "0 gemmes" in limited
    viewer.post("/api/tokens/purchase", {"amountTokens": 5}).must_be(200)
    lines = viewer.get("/api/coins/transactions").must_be(200).json["data"]
    assert lines[0]["description"] == "Gemmes bought"
    cleared = boss.call("PATCH", SETTINGS, {"coinNamePlural": None, "coinNameFew": None})
    assert cleared.must_be(200).json["coinNamePlural"] is None
    about = Client(server.port).get("/api/platform").must_be(200).json
    assert about["coinNames"] == {"one": "gem", "few": "gems", "many": "gems", "other": "gems"}


def test_all_faults_of_a_body_come_at_once(server: Server) -> None:
    body = {
        "name": "\u200b",
        "coins": 0,
        "bonusCoins": "x",
        "price": {"amount": 1.5, "currency": "rupees"},
        "promotion": {"startsAt": "2026-02-01T00:00:00Z", "endsAt": "2026-01-01T00:00:00Z"},
        "localPrices": [{"country": "US", "price": PRICE}, {"country": "US", "price": PRICE}],
        "isActive": None,
        "colour": "red",
    }
    answer = admin(server).post("/api/admin/packages", body).must_be(422, "validation_failed")
    assert faults(answer) == {
        "name": "too_short",
        "coins": "out_of_range",
        "bonusCoins": "wrong_type",
        "price.amount": "wrong_type",
        "price.currency": "too_long",
        "promotion": "not_allowed",
        "localPrices": "not_allowed",
        "isActive": "wrong_type",
        "colour": "unknown_field",
    }
    right = {"name": "Right", "coins": 1, "price": PRICE}
    rules = right | {name: body[name] for name in ("promotion", "localPrices")}
    answer = admin(server).post("/api/admin/packages", rules).must_be(422, "rule_violated")
    assert set(faults(answer)) == {"promotion", "localPrices"}
    limits = {"tipMinimum": 9, "tipMaximum": 8, "giftSendsPerSecond": 9, "giftSendsBurst": 8}
    answer = admin(server).call("PATCH", SETTINGS, limits).must_be(422, "rule_violated")
    assert set(faults(answer)) == {"tipMaximum", "giftSendsBurst"}
    # The bounds that a fault names are those that hold.
    for coins in (0, "x", None, True):
        answer = admin(server).post("/api/admin/packages", right | {"coins": coins})
        assert faults(answer.must_be(422, "validation_failed")).keys() == {"coins"}
        assert "from 1 " in answer.json["error"] or coins is None


@pytest.mark.parametrize(
    "path, body",
    [
        ("/api/gifts/send", {"giftId": "", "receiverId": "demo-creator", "quantity": None}),
        ("/api/tips/send", {"toCreatorId": "demo-creator", "amountTokens": 20, "message": None}),
        ("/api/tips/send", {"toCreatorId": "demo-creator", "amountTokens": 20, "context": None}),
        ("/api/tokens/purchase", {"amountTokens": 5, "returnUrl": None}),
        ("/api/tokens/purchase", {"amountTokens": 5, "metadata": None}),
        ("/api/coins/purchase", {"packageId": None}),
    ],
    ids=str,
)
def test_null_is_refused_where_the_contract_does_not_say_it(
    server: Server, path: str, body: dict
) -> None:
    viewer = grant(server, "demo-viewer", 100)
    if "giftId" in body:
        body = body | {"giftId": gift_costing(server, 1)}
    answer = viewer.post(path, body).must_be(422, "validation_failed")
    name = next(name for name, value in body.items() if value is None)
    assert faults(answer) == {name: "wrong_type"} and "null" in answer.json["error"]
    assert viewer.get("/api/wallet/balance").must_be(200).json["balance"] == 100


@pytest.mark.parametrize(
    "path",
    [
        "/api/gifts?limit=1&foo=2",
        "/api/transactions?form=2026-01-01",
        "/api/me?x=1",
        "/api/creators/demo-creator?limit=5",
        "/api/transactions?limit=1&limit=2",
        "/api/platform?verbose",
    ],
)
def test_a_parameter_that_nobody_reads_is_refused(server: Server, path: str) -> None:
    person(server, "demo-viewer").get(path).must_be(422, "validation_failed")


def test_a_write_takes_no_parameters(server: Server) -> None:
    viewer = grant(server, "demo-viewer", 10)
    tip = {"toCreatorId": "demo-creator", "amountTokens": 5}
    viewer.post("/api/tips/send?dry=true", tip).must_be(422, "validation_failed")
    assert viewer.get("/api/wallet/balance").must_be(200).json["balance"] == 10


def test_what_is_no_part_of_the_api_takes_any_query(server: Server) -> None:
    stranger = Client(server.port)
    for path in ("/healthz?from=balancer", "/?utm_source=x", "/coins/shop?purchase=x"):
        stranger.get(path).must_be(200)
    # An event of a gateway is refused for its signature, not for its address.
    event = stranger.call("POST", "/api/webhook/sandbox?attempt=2", {})
    event.must_be(400, "invalid_signature")


def test_no_internal_word_leaves(server: Server) -> None:
    viewer = person(server, "demo-viewer")
    answer = viewer.get("/api/transactions?type=NOTHING").must_be(422, "validation_failed")
    assert "COUNTERPART" not in answer.json["error"]
    viewer.get("/api/transactions?type=COUNTERPART").must_be(422, "validation_failed")
