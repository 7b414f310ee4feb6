"""A small world to do wrong in: people of every role, and things that belong to others."""

import hashlib
import re
import sqlite3
from dataclasses import dataclass, field
from pathlib import Path

from client import Answer, Client, time_ordered_key
from people import gift_costing, grant, lift_gift_limits, person, token
from process import Server, verify
from storm import exchange

# A person may write a hundred times at once; after that the next person writes.
CALLS_PER_PERSON = 80
PEOPLE = {"user": 40, "admin": 60, "creator": 20}
ROLE_CLAIM = {"OVATION_AUTH_ROLE_CLAIM": "role"}


@dataclass
class Things:
    """Ids of what exists, all of it somebody else's."""

    gift: str = ""
    package: str = ""
    stream: str = ""
    purchase: str = ""
    key: str = ""
    service: str = ""
    recorder: str = ""


@dataclass
class World:
    """The server, what is in it, and who may still call."""

    data: Path
    things: Things = field(default_factory=Things)
    server: Server | None = None
    calls: dict[str, int] = field(default_factory=dict)
    addresses: int = 0
    baseline: dict = field(default_factory=dict)
    shown: dict = field(default_factory=dict)

    def build(self) -> None:
        with Server(self.data, **ROLE_CLAIM) as server:
            lift_gift_limits(server)
            self._make_people(server)
            self._make_things(server)
            server.stop()
        self.baseline = verify(self.data)
        self.server = Server(self.data, "--test-clock", **ROLE_CLAIM)
        self.shown = self.look()

    def _make_people(self, server: Server) -> None:
        for role, count in PEOPLE.items():
            for number in range(count):
                caller = Client(server.port, self.token(role, number))
                caller.get("/api/me").must_be(200)
                if role == "creator":
                    caller.post("/api/creators/apply").must_be(201)
                    path = f"/api/creators/applications/creator-{number}"
                    boss = Client(server.port, self.token("admin", number))
                    boss.call("PATCH", path, {"status": "APPROVED"}).must_be(200)
                caller.connection.close()
        person(server, "demo-newcomer").get("/api/me").must_be(200)

    def _make_things(self, server: Server) -> None:
        owner = grant(server, "owner", 1_000)
        boss = person(server, "demo-admin")
        packages = Client(server.port).pages("/api/coins/packages")
        self.things.package = packages[0]["id"]
        self.things.gift = gift_costing(server, 5)
        wish = {"packageId": self.things.package}
        begun = owner.post("/api/coins/purchase", wish, time_ordered_key()).must_be(200)
        self.things.purchase = begun.json["purchaseId"]
        streams = Client(server.port).pages("/api/streams?status=live")
        self.things.stream = streams[0]["id"]
        till = {"name": "till", "scopes": ["purchases:record"]}
        self.things.recorder = boss.post("/api/me/api-keys", till).must_be(201).json["key"]
        for name, scopes in (("app", ["users", "act"]), ("old app", ["users"])):
            made = boss.post("/api/me/api-keys", {"name": name, "scopes": scopes}).must_be(201)
            self.things.service = self.things.service or made.json["key"]
            self.things.key = made.json["id"]

    @staticmethod
    def token(role: str, number: int) -> str:
        claims = {"role": "admin"} if role == "admin" else {}
        return token(f"{role}-{number}", **claims)

    def address(self) -> str:
        """An address from which nobody has called yet: strangers are limited by address."""
        self.addresses += 1
        return f"127.1.{self.addresses // 250}.{self.addresses % 250 + 1}"

    def stranger(self, token: str | None = None) -> Client:
        """A caller from an address of its own."""
        return Client(self.server.port, token, self.address())

    def send(self, data: bytes) -> Answer:
        """The answer to bytes as they are, from an address of their own."""
        return exchange(self.server.port, data, self.address())

    def credential(self, audience: str) -> str | None:
        """Somebody who may call, and has not called too often."""
        if audience in ("everybody", "the signer"):
            return None
        if audience == "service":
            return self.things.service
        if audience == "recorder":
            return self.things.recorder
        role = "creator" if "creator" in audience else audience.split(", ")[0]
        count = self.calls[role] = self.calls.get(role, 0) + 1
        number = count // CALLS_PER_PERSON
        assert number < PEOPLE[role], f"more than {PEOPLE[role]} callers are needed: {role}"
        return self.token(role, number)

    def target(self, path: str) -> str:
        """A path whose id names something that exists."""
        for pattern, found in [
            ("/gifts/", self.things.gift),
            ("/packages/", self.things.package),
            ("/streams/", self.things.stream),
            ("/purchases/", self.things.purchase),
            ("/api-keys/", self.things.key),
            ("/applications/", "demo-newcomer"),
            ("/creators/", "demo-creator"),
            ("/users/", "owner"),
            ("/posts/", "some-post"),
            ("/stats/", "demo-creator"),
        ]:
            if pattern + "{id}" in path:
                return path.replace("{id}", found)
        assert "{" not in path, f"what does {path} name?"
        return path

    def state(self) -> str:
        """A digest of everything that is committed: equal only when nothing changed."""
        digest = hashlib.sha256()
        connection = sqlite3.connect(f"file:{self.data}/ovation.db?mode=ro", uri=True)
        try:
            for query in (
                "SELECT position, hash FROM entry ORDER BY position",
                "SELECT owner, slot, body FROM state ORDER BY owner, slot",
                "SELECT space, text, owner FROM name ORDER BY space, text",
                "SELECT key, scope, body FROM answer ORDER BY key, scope",
            ):
                for row in connection.execute(query):
                    digest.update(repr(row).encode())
        finally:
            connection.close()
        return digest.hexdigest()

    def look(self) -> dict:
        """Wallets, lists and catalogs, as those see them whose they are."""
        own = ("/api/wallet/me", "/api/me/limits", "/api/transactions", "/api/coins/purchases")
        lists = ("gifts", "packages", "purchases", "settings", "ledger/trial-balance")
        asked = [("owner", path) for path in own]
        asked += [("demo-creator", path) for path in (*own, "/api/earnings/dashboard")]
        asked += [("demo-admin", f"/api/admin/{name}") for name in lists]
        asked += [("demo-admin", "/api/creators/applications"), ("demo-admin", "/api/me/api-keys")]
        asked += [("owner", "/api/streams"), ("owner", "/api/gifts"), ("owner", "/api/me")]
        found = {}
        for who, path in asked:
            found[who, path] = person(self.server, who).get(path).must_be(200).json
        return found

    def close(self) -> None:
        """Stops the server; all the books, and all that they show, must be as they were."""
        shown = self.look()
        assert shown == self.shown, "a refused request changed what people see"
        assert self.server.error_text() == "", self.server.error_text()
        self.server.stop()
        assert verify(self.data) == self.baseline


def audiences(server: Server) -> dict[str, str]:
    """Who may call each row, from the page of the API."""
    page = Client(server.port).get("/docs").must_be(200).body.decode()
    row = r"<tr><td><code>(\w+)</code></td><td><code>([^<]+)</code></td>\s*<td>([^<]+)</td>"
    found = {}
    for method, pattern, who in re.findall(row, page):
        path = re.sub(r":(\w+)", r"{\1}", pattern)
        found[f"{method} {path}"] = who
    return found
