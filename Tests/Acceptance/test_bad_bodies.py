"""Bodies that a client should not have sent, at every route: a code, a sentence, no effect."""

import gzip
import json

from asking import EVERY_BODY, EVERY_WRITE, Asker, assert_problem, valid_body
from contract import Operation
from mistakes import NO_OBJECTS, body_with, wrong_values
from world import World

# What a gateway's browser flow returns has names of its own.
OPEN_BODIES = {"POST /api/coins/verify-payment"}


@EVERY_WRITE
def test_bodies_that_are_no_json_object(row: Operation, world: World, who: dict) -> None:
    asker = Asker(world, row, who)
    for body, code in NO_OBJECTS:
        answer = assert_problem(asker.ask(body), 400, 422)
        assert answer.code == code, f"{body[:40]!r}: {answer.body!r}"


@EVERY_BODY
def test_wrong_types_and_numbers(row: Operation, world: World, who: dict) -> None:
    asker, valid = Asker(world, row, who), valid_body(row, world)
    for name, field in row.fields.items():
        for value in wrong_values(field, name in row.required):
            answer = assert_problem(asker.ask(body_with(valid, name, value)), 400, 422)
            assert answer.code == "validation_failed", f"{name}: {value[:60]}: {answer.body!r}"
            named = {fault["field"] for fault in answer.json["fields"]}
            assert {fault.split(".")[0].split("[")[0] for fault in named} == {name}, value[:60]


@EVERY_BODY
def test_missing_fields(row: Operation, world: World, who: dict) -> None:
    asker, valid = Asker(world, row, who), valid_body(row, world)
    for name in row.required:
        rest = {key: value for key, value in valid.items() if key != name}
        answer = assert_problem(asker.ask(json.dumps(rest).encode()), 422)
        assert answer.json["field"] == name
    if row.required:
        fields = assert_problem(asker.ask(b"{}"), 422).json["fields"]
        assert {fault["field"] for fault in fields} >= set(row.required)
    assert_problem(asker.ask(b""), 400)


@EVERY_WRITE
def test_unknown_fields(row: Operation, world: World, who: dict) -> None:
    if row.name in OPEN_BODIES:
        assert row.body["additionalProperties"] is True
        return
    asker, valid = Asker(world, row, who), valid_body(row, world)
    for name in ("nobodyReadsThis", "__proto__", "giftID", "é"):
        answer = assert_problem(asker.ask(body_with(valid, name, "1")), 422)
        assert answer.code == "validation_failed"
        assert name in {fault["field"] for fault in answer.json["fields"]}


@EVERY_WRITE
def test_other_media_types(row: Operation, world: World, who: dict) -> None:
    asker, body = Asker(world, row, who), json.dumps(valid_body(row, world)).encode()
    for kind in ("text/plain", "application/x-www-form-urlencoded", "application/jsonx", "json"):
        assert_problem(asker.ask(body, Content_Type=kind), 415)


@EVERY_WRITE
def test_packed_bodies(row: Operation, world: World, who: dict) -> None:
    asker, body = Asker(world, row, who), json.dumps(valid_body(row, world)).encode()
    for coding in ("gzip", "br", "identity, gzip"):
        answer = asker.ask(gzip.compress(body), Content_Encoding=coding)
        assert assert_problem(answer, 415).code == "unsupported_media_type"
