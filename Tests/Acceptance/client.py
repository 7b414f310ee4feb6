"""A small HTTP client over real sockets that hides nothing."""

import http.client
import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

ANSWER_SECONDS_MAX = 30
# Lists that are short and come whole.
CATALOGS = ("/api/gifts", "/api/coins/packages", "/api/admin/gifts", "/api/admin/packages")


@dataclass(frozen=True)
class Answer:
    """A response as received."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict:
        return json.loads(self.body)

    @property
    def code(self) -> str:
        """The stable code of a problem; empty for every other answer."""
        if self.headers.get("content-type") != "application/problem+json":
            return ""
        return self.json["code"]

    @property
    def is_replay(self) -> bool:
        return self.headers.get("idempotent-replayed") == "true"

    def must_be(self, status: int, code: str = "") -> "Answer":
        assert (self.status, self.code) == (status, code), f"{self.status} {self.body[:600]!r}"
        return self


def taken(response: http.client.HTTPResponse) -> Answer:
    body = response.read()
    return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, body)


class Client:
    """One connection of one caller; kept open between calls."""

    def __init__(self, port: int, token: str | None = None, address: str | None = None) -> None:
        self.token = token
        self.connection = http.client.HTTPConnection(
            "127.0.0.1",
            port,
            timeout=ANSWER_SECONDS_MAX,
            source_address=(address, 0) if address else None,
        )

    def call(
        self, method: str, path: str, body: object = None, key: str | None = None, **fields: str
    ) -> Answer:
        headers = {name.replace("_", "-"): value for name, value in fields.items()}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if key:
            headers["Idempotency-Key"] = key
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
        if body is not None:
            headers.setdefault("Content-Type", "application/json")
        try:
            self.connection.request(method, path, body=body, headers=headers)
            return taken(self.connection.getresponse())
        except (OSError, http.client.HTTPException):
            self.connection.close()
            raise

    def get(self, path: str, **fields: str) -> Answer:
        return self.call("GET", path, **fields)

    def post(self, path: str, body: object = None, key: str | None = None) -> Answer:
        return self.call("POST", path, body, key)

    def pages(self, path: str) -> list[dict]:
        """Every item of a list, newest first."""
        if path in CATALOGS:
            return self.get(path).must_be(200).json["data"]
        items: list[dict] = []
        glue, cursor = ("&" if "?" in path else "?"), ""
        while True:
            page = self.get(f"{path}{glue}limit=100{cursor}").must_be(200).json
            items += page["data"]
            if page["nextCursor"] is None:
                return items
            cursor = f"&cursor={page['nextCursor']}"


def time_ordered_key(chance: Callable[[int], int] = secrets.randbits) -> str:
    """A UUIDv7, as our own clients make it; `chance` gives as many bits as it is asked for."""
    milliseconds, bits = time.time_ns() // 1_000_000, chance(74)
    text = f"{milliseconds << 80 | 7 << 76 | bits >> 62 << 64 | 2 << 62 | bits % 2**62:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
