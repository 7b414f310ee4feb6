"""A database stays in the mode that it was begun in, and only play money has the sandbox."""

from pathlib import Path

import pytest

from client import Client
from people import person, token
from process import Server, run


def test_test_mode_sells_to_the_integrators_own_users(data: Path) -> None:
    with Server(data, "--mode", "test", demo=False) as server:
        about = Client(server.port).get("/api/platform").must_be(200).json
        assert (about["mode"], about["isDemo"], about["coinName"]) == ("test", False, "coin")
        buyer = person(server, "their-user")
        begun = buyer.post("/api/tokens/purchase", {"amountTokens": 50}).must_be(200).json
        assert (begun["gateway"], begun["isTest"]) == ("sandbox", True)
        Client(server.port).post("/api/demo/login", {"userId": "demo-viewer"}).must_be(
            404, "feature_disabled"
        )
        assert "Test mode" in server.output.decode()


def test_live_mode_has_no_sandbox(data: Path) -> None:
    with Server(data, demo=False) as server:
        assert Client(server.port).get("/api/platform").must_be(200).json["mode"] == "live"
        body = {"amountTokens": 50, "gateway": "sandbox"}
        person(server, "somebody").post("/api/tokens/purchase", body).must_be(
            422, "gateway_unsupported"
        )
    secret = "whsec_" + "ZmFrZSBzZWNyZXQgb2YgdGhlIHNhbmRib3gsIGZvciB0ZXN0cw=="
    result = run("serve", "--port", "0", "--data", data, OVATION_SANDBOX_SECRET=secret)
    assert result.code != 0 and "sandbox.secret" in result.err and "mode" in result.err


MODES = [["--demo"], ["--mode", "test"], []]


@pytest.mark.parametrize("begun", MODES)
@pytest.mark.parametrize("served", MODES)
def test_a_database_stays_in_its_mode(data: Path, begun: list[str], served: list[str]) -> None:
    with Server(data, *begun, demo=False) as server:
        server.stop()
    if begun == served:
        with Server(data, *served, demo=False) as server:
            server.stop()
        return
    result = run("serve", "--port", "0", "--data", data, *served)
    assert result.code != 0 and "--data" in result.err and result.err.count("\n") == 1


def test_the_demo_signs_with_a_key_of_its_own(data: Path) -> None:
    issuer = {"OVATION_AUTH_ISSUER": "https://issuer.example"}
    with Server(data, **issuer) as server:
        signed = Client(server.port).post("/api/demo/login", {"userId": "demo-viewer"})
        own = signed.must_be(200).json["token"]
        Client(server.port, own).get("/api/me").must_be(200)
        theirs = token("their-user", iss="https://issuer.example")
        Client(server.port, theirs).get("/api/me").must_be(200)
        Client(server.port, token("their-user")).get("/api/me").must_be(401, "unauthenticated")
        server.stop()
    with Server(data.parent / "other", demo=False) as server:
        Client(server.port, own).get("/api/me").must_be(401, "unauthenticated")


def test_a_start_without_any_key_says_that_nobody_can_sign_in(data: Path) -> None:
    with Server(data, demo=False, OVATION_AUTH_SECRET=None) as server:
        assert "Nobody can sign in" in server.output.decode()
