#!/usr/bin/env bash
# Stops the processes of make run, also those that a killed run left behind, and the private PostgreSQL.
. "$(dirname "$0")/lib.sh"

# The process id may have been reused since: only our processes run in this directory.
ours() { [ "$(readlink "/proc/$1/cwd" 2>/dev/null)" = "$ROOT" ]; }
stop() {
  ours "$1" || return 0
  kill -TERM "$1" 2>/dev/null || true
  timeout 30 tail --pid="$1" -f /dev/null || kill -KILL "$1" 2>/dev/null || true
}
for file in "$LOCAL"/running/main "$LOCAL"/running/supervisor-*; do
  if [ -s "$file" ]; then stop "$(cat "$file")"; fi
done
rm -rf "$LOCAL/running"
scripts/cluster.sh stop
for home in "$LOCAL"/pg-home-*; do
  if [ -f "$home" ]; then LIPA_PG_VERSION=${home##*-} scripts/cluster.sh stop; fi
done
