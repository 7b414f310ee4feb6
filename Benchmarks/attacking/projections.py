"""Rows put into the projections while no server runs: the one place that knows their tables."""

import contextlib
import sqlite3

from stage import Stage

SUPPORTERS = 200_000
KNOWN = ("creator", "sender", "coins", "count")


def make_popular(stage: Stage) -> None:
    """Gives the creator who was made last 200,000 supporters, nobody of whom is known.

    A table may have columns of its own beside the known ones: they begin as what their type calls
    empty. Other tables that are kept in step with this one would have to be filled here, too.
    """
    path = stage.data / "projections.db"
    with contextlib.closing(sqlite3.connect(path)) as database, database:
        columns = {row[1]: row[2] for row in database.execute("PRAGMA table_info(supporter)")}
        assert columns.keys() >= set(KNOWN), f"supporter has other columns: {sorted(columns)}"
        others = {name: empty(kind) for name, kind in columns.items() if name not in KNOWN}
        creator = newest_supported(database)
        names = ", ".join([*KNOWN, *others])
        marks = ", ".join("?" * len(columns))
        database.executemany(
            f"INSERT INTO supporter ({names}) VALUES ({marks})",
            ((creator, 1 + number, 1 + number * 7_919 % SUPPORTERS, 1, *others.values())
             for number in range(SUPPORTERS)))
        count = "SELECT count(*) FROM supporter WHERE creator = ?"
        assert database.execute(count, (creator,)).fetchone()[0] > SUPPORTERS


def newest_supported(database: sqlite3.Connection) -> int:
    """The popular creator: identifiers grow with time, and the demo's own people are older."""
    return database.execute("SELECT max(creator) FROM supporter").fetchone()[0]


def empty(kind: str) -> object:
    return 0 if kind.upper().startswith("INT") else ""
