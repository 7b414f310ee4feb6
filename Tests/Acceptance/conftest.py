"""Fixtures: a folder and a demo server of its own for every test that asks."""

from pathlib import Path

import pytest

pytest.register_assert_rewrite(
    "asking",
    "books",
    "client",
    "contract",
    "load",
    "power_cut",
    "process",
    "promises",
    "slow_storm",
    "walking",
    "world",
)

from process import BINARY, Server  # noqa: E402
from world import World, audiences  # noqa: E402


def pytest_configure() -> None:
    if not BINARY.exists():
        raise pytest.UsageError(f"{BINARY} is missing; build it or name it by OVATION_BINARY")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder for a database that does not exist yet."""
    return tmp_path / "data"


@pytest.fixture
def server(data: Path):
    """A fresh demo server."""
    with Server(data) as serving:
        yield serving


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory):
    world = World(tmp_path_factory.mktemp("world") / "data")
    world.build()
    yield world
    world.close()


@pytest.fixture
def world(built: World):
    """The world, which a test must leave as it is."""
    before = built.state()
    yield built
    assert built.state() == before, "a refused request changed something"
    assert built.server.process.poll() is None


@pytest.fixture(scope="module")
def who(built: World) -> dict[str, str]:
    return audiences(built.server)
