"""Days are those of the reporting time zone, and a filter holds for everything beside its list."""

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from client import Client
from people import admin, gift_costing, person, token, wait_for_projections
from process import Server, run

FAR = {"exp": int(time.time()) + 10**8}


class Clock:
    """The server's time, moved to where a test needs it."""

    def __init__(self, server: Server) -> None:
        self.boss = person(server, "demo-admin", **FAR)
        self.ahead = 0

    def move(self, text: str) -> None:
        goal = datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()
        seconds = int(goal - time.time()) - self.ahead
        moved = self.boss.post("/api/admin/test-clock", {"advanceSeconds": seconds})
        self.ahead = moved.must_be(200).json["aheadSeconds"]


def give(server: Server, sender: str, quantity: int) -> None:
    caller = person(server, sender, **FAR)
    caller.get("/api/me").must_be(200)
    boss = person(server, "demo-admin", **FAR)
    wish = {"userId": sender, "amount": quantity, "reason": "for a test"}
    boss.post("/api/admin/adjustments", wish).must_be(200)
    gift = gift_costing(server, 1)
    order = {"giftId": gift, "receiverId": "demo-creator", "quantity": quantity}
    caller.post("/api/gifts/send", order).must_be(200)


def dashboard(server: Server, query: str = "from=2027-03-27&to=2027-03-29") -> dict:
    wait_for_projections(server)
    creator = person(server, "demo-creator", **FAR)
    return creator.get(f"/api/earnings/dashboard?{query}").must_be(200).json


def gross(shown: dict) -> list[int]:
    return [day["gross"] for day in shown["series"]]


def test_days_are_those_of_the_time_zone(data: Path) -> None:
    zone = {"OVATION_REPORTING_TIME_ZONE": "Europe/Berlin"}
    with Server(data, "--test-clock", **zone) as server:
        clock = Clock(server)
        # The 28th has 23 hours in Berlin: it begins at 23:00 UTC and ends at 22:00.
        for moment, sender, quantity in (
            ("2027-03-27T22:59:00", "ann", 1),
            ("2027-03-27T23:01:00", "ben", 2),
            ("2027-03-28T21:59:00", "ann", 4),
            ("2027-03-28T22:01:00", "cem", 8),
        ):
            clock.move(moment)
            give(server, sender, quantity)
        shown = dashboard(server)
        assert [day["day"] for day in shown["series"]] == ["2027-03-27", "2027-03-28", "2027-03-29"]
        assert gross(shown) == [1, 6, 8]
        one = dashboard(server, "from=2027-03-28&to=2027-03-28")
        assert (gross(one), one["totalEarned"]) == ([6], 6)
        # Who gave most is of the same day as the total beside it.
        best = [(one["username"], one["total"]) for one in one["topSupporters"]]
        assert best == [("ann", 4), ("ben", 2)]
        assert {s["username"] for s in dashboard(server)["topSupporters"]} == {"ann", "ben", "cem"}
        creator = person(server, "demo-creator", **FAR)
        for query, lines in (
            ("from=2027-03-28&to=2027-03-28", [4, 2]),
            ("from=2027-03-28", [8, 4, 2]),
            ("to=2027-03-27", [1]),
            # A time is the moment itself: from is in, to is not.
            ("from=2027-03-27T23:00:00Z&to=2027-03-28T22:00:00Z", [4, 2]),
            ("from=2027-03-28T00:00:00%2B01:00&to=2027-03-29T00:00:00%2B02:00", [4, 2]),
        ):
            received = "account=earnings&type=GIFT_RECEIVED"
            page = creator.get(f"/api/coins/transactions?{received}&{query}")
            assert [line["amount"] for line in page.must_be(200).json["data"]] == lines, query
        server.stop()
    # Another zone has other days: the sums are made again from the journal.
    with Server(data) as server:
        assert gross(dashboard(server)) == [3, 12, 0]
        server.stop()
    with Server(data, **zone) as server:
        assert gross(dashboard(server)) == [1, 6, 8]
        server.stop()
    assert run("rebuild-projections", "--data", data, **zone).code == 0
    with Server(data, **zone) as server:
        assert gross(dashboard(server)) == [1, 6, 8]


