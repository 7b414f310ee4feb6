"""What the API answered in the tests of the Swift target, held to the contract.

`script/test --only swift` records it in the file that `OVATION_ANSWERS` names.
"""

import json
import os
import re
from pathlib import Path

import jsonschema
import pytest

from client import Answer
from contract import OPERATIONS, Operation, assert_agrees, assert_allowed

RECORDED = os.environ.get("OVATION_ANSWERS")
FAULTS_SHOWN_MAX = 20


@pytest.mark.skipif(RECORDED is None, reason="script/test --only swift records them")
def test_what_the_api_answered_in_tests_agrees_with_the_contract() -> None:
    rows = {row.name: row for row in OPERATIONS}
    answered = set()
    faults = []
    for line in different_lines(Path(RECORDED)):
        name = re.sub(r":(\w+)", r"{\1}", line["route"])
        answered.add(name)
        if fault := fault_of(rows[name], line):
            faults.append(f"{name} in '{line['test']}': {fault}")
    assert not faults, "\n".join(faults[:FAULTS_SHOWN_MAX])
    assert answered == set(rows), "no test of the Swift target asks some routes"


def different_lines(path: Path) -> list[dict]:
    """The recorded lines, each once whatever test it comes from."""
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    told = {}
    for line in lines:
        told.setdefault(json.dumps(line | {"test": None}), line)
    return list(told.values())


def fault_of(row: Operation, line: dict) -> str:
    """What is wrong with an answer or with the request that was taken; empty when nothing is."""
    headers = {"content-type": line["type"] or ""}
    answer = Answer(line["status"], headers, line["body"].encode())
    try:
        # No layer stands below the routes in these tests: every status must be listed.
        assert_agrees(row, answer, anywhere=())
        if answer.status < 300 and line["request"]:
            assert_allowed(row, json.loads(line["request"]))
    except (AssertionError, jsonschema.ValidationError) as error:
        return str(error)[:400]
    return ""
