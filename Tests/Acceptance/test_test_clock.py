"""`--test-clock`: an admin moves the time, through the API, and only where it was asked for."""

import datetime
import time
from pathlib import Path

from client import Answer
from people import balance, grant, person
from process import Server, verify

PATH = "/api/admin/test-clock"
DAY_SECONDS = 86_400


def advance(server: Server, seconds: int) -> Answer:
    """Asks by a token that outlasts the journey."""
    boss = person(server, "demo-admin", exp=int(time.time()) + 100 * DAY_SECONDS)
    return boss.post(PATH, {"advanceSeconds": seconds})


def days_from_now(text: str) -> int:
    moment = datetime.datetime.fromisoformat(text)
    return round((moment - datetime.datetime.now(datetime.UTC)).total_seconds() / DAY_SECONDS)


def test_time_is_moved_and_lasts_in_what_was_committed(data: Path) -> None:
    with Server(data, "--test-clock") as server:
        assert "test-clock" in server.output.decode()
        giver = grant(server, "giver", 70)
        moved = advance(server, 3 * DAY_SECONDS).must_be(200).json
        assert moved["aheadSeconds"] == 3 * DAY_SECONDS and days_from_now(moved["now"]) == 3
        giver.get("/api/me").must_be(401, "unauthenticated")
        later = person(server, "giver", exp=int(time.time()) + 4 * DAY_SECONDS)
        boss = person(server, "demo-admin", exp=int(time.time()) + 4 * DAY_SECONDS)
        wish = {"userId": "giver", "amount": 5, "reason": "for a test"}
        boss.post("/api/admin/adjustments", wish).must_be(200)
        newest = later.pages("/api/transactions")[0]
        assert newest["amount"] == 5 and days_from_now(newest["createdAt"]) == 3
        server.stop()
    verify(data)
    # The machine's clock comes back, and what is committed then still comes after.
    with Server(data) as server:
        assert balance(grant(server, "giver", 1)) == 76
        lines = person(server, "giver").pages("/api/transactions")
        assert [line["amount"] for line in lines] == [1, 5, 70]
        server.stop()
    verify(data)


def test_it_is_not_there_unless_asked_for(server: Server) -> None:
    advance(server, 1).must_be(404, "feature_disabled")
    assert "test-clock" not in server.output.decode()


def test_it_is_for_admins(data: Path) -> None:
    with Server(data, "--test-clock", demo=False) as server:
        person(server, "anybody").post(PATH, {"advanceSeconds": 1}).must_be(403, "forbidden")
