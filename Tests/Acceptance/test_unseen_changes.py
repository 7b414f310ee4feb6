"""What somebody with the file changes behind the books' back is named by `ovation verify`."""

import re
import shutil
import sqlite3
from pathlib import Path

import pytest

from books import Database, send
from client import Client, time_ordered_key
from people import admin, gift_costing, grant, person
from process import Server, run, verify
from walking import decide, wait_for_status

USER, SENDER, BUYER = 2, 4, 6
GIFT, PACKAGE, PURCHASE, STREAM, SETTINGS, API_KEY, EVENT, VERSION = range(16, 24)
USER_NAMES, GATEWAY_NAMES = 1, 3
COMPLETED_STATUS = 3
# Numbers that stand in one place of a row only.
COMMISSION, PRICE = 1_234, 7_654_321


def packed(number: int) -> bytes:
    """An integer without a sign as rows hold it: seven bits a byte, the lowest first."""
    written = bytearray()
    while number >= 0x80:
        written.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*written, number])


def folded(number: int) -> bytes:
    """An integer that is not negative, as rows hold those that may be."""
    return packed(2 * number)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Closed books that hold a row of every kind."""
    data = tmp_path_factory.mktemp("bound") / "data"
    with Server(data) as server:
        do_business(server)
        server.stop()
    verify(data)
    return data


def do_business(server: Server) -> None:
    office = admin(server)
    wish = {"giftCommissionRate": COMMISSION}
    office.call("PATCH", "/api/admin/settings", wish).must_be(200)
    package = {"name": "Chest", "coins": 500, "price": {"amount": PRICE, "currency": "INR"}}
    office.post("/api/admin/packages", package).must_be(201)
    key = {"name": "server", "scopes": ["users"]}
    made = office.post("/api/me/api-keys", key, time_ordered_key()).must_be(201).json
    office.call("DELETE", f"/api/me/api-keys/{made['id']}").must_be(204)
    buyer = person(server, "demo-viewer")
    begun = buyer.post("/api/tokens/purchase", {"amountTokens": 500}, time_ordered_key())
    begun.must_be(200)
    pay(buyer)
    grant(server, "giver", 500)
    for number in range(3):
        send(server, "giver", gift_costing(server, 5), number)


def pay(buyer: Client) -> None:
    """Has the sandbox tell of a payment, so that a gateway's event stands in the books."""
    package = buyer.get("/api/coins/packages").must_be(200).json["data"][0]["id"]
    begun = buyer.post("/api/coins/purchase", {"packageId": package}, time_ordered_key())
    order = begun.must_be(200).json
    decide(order["paymentLink"], "success")
    wait_for_status(buyer, order["purchaseId"], "COMPLETED")


@pytest.fixture
def database(original: Path, tmp_path: Path) -> Database:
    return Database(Path(shutil.copytree(original, tmp_path / "copy")))


def found(database: Database) -> str:
    """What both forms of the verification say, which must have found something."""
    result = run("verify", "--json", "--data", database.path.parent)
    assert result.code == 1 and result.json["ok"] is False, f"{result.out} {result.err}"
    for_people = run("verify", "--data", database.path.parent)
    assert for_people.code == 1 and result.json["fault"] in for_people.out
    return result.json["fault"]


def owner_named(database: Database, text: str) -> int:
    query = "SELECT owner FROM name WHERE space = ? AND text = ?"
    return database.rows(query, USER_NAMES, text)[0][0]


def bodies(database: Database, tag: int) -> list[tuple[int, bytes]]:
    query = "SELECT owner, body FROM state WHERE slot = ? ORDER BY owner"
    return database.rows(query, tag << 32)


def put(database: Database, owner: int, tag: int, body: bytes) -> None:
    update = "UPDATE state SET body = ? WHERE owner = ? AND slot = ?"
    database.change(update, body, owner, tag << 32)


def replaced(body: bytes, old: bytes, new: bytes) -> bytes:
    assert body.count(old) == 1, body
    return body.replace(old, new)


def test_a_viewer_who_was_made_an_admin(database: Database) -> None:
    owner = owner_named(database, "demo-viewer")
    body = dict(bodies(database, USER))[owner]
    # The last bytes: an admin, suspended, a spending limit of their own.
    assert body[-3:] == bytes(3)
    put(database, owner, USER, body[:-3] + b"\1\0\0")
    said = found(database)
    assert f"owner {owner}" in said and "user" in said and "entry" in said


def test_a_commission_of_9999(database: Database) -> None:
    owner, body = bodies(database, SETTINGS)[0]
    put(database, owner, SETTINGS, replaced(body, packed(COMMISSION), packed(9_999)))
    assert "settings" in found(database)


