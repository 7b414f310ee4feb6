"""What the operator writes: wrong settings stop the start and are named; secrets stay secret."""

import json
import secrets
from pathlib import Path

import pytest

from client import Client
from people import admin, person, token
from process import ROOT, Result, Server, run

FAKE_SECRET = "visibly-fake-" + "s" * 40
KNOWN = {
    "host": "127.0.0.1",
    "port": 0,
    "preset": "streamit",
    "publicURL": "http://127.0.0.1:8080",
    "cors": {"origins": ["https://app.example"]},
    "log": {"access": "off"},
    "trustedProxies": ["10.0.0.0/8", "fd00::/8", "192.0.2.1"],
    "auth": {"issuer": "https://issuer.example", "audience": "ovation"},
}


def serve_with(data: Path, document: object, **more: str) -> Result:
    file = data.parent / "ovation.json"
    file.write_text(document if isinstance(document, str) else json.dumps(document))
    return run("serve", "--port", "0", "--data", data, "--config", file, **more)


def assert_refused(result: Result, *names: str, code: int = 1) -> None:
    assert result.code == code, f"exit {result.code}: {result.out} {result.err}"
    assert result.err.startswith("ovation: ") and result.err.count("\n") == 1, result.err
    assert result.err.rstrip().endswith("."), result.err
    assert "ready " not in result.out
    for name in names:
        assert name in result.err, result.err


@pytest.mark.parametrize(
    "document, names",
    [
        ({"colour": "red"}, ["colour", "known are", "publicURL"]),
        ({"auth": {"secrett": "x"}}, ["auth.secrett", "auth.secretFile"]),
        ({"auth": {"jwks": {"file": "x"}}}, ["auth.jwks.file", "auth.jwksFile"]),
        ({"port": 70_000}, ["port", "0 to 65535"]),
        ({"port": "http"}, ["port", "0 to 65535"]),
        ({"port": 8080.5}, ["port"]),
        ({"port": True}, ["port"]),
        ({"host": ""}, ["host", "127.0.0.1"]),
        ({"publicURL": "ftp://x"}, ["publicURL", "https://"]),
        ({"publicURL": "https://x/"}, ["publicURL", "slash"]),
        ({"database": "mysql://x"}, ["database", "sqlite:FOLDER"]),
        ({"preset": "nonsense"}, ["nonsense", "streamit"]),
        ({"economy": {"commissionPercent": 101}}, ["economy.commissionPercent", "12.5"]),
        ({"economy": {"commissionPercent": "1.234"}}, ["economy.commissionPercent"]),
        ({"economy": {"commissionPercent": "-1"}}, ["economy.commissionPercent"]),
        ({"economy": {"minimumWithdrawal": -1}}, ["economy.minimumWithdrawal"]),
        ({"economy": {"coinsToInrRate": "1,0"}}, ["economy.coinsToInrRate", "1.0"]),
        ({"cors": {"origins": ["app.example"]}}, ["cors.origins", "https://app.example"]),
        ({"trustedProxies": ["10.0.0.1/8"]}, ["trustedProxies", "10.0.0.0/8"]),
        ({"trustedProxies": ["0.0.0.0/0"]}, ["trustedProxies", "10.0.0.0/8"]),
        ({"trustedProxies": "10.0.0.0/8, proxy.example"}, ["trustedProxies", "fd00::/8"]),
        ({"trustedProxies": ["10.0.0.0/8", 1]}, ["trustedProxies", "texts"]),
        ({"auth": {"jwksFile": "no-such-file.json"}}, ["auth.jwksFile"]),
        ({"auth": {"secretFile": "no-such-file"}}, ["auth.secretFile"]),
        ([1], ["JSON object"]),
        ("{", ["JSON", "byte"]),
        ('{"port": 1, "port": 2}', ["JSON"]),
    ],
    ids=lambda value: json.dumps(value)[:40] if not isinstance(value, list) else "",
)
def test_a_wrong_file_names_its_key(data: Path, document: object, names: list[str]) -> None:
    assert_refused(serve_with(data, document), *names)


def test_a_file_that_is_missing_is_named(data: Path) -> None:
    result = run("serve", "--data", data, "--config", data.parent / "missing.json")
    assert_refused(result, "missing.json")


def test_a_secret_in_the_file_is_refused_and_not_repeated(data: Path) -> None:
    result = serve_with(data, {"auth": {"secret": FAKE_SECRET}})
    assert_refused(result, "auth.secretFile", "OVATION_AUTH_SECRET")
    assert FAKE_SECRET not in result.err + result.out


