#!/usr/bin/env python3
"""Makes the types that the pages use from the contract of the API.

    ovation contract | .build/venv/bin/python script/page-types.py >Web/lib/types.d.ts

Only schemas that a script under `Web/` names, and those that they refer to, become types. The
shapes of real-time messages are not in the contract; they stand in `Web/lib/events.d.ts`.
"""

import json
import re
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import yaml

PAGES = Path(__file__).resolve().parents[1] / "Web"
COLUMNS = 100
HEAD = """\
/**
 * The wire shapes that the components read. `script/page-types.py` makes this file from the
 * contract; do not change it by hand.
 */
"""
PLAIN = {
    "string": "string",
    "integer": "number",
    "number": "number",
    "boolean": "boolean",
    "null": "null",
}


def main() -> None:
    schemas = yaml.safe_load(sys.stdin.read())["components"]["schemas"]
    sys.stdout.write(page_types(schemas, names_used()))


def names_used() -> set[str]:
    """The types that scripts import, such as `import("../lib/types.js").Gift`."""
    scripts = [path.read_text() for path in PAGES.rglob("*.js")]
    return {name for text in scripts for name in re.findall(r'/types\.js"\)\.(\w+)', text)}


def page_types(schemas: dict[str, dict], used: set[str]) -> str:
    """The text of the file; types in the order of the contract."""
    unknown = used - schemas.keys()
    if unknown:
        sys.exit(f"The contract has no schema {', '.join(sorted(unknown))}.")
    wanted: set[str] = set()
    waiting = set(used)
    while waiting:
        wanted |= waiting
        waiting = {name for known in waiting for name in references(schemas[known])} - wanted
    parts = [declaration(name, schemas[name]) for name in schemas if name in wanted]
    return "\n".join([HEAD, *parts])


def references(schema: object) -> Iterator[str]:
    if isinstance(schema, list):
        for item in schema:
            yield from references(item)
    elif isinstance(schema, dict):
        if isinstance(schema.get("$ref"), str):
            yield referred(schema)
        for item in schema.values():
            yield from references(item)


def referred(schema: dict) -> str:
    return schema["$ref"].removeprefix("#/components/schemas/")


def declaration(name: str, schema: dict) -> str:
    head = comment(schema, 0)
    if is_object(schema):
        return f"{head}export interface {name} {fields(schema, 0)}\n"
    choices = union(schema, 0)
    line = f"export type {name} = {' | '.join(choices)};\n"
    if len(line) > COLUMNS:
        line = f"export type {name} =" + "".join(f"\n  | {choice}" for choice in choices) + ";\n"
    return head + line


def is_object(schema: dict) -> bool:
    return schema.get("type") == "object" and "properties" in schema


def comment(schema: dict, depth: int) -> str:
    """What the contract says of a shape, or nothing."""
    if "description" not in schema:
        return ""
    indent = "  " * depth
    text = schema["description"].strip().replace("*/", "* /")
    if len(line := f"{indent}/** {text} */\n") <= COLUMNS:
        return line
    wrapped = textwrap.wrap(text, COLUMNS - len(indent) - 3, break_long_words=False)
    lines = ["/**", *(f" * {line}" for line in wrapped), " */"]
    return "".join(f"{indent}{line}\n" for line in lines)


def fields(schema: dict, depth: int) -> str:
    """The fields of an object between braces."""
    required = schema.get("required", [])
    lines = ["{\n"]
    for name, field in schema["properties"].items():
        label = name if re.fullmatch(r"[A-Za-z_]\w*", name) else json.dumps(name)
        mark = "" if name in required else "?"
        kind = " | ".join(union(field, depth + 1))
        lines += [comment(field, depth + 1), "  " * (depth + 1) + f"{label}{mark}: {kind};\n"]
    return "".join(lines) + "  " * depth + "}"


def union(schema: dict, depth: int) -> list[str]:
    """The types of which a value has one."""
    if "$ref" in schema:
        return [referred(schema)]
    if "oneOf" in schema:
        return [kind for choice in schema["oneOf"] for kind in union(choice, depth)]
    if "allOf" in schema:
        return [intersection(schema, depth)]
    if "enum" in schema:
        return [json.dumps(choice, ensure_ascii=False) for choice in schema["enum"]]
    kinds = schema["type"]
    names = kinds if isinstance(kinds, list) else [kinds]
    return [PLAIN.get(name) or structure(name, schema, depth) for name in names]


def intersection(schema: dict, depth: int) -> str:
    """All of some shapes, of whose fields some must be there."""
    parts = [" | ".join(union(part, depth)) for part in schema["allOf"]]
    whole = " & ".join(f"({part})" if " | " in part else part for part in parts)
    names = " | ".join(json.dumps(name) for name in schema.get("required", []))
    return f"{whole} & Required<Pick<{whole}, {names}>>" if names else whole


def structure(name: str, schema: dict, depth: int) -> str:
    if name == "array":
        item = " | ".join(union(schema["items"], depth))
        return f"({item})[]" if " | " in item or " & " in item else f"{item}[]"
    if "properties" in schema:
        return fields(schema, depth)
    values = schema.get("additionalProperties")
    kinds = union(values, depth) if isinstance(values, dict) else ["unknown"]
    return f"Record<string, {' | '.join(kinds)}>"


if __name__ == "__main__":
    main()
