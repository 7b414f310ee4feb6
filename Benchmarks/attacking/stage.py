"""The server with everybody who plays a part: honest senders, attackers, a popular creator."""

import contextlib
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import process
from children import results
from client import Client, time_ordered_key
from line import Line, asked_until_answered
from people import admin, gift_costing, lift_gift_limits, token, wait_for_projections
from process import Server
from wire import request

ATTACKERS = 8
CREATOR = "popular"
COINS = 1_000_000
# For 2,400 gifts and little more.
ATTACKERS_COINS = 15_000
# Fewer than the burst that a new installation allows an account.
GIFTS_PER_ACCOUNT = 32
# A person may write a hundred times at once; after that the next person writes.
GRANTS_PER_ADMIN = 80
# Requests are logged, but neither to the disk that is measured nor to a reader beside it.
LOGGED = {"OVATION_LOG_ACCESS": "/dev/null"}
# Every address of this machine is trusted as a proxy, which has no limits of its own; here they are
# visitors, and the only proxy is an address that nobody has.
DIRECT = {"OVATION_TRUSTED_PROXIES": "192.0.2.1"}


class Stage:
    """A data folder of its own, and what the requests of a run are made of."""

    def __init__(self, data: Path, accounts: int) -> None:
        self.data = data
        self.accounts = accounts
        self.gift = ""
        self.configuration = LOGGED | DIRECT

    def build(self) -> None:
        """Makes the demo, the people and their coins.

        Limits are the same for everybody, so the honest sender acts for as many people as keep
        within them, on one connection, and the attackers' limits stay as they are shipped.
        """
        with self._started(OVATION_AUTH_ROLE_CLAIM="role") as server:
            self.gift = gift_costing(server, 5)
            self._make_creator(server, CREATOR)
            for number in range(ATTACKERS):
                self._make_creator(server, attacker(number))
            for number, subject in enumerate(self._subjects()):
                boss = token(f"boss-{number // GRANTS_PER_ADMIN}", role="admin")
                coins = COINS if number < self.accounts else ATTACKERS_COINS
                self._grant(server, subject, coins, boss)
            first = self.gift_request(token(attacker(0)))
            assert asked_until_answered(Line(server.port), first) == 200
            wait_for_projections(server)
            server.stop()

    def copy(self, data: Path) -> "Stage":
        shutil.copytree(self.data, data)
        copied = Stage(data, self.accounts)
        copied.gift, copied.configuration = self.gift, self.configuration
        return copied

    @contextlib.contextmanager
    def serving(self) -> Iterator[Server]:
        """A server on the folder, stopped as an operator would at the end."""
        with self._started() as server:
            yield server
            with contextlib.suppress(AssertionError, subprocess.TimeoutExpired):
                server.stop()

    def gift_request(self, bearer: str, key: str = "", **fields: object) -> bytes:
        """A gift to the popular creator; fields replace what would be there."""
        body = {"giftId": self.gift, "receiverId": CREATOR, "quantity": 1} | fields
        key = key or time_ordered_key()
        return request("POST", "/api/gifts/send", bearer, body, Idempotency_Key=key)

    def honest_requests(self, count: int) -> list[bytes]:
        """Gifts of all the honest people in turn."""
        tokens = [token(f"honest-{number}") for number in range(self.accounts)]
        return [self.gift_request(tokens[number % self.accounts]) for number in range(count)]

    def _started(self, **more: str) -> Server:
        """A server; without configured proxies it trusts none."""
        try:
            return Server(self.data, **self.configuration, **more)
        except AssertionError as fault:
            is_unknown = "OVATION_TRUSTED_PROXIES is unknown" in str(fault)
            if not is_unknown or self.configuration == LOGGED:
                raise
        self.configuration = LOGGED
        return Server(self.data, **self.configuration, **more)

    def _subjects(self) -> list[str]:
        honest = [f"honest-{number}" for number in range(self.accounts)]
        return honest + [attacker(number) for number in range(ATTACKERS)]

    def _make_creator(self, server: Server, subject: str) -> None:
        caller = Client(server.port, token(subject))
        caller.get("/api/me").must_be(200)
        caller.post("/api/creators/apply").must_be(201)
        path = f"/api/creators/applications/{subject}"
        admin(server).call("PATCH", path, {"status": "APPROVED"}).must_be(200)

    def _grant(self, server: Server, subject: str, coins: int, boss: str) -> None:
        line = Line(server.port)
        wish = {"userId": subject, "amount": coins, "reason": "for a benchmark"}
        for step in (
            request("GET", "/api/me", token(subject)),
            request("POST", "/api/admin/adjustments", boss, wish),
        ):
            assert asked_until_answered(line, step) == 200, subject
        line.close()


def attacker(number: int) -> str:
    """The account of an attacker."""
    return f"attacker-{number}"


@contextlib.contextmanager
def lifted_limits(server: Server) -> Iterator[None]:
    """Lets everybody send as fast as they can, for what went before a run."""
    names = ("giftSendsPerSecond", "giftSendsBurst")
    settings = admin(server).get("/api/admin/settings").must_be(200).json
    lift_gift_limits(server)
    yield
    before = {name: settings[name] for name in names}
    admin(server).call("PATCH", "/api/admin/settings", before).must_be(200)


def have_sent(stage: Stage, server: Server, gifts: int) -> None:
    """Has every attacker send a number of gifts, and waits until they are in all lists."""

    def work(number: int) -> int:
        line, bearer = Line(server.port), token(attacker(number))
        for _ in range(gifts):
            assert asked_until_answered(line, stage.gift_request(bearer)) == 200
        return gifts

    with lifted_limits(server):
        results([lambda number=number: work(number) for number in range(ATTACKERS)])
    wait_for_projections(server)


def use_binary(path: Path) -> None:
    """Has the acceptance tests' servers run this binary."""
    process.BINARY = path.resolve()