@pytest.mark.parametrize("zone", ["Europe/Atlantis", "CET-1", "5", "Mars", "../etc/passwd"])
def test_a_zone_that_is_none_stops_the_start(data: Path, zone: str) -> None:
    result = run("serve", "--port", "0", "--data", data, OVATION_REPORTING_TIME_ZONE=zone)
    assert result.code != 0 and "REPORTING_TIME_ZONE" in result.err and "IANA" in result.err


@pytest.mark.parametrize("path", ["/api/earnings/dashboard", "/api/coins/transactions"])
@pytest.mark.parametrize(
    "query",
    ["from=yesterday", "to=2027-02-30", "from=0000-01-01", "from=", "to=2027-3-1"],
)
def test_a_date_that_is_none_is_refused(server: Server, path: str, query: str) -> None:
    caller = person(server, "demo-creator")
    caller.get(f"{path}?{query}").must_be(422, "validation_failed")


@pytest.mark.parametrize("path", ["/api/earnings/dashboard", "/api/coins/transactions"])
def test_a_period_that_ends_before_it_begins_breaks_a_rule(server: Server, path: str) -> None:
    refused = person(server, "demo-creator").get(f"{path}?from=2027-03-02&to=2027-03-01")
    assert refused.must_be(422, "rule_violated").json["field"] == "from"


def test_a_day_before_all_days_is_the_beginning(server: Server) -> None:
    give(server, "demo-viewer", 3)
    lines = person(server, "demo-viewer").get("/api/transactions?from=0001-01-01&to=9999-12-31")
    assert lines.must_be(200).json == person(server, "demo-viewer").get("/api/transactions").json


def test_totals_are_of_the_list_beside_them(server: Server) -> None:
    give(server, "demo-viewer", 3)
    tip = {"toCreatorId": "demo-creator", "amountTokens": 20}
    boss = admin(server)
    wish = {"userId": "demo-viewer", "amount": 20, "reason": "for a test"}
    boss.post("/api/admin/adjustments", wish).must_be(200)
    person(server, "demo-viewer").post("/api/tips/send", tip).must_be(200)
    wait_for_projections(server)
    creator = person(server, "demo-creator")
    own = creator.get("/api/gifts/received").must_be(200).json
    assert own["totals"] == {"count": 3, "coins": 3} and len(own["data"]) == 1
    other = creator.get("/api/gifts/received?unit=INR").must_be(200).json
    assert other["totals"] == {"count": 0, "coins": 0} and other["data"] == []
    tips = creator.get("/api/tips/history?direction=received").must_be(200).json
    assert tips["totals"]["count"] == 1 and len(tips["data"]) == 1


def test_applications_are_in_the_order_in_which_they_were_made(server: Server) -> None:
    names = ["first-seen", "second-seen", "third-seen"]
    people = {name: Client(server.port, token(name)) for name in names}
    for name in names:
        people[name].get("/api/me").must_be(200)
    for name in ("second-seen", "third-seen", "first-seen"):
        people[name].post("/api/creators/apply").must_be(201)
    boss = admin(server)

    def listed(status: str) -> list[str]:
        wait_for_projections(server)
        rows = boss.pages(f"/api/creators/applications?status={status}")
        return [row["userId"] for row in rows if row["userId"] in names]

    assert listed("PENDING") == ["first-seen", "third-seen", "second-seen"]
    reject = {"status": "REJECTED", "reason": "not yet"}
    for name in ("third-seen", "second-seen"):
        boss.call("PATCH", f"/api/creators/applications/{name}", reject).must_be(200)
    assert listed("REJECTED") == ["third-seen", "second-seen"]
    people["second-seen"].post("/api/creators/apply").must_be(201)
    assert listed("PENDING") == ["second-seen", "first-seen"]
    assert listed("REJECTED") == ["third-seen"]
