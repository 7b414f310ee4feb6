"""A client that knows the contract alone finds nothing wrong, in any role."""

import re
from pathlib import Path

import pytest

from contract import text
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


@pytest.mark.parametrize(
    "said, instead, found",
    [
        ('"maximum": 100, "default": 20', '"maximum": 200, "default": 20', "ST202"),
        ('"maximum": 100, "default": 20', '"maximum": 50, "default": 20', "ST201"),
        ('required: ["data", "nextCursor"]', 'required: ["data", "next"]', "ST108"),
    ],
    ids=["too loose", "too strict", "another answer"],
)
def test_it_finds_a_contract_that_is_wrong(
    data: Path, tmp_path: Path, said: str, instead: str, found: str
) -> None:
    """What is accepted as a rule hides no fault of the contract."""
    wrong = text().replace(said, instead)
    assert wrong != text()
    with Server(data, **ROLE_CLAIM) as server:
        only = ("--include-operation-id", "listKeys")
        result = drive(server, "admin", tmp_path, *only, contract=wrong)
    assert result.returncode == 1 and found in result.stdout, result.stdout[-3_000:]
