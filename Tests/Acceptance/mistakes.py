"""Bodies that a client should not have sent, made from the contract."""

import json

from contract import validator

# Bytes that are no JSON object, each with the code that says so.
NO_OBJECTS: list[tuple[bytes, str]] = [
    (b"{", "malformed_request"),
    (b'{"a":1,}', "malformed_request"),
    (b"{'a':1}", "malformed_request"),
    (b'{"a":1}{"b":2}', "malformed_request"),
    (b'{"a":1,"a":2}', "malformed_request"),
    (b'{"a":01}', "malformed_request"),
    (b'{"a":NaN}', "malformed_request"),
    (b'{"a":1e}', "malformed_request"),
    (b'{"a":"\\ud800"}', "malformed_request"),
    (b'{"a":"\\x"}', "malformed_request"),
    (b'{"a":"\x00"}', "malformed_request"),
    (b'{"a":"\xff"}', "malformed_request"),
    (b'{"\xc0\xaf":1}', "malformed_request"),
    (b'{"a":"\xed\xa0\x80"}', "malformed_request"),
    (b"\xef\xbb\xbf{}", "malformed_request"),
    (b"\xff\xfe{\x00}\x00", "malformed_request"),
    (b"nothing", "malformed_request"),
    (b"   ", "malformed_request"),
    (b"[" * 30_000, "malformed_request"),
    (b'{"a":' * 10_000, "malformed_request"),
    (b"[]", "validation_failed"),
    (b"[{}]", "validation_failed"),
    (b"null", "validation_failed"),
    (b"true", "validation_failed"),
    (b"12", "validation_failed"),
    (b'"text"', "validation_failed"),
]

HUGE = [
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775809",
    "99999999999999999999999999999999999999999",
    "1e999",
    "-1e999",
    "1" + "0" * 400,
]
WRONG_BY_TYPE = {
    "integer": ['"5"', "1.5", "1e1", "true", "[]", "[5]", "{}", '""', "-0.0", *HUGE],
    "string": ["5", "true", "[]", '["x"]', "{}", "1.5", *HUGE[:2]],
    "boolean": ['"true"', "1", "0", "[]", "{}", '""'],
    "array": ['"users"', "{}", "1", "true", "[1]", "[[]]", "[{}]", '["nothing"]'],
    "object": ['"x"', "1", "[]", "true", '{"nobodyReadsThis":1}', '{"amount":"1"}'],
}


WRONG_TEXTS = ['"nothing of the kind"', '"\\u0000"', '"\\u0007"', '"a\\u007f"', '"€"']


def is_forbidden(text: str, field: dict) -> bool:
    """Whether a schema forbids a value; one that is only of another form is forbidden, too."""
    form = {"date", "date-time"} & {field.get("format")}
    return bool(form) or not validator(field).is_valid(json.loads(text))


def wrong_values(field: dict, is_required: bool) -> list[str]:
    """JSON texts that a field must not take."""
    kinds = field.get("type", "object")
    kinds = [kinds] if isinstance(kinds, str) else kinds
    main = next(kind for kind in kinds if kind != "null")
    wrong = list(WRONG_BY_TYPE[main])
    if main == "array" and field.get("items", {}).get("type") == "integer":
        wrong.remove("[1]")
    if isinstance(texts := field.get("additionalProperties"), dict):
        wrong = WRONG_BY_TYPE[main][:4] + wrong_maps(field, texts)
    if is_required:
        wrong.append("null")
    if "minimum" in field:
        wrong.append(str(field["minimum"] - 1))
    if "maximum" in field:
        wrong.append(str(field["maximum"] + 1))
    if "maxLength" in field:
        wrong.append(json.dumps("x" * (field["maxLength"] + 1)))
    if field.get("minLength", 0) > 0:
        wrong.append('""')
    return wrong + [text for text in WRONG_TEXTS if main == "string" and is_forbidden(text, field)]


def wrong_maps(field: dict, texts: dict) -> list[str]:
    """Objects of texts that leave the bounds of their schema."""
    keys = field["propertyNames"]
    too_many = {f"key{number}": "" for number in range(field["maxProperties"] + 1)}
    wrong: list[dict] = [{"a": value} for value in (1, None, True, [], {})]
    wrong += [{"": "x"}, {"k" * (keys["maxLength"] + 1): "x"}, too_many]
    # As many characters as there may be bytes, each of four.
    wrong += [{"a": "x" * (texts["maxLength"] + 1)}, {"a": "\U0001f339" * texts["maxLength"]}]
    return [json.dumps(value) for value in wrong]


def body_with(valid: dict, field: str, value: str) -> bytes:
    """A valid body whose one field has another value, given as JSON text."""
    members = {name: json.dumps(member) for name, member in valid.items()} | {field: value}
    pairs = (f"{json.dumps(name)}:{text}" for name, text in members.items())
    return ("{" + ",".join(pairs) + "}").encode()
