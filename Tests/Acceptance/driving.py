"""Drives the server by its contract: starts Schemathesis as each kind of caller."""

import json
import os
import subprocess
import sys
from pathlib import Path

from client import Client, time_ordered_key
from contract import OPERATIONS, text
from people import grant, lift_gift_limits, person, token
from process import Server, run

# Fixed, so that a run finds today what it found yesterday.
SEED = 20_260_301
EXAMPLES = 20
SECONDS_MAX = 300
PEOPLE = {"viewer": 80, "creator": 40, "admin": 80}
ROLES = {
    "viewer": {"everybody", "user"},
    "creator": {"everybody", "user", "creator"},
    "admin": {"everybody", "user", "admin"},
    "service": {"everybody", "service", "recorder"},
}
SERVICE_KEYS = 8
# An admin moves the clock of the test by up to a hundred years at a time.
FAR_AWAY = 2**34
SETTINGS = f"""
seed = {SEED}
workers = 1
continue-on-failure = true
hooks = "driven_hooks"
warnings = false
# How long a case takes says something of this machine and nothing of the contract.
suppress-health-check = ["all"]
request-timeout = 20

[output.truncation]
max-lines = 40

[generation]
mode = "all"
max-examples = {EXAMPLES}
database = "none"
no-shrink = true
with-security-parameters = false

[phases.stateful]
enabled = true
max-steps = 8

[checks.positive_data_acceptance]
expected-statuses = ["2xx", "304"]

[checks.negative_data_rejection]
expected-statuses = [400, 401, 403, 404, 405, 406, 409, 410, 413, 414, 415, 422, 429, 431]

# Its tokens are those of other people, whom the steps after it would act for.
[[operations]]
include-operation-id = "signIn"
phases.stateful.enabled = false

# Signed by the gateway and not by the caller: `test_payments.py` sends events.
[[operations]]
include-operation-id = "receiveSandboxEvent"
enabled = false
"""


def things(server: Server) -> dict[str, list[str]]:
    """What exists, by the prefix of its id."""
    anybody, boss = Client(server.port), person(server, "demo-admin")
    viewer = grant(server, "viewer-0", 1_000)
    gifts = [item["id"] for item in anybody.pages("/api/gifts")]
    packages = [item["id"] for item in anybody.pages("/api/coins/packages")]
    streams = [item["id"] for item in anybody.pages("/api/streams?status=live")]
    wish = {"packageId": packages[0]}
    begun = viewer.post("/api/coins/purchase", wish, time_ordered_key()).must_be(200).json
    key = boss.post("/api/me/api-keys", {"name": "spare", "scopes": ["users"]}).must_be(201).json
    return {
        "gft": gifts,
        "pkg": packages,
        "str": streams,
        "pur": [begun["purchaseId"]],
        "key": [key["id"]],
    }


def tokens(server: Server, role: str) -> list[str]:
    """Credentials of many callers of a role."""
    boss = person(server, "demo-admin")
    if role == "service":
        wish = {"name": "service", "scopes": ["users", "users:create", "act", "purchases:record"]}
        made = [boss.post("/api/me/api-keys", wish).must_be(201).json for _ in range(SERVICE_KEYS)]
        return [key["key"] for key in made]
    names = [f"{role}-{number}" for number in range(PEOPLE[role])]
    if role == "admin":
        return [token(name, role="admin", exp=FAR_AWAY) for name in names]
    for number, name in enumerate(names):
        if role == "creator":
            make_creator(server, name, f"reviewer-{number // 20}")
        else:
            grant_as(server, name, f"payer-{number // 20}")
    return [token(name) for name in names]


def grant_as(server: Server, name: str, boss: str) -> None:
    person(server, name).get("/api/me").must_be(200)
    wish = {"userId": name, "amount": 1_000_000, "reason": "for a test"}
    person(server, boss, role="admin").post("/api/admin/adjustments", wish).must_be(200)


def make_creator(server: Server, name: str, boss: str) -> None:
    person(server, name).post("/api/creators/apply").must_be(201)
    path = f"/api/creators/applications/{name}"
    verdict = {"status": "APPROVED"}
    person(server, boss, role="admin").call("PATCH", path, verdict).must_be(200)


def permitted(role: str) -> list[str]:
    """The operations that a role may call, by the table of routes."""
    rows = run("contract", "--endpoints").json["data"]
    may = {
        f"{row['method']} {row['path']}"
        for row in rows
        if ROLES[role] & set(row["audience"].split(", "))
    }
    return [row.text["operationId"] for row in OPERATIONS if row.name in may]


def drive(
    server: Server, role: str, folder: Path, *words: str, contract: str = ""
) -> subprocess.CompletedProcess:
    """Asks every operation as a role; the output says what was found."""
    lift_gift_limits(server)
    plan = {
        "tokens": tokens(server, role),
        "things": things(server),
        "people": ["demo-creator", "demo-viewer", "demo-newcomer", "nobody-knows-them"],
        "permitted": permitted(role),
        # Admins approve each other here, and are creators then.
        "isFixed": role != "admin",
    }
    (folder / "plan.json").write_text(json.dumps(plan))
    (folder / "schemathesis.toml").write_text(SETTINGS)
    (folder / "openapi.yaml").write_text(contract or text())
    command = [Path(sys.executable).with_name("schemathesis")]
    command += ["--config-file", folder / "schemathesis.toml", "run", folder / "openapi.yaml"]
    command += ["--url", f"http://127.0.0.1:{server.port}"]
    command += ["--exclude-operation-id", "openRealtime"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("OVATION_")}
    here = str(Path(__file__).parent)
    return subprocess.run(
        [*map(str, command), *words],
        capture_output=True,
        text=True,
        cwd=folder,
        env=kept | {"OVATION_PLAN": str(folder / "plan.json"), "PYTHONPATH": here},
        timeout=SECONDS_MAX,
        check=False,
    )
