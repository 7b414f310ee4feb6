"""Power cuts keep what was synced, and treat everything else in every way a disk may."""

import random
from pathlib import Path

import pytest

from power_cut import SECTOR_BYTES, Disk, Kind, Operation

CUTS = 200
OLD, NEW = b"o" * 4 * SECTOR_BYTES, b"n" * 4 * SECTOR_BYTES


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "log").write_bytes(OLD)
    (folder / "log-shm").write_bytes(b"memory")
    return Disk(folder, tmp_path / "disk")


def images(disk: Disk, room: Path, in_flight: list[Operation]) -> list[dict[str, bytes]]:
    """What many cuts at one moment leave."""
    chance, found = random.Random(1), []
    for number in range(CUTS):
        image = room / f"image-{number}"
        disk.cut(image, in_flight, chance)
        found.append({path.name: path.read_bytes() for path in image.iterdir()})
    return found


def assert_every_fate(contents: set[bytes]) -> None:
    assert {OLD, NEW} < contents
    for content in contents:
        sectors = [content[start : start + SECTOR_BYTES] for start in range(0, len(content), 512)]
        assert set(sectors) <= {OLD[:SECTOR_BYTES], NEW[:SECTOR_BYTES]}


def test_what_was_synced_stays(disk: Disk, tmp_path: Path) -> None:
    disk.perform(Operation(1, 2, Kind.WRITTEN, "log", 0, NEW))
    disk.perform(Operation(3, 4, Kind.SYNCED, "log"))
    assert {image["log"] for image in images(disk, tmp_path, [])} == {NEW}


def test_what_was_not_synced_is_kept_lost_or_torn(disk: Disk, tmp_path: Path) -> None:
    disk.perform(Operation(1, 2, Kind.WRITTEN, "log", 0, NEW))
    assert_every_fate({image["log"] for image in images(disk, tmp_path, [])})


def test_a_sync_takes_along_only_what_was_written_before_it_began(
    disk: Disk, tmp_path: Path
) -> None:
    disk.perform(Operation(1, 3, Kind.WRITTEN, "log", 0, NEW))
    disk.perform(Operation(2, 4, Kind.SYNCED, "log"))
    assert_every_fate({image["log"] for image in images(disk, tmp_path, [])})


def test_a_write_under_way_may_be_there(disk: Disk, tmp_path: Path) -> None:
    under_way = [Operation(1, 9, Kind.WRITTEN, "log", 0, NEW)]
    assert_every_fate({image["log"] for image in images(disk, tmp_path, under_way)})


def test_a_size_is_certain_after_a_sync(disk: Disk, tmp_path: Path) -> None:
    disk.perform(Operation(1, 2, Kind.RESIZED, "log", SECTOR_BYTES))
    found = {image["log"] for image in images(disk, tmp_path / "first", [])}
    assert found == {OLD, OLD[:SECTOR_BYTES]}
    disk.perform(Operation(3, 4, Kind.SYNCED, "log"))
    found = {image["log"] for image in images(disk, tmp_path / "second", [])}
    assert found == {OLD[:SECTOR_BYTES]}


def test_a_name_is_certain_after_a_sync_of_its_folder(disk: Disk, tmp_path: Path) -> None:
    disk.perform(Operation(1, 2, Kind.REMOVED, "log"))
    disk.perform(Operation(3, 4, Kind.WRITTEN, "log", 0, NEW))
    disk.perform(Operation(5, 6, Kind.SYNCED, "log"))
    found = {image.get("log") for image in images(disk, tmp_path / "first", [])}
    assert found == {OLD, None, NEW}
    disk.perform(Operation(7, 8, Kind.RENAMED, "log", new_name="kept"))
    disk.perform(Operation(9, 10, Kind.SYNCED, ""))
    assert all(image == {"kept": NEW} for image in images(disk, tmp_path / "second", []))


def test_what_a_kill_kept_from_being_recorded_is_taken_from_the_folder(
    disk: Disk, tmp_path: Path
) -> None:
    (tmp_path / "folder" / "log").write_bytes(NEW + OLD)
    assert disk.absorb(tmp_path / "folder", 5) > 0
    assert disk.absorb(tmp_path / "folder", 6) == 0
    found = {image["log"] for image in images(disk, tmp_path, [])}
    assert {OLD, NEW + OLD} < found
