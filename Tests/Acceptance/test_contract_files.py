"""The files of the contract: sound, joined without a double, and of the same routes as the code."""

import shutil
from pathlib import Path

import jsonschema
import yaml

from contract import EVERYTHING, FOLDER, SOCKETS, document, text
from process import run

# Who needs no token, and how the contract says who may call where that is not every user.
OPEN_TO = {"everybody", "the signer"}
SAID_OF = {
    "admin": "For admins",
    "creator": "For creators",
    "creator, admin": "For the creator and admins",
    "service": "For servers",
    "admin, service": "For servers and admins",
    "recorder": "For servers that take payments",
}


def test_the_contract_is_openapi_3_1() -> None:
    contract = document()
    assert contract["openapi"].startswith("3.1.")
    assert contract["info"]["version"] and contract["info"]["title"]
    names = [row.text["operationId"] for row in EVERYTHING]
    assert len(names) == len(set(names)) and len(EVERYTHING) > 50
    for schema in contract["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)
    for reference in references(contract):
        found: object = contract
        for step in reference.removeprefix("#/").split("/"):
            found = found[step]
    for row in EVERYTHING:
        named = {part[1:-1] for part in row.path.split("/") if part.startswith("{")}
        stated = {p["name"] for p in row.text.get("parameters", []) if p.get("in") == "path"}
        assert named == stated, row.name


def test_the_code_and_the_contract_have_the_same_table() -> None:
    table = run("contract", "--endpoints").json["data"]
    rows = {f"{row['method']} {row['path']}": row for row in table}
    assert len(rows) == len(table) and set(rows) == {row.name for row in EVERYTHING}
    assert {row.name for row in SOCKETS} == {name for name in rows if rows[name]["isSocket"]}
    for operation in EVERYTHING:
        row, name = rows[operation.name], operation.name
        assert operation.text["summary"] == row["summary"], name
        assert operation.text["tags"] == [row["feature"]], name
        is_open = row["audience"] in OPEN_TO
        assert operation.text["security"] == ([] if is_open else [{"bearer": []}]), name
        assert operation.text.get("x-permission") == row["permission"], name
        assert is_open == (row["permission"] is None), name
        starts = operation.text.get("description", "").startswith
        # The longest of the words says it.
        said = [audience for audience, words in SAID_OF.items() if starts(words)][-1:]
        assert said == [row["audience"]] if row["audience"] in SAID_OF else not said, name


def test_each_file_of_the_contract_is_about_its_own_feature() -> None:
    for path in FOLDER.iterdir():
        part = yaml.safe_load(path.read_text())
        operations = [row for item in (part["paths"] or {}).values() for row in item.values()]
        if path.name == "_base.yaml":
            assert not operations and not part["tags"]
            continue
        assert operations and part["tags"] == [{"name": path.stem}], path.name
        assert all(row["tags"] == [path.stem] for row in operations), path.name
        assert set(part) <= {"tags", "paths", "components"}, path.name


def test_files_that_define_the_same_are_no_contract(data: Path, tmp_path: Path) -> None:
    """The contract beside a developer's pages is read from there, and must be one."""
    shutil.copytree(FOLDER.parent / "Web", tmp_path / "Web")
    pages = {"OVATION_WEB_DIRECTORY": str(tmp_path / "Web")}
    assert run("contract", **pages).out == text(), "without one that of the binary"
    shutil.copytree(FOLDER, tmp_path / "openapi")
    whole = run("contract", **pages)
    assert (whole.code, whole.out) == (0, text())
    with (tmp_path / "openapi/users.yaml").open("a") as users:
        users.write("    GiftReceipt: {}\n")
    for words in (["contract"], ["serve", "--demo", "--port", "0", "--data", str(data)]):
        result = run(*words, **pages)
        assert result.code == 1
        for named in ("gifts.yaml", "users.yaml", "components schemas GiftReceipt"):
            assert named in result.err
    (tmp_path / "openapi/users.yaml").unlink()
    missing = run("contract", **pages)
    assert missing.code == 1 and "users.yaml is missing" in missing.err


def references(value: object) -> list[str]:
    if isinstance(value, list):
        return [found for item in value for found in references(item)]
    if not isinstance(value, dict):
        return []
    own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
    return own + [found for item in value.values() for found in references(item)]
