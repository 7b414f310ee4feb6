"""`ovation verify` names the first transaction or account that somebody changed."""

import random
import re
import shutil
from pathlib import Path

import pytest

from books import SEQUENCE_MASK, Database, make_books
from process import IS_NIGHTLY, run, verify

CHANGES = 400 if IS_NIGHTLY else 40


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("books") / "data"
    make_books(data)
    verify(data)
    return data


@pytest.fixture
def books(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(original, tmp_path / "copy"))


@pytest.fixture
def chance() -> random.Random:
    seed = random.SystemRandom().randrange(2**32)
    print(f"seed {seed}")
    return random.Random(seed)


def fault(data: Path) -> str:
    """The sentence of a verification that must fail."""
    result = run("verify", "--json", "--data", data)
    assert result.code == 1, f"exit {result.code}: {result.out} {result.err}"
    report = result.json
    assert report["ok"] is False
    return report["fault"]


def changed(blob: bytes, chance: random.Random) -> tuple[bytes, str]:
    """The bytes with one of them changed to any other value, and what was changed."""
    index, mask = chance.randrange(len(blob)), chance.randrange(1, 256)
    print(f"byte {index} of {len(blob)} xor {mask:#04x}")
    return blob[:index] + bytes([blob[index] ^ mask]) + blob[index + 1 :], f"byte {index}"


def damage(database: Database, place: tuple[str, str, str, tuple], chance: random.Random) -> str:
    """Changes one byte, asks, and puts the byte back; returns what was said."""
    table, column, condition, key = place
    before = database.rows(f"SELECT {column} FROM {table} WHERE {condition}", *key)[0][0]
    after, what = changed(before, chance)
    update = f"UPDATE {table} SET {column} = ? WHERE {condition}"
    database.change(update, after, *key)
    print(f"{table}.{column} {key} {what}")
    said = fault(database.path.parent)
    database.change(update, before, *key)
    return said


@pytest.mark.parametrize("column", ["body", "hash"])
def test_any_byte_of_an_entry(books: Path, chance: random.Random, column: str) -> None:
    database = Database(books)
    for _ in range(CHANGES):
        position = chance.choice(database.entries())
        said = damage(database, ("entry", column, "position = ?", (position,)), chance)
        assert re.search(rf"\bEntry {position & SEQUENCE_MASK}\b", said), said
    verify(books)


def test_a_changed_entry_is_named_with_its_transaction(books: Path) -> None:
    database, named = Database(books), set()
    for position in database.entries():
        said = damage(database, ("entry", "hash", "position = ?", (position,)), random.Random(1))
        named |= set(re.findall(r"txn_\w+", said))
    assert len(named) == verify(books)["transactions"]


def test_any_byte_of_a_balance(books: Path, chance: random.Random) -> None:
    database = Database(books)
    accounts = database.accounts()
    for number in range(max(CHANGES, len(accounts))):
        owner, slot = accounts[number % len(accounts)]
        place = ("state", "body", "owner = ? AND slot = ?", (owner, slot))
        said = damage(database, place, chance)
        assert "balance" in said and re.search(rf"\bowner {owner}\b", said), said
    verify(books)


def test_any_byte_of_a_message(books: Path, chance: random.Random) -> None:
    database = Database(books)
    keys = database.rows("SELECT position, number FROM text WHERE salt IS NOT NULL")
    assert keys
    for _ in range(10):
        key = chance.choice(keys)
        said = damage(database, ("text", "salt", "position = ? AND number = ?", key), chance)
        assert re.search(rf"\bentry {key[0] & SEQUENCE_MASK}\b", said), said
    update = "UPDATE text SET body = ? WHERE position = ? AND number = ?"
    database.change(update, "Something else", *keys[0])
    assert re.search(rf"\bentry {keys[0][0] & SEQUENCE_MASK}\b", fault(books))


def test_the_first_of_two_faults_is_named(books: Path, chance: random.Random) -> None:
    database = Database(books)
    first, second = sorted(chance.sample(database.entries(), 2))
    for position in (second, first):
        database.change("UPDATE entry SET hash = zeroblob(32) WHERE position = ?", position)
    said = fault(books)
    assert re.search(rf"\bEntry {first & SEQUENCE_MASK}\b", said)
    for_people = run("verify", "--data", books)
    assert for_people.code == 1 and said in for_people.out and "NOT" in for_people.out


def test_a_removed_entry(books: Path, chance: random.Random) -> None:
    database = Database(books)
    position = chance.choice(database.entries())
    database.change("DELETE FROM entry WHERE position = ?", position)
    assert re.search(rf"\bEntry {position & SEQUENCE_MASK} is missing", fault(books))


def test_entries_that_changed_places(books: Path, chance: random.Random) -> None:
    database = Database(books)
    first, second = sorted(chance.sample(database.entries(), 2))
    for old, new in [(first, -1), (second, first), (-1, second)]:
        database.change("UPDATE entry SET position = ? WHERE position = ?", new, old)
    assert re.search(rf"\bEntry {first & SEQUENCE_MASK}\b", fault(books))


def test_a_removed_and_an_invented_account(books: Path) -> None:
    database = Database(books)
    owner, slot = database.accounts()[-1]
    body = database.rows("SELECT body FROM state WHERE owner = ? AND slot = ?", owner, slot)[0][0]
    database.change("INSERT INTO state VALUES (?, ?, ?)", 99, slot, body)
    assert re.search(r"\bowner 99\b", fault(books))
    database.change("DELETE FROM state WHERE owner = 99")
    database.change("DELETE FROM state WHERE owner = ? AND slot = ?", owner, slot)
    assert re.search(rf"\bowner {owner}\b", fault(books))


def test_a_changed_head(books: Path, chance: random.Random) -> None:
    said = damage(Database(books), ("writer", "hash", "id IS NOT ?", (0,)), chance)
    assert "head" in said
    Database(books).change("UPDATE writer SET sequence = sequence + 1")
    assert "missing" in fault(books)


def test_a_removed_end_of_the_journal(books: Path) -> None:
    database = Database(books)
    last = database.entries()[-1]
    database.change("DELETE FROM entry WHERE position = ?", last)
    assert re.search(rf"\bEntry {last & SEQUENCE_MASK} is missing", fault(books))
