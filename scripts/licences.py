#!/usr/bin/env python3
"""Checks every package Tuma is built from against deny.toml: its licence, whether it is banned, where it comes from.

Reads the part of cargo-deny's format that deny.toml uses, for machines without cargo-deny, and looks at the same
packages: those that the targets of [graph] need, build and test dependencies included. A key it does not know is an
error, so that no rule is written down and then not kept.
"""

import json
import re
import subprocess
import sys
import tomllib

KNOWN = {
    "graph": {"targets"},
    "licenses": {"allow", "exceptions", "private", "unused-allowed-license"},
    "bans": {"deny", "multiple-versions", "wildcards", "allow-wildcard-paths"},
    "sources": {"unknown-registry", "unknown-git"},
    "advisories": None,  # cargo-deny and cargo-audit alone read these
}


def licence_allowed(expression, allowed):
    """Whether an SPDX expression can be met with the allowed licences alone.

    AND binds closer than OR, WITH closest; the "/" of old manifests means OR. As in cargo-deny, a licence with an
    exception has to be allowed with that exception, and "or later" (+) is met by the licence itself.

    >>> allowed = {"MIT", "ISC", "Apache-2.0", "Apache-2.0 WITH LLVM-exception"}
    >>> licence_allowed("MIT", allowed), licence_allowed("GPL-3.0", allowed)
    (True, False)
    >>> licence_allowed("GPL-3.0 OR MIT", allowed), licence_allowed("GPL-3.0 AND MIT", allowed)
    (True, False)
    >>> licence_allowed("GPL-2.0/MIT", allowed), licence_allowed("GPL-2.0 / MPL-2.0", allowed)
    (True, False)
    >>> licence_allowed("MIT OR GPL-3.0 AND GPL-2.0", allowed), licence_allowed("(MIT OR GPL-3.0) AND GPL-2.0", allowed)
    (True, False)
    >>> licence_allowed("(MIT OR GPL-3.0) AND ISC", allowed), licence_allowed("Apache-2.0+", allowed)
    (True, True)
    >>> licence_allowed("Apache-2.0 WITH LLVM-exception", allowed), licence_allowed("MIT WITH LLVM-exception", allowed)
    (True, False)
    >>> licence_allowed("MIT OR", allowed)
    Traceback (most recent call last):
    ValueError: 'MIT OR' is not an SPDX expression
    """
    tokens = re.findall(r"[()]|[^\s()]+", expression.replace("/", " OR "))

    def take(*wanted):
        if tokens and (tokens[0] in wanted or not wanted):
            return tokens.pop(0)
        return None

    def either():
        met = both()
        while take("OR"):
            met |= both()
        return met

    def both():
        met = one()
        while take("AND"):
            met &= one()
        return met

    def one():
        if take("("):
            met = either()
            if not take(")"):
                raise ValueError
            return met
        name = take()
        if name in (None, ")", "AND", "OR", "WITH"):
            raise ValueError
        if take("WITH"):
            return f"{name} WITH {take()}" in allowed
        return name in allowed or name.removesuffix("+") in allowed

    try:
        met = either()
        if tokens:
            raise ValueError
    except ValueError:
        raise ValueError(f"{expression!r} is not an SPDX expression") from None
    return met


def unknown_keys(policy):
    """What deny.toml says that this script would not keep."""
    for section, table in policy.items():
        if section not in KNOWN:
            yield f"deny.toml: [{section}] is not known to this script"
            continue
        for key in table:
            if KNOWN[section] is not None and key not in KNOWN[section]:
                yield f"deny.toml: {section}.{key} is not known to this script"


def packages(targets):
    """The packages that any of the targets needs, and the names of those that depend on each by themselves, by its id."""
    found, dependents = {}, {}
    for target in targets:
        command = ["cargo", "metadata", "--format-version", "1", "--locked", "--filter-platform", target]
        metadata = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
        names = {package["id"]: package["name"] for package in metadata["packages"]}
        nodes = metadata["resolve"]["nodes"]
        needed = {node["id"] for node in nodes}
        found |= {package["id"]: package for package in metadata["packages"] if package["id"] in needed}
        for node in metadata["resolve"]["nodes"]:
            for dependency in node["deps"]:
                dependents.setdefault(dependency["pkg"], set()).add(found[node["id"]]["name"])
    return found.values(), dependents


def faults(package, policy, dependents):
    """What is wrong with one package that these depend on. A package of the workspace itself has no source and is not asked
    for a licence. A ban's `wrappers` are those that may depend on the banned package all the same."""
    name = f"{package['name']} {package['version']}"
    for ban in policy["bans"]["deny"]:
        if ban["crate"] == package["name"]:
            others = sorted(dependents - set(ban.get("wrappers", [])))
            if others or not ban.get("wrappers"):
                yield f"{name} is banned ({', '.join(others)} depends on it): {ban['reason']}"
    source = package["source"]
    if source is None:
        return
    # The registry check is for crates.io, cargo's one registry unless a manifest names another.
    if not source.startswith("registry+") or not source.endswith("crates.io-index"):
        yield f"{name} does not come from crates.io but from {source}"
    allowed = set(policy["licenses"]["allow"])
    for exception in policy["licenses"].get("exceptions", []):
        if exception["crate"] == package["name"]:
            allowed |= set(exception["allow"])
    if not package["license"]:
        yield f"{name} names no licence"
    elif not licence_allowed(package["license"], allowed):
        yield f"{name} has a licence that deny.toml does not allow: {package['license']}"


def main():
    with open("deny.toml", "rb") as file:
        policy = tomllib.load(file)
    wrong = list(unknown_keys(policy))
    if not wrong:
        found, dependents = packages(policy["graph"]["targets"])
        of = lambda package: dependents.get(package["id"], set())
        wrong = [fault for package in found for fault in faults(package, policy, of(package))]
        print(f"{len(found)} packages, their licences, bans and sources: {len(wrong)} faults")
    for fault in sorted(wrong):
        print(f"  {fault}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
