#!/usr/bin/env bash
# Checks that the tools a command needs are here, and installs from the distribution those it may.
#
#   scripts/need.sh [--look] TOOL...      TOOL: rust lints cc git python node chromium postgres interop openapi
#
# Says nothing where all is there. Otherwise it installs with apt-get (as root, or through sudo; for `interop` and
# `openapi` also with npm and pip, into target/), and what it cannot install it lists, all at once, each with the way to get it, and
# exits 1. Rust is never installed from here: which toolchain a machine has is its owner's choice. --look reports every
# tool and installs nothing.
set -euo pipefail
cd "$(dirname "$0")/.."

look=
missing=()

rust_wanted=$(sed -n 's/^rust-version *= *"\(.*\)"/\1/p' Cargo.toml)

# at_least WANTED FOUND: whether version FOUND is WANTED or newer.
at_least() {
    [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]
}

version_of() {
    "$@" --version 2>/dev/null | grep -oE '[0-9]+(\.[0-9]+)+' | head -n 1 || true
}

or_none() { echo "${1:-none}"; }

has_rust() { at_least "$rust_wanted" "$(version_of cargo)" && at_least "$rust_wanted" "$(version_of rustc)"; }
has_lints() { cargo fmt --version && cargo clippy --version; }
has_cc() { command -v cc; }
has_git() { command -v git; }
has_node() { at_least 20 "$(version_of node)" && command -v npm; }
has_chromium() { command -v chromium || command -v chromium-browser || [ -n "${CHROMIUM:-}" ]; }
has_python() { python3 -c 'import tomllib'; }
has_postgres() { scripts/with_postgres.sh --where; }
has_openapi() { python3 -c 'import ensurepip, venv' 2>/dev/null && tests/openapi/packages.sh --look; }
has_interop() { [ -z "$(interop_lacks)" ] && tests/interop/packages.sh --look; }

# Kannel's boxes and slapd stand where only root's PATH leads.
has_program() { command -v "$1" || [ -x "/usr/sbin/$1" ]; }

# interop_lacks: the Debian packages that the interop tests still need.
interop_lacks() {
    command -v node >/dev/null || echo nodejs
    command -v npm >/dev/null || echo npm
    { has_program bearerbox && has_program smsbox; } >/dev/null || echo kannel
    { has_program slapd && has_program slapadd; } >/dev/null || echo slapd
    python3 -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv
    command -v jq >/dev/null || echo jq
    command -v oathtool >/dev/null || echo oathtool
}

describe() {
    case $1 in
    rust) echo "Rust $rust_wanted or newer (cargo here: $(or_none "$(version_of cargo)"), rustc here: $(or_none "$(version_of rustc)")). With rustup, from https://rustup.rs
    or your distribution: rustup toolchain install $rust_wanted --component clippy,rustfmt && rustup default $rust_wanted" ;;
    lints) echo "rustfmt and clippy. With rustup: rustup component add rustfmt clippy" ;;
    cc) echo "a C compiler called cc (SQLite is built into Tuma). Debian, Ubuntu: apt-get install gcc libc6-dev" ;;
    git) echo "git (the checks ask it which files are the project's). Debian, Ubuntu: apt-get install git" ;;
    python) echo "Python 3.11 or newer (python3; the licence check reads TOML). Debian, Ubuntu: apt-get install python3" ;;
    node) echo "Node.js 20 or newer with npm (here: $(or_none "$(version_of node)")): the dashboard is built with it. https://nodejs.org, or your
    distribution where it is new enough" ;;
    chromium) echo "Chromium (the dashboard's tests drive it; CHROMIUM names another one). Debian: apt-get install chromium" ;;
    postgres) echo "the PostgreSQL 15 server or a newer one (its initdb and pg_ctl; the tests start a cluster of their own).
    Debian, Ubuntu: apt-get install postgresql-15, or postgresql where there is no 15" ;;
    interop) echo "what the interop tests run against: Node.js with npm, Kannel, slapd, Python's venv, jq, oathtool, and the packages locked in tests/interop.
    Debian, Ubuntu: apt-get install nodejs npm kannel slapd python3-venv jq oathtool, then tests/interop/packages.sh (asks npm and PyPI)" ;;
    openapi) echo "what calls every operation of the OpenAPI document: Python's venv, and the packages locked in tests/openapi.
    Debian, Ubuntu: apt-get install python3-venv, then tests/openapi/packages.sh (asks PyPI)" ;;
    esac
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif [ -t 0 ]; then
        sudo "$@"
    else
        sudo --non-interactive "$@"
    fi
}