def test_a_price_that_is_one_unit(database: Database) -> None:
    owner, body = next(row for row in bodies(database, PACKAGE) if folded(PRICE) in row[1])
    put(database, owner, PACKAGE, replaced(body, folded(PRICE), folded(1)))
    said = found(database)
    assert f"owner {owner}" in said and "package" in said


def test_a_purchase_that_was_never_paid(database: Database) -> None:
    owner, body = bodies(database, PURCHASE)[-1]
    # The sandbox, the status, a method, and that a payment follows.
    found_at = re.search(rb"\x01" + bytes([COMPLETED_STATUS]) + rb"[\x01-\x0f]\x01", body)
    assert found_at, body
    place = found_at.start() + 1
    put(database, owner, PURCHASE, body[:place] + b"\1" + body[place + 1 :])
    said = found(database)
    assert f"owner {owner}" in said and "purchase" in said


def test_a_key_that_is_no_longer_revoked(database: Database) -> None:
    owner, body = bodies(database, API_KEY)[0]
    # At the end a flag, and the time of six bytes.
    assert body[-7] == 1
    put(database, owner, API_KEY, body[:-7] + b"\0")
    said = found(database)
    assert f"owner {owner}" in said and "apiKey" in said


@pytest.mark.parametrize(
    "tag", [USER, SENDER, BUYER, GIFT, PACKAGE, PURCHASE, STREAM, SETTINGS, API_KEY, EVENT, VERSION]
)
def test_any_kind_of_row(database: Database, tag: int) -> None:
    """A row that is gone, one that is another's, and one that was made up."""
    (owner, body), *others = bodies(database, tag)
    remove = "DELETE FROM state WHERE owner = ? AND slot = ?"
    database.change(remove, owner, tag << 32)
    assert f"owner {owner}" in found(database)
    database.change("INSERT INTO state (owner, slot, body) VALUES (?, ?, ?)", 99, tag << 32, body)
    assert "owner 99" in found(database)
    database.change("DELETE FROM state WHERE owner = 99")
    database.change(
        "INSERT INTO state (owner, slot, body) VALUES (?, ?, ?)", owner, tag << 32, body[:-1]
    )
    assert f"owner {owner}" in found(database)
    assert len(others) >= 0


def test_the_names_of_all_gateway_events(database: Database) -> None:
    assert delete(database, "DELETE FROM name WHERE space = ?", GATEWAY_NAMES) > 0
    assert "name" in found(database)


def test_a_name_that_names_another(database: Database) -> None:
    viewer, boss = owner_named(database, "demo-viewer"), owner_named(database, "demo-admin")
    update = "UPDATE name SET owner = ? WHERE space = ? AND text = ?"
    database.change(update, boss, USER_NAMES, "demo-viewer")
    said = found(database)
    assert "name" in said and (f"owner {viewer}" in said or f"owner {boss}" in said)


def test_a_name_that_was_made_up(database: Database) -> None:
    viewer = owner_named(database, "demo-viewer")
    insert = "INSERT INTO name (space, text, owner) VALUES (?, ?, ?)"
    database.change(insert, USER_NAMES, "nobody", viewer)
    said = found(database)
    assert "nobody" in said and f"owner {viewer}" in said


def test_all_answers(database: Database) -> None:
    assert delete(database, "DELETE FROM answer") > 0
    said = found(database)
    assert "answer" in said and "entry" in said


def test_an_answer_under_another_key(database: Database) -> None:
    key, scope = database.rows("SELECT key, scope FROM answer ORDER BY key DESC")[0]
    other = key[:-1] + bytes([key[-1] ^ 1])
    database.change("UPDATE answer SET key = ? WHERE key = ? AND scope = ?", other, key, scope)
    assert "answer" in found(database)


def test_an_answer_that_says_something_else(database: Database) -> None:
    for key, scope, body in database.rows("SELECT key, scope, body FROM answer"):
        other = bytes([body[0] ^ 1]) + body[1:]
        update = "UPDATE answer SET body = ? WHERE key = ? AND scope = ?"
        database.change(update, other, key, scope)
        assert "answer" in found(database)
        database.change(update, body, key, scope)
    verify(database.path.parent)


def test_a_text_that_no_entry_has(database: Database) -> None:
    positions = {row[0] for row in database.rows("SELECT position FROM text")}
    position = next(found for found in database.entries() if found not in positions)
    database.change("INSERT INTO text VALUES (?, 0, zeroblob(32), 'Forged')", position)
    assert "text" in found(database).lower()


def delete(database: Database, command: str, *values: object) -> int:
    """Deletes many rows; returns how many."""
    connection = sqlite3.connect(database.path)
    try:
        with connection:
            return connection.execute(command, values).rowcount
    finally:
        connection.close()
