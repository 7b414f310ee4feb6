"""Requests that a client should not have sent, at every route: a code, a sentence, no effect."""

import json

import pytest

from asking import EVERY, Asker, assert_problem, valid_body
from client import taken
from contract import EVERYTHING, OPERATIONS, Operation, resolved
from mistakes import NO_OBJECTS
from world import World

BIG = 10_000_000


def test_the_contract_and_the_server_have_the_same_routes(who: dict[str, str]) -> None:
    assert set(who) == {row.name for row in EVERYTHING}


def head(row: Operation, world: World, who: dict, *fields: str) -> bytes:
    credential = world.credential(who[row.name])
    lines = [f"{row.method} {world.target(row.path)} HTTP/1.1", "Host: 127.0.0.1", *fields]
    lines += [f"Authorization: Bearer {credential}"] if credential else []
    return ("\r\n".join([*lines, "Content-Type: application/json"]) + "\r\n\r\n").encode()


@EVERY
def test_bodies_of_10_megabytes(row: Operation, world: World, who: dict) -> None:
    body = b'{"a":"' + b"x" * (BIG - 8) + b'"}'
    counted = head(row, world, who, f"Content-Length: {BIG}") + body
    assert_problem(world.send(counted), 413)
    chunk = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
    chunked = head(row, world, who, "Transfer-Encoding: chunked") + chunk * (BIG // 0x10000)
    assert_problem(world.send(chunked + b"0\r\n\r\n"), 413)


@EVERY
def test_methods_that_an_address_does_not_have(row: Operation, world: World, who: dict) -> None:
    asker = Asker(world, row, who)
    allowed = {other.method for other in OPERATIONS if other.path == row.path}
    for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "TRACE"} - allowed:
        token = world.credential(who[row.name])
        answer = world.stranger(token).call(method, asker.path)
        assert assert_problem(answer, 405).code == "method_not_allowed"
        listed = set(answer.headers["allow"].split(", "))
        assert allowed <= listed and method not in listed


@pytest.mark.parametrize("text", ["%ff", "%c0%af", "%ed%a0%80", "%", "%z1", "%00", "\xff"])
@EVERY
def test_addresses_that_are_no_text(row: Operation, world: World, who: dict, text: str) -> None:
    asker = Asker(world, row, who)
    path = row.path.replace("{id}", text) if "{id}" in row.path else f"{row.path}/{text}"
    query = f"{asker.path}?limit={text}&cursor={text}"
    # A write does not look at its query, so it would do what it is asked.
    for target in (path, query) if row.method == "GET" else (path,):
        token = world.credential(who[row.name])
        credential = f"Authorization: Bearer {token}\r\n" if token else ""
        lines = f"{row.method} {target} HTTP/1.1\r\nHost: x\r\n{credential}\r\n"
        answer = world.send(lines.encode("latin-1"))
        if target == path or not text.isascii():
            assert_problem(answer, 400, 404, *([422] if row.method == "PUT" else []))
        else:
            assert answer.status < 500
        if answer.status >= 400:
            assert_problem(answer, answer.status)


WRONG_IDS = ["nobody", "gft_", "gft_0", "txn_zzzzzzzzzzzzz", "0", "-1", "%20", "x" * 3_000]


@pytest.mark.parametrize("row", [r for r in OPERATIONS if "{id}" in r.path], ids=lambda r: r.name)
def test_ids_of_nothing(row: Operation, world: World, who: dict) -> None:
    if row.path in ("/api/posts/{id}/gifts", "/api/users/{id}"):
        # Posts and users are the integrator's: any text may be one.
        return
    asker, body = Asker(world, row, who), json.dumps(valid_body(row, world)).encode()
    for text in WRONG_IDS:
        path = row.path.replace("{id}", text)
        answer = asker.ask(body if row.writes else None, path)
        assert_problem(answer, 404)
    for text in ("..", "%2e%2e", "%2F"):
        path = row.path.replace("{id}", text)
        assert_problem(asker.ask(body if row.writes else None, path), 400, 404)


# What anybody may look at, and what people share who may do everything.
SHARED = {"everybody", "admin", "service"}


def test_ids_of_others(world: World, who: dict[str, str]) -> None:
    """Whatever is named by path or body, and is somebody else's, is refused to its neighbours."""
    asked = set()
    for row in OPERATIONS:
        names_own = "{id}" in row.path or "purchaseId" in row.fields
        if who[row.name] in SHARED or not names_own:
            continue
        asker = Asker(world, row, who)
        body = json.dumps(valid_body(row, world)).encode() if row.fields else None
        for role in ("creator", "user"):
            answer = asker.ask_as(world.credential(role), body)
            may_own = role in who[row.name] or who[row.name] == "user"
            assert_problem(answer, 404 if may_own else 403)
        asked.add(row.name)
    assert len(asked) >= 5, asked


