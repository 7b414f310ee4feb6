"""Asks every route of the contract, as somebody who may, and judges the problems that come."""

import re

import pytest

from client import Answer
from contract import OPERATIONS, Operation, assert_agrees, resolved
from world import World

CODES = {
    400: {"malformed_request", "invalid_signature"},
    401: {"unauthenticated"},
    402: {"insufficient_balance", "spending_limit"},
    403: {"forbidden", "account_suspended"},
    404: {"not_found", "feature_disabled"},
    405: {"method_not_allowed"},
    409: {"conflict", "already_exists", "out_of_stock"},
    410: {"idempotency_key_expired"},
    412: {"precondition_failed"},
    413: {"payload_too_large"},
    414: {"target_too_long"},
    415: {"unsupported_media_type"},
    422: {
        "validation_failed",
        "rule_violated",
        "idempotency_key_reused",
        "receiver_not_creator",
        "self_payment",
        "gateway_unsupported",
    },
    431: {"header_fields_too_large"},
}
EVERY = pytest.mark.parametrize("row", OPERATIONS, ids=lambda row: row.name)
WRITES = [row for row in OPERATIONS if row.writes and row.path != "/api/webhook/sandbox"]
EVERY_WRITE = pytest.mark.parametrize("row", WRITES, ids=lambda row: row.name)
EVERY_BODY = pytest.mark.parametrize(
    "row", [row for row in WRITES if row.fields], ids=lambda row: row.name
)


def valid_body(row: Operation, world: World) -> dict:
    """A body that the route would take: what it requires, by the name and type of each field."""
    things = world.things
    by_name = {
        "giftId": things.gift,
        "packageId": things.package,
        "purchaseId": things.purchase,
        "receiverId": "demo-creator",
        "toCreatorId": "demo-creator",
        "userId": "demo-viewer" if "demo" in row.path else "owner",
        "price": {"amount": 100, "currency": "INR"},
    }
    # A change of something needs none of its fields; the first one stands for all.
    names = [*row.required] or list(row.fields)[:1]
    # Of fields that exclude each other the contract lists those of which one is needed.
    names += [choice["required"][0] for choice in row.body.get("oneOf", [])][-1:]
    return {name: by_name.get(name) or sample(row.fields[name]) for name in names}


def sample(field: dict) -> object:
    """Some value that a schema allows."""
    if "enum" in field:
        return field["enum"][0]
    if field.get("format") == "date-time":
        return "2026-03-01T12:00:00Z"
    kinds = field.get("type", "object")
    kind = kinds if isinstance(kinds, str) else kinds[0]
    if kind == "array":
        return [sample(resolved(field["items"]))]
    return {"integer": max(field.get("minimum", 5), 5), "boolean": True, "object": {}}.get(
        kind, "Something"
    )


def assert_problem(answer: Answer, *statuses: int) -> Answer:
    """A documented problem with a sentence that helps."""
    assert answer.status in statuses, f"{answer.status} {answer.body[:400]!r}"
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-request-id"]
    problem = answer.json
    assert problem["status"] == answer.status and problem["title"] and problem["type"]
    assert problem["code"] in CODES[answer.status], problem
    assert re.fullmatch(r"\w.{10,}[.…]", problem["error"], re.DOTALL), problem["error"]
    return answer


class Asker:
    """Calls one row again and again, each time by somebody who may."""

    def __init__(self, world: World, row: Operation, who: dict[str, str]) -> None:
        self.world, self.row, self.audience = world, row, who[row.name]
        self.client = world.stranger()
        self.path = world.target(row.path)

    def ask(self, body: bytes | None = None, path: str = "", **fields: str) -> Answer:
        return self.ask_as(self.world.credential(self.audience), body, path, **fields)

    def ask_as(
        self, token: str | None, body: bytes | None = None, path: str = "", **fields: str
    ) -> Answer:
        """Calls it as somebody who perhaps may not."""
        self.client.token = token
        answer = self.client.call(self.row.method, path or self.path, body, **fields)
        assert_agrees(self.row, answer)
        return answer
