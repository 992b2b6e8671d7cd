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
  kill) kill -9 $(cat "$root/data/postmaster.pid" | head -1) ;; # Its children notice within moments and end.
  stop) as_postgres "$bin/pg_ctl" -D "$root/data" -m fast -w stop >/dev/null ;;
esac