def test_gifts_in_streams_and_for_people_that_do_not_fit(world: World) -> None:
    caller = world.stranger(world.credential("user"))
    wish = {"giftId": world.things.gift, "receiverId": "demo-creator"}
    stream = next(
        item["id"]
        for item in caller.pages("/api/streams?status=live")
        if item["creatorId"] != "demo-creator"
    )
    for fields, status in [
        ({"streamId": stream}, 422),
        ({"receiverId": "owner"}, 422),
        ({"receiverId": "nobody-at-all"}, 422),
        ({"giftId": "gft_7zzzzzzzzzzzz"}, 404),
        ({"giftId": world.things.package}, 422),
        ({"streamId": "str_7zzzzzzzzzzzz"}, 404),
    ]:
        assert_problem(caller.post("/api/gifts/send", wish | fields), status)


@EVERY
def test_callers_who_may_not(row: Operation, world: World, who: dict) -> None:
    audience, asker = who[row.name], Asker(world, row, who)
    body = json.dumps(valid_body(row, world)).encode() if row.fields else None
    if audience in ("everybody", "the signer"):
        assert row.text["security"] == []
        return
    for token in (None, "nonsense", "a.b.c", "ovk_nonsense", "é".encode().decode("latin-1")):
        answer = assert_problem(asker.ask_as(token, body), 401)
        assert answer.headers["www-authenticate"] == "Bearer"
    if audience != "user":
        assert_problem(asker.ask_as(world.credential("user"), body), 403)


QUERIES = [
    *(f"limit={value}" for value in ("0", "101", "-1", "+1", "1.0", "abc", "9" * 40, "%20")),
    *(f"cursor={value}" for value in ("zzz", "gft_0", "1.1", "-1.0", "9" * 30, "x" * 2_000)),
    *(f"from={value}" for value in ("yesterday", "2026-02-30", "0000-00-00", "9" * 20)),
    "from=2026-03-01&to=2026-02-01",
    *(f"{name}=nothing" for name in ("type", "account", "unit", "status", "category", "currency")),
    "limit=1&limit=2",
    "limit",
    "&&&=&=",
    "a=" + "b" * 3_000,
]


@pytest.mark.parametrize("row", [r for r in OPERATIONS if r.method == "GET"], ids=lambda r: r.name)
def test_queries(row: Operation, world: World, who: dict) -> None:
    asker = Asker(world, row, who)
    known = {found["name"] for found in parameters(row) if found["in"] == "query"}
    for query in QUERIES:
        answer = asker.ask(path=f"{asker.path}?{query}")
        if "{id}" in row.path and answer.status == 404:
            continue
        if answer.status >= 400:
            assert_problem(answer, 422)
        name = query.split("=")[0]
        is_faulty = name in ("limit", "cursor", "status", "category") and query not in TAKEN
        assert answer.status == (422 if name in known and is_faulty else answer.status), query


TAKEN = {"limit=1&limit=2", "limit"}


def parameters(row: Operation) -> list[dict]:
    return [resolved(parameter) for parameter in row.text.get("parameters", [])]


@pytest.mark.parametrize(
    "bytes_, status",
    [
        (b"GET / HTTP/1.1\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        (b"GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505),
        (b"GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        (b"POST /api/gifts/send HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400),
        (b"GET /" + b"a" * 9_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\nHost: a\r\n" + b"A: " + b"b" * 17_000 + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX-Bad\xff: 1\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),
        (
            b"POST /api/gifts/send HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            400,
        ),
    ],
)
def test_bytes_that_are_no_request(world: World, bytes_: bytes, status: int) -> None:
    answer = world.send(bytes_)
    assert answer.status == status and answer.headers["connection"] == "close"
    assert answer.json["code"] and answer.json["error"].endswith(".")


@pytest.mark.parametrize("key", ["", "x" * 256, "a b", "é".encode().decode("latin-1")])
def test_keys_that_are_none(world: World, key: str) -> None:
    caller = world.stranger(world.credential("user"))
    body = {"giftId": world.things.gift, "receiverId": "demo-creator"}
    answer = caller.call("POST", "/api/gifts/send", body, Idempotency_Key=key)
    assert_problem(answer, 400)


def test_webhooks_that_nobody_signed(world: World) -> None:
    caller = world.stranger()
    kind = {"content-type": "application/json"}
    fields = kind | {
        "webhook-id": "evt_1",
        "webhook-timestamp": "1",
        "webhook-signature": "v1,AAAA",
    }
    for headers in (kind, fields, fields | {"webhook-timestamp": "9" * 30}):
        for body, _ in [(b"{}", ""), *NO_OBJECTS]:
            caller.connection.request("POST", "/api/webhook/sandbox", body, headers)
            answer = taken(caller.connection.getresponse())
            assert_problem(answer, 400)
            assert answer.code == "invalid_signature"
