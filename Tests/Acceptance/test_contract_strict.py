"""The contract is as strict as the code, and generators of clients keep all of it.

Each test is a rule over every operation and schema, so that it holds for what is added, too.
"""

import re
from collections.abc import Iterator

import pytest

from contract import EVERYTHING, OPERATIONS, Operation, document, resolved
from schemas import Place, objects_inside, parameters, places, request_places

VERBS = {
    "adjust", "apply", "approve", "begin", "buy", "cancel", "change", "create", "delete", "end",
    "find", "get", "list", "move", "open", "put", "receive", "record", "retire", "review",
    "revoke", "save", "send", "sign", "start", "suspend", "unsuspend", "verify",
}  # fmt: skip
# What the names of fields promise, and what a schema must then refer to or be.
KINDS: list[tuple[str, set[str]]] = [
    (r"currency|coinCurrency", {"Currency", "KnownCurrency"}),
    (r"unit|\w+Unit", {"Unit", "KnownUnit"}),
    (r"country", {"Country"}),
    (r"gateway", {"Gateway", "RecordingGateway"}),
    (r"paymentMethod", {"PaymentMethod"}),
    (r"creatorStatus", {"CreatorStatus"}),
    (r"locale", {"Locale"}),
    (r"nextCursor", {"Cursor"}),
    (r"\w+Url|icon|paymentLink", {"URL", "Link", "ReturnUrl"}),
]
TIMES = r"\w+At|at|now"
SAFE = 2**53 - 1


def name_of(row: Operation) -> str:
    return row.text["operationId"]


def test_operations_have_plain_names() -> None:
    for row in EVERYTHING:
        name = name_of(row)
        assert re.fullmatch(r"[a-z]+([A-Z][a-z]+){0,3}", name), f"{row.name}: {name}"
        words = [word.lower() for word in re.findall(r"[A-Z]?[a-z]+", name)]
        assert words[0] in VERBS, f"{row.name}: {name} begins with no verb"
        assert "api" not in words and row.method.lower() != words[0] or words[0] == "get", name
    names = [name_of(row) for row in EVERYTHING]
    assert len({name.lower() for name in names}) == len(names)


def test_every_json_body_is_a_named_schema() -> None:
    for row in EVERYTHING:
        for kind, content in contents(row):
            assert not kind.endswith("json") or set(content["schema"]) == {"$ref"}, row.name


def contents(row: Operation) -> Iterator[tuple[str, dict]]:
    """The media types that it takes and gives, each with its schema."""
    yield from row.text.get("requestBody", {}).get("content", {}).items()
    for answer in row.text["responses"].values():
        yield from resolved(answer).get("content", {}).items()


def test_objects_are_named() -> None:
    """Generators drop a route whose body has an object without a name, or one that may be null."""
    for name, schema in document()["components"]["schemas"].items():
        found = list(objects_inside(schema))
        assert not found, f"{name}: give {found} a name of its own"


def test_what_a_name_promises_is_kept() -> None:
    for place in places():
        for wanted in wanted_of(place):
            assert place.references & wanted, f"{place}: refer to one of {wanted}"
        name = place.name or ""
        if re.fullmatch(TIMES, name):
            assert place.schema.get("format") == "date-time", f"{place}: is a date-time"
        if re.fullmatch(r"id|\w+Id", name):
            assert is_an_id(place), f"{place}: refer to the schema of its id"


def wanted_of(place: Place) -> list[set[str]]:
    """The schemas of which a field must refer to one; lists are of other things."""
    if place.name is None or "const" in place.schema or list(place.typed("array")):
        return []
    return [wanted for pattern, wanted in KINDS if re.fullmatch(pattern, place.name)]


def is_an_id(place: Place) -> bool:
    return any(reference.endswith("Id") for reference in place.references)


def test_integers_have_bounds() -> None:
    for place in places():
        for schema in place.typed("integer"):
            assert {"minimum", "maximum"} <= schema.keys(), f"{place}: has no bounds"
            assert -SAFE <= schema["minimum"] <= schema["maximum"] <= SAFE, f"{place}"
        assert not list(place.typed("number")), f"{place}: money and counts are integers"


def test_texts_that_are_sent_have_an_end() -> None:
    for place in request_places():
        for schema in place.typed("string"):
            fixed = {"enum", "const", "maxLength"} & schema.keys()
            fixed |= {"date", "date-time"} & {schema.get("format")}
            assert fixed or is_finite(schema.get("pattern", "")), f"{place}: how long may it be?"


