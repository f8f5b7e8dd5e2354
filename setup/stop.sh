#!/usr/bin/env bash
# Stops what make run started, also what a killed one left behind, and the private PostgreSQL.
. "$(dirname "$0")/lib.sh"

# A number may have been given to another process since: only ours run in this folder.
ours() { [ "$(readlink "/proc/$1/cwd" 2>/dev/null)" = "$ROOT" ]; }
stop() {
  local pid
  for pid in "$@"; do
    if ! ours "$pid"; then continue; fi
    kill -TERM "$pid" 2>/dev/null || true
    timeout 30 tail --pid="$pid" -f /dev/null || kill -KILL "$pid" 2>/dev/null || true
  done
}
pids_of() { cat "$LOCAL"/running/${1} 2>/dev/null || true; }

# shellcheck disable=SC2046  # numbers, one a line
stop $(pids_of main)
# shellcheck disable=SC2046
stop $(pids_of 'keeper-*')
rm -rf "$LOCAL/running" "$LOCAL/run.json"
setup/cluster.sh stop
