#!/usr/bin/env bash
# Records where the server's processor time goes while a benchmark runs, and prints the functions that take most of it.
#
#   bench/profile.sh [SCENARIO] [SECONDS]      SCENARIO: a (default) to e, h, i or j; SECONDS: of recording, 10 by default
#
# With perf where it may sample (root, or kernel.perf_event_paranoid below 2), else with valgrind's callgrind, which runs
# the server about fifty times slower and so profiles a short load. The whole profile stays in bench/out/.
set -euo pipefail
cd "$(dirname "$0")/.."

scenario=${1:-a} seconds=${2:-10} lines=45
out=$PWD/bench/out
mkdir -p "$out"

cargo build --locked --release --package bench --package tuma
release=$(cargo metadata --format-version 1 --no-deps --locked | python3 -c 'import json, sys; print(json.load(sys.stdin)["target_directory"])')/release

bench=
# shellcheck disable=SC2317 # called by the trap
clean_up() { [ -z "$bench" ] || kill -TERM "$bench" 2>/dev/null || true; }
trap clean_up EXIT

# The server that a process has started, as soon as it answers requests.
server_of() {
    local pid
    for _ in $(seq 600); do
        pid=$(pgrep --parent "$1" --exact tuma) && { echo "$pid"; return; }
        kill -0 "$1" 2>/dev/null || return 1
        sleep 0.1
    done
    return 1
}

with_perf() {
    local server
    "$release/bench" --only "$scenario" --tuma "$release/tuma" --out "$out/profiled" \
        --seconds "$((seconds + 20))" --accept-seconds "$((seconds + 20))" >"$out/profile-bench.log" 2>&1 &
    bench=$!
    server=$(server_of "$bench") || { cat "$out/profile-bench.log" >&2; exit 1; }
    # The load warms up for two seconds before anything is measured.
    sleep 4
    perf record --quiet --freq 499 --call-graph fp --pid "$server" --output "$out/perf.data" -- sleep "$seconds"
    kill -TERM "$bench" && wait "$bench" || true
    bench=
    echo "# By thread"
    table overhead,comm
    echo
    echo "# By function, its own time"
    table overhead,comm,symbol | head -n "$lines"
}

# The recorded samples by these columns, the most first.
table() {
    perf report --input "$out/perf.data" --no-children --fields "$1" --stdio --call-graph none 2>/dev/null |
        sed -e '/^#/d' -e '/^$/d' -e 's/ *$//'
}

with_callgrind() {
    "$release/bench" --only "$scenario" --quick --tuma "$release/tuma" --out "$out/profiled" \
        --server-prefix "valgrind --tool=callgrind --callgrind-out-file=$out/callgrind.%p" >"$out/profile-bench.log" 2>&1 || true
    # The newest: the benchmark starts a server for every measurement. Of each path only the file is shown.
    callgrind_annotate --threshold=90 "$(ls -t "$out"/callgrind.* | head -n 1)" |
        sed -E -e 's#^(.*\)) +[^ ]*/#\1  #' -e 's# \[[^]]*\]$##' | head -n "$((lines + 30))"
}

if command -v perf >/dev/null && perf record --quiet --output /dev/null -- true 2>/dev/null; then
    with_perf
elif command -v valgrind >/dev/null; then
    with_callgrind
else
    echo "neither perf nor valgrind works here (Debian, Ubuntu: apt-get install linux-perf valgrind)" >&2
    exit 1
fi
