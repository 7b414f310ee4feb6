"""A database that lost its end, or is an old copy, does not start until somebody accepts that."""

import random
import shutil
import signal
from pathlib import Path

import pytest

from books import SEQUENCE_MASK, Database, WriteAheadLog, make_books, send, some_business
from people import gift_costing, grant, person, wait_for_projections
from process import Result, Server, run, verify

LOST_COMMITS = 5


@pytest.fixture(scope="module")
def crashed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a server that was killed: its newest commits stand in the log alone."""
    data = tmp_path_factory.mktemp("crashed") / "data"
    with Server(data) as server:
        some_business(server, gifts=12)
        wait_for_projections(server)
        server.signal(signal.SIGKILL)
        server.process.wait(20)
    return data


@pytest.fixture
def books(crashed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(crashed, tmp_path / "copy"))


def refused_start(data: Path) -> Result:
    result = run("serve", "--port", "0", "--demo", "--data", data)
    assert result.code == 1, f"exit {result.code}: {result.out} {result.err}"
    assert "ready " not in result.out
    lines = result.err.strip().splitlines()
    assert len(lines) == 1 and lines[0].startswith("ovation: "), result.err
    assert "--accept-loss" in lines[0], lines[0]
    return result


def assert_lists_agree(server: Server) -> None:
    """What is listed and summed is what the journal holds, and nothing of what was lost."""
    wait_for_projections(server)
    for name in ("demo-creator", "demo-creator-2"):
        caller = person(server, name)
        lines = caller.pages("/api/transactions?account=earnings&type=GIFT_RECEIVED")
        received = {gift["giftTransactionId"] for gift in caller.pages("/api/gifts/received")}
        assert received == {line["transactionId"] for line in lines}
        earned = caller.get("/api/earnings/dashboard").must_be(200).json["totalEarned"]
        assert earned == sum(line["amount"] for line in lines)


def assert_starts_when_accepted(data: Path) -> None:
    with Server(data, "--accept-loss") as server:
        grant(server, "giver", 1_000)
        send(server, "giver", gift_costing(server, 5), 1)
        assert_lists_agree(server)
        server.stop()
    verify(data)
    # Accepted once is accepted: the next start needs no flag, and nothing is hidden by it.
    with Server(data) as server:
        send(server, "giver", gift_costing(server, 5), 2)
        server.stop()
    verify(data)


def test_a_crash_alone_loses_nothing_and_starts(books: Path) -> None:
    with Server(books) as server:
        server.stop()
    verify(books)


def test_a_removed_end_of_the_log(books: Path) -> None:
    whole = Database(Path(shutil.copytree(books, books.parent / "whole")))
    known = whole.entries()[-1] & SEQUENCE_MASK
    WriteAheadLog(books).cut(commits=LOST_COMMITS)
    said = refused_start(books).err
    assert f"entry {known - LOST_COMMITS} " in said and f"entry {known} " in said, said
    assert_starts_when_accepted(books)


def test_a_removed_log(books: Path) -> None:
    WriteAheadLog(books).path.unlink()
    refused_start(books)
    assert_starts_when_accepted(books)


def test_a_changed_bit_in_the_log_that_hides_what_follows(books: Path) -> None:
    log = WriteAheadLog(books)
    seed = random.SystemRandom().randrange(2**32)
    offset = random.Random(seed).randrange(log.ends[-8], log.ends[-LOST_COMMITS])
    print(f"seed {seed} offset {offset}")
    log.flip(offset)
    refused_start(books)


def test_an_old_copy_of_the_database(tmp_path: Path) -> None:
    data, old = tmp_path / "data", tmp_path / "old.db"
    make_books(data, gifts=3)
    Database(data).copy_to(old)
    with Server(data) as server:
        send(server, "giver", gift_costing(server, 5), 1)
        server.stop()
    Database(data).replace_by(old)
    refused_start(data)
    assert_starts_when_accepted(data)


def test_another_database_of_the_same_length(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    make_books(first, gifts=4)
    make_books(second, gifts=4)
    assert len(Database(first).entries()) == len(Database(second).entries())
    Database(second).copy_to(second / "copy.db")
    Database(first).replace_by(second / "copy.db")
    assert "is not the one that was acknowledged" in refused_start(first).err
    assert_starts_when_accepted(first)


def test_a_missing_head(books: Path) -> None:
    (books / "ovation.head").unlink()
    assert "ovation.head" in refused_start(books).err
    assert_starts_when_accepted(books)


def test_a_damaged_newest_head_leaves_the_one_before(books: Path) -> None:
    head = books / "ovation.head"
    content = bytearray(head.read_bytes())
    # Two slots are written in turn; a torn write spoils one of them.
    content[40] ^= 1
    head.write_bytes(content)
    with Server(books) as server:
        server.stop()
    verify(books)
