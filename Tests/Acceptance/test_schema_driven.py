"""A client that knows the contract alone finds nothing wrong, whoever it is."""

import re
from pathlib import Path

import pytest

from driving import ROLES, drive
from process import Server, verify
from world import ROLE_CLAIM


@pytest.mark.parametrize("role", ROLES)
def test_schemathesis_finds_nothing(data: Path, tmp_path: Path, role: str) -> None:
    with Server(data, "--test-clock", **ROLE_CLAIM) as server:
        found = drive(server, role, tmp_path)
        assert found.returncode == 0, found.stdout[-20_000:] + found.stderr[-2_000:]
        cases = re.search(r"(\d+) generated", found.stdout)
        assert cases and int(cases[1]) > 1_000, found.stdout[-2_000:]
        assert server.error_text() == ""
        server.stop()
    verify(data)
