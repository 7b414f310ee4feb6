"""The contract of the API: its table of routes, and what it says of bodies and answers."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

import jsonschema
import referencing
import referencing.jsonschema
import yaml

from client import Answer
from process import ROOT, run

FOLDER = ROOT / "openapi"
METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}
# What the layer below the routes answers wherever it must, so that no route lists it.
ANYWHERE = {400, 405, 408, 413, 414, 415, 431}


class StrictLoader(yaml.SafeLoader):
    """Refuses a mapping that names something twice, of which YAML readers keep the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict:
        names = [self.construct_object(name, deep=True) for name, _ in node.value]
        twice = {name for name in names if names.count(name) > 1}
        assert not twice, f"{sorted(twice)} twice in one mapping{node.start_mark}"
        return super().construct_mapping(node, deep)


@cache
def text() -> str:
    """The contract as the binary joins it from the files in `openapi/`."""
    result = run("contract")
    assert result.code == 0, result.err
    return result.out


@cache
def document() -> dict:
    return yaml.load(text(), StrictLoader)


@cache
def registry(is_closed: bool) -> referencing.Registry:
    whole = closed(document()) if is_closed else document()
    resource = referencing.jsonschema.DRAFT202012.create_resource(whole)
    return referencing.Registry().with_resource("urn:contract", resource)


def closed(value: object) -> object:
    """Schemas that refuse a field which they do not name, as answers must not have any."""
    if isinstance(value, list):
        return [closed(item) for item in value]
    if not isinstance(value, dict):
        return value
    found = {name: closed(item) for name, item in value.items()}
    is_open = isinstance(found.get("properties"), dict) and found.get("type") == "object"
    return {"additionalProperties": False} | found if is_open else found


def validator(schema: dict, is_closed: bool = True) -> jsonschema.Draft202012Validator:
    """Checks values; references in the schema point into the contract."""
    return prepared(json.dumps(schema), is_closed)


@cache
def prepared(schema: str, is_closed: bool) -> jsonschema.Draft202012Validator:
    whole = json.loads(schema)
    absolute = {
        "$id": "urn:contract/use",
        "allOf": [with_base(closed(whole) if is_closed else whole)],
    }
    return jsonschema.Draft202012Validator(absolute, registry=registry(is_closed))


def with_base(schema: object) -> object:
    if isinstance(schema, list):
        return [with_base(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        name: f"urn:contract{value}" if name == "$ref" else with_base(value)
        for name, value in schema.items()
    }


def resolved(value: dict) -> dict:
    """What a reference means; anything else as it is."""
    while "$ref" in value:
        found: object = document()
        for step in value["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        value = found
    return value


def flat(schema: dict) -> dict:
    """A field's schema without references; one that may be null says so by its type."""
    schema = resolved(schema)
    choices = [resolved(choice) for choice in schema.get("oneOf", [])]
    whole = [choice for choice in choices if choice.get("type") != "null"]
    if len(whole) != 1 or len(choices) != 2:
        return schema
    return whole[0] | {"type": [whole[0]["type"], "null"]}


@dataclass(frozen=True)
class Operation:
    """One method of one path."""

    method: str
    path: str

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def text(self) -> dict:
        return document()["paths"][self.path][self.method.lower()]

    @property
    def fields(self) -> dict[str, dict]:
        """The fields of its JSON body; empty when it takes none."""
        schemas = [self.body, *map(resolved, self.body.get("allOf", []))]
        return {
            name: flat(field)
            for schema in schemas
            for name, field in schema.get("properties", {}).items()
        }

    @property
    def body(self) -> dict:
        content = self.text.get("requestBody", {}).get("content", {})
        return resolved(content.get("application/json", {}).get("schema", {}))

    @property
    def required(self) -> list[str]:
        return self.body.get("required", [])

    @property
    def writes(self) -> bool:
        return self.method != "GET"


EVERYTHING = [
    Operation(method.upper(), path)
    for path, item in document()["paths"].items()
    for method in item
    if method in METHODS
]
# What opens a WebSocket is asked in another way than the rest.
SOCKETS = [row for row in EVERYTHING if "101" in row.text["responses"]]
OPERATIONS = [row for row in EVERYTHING if row not in SOCKETS]


def operation(method: str, path: str) -> Operation:
    """The row that answers a path."""
    wanted = path.split("?")[0].split("/")

    def fits(pattern: str) -> bool:
        steps = pattern.split("/")
        pairs = zip(steps, wanted, strict=False)
        return len(steps) == len(wanted) and all(a == b or a[:1] == "{" for a, b in pairs)

    found = [row for row in OPERATIONS if row.method == method and fits(row.path)]
    assert found, f"the contract has no {method} {path}"
    return min(found, key=lambda row: row.path.count("{"))


def operation_of_socket(path: str) -> Operation:
    """The row that opens a WebSocket."""
    return next(row for row in SOCKETS if row.path == path)


def assert_agrees(
    row: Operation, answer: Answer, anywhere: Collection[int] = frozenset(ANYWHERE)
) -> None:
    """Holds an answer to the contract: its status, its media type and its body.

    `anywhere` are the statuses that need not be listed; they must be problems.
    """
    responses = row.text["responses"]
    if answer.status in anywhere:
        response = resolved(document()["components"]["responses"]["Problem"])
    else:
        assert str(answer.status) in responses, (
            f"{row.name}: {answer.status} is not in the contract"
        )
        response = resolved(responses[str(answer.status)])
    content = response.get("content", {})
    kind = answer.headers.get("content-type", "").split(";")[0]
    if not content:
        assert answer.body == b"", f"{row.name}: a body where the contract has none"
        return
    assert kind in content, f"{row.name}: {kind} is not in the contract"
    if kind.endswith("json"):
        validator(content[kind]["schema"]).validate(answer.json)


def assert_message(message: dict) -> None:
    """Holds what came over the socket to the contract."""
    validator({"$ref": "#/components/schemas/ServerMessage"}).validate(message)


def assert_allowed(row: Operation, request: object) -> None:
    """Holds a JSON body that was taken to the contract; what needs none allows any."""
    content = row.text.get("requestBody", {}).get("content", {})
    if "application/json" in content:
        validator(content["application/json"]["schema"], is_closed=False).validate(request)
