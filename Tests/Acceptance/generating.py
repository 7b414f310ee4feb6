"""Clients that generators make from the contract."""

import importlib
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

from contract import EVERYTHING, Operation, text

# The generator reads a body of one of its own kinds only; the contract itself is a text.
SETTINGS = "content_type_overrides:\n  application/yaml: text/plain\npost_hooks: []\n"
SECONDS_MAX = 120


def python_tool(name: str, *words: str | Path) -> None:
    """Runs a tool of the tests' own venv, which must succeed without a word of warning."""
    tool = Path(sys.executable).with_name(name)
    done = subprocess.run(
        [tool, *map(str, words)],
        capture_output=True,
        text=True,
        timeout=SECONDS_MAX,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stdout, done.stdout


def contract_in(folder: Path) -> Path:
    path = folder / "openapi.yaml"
    path.write_text(text())
    return path


def client_in(folder: Path) -> str:
    """Makes a client with every route; returns the name of its package."""
    (folder / "settings.yaml").write_text(SETTINGS)
    words = ["generate", "--meta", "none", "--fail-on-warning"]
    words += ["--config", folder / "settings.yaml", "--path", contract_in(folder)]
    python_tool("openapi-python-client", *words, "--output-path", folder / "ovation_client")
    return "ovation_client"


def models_in(folder: Path) -> str:
    """Makes the models; returns the name of their module."""
    words = ["--input-file-type", "openapi", "--output-model-type", "pydantic_v2.BaseModel"]
    words += ["--use-annotated", "--formatters", "builtin"]
    words += ["--input", contract_in(folder), "--output", folder / "ovation_models.py"]
    python_tool("datamodel-codegen", *words)
    return "ovation_models"


def module_name(row: Operation) -> str:
    """The module that the generator makes of an operation: `gifts.send_gift` of `sendGift`."""
    words = re.findall(r"[A-Z]?[a-z]+", row.text["operationId"])
    return f"{row.text['tags'][0]}.{'_'.join(word.lower() for word in words)}"


class Generated:
    """A generated client, whose functions are called by the names of the operations."""

    def __init__(self, package: str, address: str, token: str | None = None) -> None:
        self.package = package
        library = importlib.import_module(f"{package}.client")
        self.client = (
            library.AuthenticatedClient(base_url=address, token=token)
            if token
            else library.Client(base_url=address)
        )
        self.modules = {row.text["operationId"]: module_name(row) for row in EVERYTHING}

    def call(self, name: str, *path: str, **values: object) -> object:
        """What an operation answers, as the model that the generator made for it."""
        module = self.module(f"api.{self.modules[name]}")
        answer = module.sync_detailed(*path, client=self.client, **values)
        assert 200 <= answer.status_code < 300, f"{name}: {answer.content!r}"
        assert answer.parsed is not None, f"{name}: nothing was read of {answer.content!r}"
        return answer.parsed

    def module(self, name: str) -> ModuleType:
        return importlib.import_module(f"{self.package}.{name}")

    def model(self, name: str) -> type:
        return getattr(self.module("models"), name)
