"""The types of the pages are what the contract says."""

import subprocess
import sys

from contract import text
from process import ROOT

TYPES = ROOT / "Web/lib/types.d.ts"
MADE_BY = "ovation contract | .build/venv/bin/python script/page-types.py >Web/lib/types.d.ts"


def test_the_types_are_made_from_the_contract() -> None:
    made = subprocess.run(
        [sys.executable, ROOT / "script/page-types.py"],
        input=text(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert TYPES.read_text() == made.stdout, f"make them again: {MADE_BY}"
