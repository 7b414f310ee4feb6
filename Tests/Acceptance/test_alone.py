"""The binary alone, in a folder with nothing beside it, serves everything that it serves here."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

import process
from client import Client
from process import BINARY, ROOT, Server, run

PAGES = {
    "/": "index.html",
    "/stream/any": "stream.html",
    "/coins/shop": "shop.html",
    "/creator/earnings": "earnings.html",
    "/favicon.ico": "images/favicon.svg",
}


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An otherwise empty folder with the binary, in which servers and commands run."""
    folder = tmp_path / "alone"
    folder.mkdir()
    shutil.copy(BINARY, folder)
    monkeypatch.setattr(process, "BINARY", folder / BINARY.name)
    monkeypatch.setattr(process, "ROOT", folder)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_pages_and_contract_are_in_the_binary(alone: Path, tmp_path: Path) -> None:
    contract = run("contract")
    assert contract.code == 0 and contract.out.startswith("openapi: "), contract.err
    with Server(tmp_path / "data") as server:
        client = Client(server.port)
        assert client.get("/openapi.yaml").must_be(200).body.decode() == contract.out
        web = files(ROOT / "Web")
        assert len(web) > 50
        for name, content in web.items():
            assert client.get(f"/web/{name}").must_be(200).body == content, name
        for address, name in PAGES.items():
            assert client.get(address).must_be(200).body == web[name], address
        server.stop()


def test_everything_that_a_page_loads_is_there(alone: Path, tmp_path: Path) -> None:
    """Addresses in pages, styles and scripts, also of the charts and of the gifts' pictures."""
    with Server(tmp_path / "data") as server:
        client = Client(server.port)
        texts = [client.get(page).must_be(200).body.decode() for page in PAGES]
        texts += [content.decode() for content in files(ROOT / "Web").values()]
        texts.append(client.get("/api/gifts").must_be(200).body.decode())
        named = re.findall(r"""["'(](/(?:web|vendor)/[^"'()${}\s]+\.\w+)["')]""", " ".join(texts))
        assert len(set(named)) > 15, named
        for address in sorted(set(named)):
            client.get(address).must_be(200)
        server.stop()


def test_measuring_needs_no_folder_either(alone: Path) -> None:
    """It serves by itself what it measures."""
    result = run("bench", "http", "--json", "--seconds", 1, "--senders", 20, "--creators", 5)
    assert result.code == 0 and result.json["random"]["giftsPerSecond"] > 0, result.err
    assert [path.name for path in alone.iterdir()] == [BINARY.name]


def test_a_folder_web_that_happens_to_be_there_is_not_served(alone: Path, tmp_path: Path) -> None:
    (alone / "Web").mkdir()
    (alone / "Web/index.html").write_text("<p>somebody else's</p>")
    with Server(tmp_path / "data") as server:
        whole = (ROOT / "Web/index.html").read_bytes()
        assert Client(server.port).get("/").must_be(200).body == whole
        server.stop()


def test_a_folder_of_pages_that_is_missing_is_named(alone: Path, tmp_path: Path) -> None:
    words = ("serve", "--port", "0", "--data", tmp_path / "data")
    result = run(*words, OVATION_WEB_DIRECTORY=str(tmp_path / "nowhere"))
    assert result.code == 1 and "web.directory" in result.err and "nowhere" in result.err


def test_a_developers_folder_is_served_as_it_is(alone: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "Web", tmp_path / "Web")
    (tmp_path / "Web/index.html").write_text("<p>edited</p>")
    with Server(tmp_path / "data", OVATION_WEB_DIRECTORY=str(tmp_path / "Web")) as server:
        client = Client(server.port)
        assert client.get("/").must_be(200).body.decode() == "<p>edited</p>"
        # Without a contract of its own beside it, that of the binary.
        assert client.get("/openapi.yaml").must_be(200).body.decode() == run("contract").out
        server.stop()


def test_the_list_of_files_is_that_of_the_folders() -> None:
    done = subprocess.run(
        [ROOT / "script/embed-files.py", "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