@pytest.mark.parametrize(
    "name, value, said",
    [
        ("OVATION_COLOUR", "red", "OVATION_PUBLIC_URL"),
        ("OVATION_AUTH_SECRETS", FAKE_SECRET, "OVATION_AUTH_SECRET"),
        ("OVATION_PORT", "many", "0 to 65535"),
        ("OVATION_TRUSTED_PROXIES", "10.0.0.0/33", "10.0.0.0/8"),
        ("OVATION_AUTH_SECRET", "too-short-fake", "at least 32 bytes"),
        ("OVATION_SANDBOX_SECRET", "too-short-fake", "at least 32 bytes"),
        ("OVATION_SANDBOX_SECRET", FAKE_SECRET, "whsec_ and base64"),
    ],
)
def test_a_wrong_variable_is_named(data: Path, name: str, value: str, said: str) -> None:
    result = run("serve", "--demo", "--port", "0", "--data", data, **{name: value})
    key = name.removeprefix("OVATION_").split("_")[0].lower()
    assert result.code == 1 and "ready " not in result.out
    assert said in result.err and (name in result.err or f"{key}.secret" in result.err), result.err
    assert "fake" not in result.err + result.out


def test_every_known_key_is_taken_from_the_file(data: Path) -> None:
    file = data.parent / "ovation.json"
    file.write_text(json.dumps(KNOWN))
    with Server(data, "--config", str(file)) as server:
        answer = Client(server.port).get("/healthz", Origin="https://app.example")
        assert answer.headers["access-control-allow-origin"] == "https://app.example"
        assert person(server, "anybody").get("/api/me").status == 401
        known = {"iss": "https://issuer.example", "aud": "ovation"}
        person(server, "somebody", **known).get("/api/me").must_be(200)
        server.stop()
        assert b'"status"' not in server.output, "the access log was to be off"


def test_flags_win_over_variables_and_those_over_the_file(data: Path) -> None:
    file = data.parent / "ovation.json"
    file.write_text(json.dumps({"port": 1, "host": "127.0.0.2", "data": "no/such"}))
    with Server(data, "--config", str(file), OVATION_HOST="127.0.0.1") as server:
        assert server.address.startswith("http://127.0.0.1:") and server.port > 1
        assert data.exists()


def economy(data: Path, *flags: str, **more: str) -> dict:
    """The economy that the settings of a server hold."""
    with Server(data, *flags, **more) as server:
        found = admin(server).get("/api/admin/settings").must_be(200).json
        server.stop()
    names = ("giftCommissionRate", "tipCommissionRate", "streamCommissionRate")
    return {name: found[name] for name in (*names, "minimumWithdrawal", "coinsToInrRate")}


EXISTING = {
    "DEFAULT_COMMISSION_RATE": "12.5",
    "MIN_WITHDRAWAL_AMOUNT": "250",
    "COINS_TO_INR_RATE": "0.85",
}


def test_names_of_existing_deployments_are_first_values(data: Path) -> None:
    first = economy(data, **EXISTING)
    assert first == {
        "giftCommissionRate": 1_250,
        "tipCommissionRate": 1_250,
        "streamCommissionRate": 1_250,
        "minimumWithdrawal": 250,
        "coinsToInrRate": "0.85",
    }
    assert economy(data, MIN_WITHDRAWAL_AMOUNT="99") == first, "only a new database takes them"
    assert economy(data) == first


def test_our_own_names_win_over_those_of_existing_deployments(data: Path) -> None:
    file = data.parent / "ovation.json"
    file.write_text(json.dumps({"economy": {"minimumWithdrawal": 7, "coinsToInrRate": "2"}}))
    own = {"OVATION_ECONOMY_COMMISSION_PERCENT": "25"}
    more = own | {name: EXISTING[name] for name in ("DEFAULT_COMMISSION_RATE", "COINS_TO_INR_RATE")}
    found = economy(data, "--config", str(file), **more)
    assert found["giftCommissionRate"] == 2_500 and found["minimumWithdrawal"] == 7
    assert found["coinsToInrRate"] == "0.85", "the environment wins over the file"


@pytest.mark.parametrize("name", EXISTING)
def test_a_wrong_value_under_such_a_name_stops_the_start(data: Path, name: str) -> None:
    assert_refused(run("serve", "--port", "0", "--data", data, **{name: "many"}), name)


