#!/usr/bin/env bash
# Keeps lipa_template_test up to date: a database with migrations, functions, guards and pgTAP, from which databases for
# tests are cloned in a tenth of a second.
. "$(dirname "$0")/lib.sh"

sources() {
  find db/actors.csv db/migrations db/functions db/load db/hardening scripts/{template,migrate,build}.sh scripts/roles.py -type f \
    2>/dev/null | LC_ALL=C sort || true
}
hash=$(sources | xargs sha256sum | sha256sum | cut -c1-24)
described() { super -At -d postgres -c "select shobj_description(oid, 'pg_database') from pg_database where datname = 'lipa_template_test'"; }

scripts/cluster.sh start
if [ "$(described)" = "$hash" ]; then exit 0; fi
one_at_a_time
if [ "$(described)" = "$hash" ]; then exit 0; fi

scripts/packages.sh --tests
new=lipa_template_next
super -d postgres -c "drop database if exists $new with (force)" 2>/dev/null
if ! scripts/build.sh "$new" > "$LOCAL/log/template.log" 2>&1; then
  cat "$LOCAL/log/template.log" >&2
  super -d postgres -c "drop database if exists $new with (force)"
  # With LIPA_STALE_TEMPLATE a broken file does not stop others who work in the same clone.
  if [ -n "${LIPA_STALE_TEMPLATE:-}" ] && [ -n "$(described)" ]; then say "keeping the older template"; exit 0; fi
  die "the template for tests could not be built"
fi
scripts/server.sh
super -d "$new" > /dev/null <<'SQL'
create schema tap;
create extension pgtap with schema tap;
grant usage on schema tap to lipa_owner;
SQL
if [ "$(super -At -d "$new" -c "select count(*) from pg_available_extensions where name = 'plpgsql_check'")" = 1 ]; then
  super -d "$new" -c 'create extension plpgsql_check with schema tap'
else
  say "plpgsql_check is not made for this PostgreSQL; its tests are skipped"
fi
# No connections to the template: an open session would block cloning.
super -d postgres > /dev/null <<SQL
select pg_advisory_lock(hashtext('lipa template'));
alter database $new with is_template true allow_connections false;
comment on database $new is '$hash';
$( [ -z "$(described)" ] || echo "alter database lipa_template_test with is_template false; drop database lipa_template_test;")
alter database $new rename to lipa_template_test;
SQL
