"""What is wrong is told to machines that watch, and goes away by itself when it is mended."""

import contextlib
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from client import Client, time_ordered_key
from people import balance, gift_costing, grant, person, wait_for_projections
from process import Server, run

DISK_MEGABYTES = 64
# Less than this is a full disk.
RESERVE_BYTES = 16 << 20


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    size = f"size={DISK_MEGABYTES}m"
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", place], check=False)
    if made.returncode != 0:
        pytest.skip("only root may mount the small disk of this test")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def readiness(server: Server) -> tuple[int, list[str]]:
    answer = Client(server.port).get("/readyz")
    return answer.status, answer.json["problems"]


def metric(server: Server, name: str) -> int:
    answer = person(server, "demo-admin").get("/metrics").must_be(200)
    lines = answer.body.decode().splitlines()
    return int(next(line for line in lines if line.startswith(name + " ")).split()[1])


def test_a_server_that_is_well_says_so(server: Server) -> None:
    assert readiness(server) == (200, [])
    assert metric(server, "ovation_ready") == 1
    assert metric(server, 'ovation_problem{code="lane_stopped"}') == 0
    assert metric(server, "ovation_journal_entries_total") > 10
    assert metric(server, "ovation_disk_free_bytes") > RESERVE_BYTES


def test_metrics_are_for_admins(server: Server) -> None:
    assert Client(server.port).get("/metrics").status == 401
    assert person(server, "demo-viewer").get("/metrics").status == 403


def test_a_full_disk_is_told_and_comes_back(disk: Path) -> None:
    ballast = disk / "ballast"
    with Server(disk / "data") as server:
        assert readiness(server) == (200, [])
        free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
        ballast.write_bytes(bytes(free - RESERVE_BYTES + (1 << 20)))
        assert readiness(server) == (503, ["disk_full"])
        assert metric(server, "ovation_ready") == 0
        assert metric(server, 'ovation_problem{code="disk_full"}') == 1
        ballast.unlink()
        assert readiness(server) == (200, [])
        server.stop()


@pytest.mark.parametrize("is_told", [True, False], ids=["log elsewhere", "log on the disk"])
def test_a_disk_without_any_room_stops_the_writes_alone(
    disk: Path, tmp_path: Path, is_told: bool
) -> None:
    """Also where the server's own words have no room any more."""
    ballast = disk / "ballast"
    errors = (tmp_path if is_told else disk) / "server.err"
    with Server(disk / "data", errors=errors) as server:
        viewer = grant(server, "viewer", 1_000)
        gift = {"giftId": gift_costing(server, 5), "receiverId": "demo-creator"}
        # Or they would fail on the full disk, and be ready again only after their next round.
        wait_for_projections(server)
        fill(ballast)
        for _ in range(3):
            assert viewer.post("/api/gifts/send", gift, time_ordered_key()).status == 503
        status, problems = readiness(server)
        assert status == 503 and {"storage_failing", "disk_full"} <= set(problems), problems
        assert server.error_text().count("A batch was not written.") == (1 if is_told else 0)
        ballast.unlink()
        viewer.post("/api/gifts/send", gift, time_ordered_key()).must_be(200)
        assert readiness(server) == (200, [])
        assert metric(server, "ovation_store_failures_total") == 3
        server.stop()


def fill(path: Path) -> None:
    """Writes a file until the disk has no room for a page more."""
    with path.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(4_096))


def test_a_backup_without_room_leaves_the_server_alone(disk: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with Server(data) as server:
        viewer = grant(server, "viewer", 1_000)
        fill(disk / "ballast")
        made = run("backup", disk / "backup", "--data", data)
        assert made.code == 1 and made.out == "" and made.err.count("\n") == 1, made
        assert [path.name for path in disk.iterdir()] == ["ballast"]
        assert readiness(server) == (200, [])
        gift = {"giftId": gift_costing(server, 5), "receiverId": "demo-creator"}
        viewer.post("/api/gifts/send", gift, time_ordered_key()).must_be(200)
        (disk / "ballast").unlink()
        assert run("backup", disk / "backup", "--data", data).code == 0
        server.stop()


def test_a_stop_on_a_full_disk_says_that_the_log_is_needed(disk: Path, tmp_path: Path) -> None:
    """Nothing is lost: the next start has everything, and the next stop leaves all in one file."""
    data = disk / "data"
    with Server(data, errors=tmp_path / "server.err") as server:
        viewer = grant(server, "viewer", 1_000)
        gift = {"giftId": gift_costing(server, 5), "receiverId": "demo-creator"}
        viewer.post("/api/gifts/send", gift, time_ordered_key()).must_be(200)
        wait_for_projections(server)
        fill(disk / "ballast")
        server.signal(signal.SIGTERM)
        assert server.wait() == 1
        assert "ovation.db-wal, which ovation.db needs" in server.error_text()
    (disk / "ballast").unlink()
    with Server(data, errors=tmp_path / "server.err") as server:
        assert balance(person(server, "viewer")) == 995
        server.stop()
    log = data / "ovation.db-wal"
    assert not log.exists() or log.stat().st_size == 0
