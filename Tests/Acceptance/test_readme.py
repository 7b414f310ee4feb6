"""The lines of the README run as they are written."""

import json
import re
import subprocess

import pytest

from people import balance, person
from process import ROOT, Server, environment

README = (ROOT / "README.md").read_text()


def block_under(heading: str) -> str:
    section = README.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return re.search(r"```sh\n(.*?)```", section, re.DOTALL)[1]


def objects(text: str) -> list[dict]:
    """JSON objects that follow each other like beads."""
    found, decoder = [], json.JSONDecoder()
    while text := text.strip():
        value, end = decoder.raw_decode(text)
        found.append(value)
        text = text[end:]
    return found


def shell(script: str) -> str:
    done = subprocess.run(
        ["bash", "-eo", "pipefail"],
        input=script,
        capture_output=True,
        text=True,
        timeout=60,
        env=environment(),
        check=False,
    )
    assert done.returncode == 0 and done.stderr == "", done.stderr
    return done.stdout


def test_a_gift_by_curl(server: Server) -> None:
    lines = block_under("A gift by curl")
    assert "localhost:8080" in lines and len(lines.strip().splitlines()) <= 5
    lines = lines.replace("localhost:8080", f"localhost:{server.port}")
    last = lines.strip().splitlines()[-1]
    bought, sent, again = objects(shell(lines + last))
    assert (bought["status"], bought["newBalance"]) == ("COMPLETED", 500)
    assert sent["receiverId"] == "demo-creator" and sent["newBalance"] == 500 - sent["coinAmount"]
    assert again == sent
    assert balance(person(server, "demo-viewer")) == sent["newBalance"]


def test_the_two_commands_exist() -> None:
    for line in block_under("Two commands").strip().splitlines():
        script = ROOT / line.split()[0]
        assert script.stat().st_mode & 0o111, script
        help_text = subprocess.run(
            [script, "--help"], capture_output=True, text=True, timeout=30, check=False
        )
        assert help_text.returncode == 0 and str(line.split()[0]) in help_text.stdout


@pytest.mark.parametrize("path", sorted(set(re.findall(r"\]\((?!https?://)([^)#]+)", README))))
def test_what_the_readme_links_to_is_there(path: str) -> None:
    assert (ROOT / path).exists()
