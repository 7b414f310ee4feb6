"""An integrator with users and payments of their own needs nothing of the demo."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from client import Client
from people import balance, person, wait_for_projections
from process import Server, run, verify

PAYMENT = {
    "userId": "buyer-1",
    "coins": 500,
    "amount": 9_900,
    "currency": "INR",
    "transactionId": "pi_1",
    "paymentMethod": "UPI",
}
RECORD = "/api/coins/purchases/record"


def key(data: Path, scopes: str) -> str:
    return run("key", "create", scopes, "--scopes", scopes, "--data", data).out.strip()


class Integrator:
    """Servers of the integrator's, each with a key of its own."""

    def __init__(self, server: Server, keys: dict[str, str]) -> None:
        self.server = server
        self.keys = keys

    def holding(self, scopes: str) -> Client:
        return Client(self.server.port, self.keys[scopes])


@pytest.fixture(scope="module")
def integrator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Integrator]:
    data = tmp_path_factory.mktemp("integrator")
    scopes = ["users", "act", "act,users:create", "purchases:record", "admin"]
    keys = {name: key(data, name) for name in scopes}
    with Server(data, demo=False) as server:
        made = Integrator(server, keys)
        for number in (1, 2, 3):
            made.holding("users").call("PUT", f"/api/users/buyer-{number}", {}).must_be(200)
        yield made
        server.stop()
    verify(data)


def test_a_payment_taken_elsewhere_is_credited_once(integrator: Integrator) -> None:
    cashier = integrator.holding("purchases:record")
    made = cashier.post(RECORD, PAYMENT).must_be(201).json
    assert (made["status"], made["totalCoins"], made["newBalance"]) == ("COMPLETED", 500, 500)
    assert (made["gateway"], made["isTest"]) == ("external", False)
    assert cashier.post(RECORD, PAYMENT).must_be(200).json == made
    for change in (
        {"amount": 9_800},
        {"coins": 501},
        {"userId": "buyer-2"},
        {"paymentMethod": "OTHER"},
        {"currency": "USD"},
    ):
        cashier.post(RECORD, PAYMENT | change).must_be(409, "already_exists")
    # The same number at another gateway is another payment.
    cashier.post(RECORD, PAYMENT | {"gateway": "stripe"}).must_be(201)
    buyer = person(integrator.server, "buyer-1")
    assert balance(buyer) == 1_000
    wait_for_projections(integrator.server)
    own = buyer.get("/api/coins/purchases").must_be(200).json["data"]
    assert [one["gateway"] for one in own] == ["stripe", "external"]
    assert own[1]["paidAt"] == made["paidAt"] and own[1]["transactionId"] == "pi_1"
    wallet = buyer.get("/api/coins/balance").must_be(200).json
    assert wallet["totalPurchased"] == 1_000
    trial = integrator.holding("admin").get("/api/admin/ledger/trial-balance").must_be(200).json
    assert all(unit["isBalanced"] for unit in trial["units"])


def test_a_key_makes_a_report_safe_to_repeat(integrator: Integrator) -> None:
    cashier = integrator.holding("purchases:record")
    report = PAYMENT | {"transactionId": "pi_2", "userId": "buyer-2", "metadata": {"cart": "7"}}
    first = cashier.post(RECORD, report, "report-2").must_be(201)
    again = cashier.post(RECORD, report, "report-2").must_be(201)
    assert again.is_replay and again.json == first.json
    assert first.json["metadata"] == {"cart": "7"}
    cashier.post(RECORD, report | {"amount": 1}, "report-2").must_be(422, "idempotency_key_reused")


def test_a_recorded_package_comes_with_its_bonus_once(integrator: Integrator) -> None:
    boss, cashier = integrator.holding("admin"), integrator.holding("purchases:record")
    price = {"amount": 9_900, "currency": "INR"}
    offer = {"name": "Start", "coins": 100, "bonusCoins": 50, "isFirstPurchaseBonus": True}
    package = boss.post("/api/admin/packages", offer | {"price": price}).must_be(201).json["id"]
    buyer = person(integrator.server, "buyer-3")

    def shown() -> dict:
        offers = buyer.get("/api/coins/packages").must_be(200).json["data"]
        return next(one for one in offers if one["id"] == package)

    wait_for_projections(integrator.server)
    assert (shown()["bonusCoins"], shown()["isFirstPurchaseBonus"]) == (50, True)
    report = {name: PAYMENT[name] for name in ("amount", "currency", "paymentMethod")}
    report |= {"userId": "buyer-3", "packageId": package, "transactionId": "pi_3"}
    paid = "2026-11-30T08:00:00.000Z"
    made = cashier.post(RECORD, report | {"at": paid}).must_be(201).json
    assert (made["totalCoins"], made["packageId"], made["paidAt"]) == (150, package, paid)
    # A buyer is not promised the bonus of a first purchase again.
    assert (shown()["bonusCoins"], shown()["isFirstPurchaseBonus"]) == (0, False)
    strangers = Client(integrator.server.port).get("/api/coins/packages").must_be(200).json
    assert strangers["data"][0]["isFirstPurchaseBonus"]
    boss.call("DELETE", f"/api/admin/packages/{package}").must_be(200)
    late = cashier.post(RECORD, report | {"transactionId": "pi_4"}).must_be(201).json
    assert late["totalCoins"] == 100, "money that was taken is credited, also for a retired package"


