"""What an integrator keeps with a gift, a purchase and an adjustment, up to its bounds."""

from pathlib import Path

from books import Database
from client import time_ordered_key
from people import gift_costing
from process import Server, verify
from walking import Walker, walker

# 20 texts and 4,000 bytes; half of them of letters with two bytes.
FULL = {f"key-{number:02}": ("x" * 194 if number % 2 else "é" * 97) for number in range(20)}
LARGEST = {"k" * 40: "x" * 500}


def give(server: Server, amount: int, metadata: object) -> dict:
    wish = {"userId": "demo-viewer", "amount": amount, "reason": "R", "metadata": metadata}
    return walker(server, "demo-admin").post("/api/admin/adjustments", wish).must_be(200).json


def lines(viewer: Walker) -> list[tuple[str, object]]:
    """The statement's lines with their metadata, oldest first."""
    found = viewer.pages("/api/transactions")
    return [(line["type"], line["metadata"]) for line in reversed(found)]


def erase_metadata(database: Database) -> None:
    """Erases the metadata behind reasons and messages."""
    positions = database.rows("SELECT position FROM text WHERE number = 1")
    assert len(positions) == 2
    for (position,) in positions:
        erase = "UPDATE text SET body = NULL, salt = NULL WHERE position = ? AND number = 1"
        database.change(erase, position)


def test_metadata_is_returned_after_a_restart_and_may_be_erased(data: Path) -> None:
    with Server(data) as server:
        viewer = walker(server, "demo-viewer")
        before = len(lines(viewer))
        assert give(server, 500, LARGEST)["metadata"] == LARGEST
        gift = {"giftId": gift_costing(server, 5), "receiverId": "demo-creator"}
        gift |= {"message": "Hello", "metadata": FULL}
        key = time_ordered_key()
        sent = viewer.post("/api/gifts/send", gift, key).must_be(200)
        assert sent.json["metadata"] == FULL
        wish = {"amountTokens": 7, "metadata": FULL}
        bought = viewer.post("/api/tokens/purchase", wish).must_be(200).json
        assert bought["metadata"] == FULL and bought["status"] == "COMPLETED"
        server.stop()
    verify(data)
    with Server(data) as server:
        viewer = walker(server, "demo-viewer")
        kept = [("ADMIN_ADJUSTMENT", LARGEST), ("GIFT_SENT", FULL), ("PURCHASE", FULL)]
        assert lines(viewer)[before:] == kept
        assert viewer.pages("/api/gifts/history")[0]["metadata"] == FULL
        purchase = viewer.get(f"/api/coins/purchases/{bought['purchaseId']}").must_be(200)
        assert purchase.json["metadata"] == FULL
        assert viewer.post("/api/gifts/send", gift, key).body == sent.body
        server.stop()
    erase_metadata(Database(data))
    verify(data)
    with Server(data) as server:
        viewer = walker(server, "demo-viewer")
        erased = [("ADMIN_ADJUSTMENT", None), ("GIFT_SENT", None), ("PURCHASE", FULL)]
        assert lines(viewer)[before:] == erased
        item = viewer.pages("/api/gifts/history")[0]
        assert (item["metadata"], item["message"]) == (None, "Hello")
        server.stop()
