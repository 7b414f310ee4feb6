"""Callers of the API: who they are, and how they get coins."""

import base64
import hashlib
import hmac
import json
import time

from client import Client
from process import SECRET, Server


def encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def token(subject: str, secret: str = SECRET, **claims: object) -> str:
    """A token of the integrator's identity provider, as the server is told to expect it."""
    body = {"sub": subject, "exp": int(time.time()) + 3_600} | claims
    parts = [encoded(json.dumps(part).encode()) for part in ({"alg": "HS256"}, body)]
    code = hmac.new(secret.encode(), ".".join(parts).encode(), hashlib.sha256).digest()
    return ".".join([*parts, encoded(code)])


def person(server: Server, subject: str, **claims: object) -> Client:
    """A connection of somebody whom the identity provider knows."""
    return Client(server.port, token(subject, **claims))


def admin(server: Server) -> Client:
    return person(server, "demo-admin")


def grant(server: Server, subject: str, coins: int) -> Client:
    """Somebody with coins that an admin gave."""
    caller = person(server, subject)
    caller.get("/api/me").must_be(200)
    wish = {"userId": subject, "amount": coins, "reason": "for a test"}
    assert admin(server).post("/api/admin/adjustments", wish).must_be(200).json["amount"] == coins
    return caller


def lift_gift_limits(server: Server) -> None:
    """Lets one sender send as fast as a test can."""
    limits = {"giftSendsPerSecond": 100_000, "giftSendsBurst": 100_000}
    admin(server).call("PATCH", "/api/admin/settings", limits).must_be(200)


def gift_costing(server: Server, price: int) -> str:
    """The id of the demo's gift of a price."""
    catalog = Client(server.port).pages("/api/gifts")
    return next(gift["id"] for gift in catalog if gift["coinPrice"] == price)


def balance(caller: Client) -> int:
    return caller.get("/api/wallet/balance").must_be(200).json["balance"]


def wait_for_projections(server: Server) -> None:
    """Returns when lists and sums hold everything that is committed."""
    deadline = time.monotonic() + 20
    caller = Client(server.port)
    while caller.get("/readyz").must_be(200).json["projectionLagEntries"] > 0:
        assert time.monotonic() < deadline, "projections stay behind"