@pytest.mark.parametrize(
    "change",
    [
        {"amount": 0},
        {"currency": "rupees"},
        {"paymentMethod": "BARTER"},
        {"gateway": "sandbox"},
        {"transactionId": ""},
    ],
    ids=str,
)
def test_a_report_that_says_nothing_is_refused(integrator: Integrator, change: dict) -> None:
    report = {k: v for k, v in (PAYMENT | change).items() if v is not None}
    cashier = integrator.holding("purchases:record")
    cashier.post(RECORD, report).must_be(422, "validation_failed")


def test_a_report_of_a_payment_that_is_yet_to_come_is_refused(integrator: Integrator) -> None:
    report = PAYMENT | {"at": "2126-01-01T00:00:00Z", "transactionId": "pi_late"}
    refused = integrator.holding("purchases:record").post(RECORD, report)
    assert refused.must_be(422, "rule_violated").json["field"] == "at"


def test_a_report_is_of_a_package_or_of_coins(integrator: Integrator) -> None:
    cashier = integrator.holding("purchases:record")
    both = PAYMENT | {"packageId": "pkg_0000000000001"}
    neither = {name: value for name, value in PAYMENT.items() if name != "coins"}
    for report in (both, neither):
        # The contract forbids it by oneOf.
        refused = cashier.post(RECORD, report).must_be(422, "validation_failed")
        assert refused.json["field"] == "packageId"


def test_a_report_names_a_user_and_a_package_that_exist(integrator: Integrator) -> None:
    cashier = integrator.holding("purchases:record")
    report = PAYMENT | {"transactionId": "pi_9"}
    cashier.post(RECORD, report | {"userId": "nobody"}).must_be(404, "not_found")
    del report["coins"]
    cashier.post(RECORD, report | {"packageId": "pkg_0000000000001"}).must_be(404, "not_found")
    for scopes in ("users", "act"):
        integrator.holding(scopes).post(RECORD, PAYMENT).must_be(403, "forbidden")


def test_only_a_key_that_may_makes_users_by_naming_them(integrator: Integrator) -> None:
    acting = integrator.holding("act")
    acting.get("/api/me", Ovation_User="buyer-1").must_be(200)
    acting.get("/api/me", Ovation_User="buyer-l").must_be(404, "not_found")
    making = integrator.holding("act,users:create")
    making.get("/api/me", Ovation_User="newcomer").must_be(200)
    acting.get("/api/me", Ovation_User="newcomer").must_be(200)


def test_users_are_read_listed_and_found(integrator: Integrator) -> None:
    server = integrator.holding("users")
    names = {"username": "carol", "displayName": "Carol Zoë", "country": "IN"}
    server.call("PUT", "/api/users/carol@7", names).must_be(200)
    shown = server.get("/api/users/carol@7").must_be(200).json
    assert names.items() <= shown.items()
    assert (shown["balance"], shown["isSuspended"], shown["isAdmin"]) == (0, False, False)
    wait_for_projections(integrator.server)
    for text in ("carol@7", "CAROL", "zo%C3%AB", shown["ovationId"]):
        found = server.get(f"/api/users?query={text}").must_be(200).json["data"]
        assert [one["id"] for one in found] == ["carol@7"]
    everybody = [one["id"] for one in server.pages("/api/users")]
    assert everybody[0] == "carol@7" and {"buyer-1", "buyer-2", "buyer-3"} <= set(everybody)
    pages = server.get("/api/users?query=buyer&limit=2").must_be(200).json
    assert [one["id"] for one in pages["data"]] == ["buyer-3", "buyer-2"]
    rest = server.get(f"/api/users?query=buyer&cursor={pages['nextCursor']}").must_be(200).json
    assert [one["id"] for one in rest["data"]] == ["buyer-1"]
    integrator.holding("admin").get("/api/users/carol@7").must_be(200)
    server.get("/api/users/nobody").must_be(404, "not_found")
    integrator.holding("act").get("/api/users/carol@7").must_be(403, "forbidden")
    person(integrator.server, "buyer-1").get("/api/users").must_be(403, "forbidden")


def test_null_clears_a_field_of_a_user(integrator: Integrator) -> None:
    server = integrator.holding("users")
    path, full = "/api/users/buyer-2", {"username": "bo", "displayName": "Bo", "locale": "en"}
    server.call("PUT", path, full).must_be(200)
    left = server.call("PUT", path, {"username": None, "locale": None}).must_be(200).json
    assert (left["username"], left["displayName"], left["locale"]) == (None, "Bo", None)
