#!/usr/bin/env python3
"""Lists the files of the pages and of the contract, which the compiler puts into the binary.

    script/embed-files.py          writes Sources/CWebFiles
    script/embed-files.py --check  only says whether it is up to date

Only the list is written: the bytes are read when the target is compiled, so that a change in a file
needs no new list.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "Sources/CWebFiles"
HEAD = "/* The files of {folder}. `script/embed-files.py` makes this list. */\n"


def main() -> int:
    wanted = {TARGET / name: text for name, text in sources().items()}
    if "--check" not in sys.argv[1:]:
        for old in set(TARGET.glob("*.inc")) - set(wanted):
            old.unlink()
        for path, text in wanted.items():
            path.write_text(text)
        return 0
    found = {path: path.read_text() for path in TARGET.glob("*.inc")}
    if found == wanted:
        return 0
    print("Sources/CWebFiles is out of date; run script/embed-files.py.", file=sys.stderr)
    return 1


def sources() -> dict[str, str]:
    """The lists by the names of their files."""
    pages = [path.relative_to(ROOT) for path in files(ROOT / "Web")]
    contract = [path.relative_to(ROOT) for path in files(ROOT / "openapi")]
    lists = {"pages": ("Web", pages), "contract": ("openapi", contract)}
    return {
        f"{name}.inc": HEAD.format(folder=folder) + "".join(map(entry, paths))
        for name, (folder, paths) in lists.items()
    }


def files(folder: Path) -> list[Path]:
    """Every file that is not hidden, in order."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return [path for path in found if not any(part[0] == "." for part in path.parts[-3:])]


def entry(path: Path) -> str:
    name = path.relative_to(path.parts[0]).as_posix()
    return f'FILE_BEGIN("{name}")\n#embed "../../{path.as_posix()}" limit(BYTES_MAX)\nFILE_END\n'


if __name__ == "__main__":
    sys.exit(main())
