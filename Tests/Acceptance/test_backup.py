"""`ovation backup` beside a server, `ovation restore`, and what both refuse."""

import json
import random
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from books import Database, make_books, send
from load import CONNECTIONS, SENDERS, Load
from people import balance, gift_costing, grant, lift_gift_limits, person
from process import Server, run, verify

ANSWERS_BETWEEN = 5 * CONNECTIONS


@pytest.fixture(scope="module")
def backup(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of a stopped server, beside the folder `data` of that server."""
    folder = tmp_path_factory.mktemp("kept")
    make_books(folder / "data")
    made = run("backup", folder / "backup", "--data", folder / "data")
    assert made.code == 0 and made.err == "", made.err
    return folder / "backup"


def manifest(backup: Path) -> dict:
    return json.loads((backup / "manifest.json").read_text())


def refused(*words: str | Path) -> str:
    result = run(*words)
    assert result.code == 1 and result.out == "" and result.err.count("\n") == 1, result
    return result.err


def test_backups_while_gifts_pour_in(data: Path, tmp_path: Path) -> None:
    load = Load({}, random.SystemRandom().randrange(2**32))
    backups = [tmp_path / f"backup-{number}" for number in range(3)]
    with Server(data) as server:
        lift_gift_limits(server)
        for number in range(SENDERS):
            grant(server, f"sender-{number}", 1_000_000)
        load.catalog = {price: gift_costing(server, price) for price in (1, 5, 10)}
        load.start(server)
        answered = []
        for path in backups:
            load.wait_for_answers(ANSWERS_BETWEEN)
            answered.append(load.answered)
            made = run("backup", path, "--data", data)
            assert made.code == 0 and made.err == "", made.err
        load.wait_for_answers(ANSWERS_BETWEEN)
        assert server.error_text() == ""
        server.signal(9)
        load.join()
    for number, path in enumerate(backups):
        content = (path / "ovation.db").read_bytes()
        kept = manifest(path)
        assert sha256(content).hexdigest() == kept["sha256"] and len(content) == kept["bytes"]
        restored = tmp_path / f"restored-{number}"
        result = run("restore", path, "--data", restored)
        assert result.code == 0 and "the books balance" in result.out, result.err
        # Whatever had been answered before the backup began is in it.
        assert verify(restored)["transactions"] >= answered[number]
    verify(data)


def test_a_restored_server_goes_on(backup: Path, tmp_path: Path) -> None:
    restored = run("restore", backup, "--data", tmp_path / "new")
    assert restored.code == 0 and restored.err == "", restored.err
    assert "how much is unknown" in restored.out
    with Server(tmp_path / "new") as server:
        before = balance(person(server, "giver"))
        send(server, "giver", gift_costing(server, 5), 1)
        assert balance(person(server, "giver")) == before - 10
        server.stop()
    verify(tmp_path / "new")


def test_what_was_acknowledged_after_the_backup_is_told(tmp_path: Path) -> None:
    data, backup = tmp_path / "data", tmp_path / "backup"
    make_books(data, gifts=3)
    assert run("backup", backup, "--data", data).code == 0
    with Server(data) as server:
        send(server, "giver", gift_costing(server, 5), 1)
        server.stop()
    for path in data.glob("ovation.db*"):
        path.unlink()
    head = (data / "ovation.head").read_bytes()
    restored = run("restore", backup, "--data", data)
    assert restored.code == 0 and "was acknowledged; restore the missing files" in restored.out
    assert (data / "ovation.head").read_bytes() == head
    for words in (("verify",), ("serve", "--demo", "--port", "0")):
        assert "--accept-loss" in refused(*words, "--data", data)
    with Server(data, "--accept-loss") as server:
        assert f"up to entry {manifest(backup)['sequence'] + 1}" in server.error_text()
        send(server, "giver", gift_costing(server, 5), 1)
        server.stop()
    assert verify(data)["entries"] > manifest(backup)["sequence"]


def test_a_head_of_the_same_entry_is_told_too(backup: Path, tmp_path: Path) -> None:
    shutil.copy(backup.parent / "data/ovation.head", tmp_path)
    restored = run("restore", backup, "--data", tmp_path)
    assert restored.code == 0 and "everything that ovation.head says" in restored.out
    verify(tmp_path)


def test_nothing_is_written_over(backup: Path, tmp_path: Path) -> None:
    data = Path(shutil.copytree(backup.parent / "data", tmp_path / "data"))
    before = (data / "ovation.db").read_bytes()
    assert "nothing is written over" in refused("restore", backup, "--data", data)
    assert "nothing is written over" in refused("backup", backup, "--data", data)
    with Server(data):
        assert "stop it first" in refused("restore", backup, "--data", data)
    assert Database(data).entries() and before[:16] == b"SQLite format 3\0"


def test_a_changed_backup_is_refused(backup: Path, tmp_path: Path) -> None:
    changed = Path(shutil.copytree(backup, tmp_path / "changed"))
    content = bytearray((changed / "ovation.db").read_bytes())
    content[len(content) // 2] ^= 1
    (changed / "ovation.db").write_bytes(content)
    new = tmp_path / "new"
    assert "SHA-256" in refused("restore", changed, "--data", new)
    (changed / "manifest.json").unlink()
    assert "manifest.json" in refused("restore", changed, "--data", new)
    assert "manifest.json" in refused("restore", tmp_path / "nowhere", "--data", new)
    assert not list(new.glob("ovation.db*")) and not list(new.glob("restoring*"))


def test_a_backup_that_does_not_balance_is_refused(backup: Path, tmp_path: Path) -> None:
    """Somebody changed the database and wrote a manifest that fits."""
    wrong = Path(shutil.copytree(backup, tmp_path / "wrong"))
    owner, slot = Database(wrong).accounts()[0]
    Database(wrong).change("DELETE FROM state WHERE owner = ? AND slot = ?", owner, slot)
    Database(wrong).rows("PRAGMA wal_checkpoint(TRUNCATE)")
    content = (wrong / "ovation.db").read_bytes()
    kept = manifest(wrong) | {"sha256": sha256(content).hexdigest(), "bytes": len(content)}
    (wrong / "manifest.json").write_text(json.dumps(kept))
    said = refused("restore", wrong, "--data", tmp_path / "new")
    assert "do NOT balance" in said and f"owner {owner}" in said
    assert not list((tmp_path / "new").glob("ovation.db*"))


@pytest.mark.parametrize("command", ["migrate", "seed", "verify", "rebuild-projections"])
def test_a_migration_makes_a_backup_first(tmp_path: Path, command: str) -> None:
    """A database that has nothing to migrate but the note of its last migration."""
    data = tmp_path / "data"
    assert run("migrate", "--data", data).code == 0
    last = Database(data).rows("SELECT max(number) FROM migration")[0][0]
    Database(data).change("DELETE FROM migration WHERE number = ?", last)
    migrated = run(command, "--data", data)
    assert migrated.code == 0 and "before its migration" in migrated.err
    (made,) = (data / "backups").iterdir()
    assert str(made) in migrated.err and manifest(made)["schema"] == last - 1
    assert run("restore", made, "--data", tmp_path / "new").code == 0
    verify(tmp_path / "new")
    assert run("migrate", "--data", data).err == "", "there is nothing to migrate any more"
    assert list((data / "backups").iterdir()) == [made]


def test_a_database_of_a_newer_schema_is_left_alone(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert run("migrate", "--data", data).code == 0
    last = Database(data).rows("SELECT max(number) FROM migration")[0][0]
    Database(data).change("INSERT INTO migration VALUES (?, 'later', 1, 1)", last + 1)
    assert f"schema {last + 1}" in refused("migrate", "--data", data)
    assert f"schema {last + 1}" in refused("backup", tmp_path / "a", "--data", data)
    assert not (data / "backups").exists() and not (tmp_path / "a").exists()


def test_a_folder_without_a_database_has_no_backup(tmp_path: Path) -> None:
    assert "ovation.db" in refused("backup", tmp_path / "a", "--data", tmp_path)
    assert run("backup", "--data", tmp_path).code == 2
    assert run("restore", "--data", tmp_path).code == 2
