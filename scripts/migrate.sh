#!/usr/bin/env bash
# Brings one database up to date: migrate.sh   (DATABASE_URL, or DATABASE_URL_FILE)
#   1. roles and their passwords; with LIPA_SUPERUSER_URL also the owner and the database (scripts/roles.py);
#   2. pending migrations (dbmate), as the owner of the tables;
#   3. functions, texts and rights (db/load/load.sh);
#   4. with LIPA_SUPERUSER_URL the DDL guard and the limits of the login roles (db/hardening, which may be left out).
# A migration that changes a guarded table needs a maintenance window (db/hardening/ddl_guard.sql). It is opened here
# for the pending migrations only, logged, and closed in any case.
# For tests, MIGRATIONS_DIR names another folder than db/migrations and DBMATE another program than dbmate.
. "$(dirname "$0")/lib.sh"

export DATABASE_URL=${DATABASE_URL:?migrate.sh needs the address of the database}
SUPER=${LIPA_SUPERUSER_URL:-}
as_super() { psql_at LIPA_SUPERUSER_URL "$@"; }

python scripts/roles.py

# A migration that waits for a lock makes all later calls wait too, so it gives up after half a second, lets them
# through, and tries again (apply_migrations).
case "$DATABASE_URL" in *\?*) dbmate_url="$DATABASE_URL&" ;; *) dbmate_url="$DATABASE_URL?" ;; esac
dbmate_url+="lock_timeout=500ms&statement_timeout=15min"
# libpq falls back to a connection without TLS; dbmate needs to be told.
tls() { python -c 'import os, psycopg; print(psycopg.connect(os.environ["DATABASE_URL"]).pgconn.ssl_in_use)' 2>/dev/null; }
case "$DATABASE_URL" in *sslmode=*) ;; *) [ "$(tls)" != False ] || dbmate_url+="&sslmode=disable" ;; esac
migrations() { DATABASE_URL=$dbmate_url "${DBMATE:-dbmate}" --no-dump-schema --migration-lock --migrations-dir "${MIGRATIONS_DIR:-db/migrations}" "$@"; }

has_ddl_guard() { [ -n "$SUPER" ] && [ "$(as_super -At -c "select to_regclass('ddl_guard.windows') is not null")" = t ]; }

# What was rolled back because a lock was not free is tried again, for about two minutes.
TRIES=60
apply_migrations() {
  local try
  for ((try = 1; try <= TRIES; try++)); do
    if migrations up > "$log" 2>&1; then return 0; fi
    grep -qE 'lock timeout|deadlock detected' "$log" || return 1
    sleep "1.$((RANDOM % 10))"
  done
  return 1
}

# Each step handles its own failure, because the caller's || switches set -e off in here.
with_window() {
  local id result=0
  id=$(as_super -At -v reason="migrations: $1" <<< "select ddl_guard.open_window(p_reason => :'reason', p_minutes => 15)") || return 1
  apply_migrations || result=1
  as_super -o /dev/null -c "select ddl_guard.close_window(p_window_id => $id)" || result=1
  return "$result"
}

log=$(mktemp)
pending=$(migrations status | sed -n 's/^\[ \] //p' | paste -sd' ' -)
if [ -n "$pending" ]; then
  if has_ddl_guard; then with_window "$pending"; else apply_migrations; fi \
    || { cat "$log" >&2; rm -f "$log"; die "a migration failed; what it did was rolled back"; }
fi
rm -f "$log"

db/load/load.sh

if [ ! -f db/hardening/ddl_guard.sql ]; then
  say "guards absent: no folder db/hardening, so neither the DDL guard nor limits of roles are set up"
elif [ -n "$SUPER" ]; then
  as_super -o /dev/null -f db/hardening/ddl_guard.sql
  as_super -o /dev/null -f db/hardening/role_limits.sql
else
  say "guards absent: no LIPA_SUPERUSER_URL, so the DDL guard can't be set up here (docs/decisions/ddl-guard.md)"
  psql_at DATABASE_URL -o /dev/null -f db/hardening/role_limits.sql 2> /dev/null \
    || say "limits absent: this login may not alter the login roles; have an administrator run db/hardening/role_limits.sql"
fi
