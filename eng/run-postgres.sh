#!/usr/bin/env bash
# A private PostgreSQL 15 for tests, without Docker: eng/run-postgres.sh start|stop|kill <empty folder> [port] [durable]
# It trades durability for speed unless told to be durable, as those who kill it on purpose or measure it do.
set -euo pipefail
action=${1:?start or stop}
root=${2:?an empty folder}
port=${3:-5442}
mode=${4:-fast}
bin=/usr/lib/postgresql/15/bin
as_postgres() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
cd /
case $action in
  start)
    mkdir -p "$root"
    [ "$(id -u)" != 0 ] || chown postgres "$root"
    [ -d "$root/data" ] || as_postgres "$bin/initdb" -D "$root/data" -U postgres -A trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$root/initdb.log"
    settings="-c max_connections=300"
    [ "$mode" = durable ] || settings="$settings -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
    as_postgres "$bin/pg_ctl" -D "$root/data" -w -t 60 -l "$root/log" -o "-p $port -c listen_addresses=127.0.0.1 -k $root $settings" start >/dev/null
    ;;
  kill) # With its children at once: left alone they would finish what they are at, which a power cut does not allow.
    server=$(head -1 "$root/data/postmaster.pid" 2>/dev/null) && grep -qs postgres "/proc/$server/comm" || exit 0 # It ended by itself.
    all="$server $(grep -lE "^PPid:\s$server$" /proc/[0-9]*/status 2>/dev/null | cut -d/ -f3 || true)" # Processes end while grep reads.
    kill -9 $all || true # Some may have noticed and gone.
    while kill -0 $all 2>/dev/null; do sleep 0.02; done
    ;;
  stop) as_postgres "$bin/pg_ctl" -D "$root/data" -m fast -w stop >/dev/null ;;
esac
