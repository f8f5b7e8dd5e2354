#!/usr/bin/env bash
# Packages, virtual environment, database: everything that serving and testing stand on.
#   database.sh            brings it up to date
#   database.sh --fresh    drops the private database first
. "$(dirname "$0")/lib.sh"

# A PostgreSQL elsewhere: no server here, and its own administrators may have kept some rights back.
use_foreign() {
  local super=${LIPA_SUPERUSER_URL:-} missing=()
  if [ -z "$super" ] && [ "$(psql -X -At -d "$DATABASE_URL" -c 'select rolsuper from pg_roles where rolname = current_user')" = t ]; then
    super=$DATABASE_URL
  fi
  LIPA_SUPERUSER_URL=$super setup/migrate.sh "$DATABASE_URL"
  [ -n "$super" ] || say "guards absent: no superuser here, so event triggers against disabling the guards are not set up (docs/decisions/0012)"
  for actor in "${ACTORS[@]}"; do
    local variable="LIPA_${actor^^}_URL"
    if [ -n "${!variable:-}" ]; then continue; fi
    case "$(psql -X -At -d "$DATABASE_URL" -c "select rolcanlogin from pg_roles where rolname = 'lipa_$actor'")" in
      f) echo "alter role lipa_$actor login password '$(secret "lipa_$actor" new_password)';" | psql -X -q -v ON_ERROR_STOP=1 -d "$DATABASE_URL" \
           || missing+=("$variable") ;;
      *) [ -s "$SECRETS/lipa_$actor" ] || missing+=("$variable") ;;
    esac
  done
  [ ${#missing[@]} -eq 0 ] || say "these roles got their passwords elsewhere; set ${missing[*]} in the environment"
}

setup/packages.sh
setup/venv.sh requirements.txt
mkdir -p "$LOCAL/log"
if foreign_database; then
  [ "${1:-}" != --fresh ] || die "--fresh drops the private database only, never one that DATABASE_URL names"
  use_foreign
else
  setup/cluster.sh start
  one_at_a_time
  if [ "${1:-}" = --fresh ]; then
    super -d postgres -c 'drop database if exists lipa with (force)' 2>/dev/null
    rm -rf "$LOCAL/demo.json" "$LOCAL/demo-vehicles.json" "$LOCAL/sandbox"
  fi
  # A second run finds the same sources as the last one and has nothing to do.
  hash=$(find db/migrations db/functions db/superuser setup -type f 2>/dev/null | LC_ALL=C sort | xargs sha256sum | sha256sum | cut -c1-24)
  if [ "$(super -At -d postgres -c "select shobj_description(oid, 'pg_database') from pg_database where datname = 'lipa'")" != "$hash" ]; then
    setup/build.sh lipa || die "the private database could not be brought up to date; if it is from an older draft, make fresh starts it anew"
    super -d postgres -c "comment on database lipa is '$hash'"
  fi
fi