def is_finite(pattern: str) -> bool:
    return pattern.startswith("^") and pattern.endswith("$") and not re.search(r"[*+]", pattern)


def test_texts_that_are_sent_say_which_characters() -> None:
    """The server refuses control characters, which JSON can write; from messages it takes them."""
    for place in request_places():
        if place.path == "Message":
            continue
        for schema in place.typed("string"):
            closed = {"enum", "const", "pattern", "format"} & schema.keys()
            assert closed, f"{place}: refer to Text, or give a pattern"


def test_lists_and_objects_that_are_sent_have_an_end() -> None:
    for place in request_places():
        for schema in place.typed("array"):
            assert "maxItems" in schema, f"{place}: how many may there be?"
        for schema in place.typed("object"):
            assert "additionalProperties" in schema, f"{place}: what else may it have?"


def test_what_is_made_has_the_fields_of_what_is_changed() -> None:
    """Listed twice, because generators take a schema that only needs more for the other one."""
    schemas = document()["components"]["schemas"]
    for thing in ("Gift", "Package"):
        made, changed = schemas[f"New{thing}"], schemas[f"{thing}Fields"]
        assert made["properties"] == changed["properties"], thing
        assert made["required"] and "required" not in changed, thing


def test_patterns_are_whole() -> None:
    for place in [*places(), *request_places()]:
        for schema in place.typed("string"):
            pattern = schema.get("pattern")
            if pattern is None:
                continue
            assert pattern.startswith("^") and pattern.endswith("$"), f"{place}: {pattern}"
            re.compile(pattern)


@pytest.mark.parametrize("row", EVERYTHING, ids=lambda row: row.name)
def test_parameters_are_typed(row: Operation) -> None:
    for parameter in parameters(row):
        schema = resolved(parameter["schema"])
        place = f"{row.name} {parameter['name']}"
        if parameter["in"] == "path":
            assert "$ref" in parameter["schema"], f"{place}: refer to the schema of its id"
        choices = schema.get("anyOf", [schema])
        assert all(is_typed(choice) for choice in choices), f"{place}: which texts?"


def is_typed(schema: dict) -> bool:
    plain = schema["type"] in ("integer", "boolean")
    return plain or bool({"pattern", "enum", "const", "format"} & schema.keys())


def test_lists_say_how_many_and_from_where() -> None:
    for row in OPERATIONS:
        names = {parameter["name"]: parameter for parameter in parameters(row)}
        assert ("cursor" in names) == ("limit" in names), row.name
        if "cursor" in names:
            assert "pattern" in resolved(names["cursor"]["schema"]), row.name


def test_statuses_fit_what_is_asked() -> None:
    """What needs an identity can refuse it, what has a body can refuse that."""
    for row in OPERATIONS:
        responses = set(row.text["responses"])
        if row.text["security"]:
            assert {"401", "403"} <= responses, row.name
        if row.fields:
            assert {"400", "413", "415", "422"} <= responses, row.name
        if any(p["in"] == "path" for p in parameters(row)):
            assert "404" in responses, row.name
        if row.path.startswith("/api/") and row.text["operationId"] != "receiveSandboxEvent":
            # Each refuses a query that nobody reads.
            assert {"400", "422"} <= responses, row.name
        if {"$ref": "#/components/parameters/ifMatch"} in row.text.get("parameters", []):
            assert "412" in responses, row.name


def sentences(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("description"), str):
            yield value["description"]
        for item in value.values():
            yield from sentences(item)
    elif isinstance(value, list):
        for item in value:
            yield from sentences(item)


def test_descriptions_are_sentences() -> None:
    for text in sentences(document()):
        assert text.strip()[-1] in ".!?:", text


UNITS = re.compile(
    r"\b(coins?|minor unit|cents|basis points|percent|seconds?|days?|pieces?|viewers|payments?"
    r"|tips|how many|payout unit|earnedunit|unit beside|order|status|counts up|byte|event|entries"
    r"|commands|sends?|limit|gift|commission|creator)\b",
    re.IGNORECASE,
)


def test_every_number_names_its_unit() -> None:
    """Twenty was once taken for a fifth of a percent, and it was silent about it."""
    for place in places():
        types = place.schema.get("type", [])
        types = types if isinstance(types, list) else [types]
        if place.name is None or not {"integer", "number"} & set(types):
            continue
        text = place.schema.get("description", "")
        assert UNITS.search(text), f"{place}: say what it counts"
