#!/usr/bin/env bash
# Loads every function and audit view. The database is that of DATABASE_URL. It guarantees:
#   - one transaction: a load that fails leaves the old functions in place;
#   - the path is the name: a file defines exactly the function (or audit view) of its path;
#   - no strays: a function in our schemas without a file is refused, and so is an overload;
#   - every body is compiled, though files may call each other in any order;
#   - rights follow from folders: lipa_telco may call telco.*, and no other role may.
. "$(dirname "$0")/../../scripts/lib.sh"
: "${DATABASE_URL:?load.sh needs the address of the database}"
shopt -s nullglob

files=(db/functions/*/*.sql)
[ ${#files[@]} -gt 0 ] || { echo "load: no files in db/functions" >&2; exit 1; }
# Views call functions, so functions come first; within each kind the order is that of the paths.
mapfile -t views < <(grep -lEi '^create or replace view ' "${files[@]}" || true)
mapfile -t functions < <(grep -LEi '^create or replace view ' "${files[@]}" || true)

awk -f db/load/path_is_name.awk "${files[@]}"
loaded=$(printf '%s\n' "${files[@]}" db/functions/messaging/texts.csv \
    db/functions/jobs/schedule.csv \
  | LC_ALL=C sort | xargs sha256sum | sha256sum | cut -c1-64)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
started=$EPOCHREALTIME

script() {
  local file schema name
  cat <<'SQL'
begin;
set local client_min_messages = warning;
set local lock_timeout = '10s';
set local statement_timeout = '60s';
set local search_path = pg_catalog;
-- Two loads at once run one after the other.
select pg_advisory_xact_lock(hashtext('load lipa functions'));
set local check_function_bodies = off;
SQL
  # \warn prints the path to stderr: an error that follows belongs to that file.
  for file in "${functions[@]}" "${views[@]}"; do printf '\\warn @ %s\n\\i %s\n' "$file" "$file"; done
  echo 'create temporary table schemas (name text primary key) on commit drop;'
  for schema in db/functions/*/; do printf "insert into schemas values ('%s');\n" "$(basename "$schema")"; done
  printf '\\warn @ db/load/load.sql\n\\i db/load/load.sql\n'
  for file in "${functions[@]}"; do
    schema=${file#db/functions/} name=${file##*/}
    printf '\\warn @ %s\n' "$file"
    printf "select case l.lanname when 'plpgsql' then plpgsql_validator(p.oid)
                              when 'sql' then fmgr_sql_validator(p.oid) end
      from pg_proc p join pg_language l on l.oid = p.prolang
     where p.pronamespace = '%s'::regnamespace and p.proname = '%s';\n" "${schema%%/*}" "${name%.sql}"
  done
  if [ -f db/functions/messaging/texts.csv ]; then
    printf '\\warn @ db/functions/messaging/texts.csv\n\\i db/load/load_texts.sql\n'
  fi
  if [ -f db/functions/access/permissions.csv ]; then
    printf '\\warn @ db/functions/access/permissions.csv\n\\i db/load/load_permissions.sql\n'
  fi
  if [ -f db/functions/jobs/schedule.csv ]; then
    printf '\\warn @ db/functions/jobs/schedule.csv\n\\i db/load/load_jobs.sql\n'
  fi
  # web/core/release.py computes the same hash, so that a process can ask whether its functions were loaded here.
  printf "insert into config.loaded_functions (sha256) values ('%s') on conflict do nothing;\n" "$loaded"
  echo 'commit;'
  # In a transaction of its own, because it locks the default partition. Where a dump is in the way, the job does it later.
  printf '\\warn @ db/functions/mobile_money/make_body_months.sql\n\\set ON_ERROR_STOP off\n'
  echo 'select mobile_money.make_body_months(p_at => clock_timestamp());'
}

# Reports file and line. psql names the line of a syntax error; a body is compiled later, and then the server counts
# lines within the body.
explain() {
  local file line body
  grep -Ev '^@ ' "$work/err" >&2 || true
  file=$(grep -E '^@ ' "$work/err" | tail -1 | cut -c3-)
  line=$(grep -oE '(^|[^:])(line|LINE) [0-9]+' "$work/err" | grep -oE '[0-9]+' | tail -1 || true)
  body=$(grep -nE '\$[a-z_]*\$' "$file" | head -1 | cut -d: -f1 || true)
  if [ -n "$line" ] && [ -n "$body" ] && ! grep -q "^psql:$file:" "$work/err"; then
    file+=":$((body + line - 1))"
  fi
  echo "load: refused at $file; nothing was changed" >&2
}

script > "$work/script"
if ! psql_at DATABASE_URL -o /dev/null -f "$work/script" 2> "$work/err"; then
  explain
  exit 1
fi
grep -Ev '^@ ' "$work/err" >&2 || true
awk -v a="$started" -v b="$EPOCHREALTIME" -v f="${#functions[@]}" -v v="${#views[@]}" \
  'BEGIN { printf "load: %d functions and %d audit views in %.2f s\n", f, v, b - a }'
