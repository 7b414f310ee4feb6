"""`ovation verify` beside a server: one moment of the books, and nobody is hindered."""

import random
import signal
from pathlib import Path

from books import SEQUENCE_MASK, Database
from load import CONNECTIONS, SENDERS, Load
from people import gift_costing, grant, lift_gift_limits, wait_for_projections
from process import Server, run, verify

ROUNDS = 4
# More answers than connections: some are asked for and given while a verification runs.
ANSWERS_A_ROUND = 10 * CONNECTIONS


def beside_load(server: Server, load: Load) -> list[dict]:
    """The reports of verifications while gifts pour in."""
    reports = []
    for _ in range(ROUNDS):
        before = load.answered
        result = run("verify", "--json", "--data", server.data)
        assert result.code == 0 and result.err == "", f"{result.out} {result.err}"
        report = result.json
        assert report["ok"] is True and report["isLive"] is True
        # Whatever had been answered before it began is in it.
        assert report["isHeadCompared"] is True and report["transactions"] >= before
        reports.append(report)
        load.wait_for_answers(ANSWERS_A_ROUND)
    return reports


def test_verify_while_gifts_pour_in(data: Path) -> None:
    load = Load({}, random.SystemRandom().randrange(2**32))
    with Server(data) as server:
        lift_gift_limits(server)
        for number in range(SENDERS):
            grant(server, f"sender-{number}", 1_000_000)
        load.catalog = {price: gift_costing(server, price) for price in (1, 5, 10)}
        load.start(server)
        load.wait_for_answers(ANSWERS_A_ROUND)
        reports = beside_load(server, load)
        assert server.error_text() == ""
        server.signal(signal.SIGKILL)
        load.join()
    counts = [report["transactions"] for report in reports]
    assert counts == sorted(set(counts)), f"the journal stood still: {counts}"
    after = verify(data)
    assert after["isLive"] is False and after["transactions"] >= counts[-1]


def test_verify_beside_a_server_changes_nothing(data: Path, server: Server) -> None:
    grant(server, "giver", 70)
    wait_for_projections(server)
    before = files(data)
    first = run("verify", "--data", data)
    assert first.code == 0 and "The books balance: " in first.out and "in use" in first.out
    assert files(data) == before
    assert run("seed", "--data", data).code == 1, "only verify goes beside a server"
    server.stop()
    stopped = run("verify", "--data", data)
    assert stopped.code == 0 and "the entry of the head file" in stopped.out


def files(data: Path) -> dict[str, bytes]:
    """What the files hold, but for the index of the log, in which readers mark where they are."""
    return {path.name: path.read_bytes() for path in data.iterdir() if path.suffix != ".db-shm"}


def test_damage_beside_a_server_is_named(data: Path, server: Server) -> None:
    grant(server, "giver", 70)
    database = Database(data)
    last = database.entries()[-1]
    database.change("UPDATE entry SET hash = zeroblob(32) WHERE position = ?", last)
    result = run("verify", "--json", "--data", data)
    assert result.code == 1 and result.json["ok"] is False
    assert f"Entry {last & SEQUENCE_MASK} " in result.json["fault"]


def test_the_head_may_be_behind_and_must_be_there(data: Path, server: Server) -> None:
    head = data / "ovation.head"
    older = head.read_bytes()
    grant(server, "giver", 70)
    head.write_bytes(older)
    verify(data)
    head.write_bytes(bytes(len(older)))
    result = run("verify", "--data", data)
    assert result.code == 1 and result.out == "" and "ovation.head" in result.err
    head.unlink()
    for words in (("verify",), ("verify", "--json"), ("backup", data.parent / "backup")):
        result = run(*words, "--data", data)
        assert result.code == 1 and result.out == "" and result.err.count("\n") == 1
        assert "there is no ovation.head beside it" in result.err, result.err
