"""After a clean stop `ovation.db` is the whole shop, and no command takes a part of it for all."""

import shutil
from pathlib import Path

import pytest

from books import Database, make_books, send
from people import gift_costing
from process import Result, Server, run, verify

# What opens a database, to write or to prove.
COMMANDS = [
    ("serve", "--demo", "--port", "0"),
    ("verify",),
    ("verify", "--json"),
    ("migrate",),
    ("seed",),
    ("rebuild-projections",),
    ("user", "show", "giver"),
    ("user", "admin", "giver"),
    ("key", "create", "a-server"),
]


@pytest.fixture(scope="module")
def stopped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a server that was stopped as it should be."""
    data = tmp_path_factory.mktemp("stopped") / "data"
    make_books(data)
    return data


def assert_whole(data: Path, entries: int, copy: Path) -> None:
    """The database alone, with its head, is all there is."""
    log = data / "ovation.db-wal"
    assert not log.exists() or log.stat().st_size == 0
    copy.mkdir()
    for name in ("ovation.db", "ovation.head"):
        shutil.copy(data / name, copy)
    assert verify(copy)["entries"] >= entries


def test_the_database_alone_is_whole_after_a_stop(stopped: Path, tmp_path: Path) -> None:
    whole = Path(shutil.copytree(stopped, tmp_path / "whole"))
    entries = verify(whole)["entries"]
    assert entries > 12
    assert_whole(stopped, entries, tmp_path / "copy")


def test_every_command_leaves_a_whole_database(stopped: Path, tmp_path: Path) -> None:
    data = Path(shutil.copytree(stopped, tmp_path / "data"))
    entries = verify(data)["entries"]
    for number, words in enumerate(COMMANDS[1:]):
        result = run(*words, "--data", data)
        assert result.code == 0, f"{words}: {result.err}"
        assert_whole(data, entries, tmp_path / f"copy-{number}")
    assert verify(data)["entries"] > entries


def refused(data: Path, *words: str) -> Result:
    result = run(*words, "--data", data)
    assert result.code == 1 and result.out == "", f"{words}: {result}"
    assert result.err.count("\n") == 1 and "--accept-loss" in result.err, result.err
    return result


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_database_without_its_head_is_refused(
    stopped: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    shutil.copy(stopped / "ovation.db", tmp_path)
    assert "ovation.head" in refused(tmp_path, *words).err


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_database_behind_its_head_is_refused(
    stopped: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    data = Path(shutil.copytree(stopped, tmp_path / "data"))
    with Server(data) as server:
        send(server, "giver", gift_costing(server, 5), 1)
        server.stop()
    Database(data).replace_by(stopped / "ovation.db")
    assert " was acknowledged" in refused(data, *words).err


def test_what_is_accepted_is_said_and_recorded(stopped: Path, tmp_path: Path) -> None:
    last = verify(Path(shutil.copytree(stopped, tmp_path / "whole")))["entries"]
    shutil.copy(stopped / "ovation.db", tmp_path)
    with Server(tmp_path, "--accept-loss") as server:
        said = server.error_text()
        server.stop()
    assert f"Accepted: the database continues after entry {last}" in said, said
    recorded = Database(tmp_path).rows("SELECT sequence, known_sequence FROM abandoned")
    assert recorded == [(last, None)]
    verify(tmp_path)
    with Server(tmp_path) as server:
        server.stop()
        assert "Accepted" not in server.error_text().removeprefix(said)


def test_accepting_without_a_loss_records_nothing(stopped: Path, tmp_path: Path) -> None:
    data = Path(shutil.copytree(stopped, tmp_path / "data"))
    with Server(data, "--accept-loss") as server:
        server.stop()
        assert server.error_text() == ""
    assert Database(data).rows("SELECT * FROM abandoned") == []
