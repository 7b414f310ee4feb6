"""Where a buyer goes after paying is the operator's to say, and nobody else's."""

from pathlib import Path

import pytest

from client import Answer
from contract import assert_agrees, operation
from process import Server
from walking import decide, walker

SHOP = "/coins/shop"


def ask(server: Server, address: str, host: str | None = None) -> Answer:
    """Begins a purchase with a way back, over a request that names a host."""
    buyer = walker(server, "demo-viewer")
    package = buyer.get("/api/coins/packages").must_be(200).json["data"][0]["id"]
    body = {"packageId": package, "returnUrl": address}
    fields = {"Host": host} if host else {}
    answer = buyer.call("POST", "/api/coins/purchase", body, **fields)
    assert_agrees(operation("POST", "/api/coins/purchase"), answer)
    return answer


@pytest.mark.parametrize("host", ["evil.example", "evil.example:443", "[::1]", "127.0.0.1"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_the_host_of_a_request_decides_nothing(server: Server, host: str, scheme: str) -> None:
    answer = ask(server, f"{scheme}://{host}/login", host)
    answer.must_be(422, "rule_violated")
    assert answer.json["field"] == "returnUrl"


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_the_pages_of_the_demo_are_its_own_under_both_names(server: Server, name: str) -> None:
    page = f"http://{name}:{server.port}{SHOP}"
    begun = ask(server, page, f"{name}:{server.port}").must_be(200).json
    back = decide(begun["paymentLink"], "cancel").headers["location"]
    assert back == f"{page}?purchase={begun['purchaseId']}&outcome=cancel"


def test_the_public_address_and_listed_origins_are_the_operators(data: Path) -> None:
    listed = {
        "OVATION_PUBLIC_URL": "https://shop.example",
        "OVATION_RETURN_URLS": "https://app.example, https://other.example, myapp://",
        "OVATION_CORS_ORIGINS": "https://partner.example",
    }
    with Server(data, **listed) as server:
        for name in ("shop", "app", "other"):
            ask(server, f"https://{name}.example{SHOP}").must_be(200)
        ask(server, "myapp://paid/here").must_be(200)
        for address in ("otherapp://paid", "javascript://paid", f"https://partner.example{SHOP}"):
            ask(server, address).must_be(422, "rule_violated")
        ask(server, SHOP).must_be(200)
        port = f":{server.port}"
        for origin in ("http://shop.example", "http://127.0.0.1" + port, "http://localhost" + port):
            ask(server, origin + SHOP).must_be(422, "rule_violated")
        server.stop()
