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


# What opens a database to write it, or to make lists of it.
COMMANDS = [
    ("serve", "--demo", "--port", "0"),
    ("serve", "--demo", "--port", "0", "--accept-loss"),
    ("migrate",),
    ("seed",),
    ("rebuild-projections",),
    ("user", "show", "giver"),
    ("key", "create", "a-server"),
]


def change_the_newest_hash(books: Database) -> str:
    position = max(books.entries())
    books.change("UPDATE entry SET hash = zeroblob(32) WHERE position = ?", position)
    return f"Entry {position & SEQUENCE_MASK} was changed"


def remove_the_newest_entry(books: Database) -> str:
    position = max(books.entries())
    books.change("DELETE FROM entry WHERE position = ?", position)
    return f"Entry {position & SEQUENCE_MASK} is missing"


def make_up_an_entry(books: Database) -> str:
    position = max(books.entries())
    books.change(
        "INSERT INTO entry SELECT position + 1, body, hash FROM entry WHERE position = ?", position
    )
    return f"Entry {(position & SEQUENCE_MASK) + 1} "


def change_the_head_in_the_database(books: Database) -> str:
    books.change("UPDATE writer SET hash = zeroblob(32)")
    return "The head of writer 1"


def change_a_balance_moved_last(books: Database) -> str:
    """The account of somebody who only got coins: a balance of another size."""
    owner, slot = books.accounts()[-1]
    books.change("DELETE FROM state WHERE owner = ? AND slot = ?", owner, slot)
    return f"of owner {owner} is wrong or missing"


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_journal_that_is_broken_at_its_end_is_refused(books: Database, words: tuple) -> None:
    whole = books.path.read_bytes()
    for damage in (
        change_the_newest_hash,
        remove_the_newest_entry,
        make_up_an_entry,
        change_the_head_in_the_database,
        change_a_balance_moved_last,
    ):
        said = damage(books)
        result = run(*words, "--data", books.path.parent)
        assert result.code == 1 and result.out == "", f"{damage.__name__}: {result}"
        assert result.err.count("\n") == 1 and said in result.err, f"{damage.__name__}: {result}"
        books.put(whole)
