"""A line of the log says what kind of caller came, to which route and with what result."""

import json
from pathlib import Path

from client import Client
from people import admin, person
from process import Server


def test_a_line_says_kind_code_and_route(data: Path) -> None:
    file = data.parent / "access.log"
    with Server(data, OVATION_LOG_ACCESS=str(file)) as server:
        made = admin(server).post("/api/me/api-keys", {"name": "log", "scopes": ["act"]})
        key = Client(server.port, made.must_be(201).json["key"])
        viewer = person(server, "demo-viewer")
        Client(server.port).get("/api/gifts").must_be(200)
        viewer.get("/api/coins/purchases/pur_0000000000001").must_be(404, "not_found")
        viewer.get("/api/admin/settings").must_be(403, "forbidden")
        key.get("/api/me", Ovation_User="demo-creator").must_be(200)
        key.get("/api/me").must_be(403, "forbidden")
        Client(server.port).get("/api/me").must_be(401, "unauthenticated")
        Client(server.port).get("/secret-path/demo-viewer?token=secret").must_be(404, "not_found")
        server.stop()
    text = file.read_text()
    assert "demo-viewer" not in text and "secret" not in text and "127.0.0.1" not in text
    lines = [json.loads(line) for line in text.splitlines()]
    found = [(one["route"], one["status"], one.get("code"), one.get("caller")) for one in lines]
    assert found == [
        ("/api/me/api-keys", 201, None, "admin"),
        ("/api/gifts", 200, None, "stranger"),
        ("/api/coins/purchases/:id", 404, "not_found", "user"),
        ("/api/admin/settings", 403, "forbidden", "user"),
        ("/api/me", 200, None, "key for creator"),
        ("/api/me", 403, "forbidden", "key"),
        ("/api/me", 401, "unauthenticated", "stranger"),
        ("(none)", 404, "not_found", None),
    ]


def test_a_refusal_says_who_may(server: Server) -> None:
    viewer = person(server, "demo-viewer")
    for path, word in (("/api/admin/settings", "an admin"), ("/api/users", "scope users")):
        answer = viewer.get(path).must_be(403, "forbidden")
        assert word in answer.json["error"]
    paid = viewer.post("/api/coins/purchases/record", {}).must_be(403, "forbidden")
    assert "purchases:record" in paid.json["error"]
    creators = viewer.get("/api/creators/me").must_be(403, "forbidden")
    assert "an approved creator" in creators.json["error"]
