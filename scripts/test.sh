#!/usr/bin/env bash
# Runs the project's checks one after the other and ends with a table of them: all of them, or those that run no test.
#
#   scripts/test.sh all|lint
#
# A failed check does not keep the later ones from running; the exit code is 1 when any failed. When `all` was green for
# exactly these files and tools, the next run says so and stops; FORCE=1 or CI=true runs it anyway.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
unset MAKEFLAGS MFLAGS MAKELEVEL

# Every step is a process group of its own, so that a signal to this script ends all that the step has started.
set -m
job=
stop() {
    trap '' INT TERM HUP
    if [ -n "$job" ]; then
        kill -TERM -- "-$job" 2>/dev/null
        wait "$job" 2>/dev/null
    fi
    exit "$1"
}
trap 'stop 129' HUP
trap 'stop 130' INT
trap 'stop 143' TERM

summary=
failed=0

# step NAME COMMAND...: runs the command and notes how it ended and how long it took.
step() {
    local name=$1 start=$SECONDS word=passed
    shift
    printf '\n==> %s: %s\n' "$name" "$*"
    "$@" </dev/null &
    job=$!
    wait "$job" || { word=FAILED failed=$((failed + 1)); }
    job=
    summary+=$(printf '  %-22s %s in %d s' "$name" "$word" $((SECONDS - start)))$'\n'
}

lint_steps() {
    step format cargo fmt --all --check
    step house python3 scripts/house.py
    step web scripts/web.sh --check
    step links python3 scripts/links.py
    step licences scripts/licences.sh
    step clippy cargo clippy --locked --workspace --all-targets -- -D warnings
    step docs env RUSTDOCFLAGS='-D warnings' cargo doc --locked --workspace --no-deps
}

# The second run leaves out the packages that cannot reach the database: rdeps(store) is store and all that build on it.
# It is a filter over the same build, since another choice of packages would build them anew with other features.
test_steps() {
    step 'doc tests' cargo test --locked --workspace --doc
    if cargo nextest --version >/dev/null 2>&1; then
        step 'tests on SQLite' env TUMA_TEST_DATABASE=sqlite \
            cargo nextest run --locked --workspace --no-fail-fast
        step 'tests on PostgreSQL' env TUMA_TEST_DATABASE=postgres scripts/with_postgres.sh \
            cargo nextest run --locked --workspace --no-fail-fast --filterset 'rdeps(store)'
    else
        step 'tests on SQLite' env TUMA_TEST_DATABASE=sqlite \
            cargo test --locked --workspace --lib --bins --tests --no-fail-fast
        step 'tests on PostgreSQL' env TUMA_TEST_DATABASE=postgres scripts/with_postgres.sh \
            cargo test --locked --workspace --lib --bins --tests --no-fail-fast
    fi
    # The tests have built the binary.
    step 'web types' env E2E_BINARY="$(realpath "${CARGO_TARGET_DIR:-target}")/debug/tuma" npm --prefix web run --silent types:check
    step browser env E2E_BINARY="$(realpath "${CARGO_TARGET_DIR:-target}")/debug/tuma" npm --prefix web run --silent e2e
    step openapi tests/openapi/run.py "${CARGO_TARGET_DIR:-target}/debug/tuma"
    step interop tests/interop/run.py "${CARGO_TARGET_DIR:-target}/debug/tuma"
}

# Prints a hash of all that the outcome depends on: every file that git tracks or would, the tools, the settings.
fingerprint() {
    {
        rustc --version --verbose
        cargo nextest --version
        "$(scripts/with_postgres.sh --where)/postgres" --version
        node --version
        PATH=$PATH:/usr/sbin bearerbox --version
        env | grep -E '^(RUSTFLAGS|RUSTDOCFLAGS|CARGO_BUILD|CARGO_PROFILE|NEXTEST|PROPTEST|TUMA)_?' | sort
        git ls-files -z --cached --others --exclude-standard | sort -zu | xargs -0 sha256sum
    } 2>&1 | sha256sum
}

case ${1:-} in
lint)
    scripts/need.sh rust lints cc git python node || exit 1
    lint_steps
    ;;
all)
    scripts/need.sh rust lints cc git python node chromium postgres interop openapi || exit 1
    stamp=${CARGO_TARGET_DIR:-target}/tested
    before=$(fingerprint)
    if [ "${CI:-}" != true ] && [ -z "${FORCE:-}" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$before" ]; then
        echo "Nothing changed since the last green run, at $(date -r "$stamp" '+%Y-%m-%d %H:%M'). FORCE=1 runs it anyway."
        exit 0
    fi
    lint_steps
    test_steps
    # Files that changed while the checks ran were not checked as they are now.
    if [ "$failed" -eq 0 ] && [ "$(fingerprint)" = "$before" ]; then
        mkdir -p "${stamp%/*}"
        echo "$before" >"$stamp"
    fi
    ;;
*)
    echo "usage: scripts/test.sh all|lint" >&2
    exit 2
    ;;
esac

printf '\nSummary, %d s in all:\n%s' "$SECONDS" "$summary"
if [ "$failed" -gt 0 ]; then
    echo "FAILED: $failed of the steps above"
    exit 1
fi
