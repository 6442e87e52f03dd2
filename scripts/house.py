#!/usr/bin/env python3
"""Checks the house rules that no compiler knows: how a source file opens, how long it is, what it may be called; and that
no private key lies about, not even a throw-away one: tests make theirs.

CONTRIBUTING.md says why. Function length, nesting, arguments, unwrap, clocks and randomness are clippy's (clippy.toml).
"""

import re
import subprocess
import sys
from pathlib import Path

LONG = 400  # lines without inline tests; above it the header has to say why, with the word "long"
TOO_LONG = 600
EMPTY_NAMES = {"utils", "util", "common", "helpers", "helper", "misc", "manager"}


PRIVATE_KEY = re.compile(rb"-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/]{32}")


def files(*patterns):
    """The files that git tracks or would track, as far as they are still there."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *patterns]
    names = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return sorted(path for path in map(Path, set(names.split("\0")) - {""}) if path.is_file())


def is_test(path):
    return "tests" in path.parts or path.name == "tests.rs"


def faults(path):
    if path.name == "mod.rs":
        yield "is a mod.rs: the module of the folder foo/ is foo.rs beside it"
    for part in {path.stem, *path.parent.parts} & EMPTY_NAMES:
        yield f"is called {part!r}, which names nothing: say what it holds"

    lines = path.read_text(encoding="utf-8").splitlines()
    header = [line for line in lines if line.startswith("//!")]
    if not lines or not lines[0].startswith("//!"):
        yield "does not open with //!, saying what it is for, what it keeps true and what it leaves to others"
    if any(line.strip().startswith("#[ignore") for line in lines):
        yield "ignores a test: mend it or take it out"

    code = next((number for number, line in enumerate(lines) if line == "#[cfg(test)]"), len(lines))
    if code > TOO_LONG:
        yield f"has {code} lines, {TOO_LONG} at most: make it a folder"
    elif code > LONG and not is_test(path) and "long" not in " ".join(header).lower():
        yield f"has {code} lines, and above {LONG} its header has to say why it is long"


def main():
    paths = files("*.rs")
    wrong = [f"{path} {fault}" for path in paths for fault in faults(path)]
    keys = [path for path in files() if PRIVATE_KEY.search(path.read_bytes())]
    wrong += [f"{path} holds a private key: make it when it is needed" for path in keys]
    print(f"{len(paths)} source files: {len(wrong)} faults")
    for fault in wrong:
        print(f"  {fault}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
