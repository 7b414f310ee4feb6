"""What Schemathesis needs to know of the platform: who asks, what exists, which refusals are rules.

Loaded by Schemathesis itself, in the process that `driving.py` starts; `OVATION_PLAN` names a file
that says as whom to ask.
"""

import itertools
import json
import os
import re
import urllib.parse
from pathlib import Path

import schemathesis
from schemathesis.core.failures import Failure

PLAN = json.loads(Path(os.environ["OVATION_PLAN"]).read_text())
ADDRESSES = (f"10.{a}.{b}.{c}" for a in range(256) for b in range(256) for c in range(1, 250))
# Which things an id can name; every other id of that form is left as it is.
KINDS = {re.compile(rf"{prefix}_[0-7][0-9a-hjkmnp-tv-z]{{12}}"): ids
         for prefix, ids in PLAN["things"].items()}  # fmt: skip
PEOPLE = PLAN["people"]
PERSON = re.compile(r"[^\x00-\x1f\x7f-\x9f\u2028\u2029]{1,128}")
NAMES_OF_PEOPLE = {"userId", "receiverId", "toCreatorId", "creatorId"}

# What the layer below the routes answers wherever it must; the contract says so once for all.
ANYWHERE = {400, 405, 408, 413, 414, 415, 431}
# DELETE takes these off sale; admins still see them, and what was sold still names them.
KEPT = ("/api/admin/gifts/", "/api/admin/packages/")
# Refusals of the rules, in the words of the contract. Everything else that refuses what the
# contract allows is a fault, and so is everything that takes what it forbids.
RULES = {402, 409}
# An admin suspends people here, who then may not do everything.
SUSPENDED = (403, "account_suspended")
RULES_OF_422 = {
    "rule_violated",
    "receiver_not_creator",
    "self_payment",
    "gateway_unsupported",
    "idempotency_key_reused",
}


@schemathesis.auth(refresh_interval=None)
class Callers:
    """One of many callers of the same role: a person may ask only so often."""

    tokens = itertools.cycle(PLAN["tokens"])

    def get(self, case: schemathesis.Case, context: schemathesis.AuthContext) -> str:
        return next(self.tokens)

    def set(
        self, case: schemathesis.Case, data: str, context: schemathesis.AuthContext
    ) -> None:
        case.headers["Authorization"] = f"Bearer {data}"


@schemathesis.hook
def before_call(context: schemathesis.HookContext, case: schemathesis.Case, kwargs: dict) -> None:
    """Strangers are limited by their address, which this machine's proxies may name."""
    case.headers["X-Forwarded-For"] = next(ADDRESSES)
    # Ids that answers name are those of the callers, too, who have to stay what they are.
    if operation_of(case) == "suspendUser" and is_person(case.path_parameters["id"]):
        case.path_parameters["id"] = "demo-newcomer"


@schemathesis.hook
def map_path_parameters(
    context: schemathesis.HookContext, path_parameters: dict | None
) -> dict | None:
    return path_parameters and {
        name: existing_person(value) if is_of_people(context) else existing(value)
        for name, value in path_parameters.items()
    }


@schemathesis.hook
def map_body(context: schemathesis.HookContext, body: object) -> object:
    return with_what_exists(body)


def with_what_exists(value: object, name: str = "") -> object:
    """The same body, naming things that exist where it names things."""
    if isinstance(value, dict):
        return {key: with_what_exists(item, key) for key, item in value.items()}
    if isinstance(value, list):
        return [with_what_exists(item) for item in value]
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        # JSON Schema counts 5.0 among the integers; the server takes integers as they are written.
        return int(value)
    return existing_person(value) if name in NAMES_OF_PEOPLE else existing(value)


def existing(value: object) -> object:
    """An id of the same kind that exists, for three ids of four."""
    if not isinstance(value, str):
        return value
    for form, ids in KINDS.items():
        if form.fullmatch(value) and (choice := sum(value.encode())) % 4:
            return ids[choice % len(ids)]
    return value


def existing_person(value: object) -> object:
    """Somebody who exists, for half of the ids that somebody could have."""
    if not is_person(value):
        return value
    choice = sum(value.encode(errors="replace"))
    return PEOPLE[choice // 2 % len(PEOPLE)] if choice % 2 else value


def is_person(value: object) -> bool:
    """Whether somebody could have an id; in a path it is encoded already."""
    return isinstance(value, str) and bool(PERSON.fullmatch(urllib.parse.unquote(value)))


def is_of_people(context: schemathesis.HookContext) -> bool:
    path = context.operation.path if context.operation else ""
    return any(part in path for part in ("/users/", "/creators/", "/stats/", "/applications/"))


@schemathesis.hook
def filter_failure(
    context: schemathesis.HookContext,
    failure: Failure,
    case: schemathesis.Case,
    response: schemathesis.Response,
) -> bool:
    """Keeps what is a fault: drops refusals of the rules, and what is listed with its reason."""
    kind = type(failure).__name__
    if kind == "UndefinedStatusCode" and response.status_code in ANYWHERE:
        return False
    if kind == "UseAfterFree" and any(part in case.path for part in KEPT):
        return False
    return kind != "RejectedPositiveData" or not is_refusal_of_a_rule(case, response)


def operation_of(case: schemathesis.Case) -> str:
    return case.operation.definition.raw["operationId"]


def is_permitted(case: schemathesis.Case) -> bool:
    return operation_of(case) in PLAN["permitted"]


@schemathesis.check
def done_for_who_may(
    ctx: schemathesis.CheckContext, response: schemathesis.Response, case: schemathesis.Case
) -> None:
    """Nothing is done for a role that the table of routes does not name."""
    if PLAN["isFixed"] and case.method != "OPTIONS" and not is_permitted(case):
        assert response.status_code >= 400, f"done for a role that may not: {case.operation.label}"


def is_refusal_of_a_rule(case: schemathesis.Case, response: schemathesis.Response) -> bool:
    if response.headers.get("content-type", [""])[0] != "application/problem+json":
        return False
    problem = response.json()
    status, code = problem["status"], problem["code"]
    if (status, code) == (403, "forbidden"):
        return not is_permitted(case)
    if status in RULES or code in RULES_OF_422 or (status, code) == SUSPENDED:
        return True
    if status == 404:
        return names_something(case) or code == "feature_disabled"
    if status == 412:
        return "If-Match" in (case.headers or {})
    return is_listed(problem)


def names_something(case: schemathesis.Case) -> bool:
    """Whether a request names a thing, which may not exist."""
    text = json.dumps(case.body) if isinstance(case.body, dict | list) else ""
    return "{" in case.path or any(name in text for name in ("Id", "channel"))


def is_listed(problem: dict) -> bool:
    """What JSON Schema cannot say."""
    faults = problem.get("fields", [])
    return bool(faults) and all(reason(fault) for fault in faults)


def reason(fault: dict) -> str:
    """Why a fault of a field is accepted although its schema allows the value; empty if it is not.

    Kept short: each line is something that an integrator can only learn by being refused.
    """
    field, code = fault["field"], fault["code"]
    if field == "cursor" and code == "malformed":
        return "a cursor has its form and points nowhere: it must come from an answer"
    if field.split(".")[0] == "metadata" and code == "too_long":
        return "metadata is limited in bytes, and JSON Schema counts characters"
    return ""
