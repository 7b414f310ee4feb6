"""Asks every route of the contract, as somebody who may, and judges the problems that come."""

import re

import pytest

from client import Answer, Client
from contract import OPERATIONS, Operation, assert_agrees
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
    413: {"payload_too_large"},
    414: {"target_too_long"},
    415: {"unsupported_media_type"},
    422: {
        "validation_failed",
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
    """A body that the route would take."""
    things = world.things
    bodies = {
        "POST /api/gifts/send": {"giftId": things.gift, "receiverId": "demo-creator"},
        "POST /api/admin/gifts": {"name": "Rose", "coinPrice": 5},
        "PATCH /api/admin/gifts/{id}": {"name": "Rose"},
        "POST /api/admin/packages": {
            "name": "Some",
            "coins": 5,
            "price": {"amount": 100, "currency": "INR"},
        },
        "PATCH /api/admin/packages/{id}": {"name": "Some"},
        "POST /api/coins/purchase": {"packageId": things.package},
        "POST /api/tokens/purchase": {"amountTokens": 5},
        "POST /api/payments/create-checkout-session": {"packageId": things.package},
        "POST /api/coins/verify-payment": {"purchaseId": things.purchase},
        "POST /api/admin/adjustments": {"userId": "owner", "amount": 5, "reason": "Because"},
        "POST /api/streams/create": {"title": "A stream"},
        "PATCH /api/creators/applications/{id}": {"status": "APPROVED"},
        "PUT /api/users/{id}": {"displayName": "Owner"},
        "PATCH /api/me/limits": {"dailySpendingLimit": 5},
        "PATCH /api/admin/settings": {"coinName": "Star"},
        "POST /api/me/api-keys": {"name": "some server", "scopes": ["users"]},
        "POST /api/demo/login": {"userId": "demo-viewer"},
    }
    return bodies[row.name] if row.fields else {}


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
        self.client = Client(world.server.port)
        self.path = world.target(row.path)

    def ask(self, body: bytes | None = None, path: str = "", **fields: str) -> Answer:
        self.client.token = self.world.credential(self.audience)
        answer = self.client.call(self.row.method, path or self.path, body, **fields)
        assert_agrees(self.row, answer)
        return answer
