"""Keys that are rotated, logs that are moved away, and admins who cannot lock everybody out."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from client import Client
from people import admin, encoded, person, token
from process import BINARY, SECRET, Server, environment, run

WAIT_SECONDS_MAX = 20


def until(condition) -> None:
    deadline = time.monotonic() + WAIT_SECONDS_MAX
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"


class Issuer:
    """An identity provider with a key for each name."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.keys: dict[str, rsa.RSAPrivateKey] = {}

    def make(self, name: str) -> None:
        self.keys[name] = rsa.generate_private_key(public_exponent=65_537, key_size=2_048)

    def publish(self, *names: str, others: tuple[dict, ...] = ()) -> None:
        keys = [self.public(name) for name in names]
        new = self.file.with_suffix(".new")
        new.write_text(json.dumps({"keys": [*others, *keys]}))
        new.rename(self.file)

    def public(self, name: str) -> dict:
        numbers = self.keys[name].public_key().public_numbers()

        def text(number: int) -> str:
            return encoded(number.to_bytes((number.bit_length() + 7) // 8, "big"))

        return {"kty": "RSA", "kid": name, "n": text(numbers.n), "e": text(numbers.e)}

    def token(self, name: str, subject: str) -> str:
        head = {"alg": "RS256", "kid": name}
        body = {"sub": subject, "exp": int(time.time()) + 3_600}
        signed = ".".join(encoded(json.dumps(part).encode()) for part in (head, body))
        mark = self.keys[name].sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256())
        return f"{signed}.{encoded(mark)}"


@pytest.fixture
def issuer(data: Path) -> Issuer:
    made = Issuer(data.parent / "keys.json")
    for name in ("old", "new", "third"):
        made.make(name)
    made.publish("old")
    return made


def status(server: Server, issuer: Issuer, key: str) -> int:
    return Client(server.port, issuer.token(key, "somebody")).get("/api/me").status


def test_a_new_key_is_found_without_a_restart(data: Path, issuer: Issuer) -> None:
    with Server(data, "--test-clock", OVATION_AUTH_JWKS_FILE=str(issuer.file)) as server:
        assert (status(server, issuer, "old"), status(server, issuer, "new")) == (200, 401)
        issuer.publish("old", "new")
        # The file was read a moment ago: many unknown tokens must not have it read again and again.
        assert status(server, issuer, "new") == 401
        admin(server).post("/api/admin/test-clock", {"advanceSeconds": 11}).must_be(200)
        assert status(server, issuer, "new") == 200
        # A file that is broken, or gone, leaves the keys as they were.
        issuer.file.write_text("{")
        admin(server).post("/api/admin/test-clock", {"advanceSeconds": 11}).must_be(200)
        assert (status(server, issuer, "third"), status(server, issuer, "new")) == (401, 200)


def test_a_signal_reads_the_keys_again(data: Path, issuer: Issuer) -> None:
    with Server(data, OVATION_AUTH_JWKS_FILE=str(issuer.file)) as server:
        assert status(server, issuer, "new") == 401
        issuer.publish("new")
        os.kill(server.pid, signal.SIGHUP)
        until(lambda: status(server, issuer, "new") == 200)
        assert status(server, issuer, "old") == 401
        issuer.file.unlink()
        os.kill(server.pid, signal.SIGHUP)
        until(lambda: "keys.json" in server.error_text())
        assert status(server, issuer, "new") == 200
        server.stop()


@pytest.mark.parametrize(
    "other",
    [
        {"kty": "oct", "k": "AAAA", "kid": "shared"},
        {"kty": "EC", "crv": "P-521", "x": "AA", "y": "AA"},
        {"kty": "RSA", "use": "enc", "n": "AA", "e": "AQAB"},
        {"kty": "LMS", "pub": "AA"},
    ],
    ids=lambda key: key["kty"],
)
def test_keys_of_other_kinds_are_skipped(data: Path, issuer: Issuer, other: dict) -> None:
    issuer.publish("old", others=(other,))
    with Server(data, OVATION_AUTH_JWKS_FILE=str(issuer.file)) as server:
        assert status(server, issuer, "old") == 200


@pytest.mark.parametrize(
    "content, word",
    [(None, "missing"), ("", "JWK set"), ("{}", "JWK set"), ('{"keys":[]}', "no key")],
)
def test_a_key_file_that_is_of_no_use_stops_the_start(
    data: Path, content: str | None, word: str
) -> None:
    file = data.parent / "keys.json"
    if content is not None:
        file.write_text(content)
    result = run("serve", "--port", "0", "--data", data, OVATION_AUTH_JWKS_FILE=str(file))
    assert result.code == 1 and "auth.jwksFile" in result.err and word in result.err


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n"], ids=ascii)
def test_line_ends_behind_a_secret_are_cut(data: Path, end: str) -> None:
    with Server(data, OVATION_AUTH_SECRET=SECRET + end) as server:
        person(server, "somebody").get("/api/me").must_be(200)
    (data.parent / "secret").write_bytes((SECRET + end).encode())
    file = data.parent / "ovation.json"
    # A relative path counts from the file that has it.
    file.write_text(json.dumps({"auth": {"secretFile": "secret"}}))
    config = {"OVATION_AUTH_SECRET": None, "OVATION_CONFIG": str(file)}
    with Server(data, **config) as server:
        person(server, "somebody").get("/api/me").must_be(200)


def test_relative_paths_count_from_the_configuration_file(tmp_path: Path) -> None:
    folder = tmp_path / "etc"
    folder.mkdir()
    document = {"data": "db", "log": {"access": "access.log"}, "host": "127.0.0.1", "port": 0}
    (folder / "ovation.json").write_text(json.dumps(document))
    process = subprocess.Popen(
        [BINARY, "serve", "--config", folder / "ovation.json"],
        stdout=subprocess.PIPE,
        cwd=tmp_path,
        env=environment(),
    )
    try:
        for line in process.stdout:
            if line.startswith(b"ready "):
                break
        assert (folder / "db/ovation.db").exists() and (folder / "access.log").exists()
    finally:
        process.terminate()
        assert process.wait(20) == 0


def test_a_log_is_opened_again(data: Path) -> None:
    file = data.parent / "access.log"
    with Server(data, OVATION_LOG_ACCESS=str(file)) as server:
        Client(server.port).get("/api/gifts").must_be(200)
        until(lambda: "/api/gifts" in file.read_text())
        moved = file.rename(file.with_suffix(".1"))
        os.kill(server.pid, signal.SIGHUP)
        until(file.exists)
        Client(server.port).get("/api/streams").must_be(200)
        until(lambda: "/api/streams" in file.read_text())
        assert "/api/streams" not in moved.read_text()
        server.stop()


def test_a_log_that_cannot_be_opened_stops_the_start(data: Path) -> None:
    for path in ("/proc/nothing/here.log", str(data.parent)):
        result = run("serve", "--port", "0", "--data", data, OVATION_LOG_ACCESS=path)
        assert result.code == 1 and "log.access" in result.err and path in result.err


def test_nobody_locks_everybody_out(data: Path) -> None:
    with Server(data) as server:
        boss, other = admin(server), person(server, "demo-admin-2")
        boss.post("/api/admin/users/demo-admin/suspend").must_be(409, "conflict")
        keys = {"name": "x", "scopes": ["admin", "act"]}
        made = boss.post("/api/me/api-keys", keys).must_be(201).json["key"]
        key = Client(server.port, made)
        for name in ("demo-admin", "demo-admin-2"):
            key.post(f"/api/admin/users/{name}/suspend").must_be(409, "conflict")
        key.post("/api/admin/users/demo-viewer/suspend").must_be(200)
        boss.post("/api/admin/users/demo-admin-2/suspend").must_be(200)
        other.post("/api/admin/users/demo-admin/suspend").must_be(403, "forbidden")
        # Somebody who is an admin by their token only cannot suspend themself either.
        server.stop()


def test_the_operator_restores_an_admin_beside_a_running_server(data: Path) -> None:
    with Server(data) as server:
        other = person(server, "demo-admin-2")
        admin(server).post("/api/admin/users/demo-admin-2/suspend").must_be(200)
        other.get("/api/admin/settings").must_be(403, "forbidden")
        shown = run("user", "show", "demo-admin-2", "--data", data)
        assert shown.code == 0 and "suspended true" in shown.out
        done = run("user", "admin", "demo-admin-2", "--data", data)
        assert (done.code, done.out) == (0, "demo-admin-2 is an admin now.\n")
        other.get("/api/admin/settings").must_be(200)
        run("user", "no-admin", "demo-admin", "--data", data)
        admin(server).get("/api/admin/settings").must_be(403, "forbidden")
        missing = run("user", "show", "nobody", "--data", data)
        assert missing.code == 1 and "nobody" in missing.err
        assert not list(data.glob("user-*")), "nothing is left lying about"
        server.stop()
    assert not (data / "ovation.serving").exists()
    # After a crash the file of the process is left, and nobody is sent a signal.
    with Server(data) as server:
        server.kill()
    assert (data / "ovation.serving").exists()
    assert "admin true" in run("user", "show", "demo-admin-2", "--data", data).out
