#!/usr/bin/env python3
"""Checks that every relative link in the Markdown files leads somewhere: to a file of this repository, and, where the link
names one, to a heading in it. Addresses on the web are left alone: whether they answer is not this commit's doing.
"""

import re
import subprocess
import sys
from pathlib import Path

# [text](target), ![text](target "title"), and [name]: target on a line of its own.
LINK = re.compile(r"\]\(\s*<?([^)\s>]+)>?[^)]*\)|^\s*\[[^\]]+\]:\s+<?([^\s>]+)>?", re.MULTILINE)
CODE = re.compile(r"^ *(```+|~~~+).*?^ *\1[^\n]*$|`[^`\n]+`", re.MULTILINE | re.DOTALL)
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


def tracked():
    """The files that git tracks or would track."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return {path for path in map(Path, set(names.split("\0")) - {""}) if path.exists()}


def anchors(path):
    """The names a heading of this file can be linked by: lower case, no punctuation, hyphens for spaces, -1 for a second."""
    found = set()
    text = re.sub(r"^ *(```+|~~~+).*?^ *\1[^\n]*$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for heading in re.findall(r"^#{1,6}\s+(.+?)\s*#*$", text, re.MULTILINE):
        heading = re.sub(r"\]\([^)]*\)", "]", heading)
        slug = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        number = 0
        while (name := f"{slug}-{number}" if number else slug) in found:
            number += 1
        found.add(name)
    return found


def faults(page, files, folders):
    text = CODE.sub("", page.read_text(encoding="utf-8"))
    for inline, reference in LINK.findall(text):
        link = inline or reference
        if ELSEWHERE.match(link):
            continue
        name, _, anchor = link.partition("#")
        target = Path(*resolve(page.parent / name)) if name else page
        if target not in files and target not in folders:
            yield f"{page}: {link} is no file of this repository"
        elif anchor and target.suffix == ".md" and anchor not in anchors(target):
            yield f"{page}: {link} names no heading of {target}"


def resolve(path):
    """The parts of a path with its .. taken out; one that leaves the repository keeps them, and so matches no file."""
    parts = []
    for part in path.parts:
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        else:
            parts.append(part)
    return parts


def main():
    files = tracked()
    folders = {folder for path in files for folder in path.parents}
    pages = sorted(path for path in files if path.suffix == ".md")
    wrong = [fault for page in pages for fault in faults(page, files, folders)]
    print(f"{len(pages)} pages: {len(wrong)} links lead nowhere")
    for fault in wrong:
        print(f"  {fault}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
