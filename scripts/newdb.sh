#!/usr/bin/env bash
# Makes a migrated and loaded database and prints its addresses as shell assignments:
#   eval "$(scripts/newdb.sh mine)"      replaces a database of that name
#   scripts/newdb.sh --drop mine         drops it
. "$(dirname "$0")/lib.sh"

drop=
if [ "${1:-}" = --drop ]; then drop=yes; shift; fi
name=${1:-}
[[ "$name" =~ ^[a-z][a-z0-9_]{0,57}$ ]] || die "usage: newdb.sh [--drop] name (small letters, digits and _)"
case "$name" in lipa|postgres|template?|lipa_template_*) die "$name is a name that set-up uses itself" ;; esac

if [ -n "$drop" ]; then
  super -d postgres -c "drop database if exists $name with (force)" 2>/dev/null
  exit 0
fi
# A run of all tests has built the template already and makes many clones.
[ -n "${LIPA_TEMPLATE_IS_BUILT:-}" ] || scripts/template.sh
{
  echo "drop database if exists $name with (force);"
  # A shared lock: clones are made side by side, and wait only while the template is being replaced.
  echo "select pg_advisory_lock_shared(hashtext('lipa template'));"
  echo "create database $name template ${LIPA_TEST_TEMPLATE:-lipa_template_test} owner lipa_owner;"
  # Rights on the database itself are not cloned.
  echo "revoke all on database $name from public;"
  for actor in "${ACTORS[@]}"; do printf 'grant connect on database %s to lipa_%s;\n' "$name" "$actor"; done
  echo "comment on database $name is '$(mark)';"
  # The owner's sessions find pgTAP.
  echo "alter role lipa_owner in database $name set search_path = public, tap;"
} | super -d postgres > /dev/null 2> "$LOCAL/log/newdb-$name.log" || { cat "$LOCAL/log/newdb-$name.log" >&2; die "could not make $name"; }
rm -f "$LOCAL/log/newdb-$name.log"

printf 'DATABASE_URL=%q\n' "$(pg_url lipa_owner "$name")"
printf 'LIPA_SUPERUSER_URL=%q\n' "$(pg_url postgres "$name")"
for actor in "${ACTORS[@]}"; do
  printf 'LIPA_%s_URL=%q\n' "${actor^^}" "$(pg_url "lipa_$actor" "$name")"
done
