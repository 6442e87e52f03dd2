#!/usr/bin/env bash
# Installs what the interop tests need from npm and PyPI, as locked in this folder, into target/interop.
#
#   tests/interop/packages.sh [--look]      --look installs nothing; exits 1 where something is missing or older
#
# Nothing is done where the same files were installed before by the same node and python.
set -euo pipefail
cd "$(dirname "$0")"
target=${CARGO_TARGET_DIR:-../../target}/interop
case ${CARGO_TARGET_DIR:-} in '' | /*) ;; *) target=../../$target ;; esac
stamp=$target/installed

wanted=$({ sha256sum package.json package-lock.json requirements.txt packages.sh; node --version; python3 --version; } | sha256sum)
installed() {
    [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && [ -d "$target/node/node_modules/oidc-provider" ] && [ -x "$target/venv/bin/python" ]
}

installed && exit 0
[ "${1:-}" != --look ] || exit 1

rm -rf "$target/node" "$target/venv" "$stamp"
mkdir -p "$target/node"
cp package.json package-lock.json "$target/node"
npm ci --prefix "$target/node" --ignore-scripts --no-audit --no-fund --loglevel error
python3 -m venv "$target/venv"
"$target/venv/bin/python" -m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes \
    --requirement requirements.txt
echo "$wanted" >"$stamp"