def test_every_key_is_documented(data: Path) -> None:
    text = (ROOT / "docs" / "configuration.md").read_text()
    in_file = serve_with(data, {"colour": "red"}).err.split("known are ")[1]
    in_environment = run("serve", "--data", data, OVATION_COLOUR="red").err.split("known are ")[1]
    known = [*in_file.strip(" .\n").split(", "), *in_environment.strip(" .\n").split(", ")]
    assert len(known) > 30
    assert [name for name in known if f"`{name}`" not in text] == []


@pytest.mark.parametrize(
    "words, names",
    [
        (["serve", "--colour", "red"], ["--colour", "--help"]),
        (["serve", "--port"], ["--port"]),
        (["serve", "--demo=yes"], ["--demo"]),
        (["serve", "extra"], ["extra", "--help"]),
        (["verify", "--port", "1"], ["--port", "--help"]),
        (["bench"], ["engine", "http"]),
        (["bench", "everything"], ["everything", "engine"]),
        (["bench", "engine", "--gifts", "many"], ["--gifts", "whole number"]),
        (["user"], ["admin", "show"]),
        (["user", "promote", "x"], ["promote", "admin"]),
        (["key"], ["create"]),
        (["key", "create", "x", "--scopes", "all"], ["all", "users"]),
        (["simulate", "--rate", "0"], ["--rate", "1"]),
        (["nonsense"], ["nonsense", "--help"]),
    ],
    ids=" ".join,
)
def test_wrong_words_are_named(words: list[str], names: list[str], tmp_path: Path) -> None:
    result = run(*words, cwd=tmp_path)
    assert_refused(result, *names, code=2)
    assert list(tmp_path.iterdir()) == [], "a command that did not begin left something behind"


def test_without_configuration_it_starts_safely(tmp_path: Path, data: Path) -> None:
    with Server(data, demo=False) as server:
        assert server.address.startswith("http://127.0.0.1:")
        body = {"userId": "demo-viewer"}
        answer = Client(server.port).post("/api/demo/login", body)
        answer.must_be(404, "feature_disabled")
        assert Client(server.port).get("/api/gifts").must_be(200).json["data"] == []
        person(server, "somebody").get("/api/me").must_be(200)


def test_without_any_key_nobody_is_let_in(data: Path) -> None:
    with Server(data, demo=False, OVATION_AUTH_ISSUER="https://issuer.example") as server:
        person(server, "somebody").get("/api/me").must_be(401, "unauthenticated")


def files_holding(folder: Path, needle: str) -> list[str]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in paths if needle.encode() in path.read_bytes()]


def test_secrets_and_tokens_are_never_written(data: Path) -> None:
    secret = "fake-" + secrets.token_hex(24)
    more = {"OVATION_AUTH_SECRET": secret}
    with Server(data, **more) as server:
        mine = token("giver", secret=secret)
        forged = token("giver", secret="another-fake-secret-of-no-use-at-all")
        boss = token("demo-admin", secret=secret)
        key = Client(server.port, boss).post(
            "/api/me/api-keys", {"name": "some server", "scopes": ["act"]}
        )
        made = key.must_be(201).json["key"]
        Client(server.port, mine).get("/api/me").must_be(200)
        Client(server.port, forged).get("/api/me").must_be(401, "unauthenticated")
        acting = Client(server.port, made)
        assert acting.get("/api/me", Ovation_User="giver").must_be(200).json["user"]
        answers = [
            Client(server.port, mine).get(f"/api/nowhere?token={mine}"),
            Client(server.port, mine).post("/api/gifts/send", {"message": mine}),
        ]
        listed = Client(server.port, boss).get("/api/me/api-keys").must_be(200).body
        server.stop()
    for hidden in (secret, mine, forged, boss, made):
        said = server.output + server.error_text().encode()
        assert hidden.encode() not in said, "the server printed a secret"
        assert files_holding(data, hidden) == []
        assert hidden.encode() not in listed
    assert all(answer.status >= 400 for answer in answers)


def test_files_with_secrets_are_their_owners_alone(data: Path) -> None:
    with Server(data, OVATION_LOG_ACCESS=str(data.parent / "access.log")) as server:
        person(server, "somebody").get("/api/me").must_be(200)
        server.stop()
    with_others = {
        path.name: oct(path.stat().st_mode & 0o777)
        for path in data.iterdir()
        if path.stat().st_mode & 0o007
    }
    assert with_others == {}
