#!/usr/bin/env bash
# Runs one audited statement against guarded tables: window.sh REASON STATEMENT
# It runs as the owner of the tables in a maintenance window of the DDL guard, which is closed in any case.
. "$(dirname "$0")/lib.sh"

reason=${1:-} statement=${2:-}
[ -n "$reason" ] && [ -n "$statement" ] || die "usage: make window WHY='reason' CMD='alter table …'"
! foreign_database || die "DATABASE_URL is not the private instance; there a superuser calls ddl_guard.open_window"
id=$(super -At -d lipa -v reason="$reason" <<< "select ddl_guard.open_window(p_reason => :'reason', p_minutes => 5)")
trap 'super -o /dev/null -d lipa -c "select ddl_guard.close_window(p_window_id => $id)"' EXIT
OWNER_URL=$(pg_url lipa_owner)
export OWNER_URL
psql_at OWNER_URL --single-transaction -c "$statement"
super -d lipa -c "select at, command, kind, identity from ddl_guard.ddl_log where window_id = $id order by ddl_id"
