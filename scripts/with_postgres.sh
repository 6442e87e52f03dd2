#!/usr/bin/env bash
# Runs a command beside a PostgreSQL cluster of its own, and removes the cluster however the command ends.
#
#   scripts/with_postgres.sh COMMAND...   the command finds the superuser's URL in TUMA_TEST_POSTGRES_URL
#   scripts/with_postgres.sh --where      prints the folder of the PostgreSQL programs that would be used
#
# The cluster lives in a new folder under /tmp, listens on 127.0.0.1 alone, on a port that was free, and keeps fsync on,
# so that the tests see the durability that users get. PostgreSQL refuses to run as root: root's cluster belongs to the
# user postgres (or nobody). Its password is drawn anew, for else every user of the machine would be its superuser.
set -euo pipefail

oldest=15
max_connections=300

# Prints the folder that holds the newest initdb, pg_ctl and postgres of a good enough version.
find_programs() {
    local dir version best='' best_version=0
    for dir in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin "$(dirname "$(command -v initdb || echo /none/initdb)")"; do
        if ! [ -x "$dir/initdb" ] || ! [ -x "$dir/pg_ctl" ]; then continue; fi
        version=$("$dir/initdb" --version | grep -oE '[0-9]+' | head -n 1)
        if [ "$version" -ge "$oldest" ] && [ "$version" -gt "$best_version" ]; then
            best=$dir best_version=$version
        fi
    done
    [ -n "$best" ] && echo "$best"
}

programs=$(find_programs) || {
    echo "no PostgreSQL $oldest or newer found: see scripts/need.sh postgres" >&2
    exit 1
}
if [ "${1:-}" = --where ]; then
    echo "$programs"
    exit
fi

owner=$(id -un)
if [ "$(id -u)" -eq 0 ]; then
    owner=nobody
    id postgres >/dev/null 2>&1 && owner=postgres
fi

# Runs a command as the cluster's owner, in a folder that the owner may enter.
as_owner() (
    cd /tmp
    if [ "$(id -un)" = "$owner" ]; then "$@"; else runuser -u "$owner" -- "$@"; fi
)

# Stops the cluster in the given folder, if it runs, and removes the folder. Nothing in it is worth a clean shutdown.
remove_cluster() {
    as_owner "$programs/pg_ctl" stop --pgdata "$1/data" --mode immediate --silent >/dev/null 2>&1 || true
    rm -rf "$1"
}

# A run that was killed with SIGKILL could not clean up. Its folder names its process; when that is gone, so may it be.
remove_orphans() {
    local dir
    for dir in /tmp/tuma-postgres.*; do
        if ! [ -f "$dir/pid" ] || [ "$(stat -c %U "$dir")" != "$owner" ]; then continue; fi
        kill -0 "$(cat "$dir/pid")" 2>/dev/null || remove_cluster "$dir"
    done
}

child=
cluster=
# shellcheck disable=SC2317 # called by the trap
clean_up() {
    trap '' INT TERM HUP
    [ -z "$child" ] || kill -TERM "$child" 2>/dev/null || true
    [ -z "$cluster" ] || remove_cluster "$cluster"
    [ -z "$child" ] || wait "$child" 2>/dev/null || true
}
trap clean_up EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

remove_orphans
cluster=$(as_owner mktemp -d /tmp/tuma-postgres.XXXXXX)
as_owner tee "$cluster/pid" <<<"$$" >/dev/null

password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
as_owner tee "$cluster/password" <<<"$password" >/dev/null
as_owner "$programs/initdb" --pgdata "$cluster/data" --username postgres --pwfile "$cluster/password" \
    --auth-local trust --auth-host password --encoding UTF8 --locale C --no-sync >"$cluster/initdb.log" 2>&1 </dev/null || {
    cat "$cluster/initdb.log" >&2
    exit 1
}

# Whether a port is free is known by taking it: try one after the other until the server has started.
start_cluster() {
    local options
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        port=$((10000 + RANDOM % 20000))
        options="-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$cluster -c max_connections=$max_connections"
        if as_owner "$programs/pg_ctl" start --pgdata "$cluster/data" --log "$cluster/server.log" --silent --wait \
            --options "$options" </dev/null >/dev/null 2>&1; then
            return
        fi
        grep -q 'could not bind' "$cluster/server.log" || break
    done
    cat "$cluster/server.log" >&2
    return 1
}
start_cluster

# In the background, so that a signal to this script is answered at once and not when the command has ended.
TUMA_TEST_POSTGRES_URL="postgres://postgres:$password@127.0.0.1:$port/postgres" "$@" <&0 &
child=$!
code=0
wait "$child" || code=$?
child=
exit "$code"
