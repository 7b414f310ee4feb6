"""Edits of one thing at the same moment: each field that was set stays, and `If-Match` holds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from client import Answer, Client
from people import admin, person
from process import Server, verify
from storm import at_once
from walking import Walker
from wire import request

PAIRS = 200
PRICE = {"amount": 900, "currency": "INR"}


@dataclass(frozen=True)
class Resource:
    """Something that can be edited: how, and two of its fields with values by number."""

    name: str
    method: str
    # Where it is, by what was made for the test.
    path: str
    first: tuple[str, Callable[[int], object]]
    second: tuple[str, Callable[[int], object]]
    has_get: bool = True


RESOURCES = [
    Resource(
        "gift",
        "PATCH",
        "/api/admin/gifts/{gift}",
        ("name", lambda number: f"Gift {number}"),
        ("sortOrder", lambda number: number),
    ),
    Resource(
        "package",
        "PATCH",
        "/api/admin/packages/{package}",
        ("description", lambda number: f"Package {number}"),
        ("bonusCoins", lambda number: number),
    ),
    Resource(
        "stream",
        "PATCH",
        "/api/streams/{stream}",
        ("title", lambda number: f"Stream {number}"),
        ("maxViewers", lambda number: number + 1),
    ),
    Resource(
        "user",
        "PUT",
        "/api/users/edited",
        ("username", lambda number: f"user-{number}"),
        ("displayName", lambda number: f"User {number}"),
        has_get=False,
    ),
    Resource(
        "settings",
        "PATCH",
        "/api/admin/settings",
        ("coinName", lambda number: f"Coin {number}"),
        ("likeTipAmount", lambda number: number),
    ),
]
IDS = [resource.name for resource in RESOURCES]


@dataclass(frozen=True)
class Stage:
    """A server with one thing of each kind, and a key that may edit them all."""

    server: Server
    key: str
    things: dict[str, str]

    def path(self, resource: Resource) -> str:
        return resource.path.format(**self.things)

    def read(self, resource: Resource) -> Answer:
        caller = Walker(self.server.port, self.key)
        if resource.has_get:
            return caller.get(self.path(resource)).must_be(200)
        # Setting nothing shows it as it is.
        return caller.call(resource.method, self.path(resource), {}).must_be(200)

    def edit(self, resource: Resource, body: dict, **fields: str) -> Answer:
        caller = Walker(self.server.port, self.key)
        return caller.call(resource.method, self.path(resource), body, **fields)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    data: Path = tmp_path_factory.mktemp("edits") / "data"
    with Server(data) as server:
        boss = admin(server)
        wish = {"name": "editor", "scopes": ["users", "act", "admin"]}
        key = boss.post("/api/me/api-keys", wish).must_be(201).json["key"]
        gift = boss.post("/api/admin/gifts", {"name": "Comet", "coinPrice": 7, "remaining": 9})
        package = {"name": "Handful", "coins": 70, "price": PRICE}
        stream = person(server, "demo-creator").post("/api/streams/create", {"title": "Tonight"})
        things = {
            "gift": gift.must_be(201).json["id"],
            "package": boss.post("/api/admin/packages", package).must_be(201).json["id"],
            "stream": stream.must_be(201).json["id"],
        }
        Client(server.port, key).call("PUT", "/api/users/edited", {}).must_be(200)
        yield Stage(server, key, things)
        assert server.error_text() == "", server.error_text()
        server.stop()
    verify(data)


@pytest.mark.parametrize("resource", RESOURCES, ids=IDS)
def test_200_pairs_of_edits_of_two_fields_lose_none(stage: Stage, resource: Resource) -> None:
    path = stage.path(resource)
    for number in range(PAIRS):
        bodies = [{name: value(number)} for name, value in (resource.first, resource.second)]
        asked = [
            request(resource.method, path, stage.key, body, Connection="close")
            for body in bodies
        ]
        for answer in at_once(stage.server.port, asked):
            answer.must_be(200)
        found = stage.read(resource).json
        for body in bodies:
            assert body.items() <= found.items(), f"pair {number} lost an edit"


@pytest.mark.parametrize("resource", RESOURCES, ids=IDS)
def test_if_match_holds_an_edit_to_what_was_read(stage: Stage, resource: Resource) -> None:
    name, value = resource.first
    old = stage.read(resource).headers["etag"]
    assert old.startswith('"') and old.endswith('"')
    changed = stage.edit(resource, {name: value(1_001)}, If_Match=old).must_be(200)
    new = changed.headers["etag"]
    assert new != old and stage.read(resource).headers["etag"] == new

    refused = [old, '"other"', f"W/{new}", f'{old}, W/{new}, "a,b"']
    for tags in refused:
        answer = stage.edit(resource, {name: value(1_002)}, If_Match=tags)
        answer.must_be(412, "precondition_failed")
    for tags in (new.strip('"'), f"{new},", "", "*, " + new, new + new, '"open'):
        answer = stage.edit(resource, {name: value(1_002)}, If_Match=tags)
        answer.must_be(400, "malformed_request")
    assert stage.read(resource).json[name] == value(1_001)

    stage.edit(resource, {name: value(1_003)}, If_Match=f'"other", {new}').must_be(200)
    stage.edit(resource, {name: value(1_004)}, If_Match="*").must_be(200)
    assert stage.read(resource).json[name] == value(1_004)


@pytest.mark.parametrize("resource", RESOURCES, ids=IDS)
def test_of_edits_that_want_the_same_version_one_is_done(stage: Stage, resource: Resource) -> None:
    tag = stage.read(resource).headers["etag"]
    name, value = resource.first
    path, method = stage.path(resource), resource.method
    plain = [
        request(
            method, path, stage.key, {name: value(2_000 + number)}, Connection="close"
        )
        for number in range(20)
    ]
    asked = [one.replace(b"\r\nHost:", f"\r\nIf-Match: {tag}\r\nHost:".encode()) for one in plain]
    statuses = sorted(answer.status for answer in at_once(stage.server.port, asked))
    assert statuses == [200] + [412] * 19


def test_if_match_holds_where_only_one_field_can_be_edited(stage: Stage) -> None:
    hopeful = Walker(stage.server.port, person(stage.server, "hopeful").token)
    hopeful.post("/api/creators/apply").must_be(201)
    limits = hopeful.get("/api/me/limits").must_be(200).headers["etag"]
    path = "/api/me/limits"
    hopeful.call("PATCH", path, {"dailySpendingLimit": 5}, If_Match=limits).must_be(200)
    stale = hopeful.call("PATCH", path, {"dailySpendingLimit": 6}, If_Match=limits)
    stale.must_be(412, "precondition_failed")
    assert hopeful.call("PATCH", path, {}).must_be(200).json["dailySpendingLimit"] == 5

    boss = Walker(stage.server.port, stage.key)
    path = "/api/creators/applications/hopeful"
    tag = boss.get(path).must_be(200).headers["etag"]
    wrong = boss.call("PATCH", path, {"status": "APPROVED"}, If_Match='"other"')
    wrong.must_be(412, "precondition_failed")
    boss.call("PATCH", path, {"status": "APPROVED"}, If_Match=tag).must_be(200)


def test_if_match_holds_for_retiring_and_for_whom_nobody_knows(stage: Stage) -> None:
    boss = Walker(stage.server.port, stage.key)
    for path in ("/api/admin/gifts/{gift}", "/api/admin/packages/{package}"):
        place = path.format(**stage.things)
        boss.call("DELETE", place, If_Match='"other"').must_be(412, "precondition_failed")
        tag = boss.get(place).must_be(200).headers["etag"]
        assert boss.call("DELETE", place, If_Match=tag).must_be(200).json["isActive"] is False
        boss.call("PATCH", place, {"isActive": True}).must_be(200)
    for tags in ("*", '"other"'):
        unknown = boss.call("PUT", "/api/users/nobody-yet", {}, If_Match=tags)
        unknown.must_be(412, "precondition_failed")
    boss.call("PUT", "/api/users/nobody-yet", {}).must_be(200)
    # A missing resource answers 404 whatever the If-Match.
    gone = boss.call("PATCH", "/api/admin/gifts/gft_0000000000001", {}, If_Match='"other"')
    gone.must_be(404, "not_found")


def test_null_clears_a_field_and_absence_keeps_it(stage: Stage) -> None:
    boss = Walker(stage.server.port, stage.key)
    path = "/api/users/cleared"
    boss.call("PUT", path, {"username": "cleared", "country": "IN"}).must_be(200)
    kept = boss.call("PUT", path, {"username": None}).must_be(200).json
    assert (kept["username"], kept["country"]) == (None, "IN")
    path = f"/api/streams/{stage.things['stream']}"
    boss.call("PATCH", path, {"maxViewers": 5, "title": "Kept"}).must_be(200)
    cleared = boss.call("PATCH", path, {"maxViewers": None}).must_be(200).json
    assert (cleared["maxViewers"], cleared["title"]) == (None, "Kept")


def test_a_stream_is_edited_by_its_creator_until_it_is_over(stage: Stage) -> None:
    creator = Walker(stage.server.port, person(stage.server, "demo-creator").token)
    other = Walker(stage.server.port, person(stage.server, "demo-creator-2").token)
    made = creator.post("/api/streams/create", {"title": "Soon"}).must_be(201).json
    path = f"/api/streams/{made['id']}"
    at = "2126-01-01T00:00:00.000Z"
    edited = creator.call("PATCH", path, {"scheduledAt": at}).must_be(200).json
    assert edited == made | {"scheduledAt": at}
    other.call("PATCH", path, {"title": "Mine"}).must_be(404, "not_found")
    for stream in creator.get("/api/creators/demo-creator/streams").must_be(200).json["data"]:
        if stream["status"] == "live":
            creator.post(f"/api/streams/{stream['id']}/end").must_be(200)
    creator.post(f"{path}/start").must_be(200)
    live = creator.call("PATCH", path, {"title": "Live"}).must_be(200).json
    assert (live["title"], live["status"]) == ("Live", "live")
    creator.post(f"{path}/end").must_be(200)
    over = creator.call("PATCH", path, {"title": "Over"}).must_be(409, "conflict").json
    assert over["reason"] == "stream_already_ended"
