"""Ids with any character can be addressed, and others see no address of a person."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from client import Client
from people import admin, gift_costing, person, wait_for_projections
from process import Server
from sockets import WebSocket

IDS = [
    "tenant/42",
    "a+b=c",
    "100%",
    "%2F",
    "v1.2",
    "...",
    "../x",
    "with space",
    "Zo\u00eb \u2728",
    "a?b#c",
    "a\\b",
    "/",
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("ids")) as running:
        yield running
        running.stop()


def key(server: Server, *scopes: str) -> Client:
    made = admin(server).post("/api/me/api-keys", {"name": "ids", "scopes": list(scopes)})
    return Client(server.port, made.must_be(201).json["key"])


@pytest.mark.parametrize("name", IDS, ids=ascii)
def test_an_id_with_any_character_is_addressed(server: Server, name: str) -> None:
    app, boss, path = key(server, "users", "act"), admin(server), quote(name, safe="")
    app.call("PUT", f"/api/users/{path}", {"displayName": "X"}).must_be(200)
    assert app.get(f"/api/users/{path}").must_be(200).json["id"] == name
    user = person(server, name)
    user.post("/api/creators/apply").must_be(201)
    decision = f"/api/creators/applications/{path}"
    assert boss.get(decision).must_be(200).json["userId"] == name
    boss.call("PATCH", decision, {"status": "APPROVED"}).must_be(200)
    assert user.get(f"/api/creators/{path}").must_be(200).json["id"] == name
    boss.post(f"/api/admin/users/{path}/suspend").must_be(200)
    assert app.get(f"/api/users/{path}").must_be(200).json["isSuspended"]
    boss.post(f"/api/admin/users/{path}/unsuspend").must_be(200)
    Client(server.port).get(f"/api/posts/{path}/gifts").must_be(200)
    # The header takes the same encoding, and UTF-8 as it is.
    assert app.get("/api/me", Ovation_User=path).must_be(200).json["user"]["id"] == name


@pytest.mark.parametrize(
    "path", ["/assets%2F..%2Fovation.db", "/api%2Fgifts", "/%2e%2e/x", "/a/../b"]
)
def test_an_encoded_slash_parts_nothing(server: Server, path: str) -> None:
    assert Client(server.port).get(path).status in (400, 404)


@pytest.mark.parametrize("word", ["me", "applications", "apply", ".", "..", "usr_0000000000001"])
def test_words_of_the_api_are_no_ids(server: Server, word: str) -> None:
    app = key(server, "users", "act", "users:create")
    if not word.startswith("."):
        # A client takes dot segments out of an address before it sends it.
        app.call("PUT", f"/api/users/{word}", {}).must_be(422, "rule_violated")
    answer = app.get("/api/me", Ovation_User=word)
    assert answer.status in (404, 422)
    person(server, word).get("/api/me").must_be(401, "unauthenticated")


MAIL, PHONE = "alice@example.com", "+919876543210"


def test_others_see_no_address_of_a_person(server: Server) -> None:
    boss, creator = admin(server), person(server, "demo-creator")
    gift, seen = gift_costing(server, 1), []
    stream = creator.get("/api/streams").must_be(200).json["data"]
    mine = next(one for one in stream if one["creatorId"] == "demo-creator")
    listener = WebSocket(server.port, "127.0.0.1")
    listener.opened()
    listener.send({"type": "join", "room": mine["channel"]})
    listener.wait_for("joined")
    for name in (MAIL, PHONE):
        viewer = person(server, name)
        own = viewer.get("/api/me").must_be(200).json["user"]
        assert own["id"] == name
        wish = {"userId": name, "amount": 50, "reason": "for a test"}
        boss.post("/api/admin/adjustments", wish).must_be(200)
        order = {"giftId": gift, "receiverId": "demo-creator", "streamId": mine["id"]}
        viewer.post("/api/gifts/send", order | {"postId": "p1"}).must_be(200)
        tip = {"toCreatorId": "demo-creator", "amountTokens": 20}
        viewer.post("/api/tips/send", tip).must_be(200)
        # The sender's own list names them as they are.
        sent = viewer.get("/api/gifts/history").must_be(200).json["data"]
        assert sent[0]["senderId"] == name
        seen.append(listener.wait_for("gift.sent"))
    wait_for_projections(server)
    public = Client(server.port)
    for path in (
        "/api/creators/demo-creator",
        "/api/tips/stats/demo-creator",
        "/api/posts/p1/gifts",
        "/api/streams",
    ):
        seen.append(public.get(path).must_be(200).json)
    for path in (
        "/api/gifts/received",
        "/api/tips/history?direction=received",
        "/api/earnings/dashboard",
        "/api/coins/transactions?account=earnings",
        "/api/creators/me",
    ):
        seen.append(creator.get(path).must_be(200).json)
    text = json.dumps(seen)
    assert MAIL not in text and PHONE not in text and "9876543210" not in text
    supporters = public.get("/api/creators/demo-creator").json["topSupporters"]
    assert all(one["userId"].startswith("usr_") for one in supporters)
    assert all(one["username"].startswith("Viewer ") for one in supporters)
    # Admins see who it is, and our own id is taken wherever the integrator's is.
    bought = boss.get(f"/api/users/{supporters[0]['userId']}").must_be(200).json
    assert bought["id"] in (MAIL, PHONE)
    boss.post(f"/api/admin/users/{bought['ovationId']}/suspend").must_be(200)
    boss.post(f"/api/admin/users/{bought['ovationId']}/unsuspend").must_be(200)


def test_our_own_id_is_taken_wherever_the_integrators_is(server: Server) -> None:
    app, boss = key(server, "users", "act", "purchases:record"), admin(server)
    app.call("PUT", "/api/users/both", {}).must_be(200)
    own = app.get("/api/users/both").must_be(200).json["ovationId"]
    creator = app.get("/api/users/demo-creator").must_be(200).json["ovationId"]
    app.call("PUT", f"/api/users/{own}", {"displayName": "Both"}).must_be(200)
    assert app.get("/api/users/both").json["displayName"] == "Both"
    wish = {"userId": own, "amount": 500, "reason": "for a test"}
    boss.post("/api/admin/adjustments", wish).must_be(200)
    order = {"giftId": gift_costing(server, 1), "receiverId": creator}
    app.call("POST", "/api/gifts/send", order, Ovation_User=own).must_be(200)
    tip = {"toCreatorId": creator, "amountTokens": 20}
    app.call("POST", "/api/tips/send", tip, Ovation_User=own).must_be(200)
    paid = {"userId": own, "coins": 5, "amount": 500, "currency": "INR"}
    paid |= {"transactionId": "own-id", "paymentMethod": "UPI"}
    app.post("/api/coins/purchases/record", paid).must_be(201)
    for path in ("/api/creators/{}", "/api/tips/stats/{}", "/api/creators/{}/streams"):
        Client(server.port).get(path.format(creator)).must_be(200)


def test_an_operator_may_show_only_ovations_own_ids(data: Path) -> None:
    with Server(data, OVATION_IDS_SHOWN="own") as server:
        streams = Client(server.port).get("/api/streams").must_be(200).json["data"]
        assert streams and all(one["creatorId"].startswith("usr_") for one in streams)
        assert {one["creatorName"] for one in streams} <= {"Luna Live", "DJ Orbit"}
        server.stop()


BLANK = ["   ", "\u200b", "\u2060\u200d", "\u3164", "\n"]


@pytest.mark.parametrize("blank", BLANK, ids=ascii)
def test_no_name_is_blank(server: Server, blank: str) -> None:
    app, boss, creator = key(server, "users"), admin(server), person(server, "demo-creator-2")
    money = {"amount": 100, "currency": "INR"}
    for caller, method, path, body in (
        (app, "PUT", "/api/users/blank", {"displayName": blank}),
        (app, "PUT", "/api/users/blank", {"username": blank}),
        (boss, "POST", "/api/admin/gifts", {"name": blank, "coinPrice": 1}),
        (boss, "POST", "/api/admin/packages", {"name": blank, "coins": 1, "price": money}),
        (boss, "POST", "/api/me/api-keys", {"name": blank, "scopes": ["act"]}),
        (boss, "PATCH", "/api/admin/settings", {"coinName": blank}),
    ):
        caller.call(method, path, body).must_be(422, "validation_failed")
    made = creator.post("/api/streams/create", {"title": "T"}).must_be(201).json["id"]
    edit = creator.call("PATCH", f"/api/streams/{made}", {"title": blank})
    edit.must_be(422, "validation_failed")


def test_names_turn_nothing_around_and_have_one_line(server: Server) -> None:
    app, boss, creator = key(server, "users"), admin(server), person(server, "demo-creator-2")
    wild, tame = "\u202eab\u2066c\u2069\nd\u202c  e", "abc d e"
    user = app.call("PUT", "/api/users/wild", {"displayName": wild, "username": wild})
    assert (user.json["displayName"], user.json["username"]) == (tame, tame)
    gift = boss.post("/api/admin/gifts", {"name": wild, "description": wild, "coinPrice": 1})
    assert (gift.json["name"], gift.json["description"]) == (tame, tame)
    offer = {"name": wild, "description": wild, "coins": 1}
    package = boss.post(
        "/api/admin/packages", offer | {"price": {"amount": 100, "currency": "INR"}}
    )
    assert (package.json["name"], package.json["description"]) == (tame, tame)
    stream = creator.post("/api/streams/create", {"title": wild}).must_be(201)
    assert stream.json["title"] == tame
    made = boss.post("/api/me/api-keys", {"name": wild, "scopes": ["act"]}).must_be(201)
    assert made.json["name"] == tame
