"""Generators make clients with every route of the table, and one of them does the main job."""

import importlib
import sys
import time
from pathlib import Path

import pytest

from client import time_ordered_key
from contract import EVERYTHING, OPERATIONS, Operation, document
from generating import Generated, client_in, models_in, module_name
from process import Server, run
from walking import decide

SECONDS_MAX = 20


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory):
    """Where generated code is; it can be imported while the tests of this file run."""
    made = tmp_path_factory.mktemp("generated")
    sys.path.insert(0, str(made))
    yield made
    sys.path.remove(str(made))


@pytest.fixture(scope="module")
def package(folder: Path) -> str:
    return client_in(folder)


def test_the_client_has_every_route_of_the_table(package: str, folder: Path) -> None:
    table = run("contract", "--endpoints").json["data"]
    made = (folder / package / "api").glob("*/*.py")
    names = {f"{path.parent.name}.{path.stem}" for path in made if path.stem != "__init__"}
    assert len(names) == len(table) > 70
    assert names == {module_name(row) for row in EVERYTHING}
    for name in names:
        module = importlib.import_module(f"{package}.api.{name}")
        assert callable(module.sync_detailed) and callable(module.asyncio_detailed), name


def schema_names(row: Operation) -> set[str]:
    """The schemas of the JSON that an operation takes and gives."""
    bodies = [row.text.get("requestBody", {}), *row.text["responses"].values()]
    schemas = [
        content["schema"]
        for body in bodies
        for kind, content in body.get("content", {}).items()
        if kind == "application/json"
    ]
    return {schema["$ref"].rsplit("/", 1)[1] for schema in schemas}


def test_the_models_have_every_body_of_the_table(folder: Path) -> None:
    module = importlib.import_module(models_in(folder))
    table = run("contract", "--endpoints").json["data"]
    rows = {row.name: row for row in EVERYTHING}
    assert {f"{row['method']} {row['path']}" for row in table} == set(rows)
    for row in OPERATIONS:
        for name in schema_names(row):
            assert hasattr(module, name), f"{row.name}: no model {name}"
    assert len(document()["components"]["schemas"]) > 100
    missing = {name for name in document()["components"]["schemas"] if not hasattr(module, name)}
    assert not missing, f"the generator made no model of {missing}"


def test_the_client_does_the_main_job(package: str, server: Server) -> None:
    viewer = signed_in(package, server, "demo-viewer")
    creator = signed_in(package, server, "demo-creator")
    coins = buy(viewer)
    sent = give(viewer, "demo-creator")
    assert sent.new_balance == coins - sent.coin_amount
    item = first_of(viewer, "listSentGifts")
    assert (item.gift_transaction_id, item.message) == (sent.gift_transaction_id, "For you")
    received = first_of(creator, "listReceivedGifts")
    assert received.gift_transaction_id == sent.gift_transaction_id
    dashboard = creator.call("getDashboard")
    assert dashboard.total_earned == dashboard.from_gifts == sent.coin_amount
    kept = dashboard.total_earned - dashboard.platform_commission
    assert dashboard.available_balance == kept
    # Packages are what one generator left out while a body had an object without a name.
    boss = signed_in(package, server, "demo-admin")
    price = boss.model("PriceIn")(amount=900, currency=boss.model("KnownCurrency").INR)
    fields = boss.model("NewPackage")(name="Sack", coins=90, price=price, promotion=None)
    made = boss.call("createPackage", body=fields, idempotency_key=time_ordered_key())
    assert (made.name, made.total_coins, made.price.amount) == ("Sack", 90, 900)


def signed_in(package: str, server: Server, user: str) -> Generated:
    stranger = Generated(package, server.address)
    answer = stranger.call("signIn", body=stranger.model("SignIn")(user_id=user))
    return Generated(package, server.address, answer.token)


def buy(viewer: Generated) -> int:
    """Buys a package on the sandbox's page; returns its coins."""
    offer = viewer.call("listPackages").data[0]
    wish = viewer.model("PackagePurchase")(package_id=offer.id)
    begun = viewer.call("buyPackage", body=wish, idempotency_key=time_ordered_key())
    decide(begun.payment_link, "success").must_be(200)
    deadline = time.monotonic() + SECONDS_MAX
    while viewer.call("getPurchase", begun.purchase_id).status != "COMPLETED":
        assert time.monotonic() < deadline, "the purchase was not completed"
    assert viewer.call("getWallet").balance == offer.total_coins
    return offer.total_coins


def give(viewer: Generated, creator: str) -> object:
    gift = min(viewer.call("listGifts").data, key=lambda gift: gift.coin_price)
    wish = viewer.model("SendGift")(gift_id=gift.id, receiver_id=creator, message="For you")
    key = time_ordered_key()
    sent = viewer.call("sendGift", body=wish, idempotency_key=key)
    assert viewer.call("sendGift", body=wish, idempotency_key=key) == sent
    return sent


def first_of(caller: Generated, name: str) -> object:
    """The newest item of a list, once it is there."""
    deadline = time.monotonic() + SECONDS_MAX
    while not (items := caller.call(name, limit=5).data):
        assert time.monotonic() < deadline, f"{name} stays empty"
    return items[0]
