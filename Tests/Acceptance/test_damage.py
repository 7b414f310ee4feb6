"""`ovation verify` names the first transaction or account that somebody changed."""

import random
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from books import SEQUENCE_MASK, Database, make_books
from process import IS_NIGHTLY, run, verify

PLACES_OF_A_KIND = 15
FILE_CHANGES = 3_000 if IS_NIGHTLY else 60
# What SQLite writes before the values of a row: lengths, key and types.
CELL_HEADER_BYTES = 20
# What follows the body of an entry.
HASH_BYTES = 32


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


@dataclass(frozen=True)
class Place:
    """One cell of a table, and what must be said when it is changed."""

    table: str
    column: str
    condition: str
    key: tuple
    said: str

    def read(self, database: Database) -> bytes:
        query = f"SELECT {self.column} FROM {self.table} WHERE {self.condition}"
        return database.rows(query, *self.key)[0][0]

    def write(self, database: Database, value: bytes) -> None:
        update = f"UPDATE {self.table} SET {self.column} = ? WHERE {self.condition}"
        database.change(update, value, *self.key)


def damage(database: Database, place: Place, index: int, mask: int) -> str:
    """Changes one byte, asks, and puts the byte back; returns what was said."""
    before = place.read(database)
    place.write(database, before[:index] + bytes([before[index] ^ mask]) + before[index + 1 :])
    said = fault(database.path.parent)
    place.write(database, before)
    expected = re.search(place.said, said)
    assert expected, f"{place} byte {index} of {len(before)} xor {mask:#04x}: {said}"
    return said


def every_place(database: Database) -> list[Place]:
    """Every cell that holds a posting, a transaction, a balance, or what proves them."""
    places = []
    for position in database.entries():
        said = rf"\bEntry {position & SEQUENCE_MASK}\b"
        for column in ("body", "hash"):
            places.append(Place("entry", column, "position = ?", (position,), said))
    for word, rows in (("balance", database.accounts()), ("fraction", database.carries())):
        for owner, slot in rows:
            said = rf"{word} of .*owner {owner}\b"
            places.append(Place("state", "body", "owner = ? AND slot = ?", (owner, slot), said))
    bound = "SELECT owner, slot FROM state WHERE salt IS NOT NULL"
    for owner, slot in database.rows(bound):
        for column in ("body", "salt"):
            said = rf"row of owner {owner}\b|Row {slot} of owner {owner}\b"
            places.append(Place("state", column, "owner = ? AND slot = ?", (owner, slot), said))
    for key in database.rows("SELECT space, text FROM name"):
        places.append(Place("name", "salt", "space = ? AND text = ?", key, "table name"))
    for key in database.rows("SELECT key, scope FROM answer"):
        places.append(Place("answer", "body", "key = ? AND scope = ?", key, "table answer"))
    for key in database.rows("SELECT position, number FROM text WHERE salt IS NOT NULL"):
        said = rf"\bentry {key[0] & SEQUENCE_MASK}\b"
        places.append(Place("text", "salt", "position = ? AND number = ?", key, said))
    places.append(Place("writer", "hash", "id IS NOT ?", (0,), "head"))
    return places


def of_kind(places: list[Place], kind: tuple[str, str]) -> list[Place]:
    return [place for place in places if (place.table, place.column) == kind]


def test_any_byte_of_any_row(books: Path, chance: random.Random) -> None:
    """A byte of some cells of each table; at night every byte of every cell."""
    database, count = Database(books), 0
    places = every_place(database)
    if not IS_NIGHTLY:
        chance.shuffle(places)
        kinds = {(place.table, place.column) for place in places}
        places = [place for kind in kinds for place in of_kind(places, kind)[:PLACES_OF_A_KIND]]
    for place in places:
        size = len(place.read(database))
        for index in range(size) if IS_NIGHTLY else [chance.randrange(size)]:
            damage(database, place, index, chance.randrange(1, 256))
            count += 1
    verify(books)
    print(f"{count} bytes of rows changed, each named")


def cells(content: bytes, database: Database) -> list[int]:
    """The offsets of the file's bytes that hold entries and balances, with what describes them."""
    found: set[int] = set()
    entries, balances = database.derived()
    bodies = [body for body, _ in entries.values()] + list(balances.values())
    # A short one may stand anywhere by chance.
    for body in [body for body in bodies if len(body) >= 16]:
        start = content.index(body)
        found |= set(range(start - CELL_HEADER_BYTES, start + len(body) + HASH_BYTES))
    return sorted(found)


