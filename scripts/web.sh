#!/usr/bin/env bash
# Builds the dashboard into web/dist, which the Rust build embeds. Does nothing where it was built from just these files.
#
#   scripts/web.sh           what `make run` and `make test` call first
#   scripts/web.sh --check   also: house rules, types, unit tests; a style sheet list that differs fails
set -euo pipefail
cd "$(dirname "$0")/../web"

sources() {
    git ls-files -z --cached --others --exclude-standard -- . ':!e2e' ':!dist' | sort -zu | xargs -0 sha256sum | sha256sum
}

# npm ci takes what the lock file says and nothing else; it is needed again only when that file is newer than what it left.
packages() {
    [ node_modules/.package-lock.json -nt package-lock.json ] && return
    npm ci --no-audit --no-fund --loglevel=error
    touch node_modules/.package-lock.json
}

build() {
    local stamp=dist/.built now
    now=$(sources)
    [ "$(cat "$stamp" 2>/dev/null)" = "$now" ] && return
    packages
    npm run --silent build
    echo "$now" >"$stamp"
}

if [ "${1:-}" = --check ]; then
    packages
    npm run --silent check
    npm run --silent test
    CI=true npx vite build --logLevel warn
    sources >dist/.built
else
    build
fi
