"""A start looks whether the database is whole where it was written last, or everywhere."""

from pathlib import Path

import pytest

from books import SEQUENCE_MASK, Database, make_books
from process import Server, run


@pytest.fixture
def books(data: Path) -> Database:
    make_books(data)
    return Database(data)


def refusal(data: Path, *flags: str) -> str:
    """What a start says that must not serve."""
    result = run("serve", "--demo", "--port", "0", "--data", data, *flags)
    assert result.code != 0, result.out
    assert "ready" not in result.out
    return result.err


def test_whole_books_start_either_way(books: Database) -> None:
    for flags in ((), ("--check",)):
        with Server(books.path.parent, *flags) as server:
            server.stop()


def test_a_changed_newest_entry_is_named(books: Database) -> None:
    position = max(books.entries())
    body = books.rows("SELECT body FROM entry WHERE position = ?", position)[0][0]
    changed = body[:20] + bytes([body[20] ^ 1]) + body[21:]
    books.change("UPDATE entry SET body = ? WHERE position = ?", changed, position)
    said = refusal(books.path.parent)
    assert f"Entry {position & SEQUENCE_MASK} was changed" in said


def test_a_missing_entry_among_the_newest_is_named(books: Database) -> None:
    position = max(books.entries()) - 3
    books.change("DELETE FROM entry WHERE position = ?", position)
    assert f"Entry {position & SEQUENCE_MASK} is missing" in refusal(books.path.parent)


def test_a_page_that_is_none_stops_the_start(books: Database) -> None:
    """The page of the newest rows of the journal, as a lost write leaves it."""
    position = max(books.entries())
    body = books.rows("SELECT body FROM entry WHERE position = ?", position)[0][0]
    content = bytearray(books.path.read_bytes())
    content[content.index(body) // 2048 * 2048] = 0xFF
    books.put(bytes(content))
    assert "The database is damaged" in refusal(books.path.parent)


def test_a_fault_that_the_newest_entries_do_not_show_is_found_by_check(books: Database) -> None:
    """An account that nobody has moved lately, in a journal that grows."""
    carries = books.carries()
    owner, slot = carries[0]
    books.change("DELETE FROM state WHERE owner = ? AND slot = ?", owner, slot)
    data = books.path.parent
    with Server(data) as server:
        server.stop()
    assert f"owner {owner}" in refusal(data, "--check")