def what_must_be_said(before: tuple[dict, dict], after: tuple[dict, dict] | None) -> str:
    """The first entry that says something else, or else the owners of such balances.

    Where keys have changed, or nothing can be read, a search by key goes astray: then any entry or
    owner that it does not find is a place to begin at.
    """
    if after is None or any(
        old.keys() != new.keys() for old, new in zip(before, after, strict=True)
    ):
        return r"\bEntry \d+\b|\bowner -?\d+\b"
    (entries, rows), (new_entries, new_rows) = before, after
    for position in sorted(entries):
        if entries[position] != new_entries[position]:
            return rf"\bEntry {position & SEQUENCE_MASK}\b"
    owners = {owner for owner, slot in rows if rows[owner, slot] != new_rows[owner, slot]}
    return rf"\bowner ({'|'.join(map(str, owners))})\b" if owners else ""


def test_any_byte_of_the_file(books: Path, chance: random.Random) -> None:
    """Bytes under SQLite's feet: either nothing that counts has changed, or it is named."""
    database = Database(books)
    whole = verify(books)
    before, content = database.derived(), database.path.read_bytes()
    offsets = cells(content, database)
    count = {"named": 0, "damage elsewhere": 0, "without a meaning": 0}
    for offset in chance.sample(offsets, min(FILE_CHANGES, len(offsets))):
        mask = chance.randrange(1, 256)
        damaged = bytearray(content)
        damaged[offset] ^= mask
        database.put(bytes(damaged))
        after = database.derived()
        result = run("verify", "--json", "--data", books)
        told = f"byte {offset} xor {mask:#04x}: exit {result.code} {result.out} {result.err}"
        if result.code == 0:
            assert after == before and result.json == whole, told
            count["without a meaning"] += 1
        elif result.out:
            assert result.json["ok"] is False, told
            expected = what_must_be_said(before, after)
            assert re.search(expected, result.json["fault"]), f"{told}, not {expected}"
            count["named"] += 1
        else:
            # Every balance was read and is right; what lies beyond them cannot be read.
            assert after in (None, before) and "The database is damaged" in result.err, told
            count["damage elsewhere"] += 1
    database.put(content)
    assert verify(books) == whole
    print(f"bytes of the file changed: {count}")
    assert count["damage elsewhere"] <= sum(count.values()) // 20


def test_a_changed_entry_is_named_with_its_transaction(books: Path) -> None:
    database, named = Database(books), set()
    for position in database.entries():
        said = rf"\bEntry {position & SEQUENCE_MASK}\b"
        place = Place("entry", "hash", "position = ?", (position,), said)
        named |= set(re.findall(r"txn_\w+", damage(database, place, 0, 1)))
    assert len(named) == verify(books)["transactions"]


def test_a_message_that_says_something_else(books: Path) -> None:
    database = Database(books)
    key = database.rows("SELECT position, number FROM text WHERE salt IS NOT NULL")[0]
    update = "UPDATE text SET body = ? WHERE position = ? AND number = ?"
    database.change(update, "Something else", *key)
    assert re.search(rf"\bentry {key[0] & SEQUENCE_MASK}\b", fault(books))


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
    insert = "INSERT INTO state (owner, slot, body) VALUES (?, ?, ?)"
    database.change(insert, 99, slot, body)
    assert re.search(r"\bowner 99\b", fault(books))
    database.change("DELETE FROM state WHERE owner = 99")
    database.change("DELETE FROM state WHERE owner = ? AND slot = ?", owner, slot)
    assert re.search(rf"\bowner {owner}\b", fault(books))


def test_a_head_that_claims_more(books: Path) -> None:
    Database(books).change("UPDATE writer SET sequence = sequence + 1")
    assert "missing" in fault(books)


def test_a_head_that_is_none(books: Path) -> None:
    Database(books).change("UPDATE writer SET hash = x'00'")
    result = run("verify", "--json", "--data", books)
    assert result.code == 1 and result.out == ""
    assert result.err.count("\n") == 1 and "is damaged" in result.err
    assert "head of a writer" in result.err and "ovation verify" not in result.err


def test_a_removed_end_of_the_journal(books: Path) -> None:
    database = Database(books)
    last = database.entries()[-1]
    database.change("DELETE FROM entry WHERE position = ?", last)
    assert re.search(rf"\bEntry {last & SEQUENCE_MASK} is missing", fault(books))
