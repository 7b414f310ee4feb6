"""Clients whose every answer is held to the contract, and a browser at the sandbox's page."""

import base64
import hashlib
import hmac
import time
import urllib.parse
from pathlib import Path

import pytest

from client import Answer, Client
from contract import assert_agrees, operation
from process import Server


class Walker(Client):
    """A client whose every answer must agree with the contract."""

    # The rows that answered with what was asked for.
    served: set[str] = set()

    def call(self, method: str, path: str, *rest: object, **fields: str) -> Answer:
        answer = super().call(method, path, *rest, **fields)
        row = operation(method, path)
        assert_agrees(row, answer)
        if answer.status < 300:
            self.served.add(row.name)
        return answer


def walker(server: Server, user: str) -> Walker:
    """Somebody who signs in as the pages do."""
    body = {"userId": user}
    signed_in = Walker(server.port).post("/api/demo/login", body).must_be(200).json
    assert signed_in["user"]
    return Walker(server.port, signed_in["token"])


def decide(link: str, outcome: str) -> Answer:
    """Presses a button of the sandbox's hosted page, as a browser does."""
    address = urllib.parse.urlsplit(link)
    target = f"{address.path}?{address.query}"
    browser = Client(address.port)
    page = browser.get(target).must_be(200)
    assert f'value="{outcome}"' in page.body.decode()
    form = urllib.parse.urlencode({"outcome": outcome}).encode()
    kind = "application/x-www-form-urlencoded"
    return browser.call("POST", target, form, Content_Type=kind)


def tell(
    caller: Client, data: Path, body: bytes, event: str, secret: bytes | None = None
) -> Answer:
    """Sends an event as the sandbox would: signed with the secret that it keeps."""
    secret = secret or base64.b64decode((data / "sandbox.secret").read_text())
    seconds = str(int(time.time()))
    message = f"{event}.{seconds}.".encode() + body
    code = base64.b64encode(hmac.new(secret, message, hashlib.sha256).digest()).decode()
    fields = {
        "Webhook_Id": event,
        "Webhook_Timestamp": seconds,
        "Webhook_Signature": f"v1,{code}",
    }
    return caller.call("POST", "/api/webhook/sandbox", body, **fields)


def wait_for_status(caller: Walker, purchase: str, wanted: str) -> dict:
    """The purchase, once the gateway's webhook has come."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        found = caller.get(f"/api/coins/purchases/{purchase}").must_be(200).json
        if found["status"] == wanted:
            return found
    pytest.fail(f"the purchase is {found['status']} and not {wanted}")
