"""Walks through the schemas of the contract: each value, by what it is part of."""

from collections.abc import Iterator
from dataclasses import dataclass

from contract import OPERATIONS, SOCKETS, Operation, document, resolved

PREFIX = "#/components/schemas/"
CHOICES = ("oneOf", "anyOf", "allOf")


@dataclass(frozen=True)
class Place:
    """A schema where it stands."""

    path: str
    # The field's name; None for elements and choices.
    name: str | None
    schema: dict

    def __str__(self) -> str:
        return self.path

    @property
    def references(self) -> set[str]:
        """The schemas that it refers to, itself or in one of its choices."""
        whole = [self.schema, *alternatives(self.schema), self.schema.get("items", {})]
        return {part["$ref"].removeprefix(PREFIX) for part in whole if "$ref" in part}

    def typed(self, kind: str) -> Iterator[dict]:
        """The schema itself if it allows a value of a type."""
        kinds = self.schema.get("type")
        if kinds == kind or isinstance(kinds, list) and kind in kinds:
            yield self.schema


def alternatives(schema: dict) -> list[dict]:
    return [part for word in CHOICES for part in schema.get(word, [])]


def inside(schema: dict, path: str, name: str | None = None) -> Iterator[Place]:
    """The schema and everything within it, up to references."""
    yield Place(path, name, schema)
    for field, part in schema.get("properties", {}).items():
        yield from inside(part, f"{path}.{field}", field)
    if isinstance(schema.get("items"), dict):
        yield from inside(schema["items"], f"{path}[]")
    if isinstance(schema.get("additionalProperties"), dict):
        yield from inside(schema["additionalProperties"], f"{path}.*")
    for number, part in enumerate(alternatives(schema)):
        yield from inside(part, f"{path}|{number}")


def places() -> Iterator[Place]:
    """Every place in the named schemas."""
    for name, schema in document()["components"]["schemas"].items():
        yield from inside(schema, name)


def request_places() -> Iterator[Place]:
    """Every place in what can be sent: bodies, and what they refer to."""
    waiting = {row.text["requestBody"]["content"]["application/json"]["schema"]["$ref"]
               for row in OPERATIONS if row.fields}  # fmt: skip
    waiting |= {row.text["x-messages"]["sent"]["$ref"] for row in SOCKETS}
    seen: set[str] = set()
    while waiting:
        reference = waiting.pop()
        seen.add(reference)
        for place in inside(resolved({"$ref": reference}), reference.removeprefix(PREFIX)):
            yield place
            if "$ref" in place.schema:
                waiting |= {place.schema["$ref"]} - seen


def parameters(row: Operation) -> list[dict]:
    return [resolved(parameter) for parameter in row.text.get("parameters", [])]


def objects_inside(schema: dict) -> Iterator[str]:
    """Where a schema has an object, or a choice with one, that has no name."""
    for place in inside(schema, ""):
        if place.path and list(place.typed("object")) and "properties" in place.schema:
            yield place.path
        nullable = isinstance(place.schema.get("type"), list) and "object" in place.schema["type"]
        if nullable:
            yield place.path
