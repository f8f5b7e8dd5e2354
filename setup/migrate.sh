#!/usr/bin/env bash
# Brings one database to today's shape and code: migrate.sh [url]   (else DATABASE_URL)
#   1. pending migrations (dbmate), as the owner of the tables;
#   2. functions, texts and rights (db/functions/load.sh);
#   3. the superuser's guards (db/superuser), where LIPA_SUPERUSER_URL lets us in.
# A migration that touches a guarded table needs an open window (see db/superuser/warden.sql): it is
# opened here for the pending migrations only, logged, and closed whatever happens.
. "$(dirname "$0")/lib.sh"

export DATABASE_URL=${1:-${DATABASE_URL:?migrate.sh needs a url as its argument or in DATABASE_URL}}
SUPER=${LIPA_SUPERUSER_URL:-}
as_super() { psql -X -q -v ON_ERROR_STOP=1 -d "$SUPER" "$@"; }

migrate() {
  dbmate --no-dump-schema --migration-lock --migrations-dir db/migrations up
}

warden_is_there() { [ -n "$SUPER" ] && [ "$(as_super -At -c "select to_regclass('warden.windows') is not null")" = t ]; }

with_window() {
  local id pending=$1
  id=$(as_super -At -v reason="migrations: $pending" <<< "select warden.open_window(:'reason', interval '15 minutes')")
  # shellcheck disable=SC2064  # the number is known now
  trap "psql -X -q -d '$SUPER' -c 'select warden.close_window($id)' >/dev/null" EXIT
  migrate
  as_super -c "select warden.close_window($id)" >/dev/null
  trap - EXIT
}

pending=$(dbmate --no-dump-schema --migrations-dir db/migrations status | sed -n 's/^\[ \] //p' | paste -sd' ' -)
if [ -n "$pending" ]; then
  if warden_is_there; then with_window "$pending"; else migrate; fi > "$LOCAL/log/migrate-$$.log" 2>&1 \
    || { cat "$LOCAL/log/migrate-$$.log" >&2; rm -f "$LOCAL/log/migrate-$$.log"; die "a migration failed; what it did was rolled back"; }
  rm -f "$LOCAL/log/migrate-$$.log"
fi

db/functions/load.sh "$DATABASE_URL"

if [ -n "$SUPER" ]; then
  for file in db/superuser/*.sql; do
    [ -f "$file" ] || continue
    as_super -f "$file" > /dev/null
  done
fi
