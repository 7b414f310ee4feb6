"""What comes of sending each POST twice, as a client does that has lost the first answer."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from client import time_ordered_key
from contract import EVERYTHING, OPERATIONS, Operation
from process import Server, run
from walking import Walker, tell, walker

KEY = "#/components/parameters/idempotencyKey"
PRICE = {"amount": 900, "currency": "INR"}


def repetitions() -> dict[str, str | None]:
    """What the table of routes says of each row."""
    table = run("contract", "--endpoints").json["data"]
    return {f"{row['method']} {row['path']}": row["repetition"] for row in table}


def takes_key(row: Operation) -> bool:
    return {"$ref": KEY} in row.text.get("parameters", [])


def test_the_contract_marks_what_takes_a_key() -> None:
    said = repetitions()
    for row in EVERYTHING:
        kind = said[row.name]
        assert (kind is None) == (row.method != "POST"), row.name
        assert takes_key(row) == (kind == "keyed"), row.name
        assert ("410" in row.text["responses"]) == takes_key(row), row.name
        done = [answer for status, answer in row.text["responses"].items() if status[0] == "2"]
        marked = ["Idempotent-Replayed" in answer.get("headers", {}) for answer in done]
        assert all(marked) if takes_key(row) else not any(marked), row.name


def test_the_page_of_the_api_marks_what_takes_a_key(server: Server) -> None:
    page = Walker(server.port).get("/docs").must_be(200).body.decode()
    rows = [line for line in page.split("<tr>") if line.startswith("<td>")]
    marked = {row.split("<code>")[2].split("<")[0] for row in rows if "Idempotency-Key" in row}
    wanted = {row.path.replace("{id}", ":id") for row in OPERATIONS if takes_key(row)}
    assert marked == wanted


@dataclass
class Stage:
    """A server of the demo, and what the requests name."""

    server: Server
    data: Path
    people: dict[str, Walker] = field(default_factory=dict)

    def person(self, name: str) -> Walker:
        if name not in self.people:
            signed_in = name != "till"
            self.people[name] = walker(self.server, f"demo-{name}") if signed_in else self.till()
        return self.people[name]

    def till(self) -> Walker:
        """A server that takes payments."""
        wish = {"name": "Till", "scopes": ["purchases:record"]}
        made = self.person("admin").post("/api/me/api-keys", wish).must_be(201).json
        return Walker(self.server.port, made["key"])

    def first(self, path: str) -> str:
        return self.person("viewer").get(path).must_be(200).json["data"][0]["id"]

    def entries(self) -> int:
        """How long the journal is."""
        return run("verify", "--json", "--data", self.data).json["entries"]

    def stream(self) -> str:
        wish = {"title": "Tonight"}
        return self.person("creator").post("/api/streams/create", wish).must_be(201).json["id"]

    def live_stream(self) -> str:
        live = self.person("viewer").get("/api/streams?status=live").must_be(200).json["data"]
        return next(item["id"] for item in live if item["creatorId"] == "demo-creator")

    def purchase(self) -> str:
        wish = {"packageId": self.first("/api/coins/packages")}
        begun = self.person("viewer").post("/api/coins/purchase", wish).must_be(200)
        return begun.json["purchaseId"]


def paid(transaction: str, amount: int) -> dict:
    return {
        "userId": "demo-viewer",
        "coins": 10,
        "amount": amount,
        "currency": "INR",
        "transactionId": transaction,
        "paymentMethod": "UPI",
    }


# Who sends what, and a body that is another request.
KEYED: dict[str, Callable[[Stage], tuple[str, dict | None, dict | None]]] = {
    "/api/gifts/send": lambda stage: (
        "viewer",
        {"giftId": stage.first("/api/gifts"), "receiverId": "demo-creator"},
        {"giftId": stage.first("/api/gifts"), "receiverId": "demo-creator", "quantity": 2},
    ),
    "/api/tips/send": lambda _: (
        "viewer",
        {"toCreatorId": "demo-creator", "amountTokens": 50},
        {"toCreatorId": "demo-creator", "amountTokens": 51},
    ),
    "/api/coins/purchase": lambda stage: (
        "viewer",
        {"packageId": stage.first("/api/coins/packages")},
        {"packageId": stage.first("/api/coins/packages"), "metadata": {"order": "2"}},
    ),
    "/api/payments/create-checkout-session": lambda stage: (
        "viewer",
        {"packageId": stage.first("/api/coins/packages")},
        {"packageId": stage.first("/api/coins/packages"), "metadata": {"order": "2"}},
    ),
    "/api/tokens/purchase": lambda _: (
        "viewer", {"amountTokens": 5_000}, {"amountTokens": 5_001}
    ),
    "/api/coins/purchases/record": lambda _: ("till", paid("1", 99), paid("1", 98)),
    "/api/admin/adjustments": lambda _: (
        "admin",
        {"userId": "demo-viewer", "amount": 5, "reason": "for a test"},
        {"userId": "demo-viewer", "amount": 6, "reason": "for a test"},
    ),
    "/api/admin/gifts": lambda _: (
        "admin", {"name": "Comet", "coinPrice": 7}, {"name": "Comet", "coinPrice": 8}
    ),
    "/api/admin/packages": lambda _: (
        "admin",
        {"name": "Sack", "coins": 9, "price": PRICE},
        {"name": "Sack", "coins": 10, "price": PRICE},
    ),
    "/api/me/api-keys": lambda _: (
        "admin", {"name": "App", "scopes": ["act"]}, {"name": "App", "scopes": ["users"]}
    ),
    "/api/streams/create": lambda _: ("creator", {"title": "Night"}, {"title": "Morning"}),
    "/api/creators/apply": lambda _: ("viewer", None, None),
}
# Who sends what, and what the path names.
HARMLESS: dict[str, Callable[[Stage], tuple[str, str, dict | None]]] = {
    "/api/streams/{id}/start": lambda stage: ("creator", stage.stream(), None),
    "/api/streams/{id}/end": lambda stage: ("creator", stage.live_stream(), None),
    "/api/streams/{id}/cancel": lambda stage: ("creator", stage.stream(), None),
    "/api/admin/users/{id}/suspend": lambda _: ("admin", "demo-viewer", None),
    "/api/admin/users/{id}/unsuspend": lambda _: ("admin", "demo-viewer", None),
    "/api/coins/verify-payment": lambda stage: (
        "viewer", "", {"purchaseId": stage.purchase()}
    ),
    "/api/demo/login": lambda _: ("viewer", "", {"userId": "demo-viewer"}),
}
# The webhooks, whose events have names, and the clock of tests; each has its own test below.
OTHERS = {"/api/webhook/sandbox": "named", "/api/admin/test-clock": "counted"}


def test_every_post_is_sent_twice_here() -> None:
    said = {name.split()[1]: kind for name, kind in repetitions().items() if kind}
    tested = dict.fromkeys(KEYED, "keyed") | dict.fromkeys(HARMLESS, "harmless") | OTHERS
    assert tested == said, "each POST needs an example here, by the kind that its row says"


@pytest.fixture
def stage(server: Server, data: Path) -> Stage:
    made = Stage(server, data)
    wish = {"userId": "demo-viewer", "amount": 10_000, "reason": "for a test"}
    made.person("admin").post("/api/admin/adjustments", wish).must_be(200)
    return made


@pytest.mark.parametrize("path", KEYED)
def test_what_a_key_names_is_done_once(stage: Stage, path: str) -> None:
    who, body, other = KEYED[path](stage)
    caller, key = stage.person(who), time_ordered_key()
    first = caller.post(path, body, key)
    assert first.status in (200, 201) and not first.is_replay
    length = stage.entries()
    again = caller.post(path, body, key)
    assert (again.status, again.is_replay) == (first.status, True)
    once = {"key"} if path == "/api/me/api-keys" else set()
    assert dropped(again.json, once) == dropped(first.json, once)
    assert all(again.json[name] is None for name in once)
    if other is not None:
        caller.post(path, other, key).must_be(422, "idempotency_key_reused")
    caller.call("POST", path, body, Idempotency_Key="two words").must_be(400, "malformed_request")
    assert stage.entries() == length
    # An application and a payment are known by what they are of, with another key as well.
    if path not in ("/api/creators/apply", "/api/coins/purchases/record"):
        assert not caller.post(path, body, time_ordered_key()).is_replay
        assert stage.entries() > length


def dropped(body: dict, names: set[str]) -> dict:
    return {name: value for name, value in body.items() if name not in names}


@pytest.mark.parametrize("path", HARMLESS)
def test_what_takes_no_key_changes_nothing_the_second_time(stage: Stage, path: str) -> None:
    who, name, body = HARMLESS[path](stage)
    if path.endswith("/start"):
        stage.person("creator").post(f"/api/streams/{stage.live_stream()}/end").must_be(200)
    caller, target = stage.person(who), path.replace("{id}", name)
    first = caller.post(target, body).must_be(200)
    length = stage.entries()
    again = caller.post(target, body).must_be(200)
    if path != "/api/demo/login":
        assert json.loads(again.body) == json.loads(first.body)
    assert stage.entries() == length


def test_an_event_of_a_gateway_counts_once(stage: Stage) -> None:
    event = json.dumps({"type": "something.else", "data": {}}).encode()
    tell(Walker(stage.server.port), stage.data, event, "evt_1").must_be(200)
    length = stage.entries()
    tell(Walker(stage.server.port), stage.data, event, "evt_1").must_be(200)
    assert stage.entries() == length


def test_the_clock_of_tests_moves_each_time(data: Path) -> None:
    with Server(data, "--test-clock") as server:
        boss = walker(server, "demo-admin")
        for ahead in (5, 10):
            moved = boss.post("/api/admin/test-clock", {"advanceSeconds": 5}).must_be(200).json
            assert moved["aheadSeconds"] == ahead
