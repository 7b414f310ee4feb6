"""The statement as a file has every line, and a spreadsheet runs nothing of it."""

import csv
import io
import itertools
import json
from pathlib import Path

from client import Answer
from people import admin, balance, gift_costing, grant, lift_gift_limits
from process import Server, verify

LINES = 1_300


def rows(answer: Answer) -> list[dict]:
    assert answer.body.startswith(b"\xef\xbb\xbf"), "a spreadsheet needs the byte order mark"
    return list(csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig"))))


def test_the_file_has_every_line(data: Path) -> None:
    with Server(data) as server:
        viewer, boss = grant(server, "demo-viewer", LINES), admin(server)
        lift_gift_limits(server)
        order = {"giftId": gift_costing(server, 1), "receiverId": "demo-creator"}
        for _ in range(2, LINES):
            viewer.post("/api/gifts/send", order).must_be(200)
        formula = {"=1+1": "@x", "note": 'a "quoted" text'}
        wish = {"userId": "demo-viewer", "amount": 7, "reason": "=SUM(1)", "metadata": formula}
        boss.post("/api/admin/adjustments", wish).must_be(200)
        for accept in ("*/*", "application/json, text/csv", "text/csv;q=0.5, application/json"):
            viewer.get("/api/transactions?limit=1", Accept=accept).must_be(200).json["data"]
        for accept in ("text/csv;q=0.9, application/json;q=0.1", "text/csv; charset=utf-8"):
            assert len(rows(viewer.get("/api/transactions?limit=1", Accept=accept))) == 1
        answer = viewer.get("/api/transactions", Accept="text/csv").must_be(200)
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        assert "attachment" in answer.headers["content-disposition"]
        assert "ovation-next-cursor" not in answer.headers
        found = rows(answer)
        assert len(found) == LINES
        assert [int(row["amount"]) for row in found] == [7, *[-1] * (LINES - 2), LINES]
        for newer, older in itertools.pairwise(found):
            assert newer["balanceBefore"] == older["balanceAfter"]
        assert int(found[0]["balanceAfter"]) == balance(viewer)
        assert json.loads(found[0]["metadata"]) == formula
        assert all(row["description"][0] not in "=+-@" for row in found)
        # The connection is as good as before, and the same caller is not locked out.
        viewer.get("/api/wallet/balance").must_be(200)
        limited = viewer.get("/api/transactions?limit=1000", Accept="text/csv").must_be(200)
        assert len(rows(limited)) == 1_000
        cursor = limited.headers["ovation-next-cursor"]
        rest = viewer.get(f"/api/transactions?cursor={cursor}", Accept="text/csv").must_be(200)
        assert len(rows(rest)) == LINES - 1_000
        filtered = viewer.get("/api/transactions?type=BONUS", Accept="text/csv").must_be(200)
        assert rows(filtered) == []
        server.stop()
    verify(data)
