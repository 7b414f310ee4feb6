"""The server asks by itself for the result of purchases whose webhook does not come."""

import time
from pathlib import Path

from client import Client
from people import balance, grant, person
from process import Server, verify
from walking import decide, wait_for_status

DAY_SECONDS = 86_400


def somebody(server: Server, name: str) -> Client:
    """Somebody whose token outlasts the journey."""
    return person(server, name, exp=int(time.time()) + 100 * DAY_SECONDS)


def begin(buyer: Client) -> dict:
    package = buyer.get("/api/coins/packages").must_be(200).json["data"][0]["id"]
    return buyer.post("/api/coins/purchase", {"packageId": package}).must_be(200).json


def test_what_nobody_pays_ends_and_late_money_still_counts(data: Path) -> None:
    with Server(data, "--test-clock") as server:
        grant(server, "buyer", 1)
        buyer, boss = somebody(server, "buyer"), somebody(server, "demo-admin")
        begun = begin(buyer)
        move = "/api/admin/test-clock"
        boss.post(move, {"advanceSeconds": DAY_SECONDS + 60}).must_be(200)
        ended = wait_for_status(buyer, begun["purchaseId"], "CANCELLED")
        assert ended["paymentLink"] is None and balance(buyer) == 1
        # The page is still open somewhere, and the visitor pays.
        decide(begun["paymentLink"], "success")
        wait_for_status(buyer, begun["purchaseId"], "COMPLETED")
        assert balance(buyer) == 1 + begun["totalCoins"]
        # A month of look-ups finds nothing to do.
        boss.post(move, {"advanceSeconds": 30 * DAY_SECONDS}).must_be(200)
        server.stop()
    assert balance_after_restart(data) == 1 + begun["totalCoins"]
    verify(data)


def balance_after_restart(data: Path) -> int:
    with Server(data) as server:
        found = balance(person(server, "buyer"))
        server.stop()
    return found