# may_install: whether apt-get is here and we are root, or sudo lets us be. Where not, why_not says why.
why_not=
may_install() {
    if ! command -v apt-get >/dev/null; then
        why_not='there is no apt-get here'
    elif [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
        why_not="$(id -un) is not root, and there is no sudo here"
    elif ! as_root true 2>/dev/null; then
        why_not="$(id -un) is not root, and sudo does not let it be without asking"
    else
        return 0
    fi
    return 1
}

lists_are_fresh=
refresh_lists() {
    [ -z "$lists_are_fresh" ] || return 0
    as_root apt-get update -q </dev/null || echo "apt-get update failed; trying with the package lists as they are"
    lists_are_fresh=yes
}

apt_install() {
    echo "installing with apt-get: $*"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" </dev/null
}

# Debian's server package starts a cluster on port 5432 when it is installed. The tests have no use for it, and nobody
# who runs the tests asked for it, so the package is told not to make one.
apt_install_postgres() {
    local setting=/etc/postgresql-common/createcluster.d/tuma-tests.conf package=postgresql
    apt-cache show postgresql-15 >/dev/null 2>&1 && package=postgresql-15
    as_root mkdir -p "${setting%/*}"
    echo 'create_main_cluster = false' | as_root tee "$setting" >/dev/null
    apt_install "$package" || { as_root rm -f "$setting"; return 1; }
    as_root rm -f "$setting"
}

# Debian's kannel and slapd start servers on their usual ports when they are installed and at every start of the machine.
# The tests start their own, on ports of their own.
apt_install_unstarted() {
    local policy=/usr/sbin/policy-rc.d ours= code=0
    if [ ! -e "$policy" ]; then
        ours=yes
        printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
        as_root chmod 755 "$policy"
    fi
    apt_install "$@" || code=$?
    [ -z "$ours" ] || as_root rm -f "$policy"
    return "$code"
}

# One after the other: a nodejs that is not Debian's brings its npm along and conflicts with the package npm.
install_interop() {
    local package
    for package in nodejs npm kannel slapd python3-venv jq oathtool; do
        [[ " $(interop_lacks | tr '\n' ' ')" == *" $package "* ]] || continue
        may_install || return 1
        refresh_lists
        apt_install_unstarted "$package" || return 1
        case $package in kannel | slapd) as_root update-rc.d "$package" disable || return 1 ;; esac
    done
    tests/interop/packages.sh
}

install_openapi() {
    if ! python3 -c 'import ensurepip, venv' 2>/dev/null; then
        may_install || return 1
        refresh_lists
        apt_install python3-venv || return 1
    fi
    tests/openapi/packages.sh
}

install() {
    case $1 in
    cc) apt_install gcc libc6-dev ;;
    git) apt_install git ;;
    python) apt_install python3 ;;
    node) apt_install nodejs npm ;;
    chromium) apt_install chromium fonts-noto-core ;;
    postgres) apt_install_postgres ;;
    interop) install_interop ;;
    openapi) install_openapi ;;
    *) return 1 ;;
    esac
}

# require TOOL: have it, or install it, or note it as missing.
require() {
    "has_$1" >/dev/null 2>&1 && return
    case $1 in
    rust | lints) ;;
    # These need apt-get only where a program is missing, and see to that themselves.
    interop | openapi) install "$1" || true ;;
    *)
        if may_install; then
            refresh_lists
            install "$1" || true
        fi
        ;;
    esac
    "has_$1" >/dev/null 2>&1 && return
    missing+=("$1")
}

if [ "${1:-}" = --look ]; then
    look=yes
    shift
fi
for tool in "$@"; do
    if [ -z "$look" ]; then
        require "$tool"
    elif "has_$tool" >/dev/null 2>&1; then
        echo "have     $tool"
    else
        echo "missing  $(describe "$tool")"
    fi
done

if [ ${#missing[@]} -gt 0 ]; then
    {
        echo "Missing on this machine:"
        for tool in "${missing[@]}"; do
            echo "  - $(describe "$tool")"
        done
        [ -z "$why_not" ] || echo "Nothing was installed: $why_not."
    } >&2
    exit 1
fi
