"""What is wrong is told to machines that watch, and goes away by itself when it is mended."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from client import Client
from people import person
from process import Server

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
