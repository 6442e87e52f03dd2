#!/usr/bin/env bash
# Installs what the test of the OpenAPI document needs from PyPI, as locked in this folder, into target/openapi.
#
#   tests/openapi/packages.sh [--look]      --look installs nothing; exits 1 where something is missing or older
#
# Nothing is done where the same files were installed before by the same python.
set -euo pipefail
cd "$(dirname "$0")"
target=${CARGO_TARGET_DIR:-../../target}/openapi
case ${CARGO_TARGET_DIR:-} in '' | /*) ;; *) target=../../$target ;; esac
stamp=$target/installed

wanted=$({ sha256sum requirements.txt packages.sh; python3 --version; } | sha256sum)
installed() {
    [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && [ -x "$target/venv/bin/schemathesis" ]
}

installed && exit 0
[ "${1:-}" != --look ] || exit 1

rm -rf "$target/venv" "$stamp"
mkdir -p "$target"
python3 -m venv "$target/venv"
"$target/venv/bin/python" -m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes \
    --requirement requirements.txt
echo "$wanted" >"$stamp"
