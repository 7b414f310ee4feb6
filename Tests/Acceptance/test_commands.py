"""Every command of the binary, as an operator types it."""

import re
from pathlib import Path

import pytest

from books import make_books, some_business
from client import Client
from people import balance, grant, person, wait_for_projections
from process import ROOT, Server, run, verify

COMMANDS = {
    "serve": [
        *("--data", "--port", "--host", "--demo", "--preset", "--config"),
        *("--test-clock", "--accept-loss"),
    ],
    "migrate": ["--data", "--database"],
    "seed": ["--data"],
    "verify": ["--data", "--json"],
    "rebuild-projections": ["--data"],
    "backup": ["--data"],
    "restore": ["--data"],
    "simulate": ["--port", "--viewers", "--seconds", "--rate"],
    "bench": ["--json", "--gifts", "--rounds", "--senders", "--creators", "--seconds"],
    "user": ["--data"],
    "key": ["--data", "--scopes"],
    "contract": ["--endpoints", "--config"],
    "version": [],
}


MODES = ("random", "hot", "randomKeys")


@pytest.mark.parametrize("command", COMMANDS)
def test_help(command: str, tmp_path: Path) -> None:
    result = run(command, "--help", cwd=tmp_path)
    assert result.code == 0 and result.err == ""
    assert result.out.startswith(f"ovation {command}: ")
    missing = [option for option in COMMANDS[command] if f"  {option} " not in result.out]
    assert missing == []
    assert list(tmp_path.iterdir()) == []


def test_the_overview_lists_every_command() -> None:
    overview = run("--help")
    assert overview.code == 0 and overview.err == ""
    assert re.findall(r"^  ([a-z-]+)  ", overview.out, re.MULTILINE) == list(COMMANDS)
    nothing = run()
    assert nothing.code == 2 and nothing.out == overview.out


def test_the_version_is_the_newest_of_the_change_log() -> None:
    log = (ROOT / "CHANGELOG.md").read_text()
    versions = re.findall(r"^## \[(\d+\.\d+\.\d+)\]", log, re.MULTILINE)
    result = run("version")
    assert (result.code, result.out) == (0, f"ovation {versions[0]}\n")


def test_migrate_makes_a_database_and_changes_nothing_twice(data: Path) -> None:
    for _ in range(2):
        result = run("migrate", "--data", data)
        assert result.code == 0 and str(data) in result.out
        assert verify(data)["entries"] == 0


def test_seed_loads_the_demo_once(data: Path) -> None:
    assert run("seed", "--data", data).code == 0
    first = verify(data)
    assert first["entries"] > 0
    assert run("seed", "--data", data).code == 0
    assert verify(data) == first
    with Server(data) as server:
        visitor = Client(server.port)
        assert len(visitor.pages("/api/gifts")) == 12
        assert len(visitor.pages("/api/coins/packages")) == 6
        assert len(visitor.pages("/api/streams?status=live")) == 2
        server.stop()
    assert verify(data)["entries"] - first["entries"] <= 1, "more than the first settings"


def test_a_database_may_be_named_by_its_url(data: Path) -> None:
    assert run("migrate", "--database", f"sqlite:{data}").code == 0
    assert (data / "ovation.db").exists()
    assert verify(data)["ok"]


def test_verify_counts_what_is_there(data: Path) -> None:
    make_books(data, gifts=6)
    report = verify(data)
    # Six gifts, one purchase, one adjustment; a gift has four postings, for the creator's gross
    # and the commission.
    assert report["transactions"] == 8
    assert report["postings"] >= 6 * 4 + 2 * 2
    assert report["entries"] > 8 and report["accounts"] >= 5
    people = run("verify", "--data", data)
    assert people.code == 0 and f"{report['transactions']} transactions" in people.out


