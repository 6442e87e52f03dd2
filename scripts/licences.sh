#!/usr/bin/env bash
# Checks the licences, sources and bans of deny.toml, and the advisories where their database is on this machine.
#
# cargo-deny does it where it is installed; it takes minutes to build, so elsewhere scripts/licences.py reads the same file.
# Nothing is fetched: a check that depends on the day it runs would fail a commit that did nothing wrong.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo_home=${CARGO_HOME:-$HOME/.cargo}

if cargo deny --version >/dev/null 2>&1; then
    cargo deny --locked check bans licenses sources
else
    python3 -B -m doctest scripts/licences.py
    python3 scripts/licences.py
fi

if [ -d "$cargo_home/advisory-dbs" ] && cargo deny --version >/dev/null 2>&1; then
    cargo deny --locked check --disable-fetch advisories
elif [ -d "$cargo_home/advisory-db" ] && cargo audit --version >/dev/null 2>&1; then
    cargo audit --no-fetch --stale
else
    echo "advisories: not run (no advisory database on this machine, or neither cargo-deny nor cargo-audit to read it)"
fi
