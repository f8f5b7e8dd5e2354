#!/usr/bin/env bash
# Installs packages and the virtual environment and brings the database up to date.
#   database.sh            updates the database
#   database.sh --fresh    drops the private database first
. "$(dirname "$0")/lib.sh"

# For a PostgreSQL that DATABASE_URL names: no server is started here, and its administrators may withhold rights.
query_foreign() { psql_at DATABASE_URL -At -c "$1"; }
mark_it() {
  query_foreign "do \$\$ begin execute format('comment on database %I is %L', current_database(),
    concat_ws(' ', ($COMMENT), '$(mark)')); end \$\$"
}
use_foreign() {
  local actor variable missing=()
  for actor in "${ACTORS[@]}"; do
    variable="LIPA_${actor^^}_URL"
    if [ -n "${!variable:-}" ] || [ -s "$SECRETS/lipa_$actor" ]; then continue; fi
    # A role that can log in already has a password.
    if [ "$(query_foreign "select count(*) from pg_roles where rolname = 'lipa_$actor' and rolcanlogin")" = 0 ]; then
      secret "lipa_$actor" new_password > /dev/null
    else
      missing+=("$variable")
    fi
  done
  set -a
  eval "$("$PYTHON" scripts/env.py)"
  set +a
  if [ -z "${LIPA_SUPERUSER_URL:-}" ] && [ "$(query_foreign 'select rolsuper from pg_roles where rolname = current_user')" = t ]; then
    export LIPA_SUPERUSER_URL=$DATABASE_URL
  fi
  # Before the migration, so that one that fails does not hide who began; after it where the database is not there yet.
  local new=
  if is_absent; then new=yes; elif is_empty; then mark_it; fi
  scripts/migrate.sh
  [ -z "$new" ] || mark_it
  [ ${#missing[@]} -eq 0 ] || say "the passwords of these roles were set elsewhere; put ${missing[*]} in the environment"
}

scripts/packages.sh
scripts/venv.sh requirements.txt
mkdir -p "$LOCAL/log"
if foreign_database; then
  [ "${1:-}" != --fresh ] || die "--fresh drops the private database only, never one that DATABASE_URL names"
  use_foreign
else
  scripts/cluster.sh start
  one_at_a_time
  if [ "${1:-}" = --fresh ]; then
    super -d postgres -c 'drop database if exists lipa with (force)' 2>/dev/null
    rm -rf "$LOCAL/demo.json" "$LOCAL/demo-people.json" "$LOCAL/demo-vehicles.json" "$LOCAL/sandbox"
  fi
  # Nothing to do when the sources are those of the last run.
  hash=$(find db/actors.csv db/migrations db/functions db/load db/hardening scripts -type f 2>/dev/null | LC_ALL=C sort | xargs sha256sum | sha256sum | cut -c1-24)
  if [ "$(super -At -d postgres -c "select shobj_description(oid, 'pg_database') from pg_database where datname = 'lipa'")" != "$hash $(mark)" ]; then
    scripts/build.sh lipa || die "the private database could not be brought up to date; if its migrations are older than these, make fresh starts with an empty one"
    super -d postgres -c "comment on database lipa is '$hash $(mark)'"
  fi
fi
