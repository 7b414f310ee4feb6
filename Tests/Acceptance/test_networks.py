"""Containers, addresses and half-sent requests: what surrounds a server in the field."""

import http.client
import json
import socket
import time
from pathlib import Path

import pytest

from client import Client
from people import person, token
from process import Server, run
from sockets import WebSocket

LINKS = {
    "OVATION_PORT": "tcp://10.96.0.7:8080",
    "OVATION_PORT_8080_TCP": "tcp://10.96.0.7:8080",
    "OVATION_PORT_8080_TCP_ADDR": "10.96.0.7",
    "OVATION_PORT_8080_TCP_PORT": "8080",
    "OVATION_PORT_8080_TCP_PROTO": "tcp",
    "OVATION_SERVICE_HOST": "10.96.0.7",
    "OVATION_SERVICE_PORT": "8080",
    "OVATION_SERVICE_PORT_HTTP": "8080",
    "OVATION_API_SERVICE_HOST": "10.96.0.8",
    "OVATION_API_PORT": "tcp://10.96.0.8:80",
    "OVATION_NAME": "/app/ovation",
    "OVATION_ENV_PATH": "/usr/bin",
}


def test_service_links_do_not_stop_the_start(data: Path) -> None:
    with Server(data, **LINKS) as server:
        Client(server.port).get("/healthz").must_be(200)


@pytest.mark.parametrize(
    "name, value",
    [("OVATION_PORT", "http"), ("OVATION_SERVICE_HOSTS", "x"), ("OVATION_PORTS", "8080")],
)
def test_what_only_resembles_a_link_is_refused(data: Path, name: str, value: str) -> None:
    result = run("serve", "--data", data, **{name: value})
    assert result.code == 1 and name in result.err


def links_of(server: Server, host: str | None = None) -> list[str]:
    """Links that leave the server: where a purchase is paid."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    offers = Client(server.port).get("/api/coins/packages").must_be(200).json["data"]
    fields = {"Authorization": f"Bearer {token('demo-viewer')}"}
    fields |= {"Content-Type": "application/json"} | ({"Host": host} if host else {})
    body = json.dumps({"packageId": offers[0]["id"]})
    found = []
    for path, name in (
        ("/api/coins/purchase", "paymentLink"),
        ("/api/payments/create-checkout-session", "checkoutUrl"),
    ):
        connection.request("POST", path, body, fields)
        found.append(json.loads(connection.getresponse().read())[name])
    return found


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "::1", "localhost", "127.0.0.1", "[::1]"])
def test_links_have_a_name_that_can_be_opened(data: Path, host: str) -> None:
    with Server(data, "--host", host) as server:
        name = "127.0.0.1" if host in ("localhost", "127.0.0.1") else "localhost"
        assert server.address == f"http://{name}:{server.port}"
        if host not in ("::1", "[::1]"):
            for link in links_of(server, "evil.example"):
                assert link.startswith(f"http://{name}:{server.port}/"), link
            for link in links_of(server, f"localhost:{server.port}"):
                assert link.startswith(f"http://localhost:{server.port}/"), link
        said = server.output.decode()
        assert "0.0.0.0" not in said and "::" not in said


def test_a_host_of_the_machine_is_trusted_when_it_listens_everywhere(data: Path) -> None:
    own = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    with Server(data, "--host", "0.0.0.0") as server:
        for host in {"127.0.0.1"} | {ip for ip in own if ip.startswith("127.0.0.1")}:
            for link in links_of(server, f"{host}:{server.port}"):
                assert link.startswith(f"http://{host}:{server.port}/"), link
        for host in ("127.0.0.1:1", "evil.example", f"evil.example:{server.port}"):
            assert links_of(server, host)[0].startswith("http://localhost:")


def test_the_public_url_is_what_links_begin_with(data: Path) -> None:
    with Server(data, "--host", "0.0.0.0", OVATION_PUBLIC_URL="https://shop.example") as server:
        for host in (None, f"127.0.0.1:{server.port}"):
            assert links_of(server, host)[0].startswith("https://shop.example/")


def test_a_port_in_use_is_said_in_words(data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = run("serve", "--port", port, "--data", data)
    assert result.code == 1 and f"Port {port}" in result.err and "in use" in result.err
    assert "cannotBind" not in result.err


@pytest.mark.parametrize(
    "host, word", [("192.0.2.1", "no address"), ("no-such-host.invalid", "resolves")]
)
def test_an_address_of_somebody_else_is_said_in_words(data: Path, host: str, word: str) -> None:
    result = run("serve", "--port", "0", "--host", host, "--data", data)
    assert result.code == 1 and host in result.err and word in result.err


@pytest.mark.parametrize(
    "origin",
    ["https://a.example/", "https://a.example/app", "HTTPS://a.example", "*", "a.example", "null"],
)
def test_an_origin_that_can_never_match_stops_the_start(data: Path, origin: str) -> None:
    for name in ("OVATION_CORS_ORIGINS", "OVATION_RETURN_URLS"):
        result = run("serve", "--port", "0", "--data", data, **{name: origin})
        assert result.code == 1 and name in result.err, result.out


def test_a_head_may_have_16_kibibytes_or_what_is_set(data: Path) -> None:
    def ask(server: Server, count: int) -> int:
        return Client(server.port).get("/healthz", X_Fill="a" * count).status

    with Server(data) as server:
        assert (ask(server, 15_000), ask(server, 17_000)) == (200, 431)
    with Server(data, OVATION_LIMITS_HEADER_BYTES="32768") as server:
        assert (ask(server, 31_000), ask(server, 33_000)) == (200, 431)
    result = run("serve", "--data", data, OVATION_LIMITS_HEADER_BYTES="100")
    assert result.code == 1 and "4096" in result.err


def test_many_connections_of_one_address_are_named(data: Path) -> None:
    with Server(data, OVATION_TRUSTED_PROXIES="") as server:
        held = [WebSocket(server.port, "127.0.0.1") for _ in range(199)]
        for one in held:
            one.opened()
        assert "trustedProxies" not in server.error_text()
        held.append(WebSocket(server.port, "127.0.0.1"))
        held[-1].opened()
        said = server.error_text()
        assert "200 connections come from 127.0.0.1" in said and "trustedProxies" in said
        for one in held:
            one.close()


@pytest.mark.parametrize(
    "half",
    [
        b"GET /api/gifts HTTP/1.1\r\nHo",
        b"POST /api/gifts/send HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{",
    ],
    ids=["head", "body"],
)
def test_a_half_sent_request_does_not_hold_up_a_stop(data: Path, half: bytes) -> None:
    with Server(data) as server, socket.create_connection(("127.0.0.1", server.port)) as client:
        client.sendall(half)
        person(server, "demo-viewer").get("/api/me").must_be(200)
        began = time.monotonic()
        server.stop()
        assert time.monotonic() - began < 8