def test_verify_of_nothing_says_so(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for name in ("nowhere", "empty"):
        result = run("verify", "--json", "--data", tmp_path / name)
        assert result.code == 1 and result.out == "" and "no database" in result.err
    assert [path.name for path in tmp_path.rglob("*")] == ["empty"]


def shown(server: Server) -> dict:
    """Everything that comes from projections."""
    wait_for_projections(server)
    asked = {
        "demo-creator": ["/api/earnings/dashboard", "/api/gifts/received", "/api/creators/me"],
        "demo-creator-2": ["/api/earnings/dashboard", "/api/gifts/received"],
        "giver": ["/api/gifts/history", "/api/gifts", "/api/coins/packages", "/api/streams"],
        "demo-viewer": ["/api/coins/purchases", "/api/gifts/history"],
    }
    return {
        (who, path): person(server, who).get(path).must_be(200).json
        for who, paths in asked.items()
        for path in paths
    }


@pytest.mark.parametrize("how", ["command", "missing file"])
def test_rebuilt_projections_are_the_same(data: Path, how: str) -> None:
    with Server(data) as server:
        some_business(server, gifts=9)
        before = shown(server)
        server.stop()
    dashboard = before["demo-creator", "/api/earnings/dashboard"]
    assert dashboard["totalEarned"] == sum(n + 1 for n in range(9) if n % 3) * 5
    assert dashboard["topSupporters"] and dashboard["series"]
    report = verify(data)
    if how == "command":
        result = run("rebuild-projections", "--data", data)
        assert result.code == 0 and str(report["entries"]) in result.out
    else:
        for path in data.glob("projections.db*"):
            path.unlink()
    with Server(data) as server:
        assert shown(server) == before
        server.stop()
    assert verify(data) == report


def test_user_admin(data: Path) -> None:
    path = "/api/admin/settings"
    with Server(data) as server:
        person(server, "boss").get(path).must_be(403, "forbidden")
        server.stop()
    for command, status in [("admin", 200), ("admin", 200), ("no-admin", 403)]:
        result = run("user", command, "boss", "--data", data)
        assert result.code == 0 and "boss" in result.out
        said = run("user", "show", "boss", "--data", data)
        assert said.code == 0 and f"admin {str(status == 200).lower()}" in said.out
        with Server(data) as server:
            assert person(server, "boss").get(path).status == status
            server.stop()
    verify(data)
    nobody = run("user", "show", "nobody", "--data", data)
    assert nobody.code == 1 and "nobody" in nobody.err


def test_a_key_acts_for_users(data: Path) -> None:
    with Server(data) as server:
        grant(server, "giver", 70)
        server.stop()
    made = run("key", "create", "our app", "--data", data)
    assert made.code == 0 and re.fullmatch(r"ovk_\S+\n", made.out) and made.err == ""
    narrow = run("key", "create", "reader", "--data", data, "--scopes", "users").out.strip()
    with Server(data) as server:
        app = Client(server.port, made.out.strip())
        assert app.get("/api/me", Ovation_User="giver").must_be(200).json["balance"] == 70
        app.get("/api/me").must_be(403, "forbidden")
        app.call("PUT", "/api/users/someone-new", {"displayName": "Someone"}).must_be(200)
        app.get("/api/admin/settings").must_be(403, "forbidden")
        reader = Client(server.port, narrow)
        reader.call("PUT", "/api/users/another", {"displayName": "Another"}).must_be(200)
        reader.get("/api/me", Ovation_User="giver").must_be(403, "forbidden")
        wrong = made.out.strip()[:-1] + ("A" if made.out.strip()[-1] != "A" else "B")
        Client(server.port, wrong).get("/api/me", Ovation_User="giver").must_be(
            401, "unauthenticated"
        )
        assert balance(person(server, "giver")) == 70
        server.stop()
    verify(data)


def test_simulate_sends_gifts_to_a_running_demo(data: Path) -> None:
    # Without a configured secret the demo has one in its folder, which the audience reads there.
    with Server(data, OVATION_AUTH_SECRET=None) as server:
        words = ["--data", data, "--port", server.port, "--viewers", 6]
        result = run("simulate", *words, "--seconds", 3, "--rate", 60)
        assert result.code == 0 and result.err == "", result.err
        said = re.fullmatch(
            r"(\d+) gifts of (\d+) coins sent, (\d+) purchases, (\d+) refused\n", result.out
        )
        assert said, result.out
        gifts, coins, purchases, _ = map(int, said.groups())
        assert gifts > 0 and coins >= gifts and purchases > 0
        wait_for_projections(server)
        server.stop()
    # Each gift and each purchase is a transaction; nothing else moves coins in a demo.
    assert verify(data)["transactions"] == gifts + purchases


def test_simulate_without_a_server_says_what_to_do(tmp_path: Path) -> None:
    result = run("simulate", "--data", tmp_path, "--port", 1, "--seconds", 1)
    assert result.code == 1 and result.err.count("\n") == 1 and "--data" in result.err


def test_bench_engine_prints_its_figures() -> None:
    sizes = ["--gifts", 2_000, "--rounds", 1, "--senders", 200, "--creators", 50]
    result = run("bench", "engine", "--json", *sizes)
    assert result.code == 0 and result.err == "", result.err
    report = result.json
    costs = {"laneMicroseconds", "cpuMicroseconds"}
    assert set(report) == {*MODES, *costs, "projectionsBehindMs"}
    assert 0 < report["laneMicroseconds"] < report["cpuMicroseconds"]
    for mode in MODES:
        assert len(report[mode]["rounds"]) == 1
        assert report[mode]["giftsPerSecond"] == report[mode]["rounds"][0] > 0
    assert 0 <= report["projectionsBehindMs"] < 10_000


def test_bench_http_prints_its_figures() -> None:
    sizes = ["--seconds", 1, "--senders", 100, "--creators", 20]
    result = run("bench", "http", "--json", *sizes)
    assert result.code == 0 and result.err == "", result.err
    report = result.json
    parts = {"random", "hot", "halfLoad"}
    figures = {"halfLoadP99Ms", "loneP99Ms", "loneP50Ms", "serverMicroseconds"}
    assert set(report) == parts | figures
    assert report["serverMicroseconds"] > 0
    for part in parts:
        assert set(report[part]) == {"giftsPerSecond", "p50Ms", "p99Ms", "refused"}
        assert report[part]["giftsPerSecond"] > 0
        assert 0 < report[part]["p50Ms"] <= report[part]["p99Ms"]
    assert 0 < report["loneP50Ms"] <= report["loneP99Ms"]
    assert report["halfLoadP99Ms"] == report["halfLoad"]["p99Ms"]


def test_a_bench_leaves_nothing_behind(tmp_path: Path) -> None:
    sizes = ["--gifts", 1_000, "--rounds", 1, "--senders", 20, "--creators", 5]
    assert run("bench", "engine", *sizes, TMPDIR=str(tmp_path)).code == 0
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_text("kept")
    refused = run("bench", "engine", *sizes, "--data", tmp_path / "full")
    assert refused.code == 1 and "empty" in refused.err
    assert (tmp_path / "full" / "file").read_text() == "kept"
