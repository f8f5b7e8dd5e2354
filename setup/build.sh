#!/usr/bin/env bash
# Makes a database on the private instance if it isn't there, and brings it up to date: build.sh NAME
. "$(dirname "$0")/lib.sh"

name=${1:?build.sh needs the name of a database}
[[ "$name" =~ ^[a-z][a-z0-9_]{0,62}$ ]] || die "a database is named by small letters, digits and _ (not $name)"

owner_password=$(secret lipa_owner new_password)
# Passwords travel by stdin: neither the process list nor the server's log shows them.
super -d postgres <<SQL
set log_statement = 'none'; set log_min_error_statement = 'panic'; set log_min_duration_statement = -1;
do \$\$
declare
  v_role text;
begin
  perform pg_advisory_xact_lock(hashtext('lipa roles'));
  -- Roles are made here and not by their owner-to-be: on PostgreSQL 15 whoever may create roles may
  -- also grant himself the server's files and programs, and would be above the warden.
  foreach v_role in array string_to_array('${ACTORS[*]}', ' ') loop
    if not exists (select from pg_roles where rolname = 'lipa_' || v_role) then
      execute format('create role %I nologin noinherit', 'lipa_' || v_role);
    end if;
  end loop;
  if not exists (select from pg_roles where rolname = 'lipa_owner') then
    create role lipa_owner login;
  end if;
  alter role lipa_owner nocreaterole nocreatedb;
  execute format('alter role lipa_owner password %L', '$owner_password');
end \$\$;
SQL
if [ "$(super -At -d postgres -c "select count(*) from pg_database where datname = '$name'")" = 0 ]; then
  super -d postgres -c "create database $name owner lipa_owner template template0"
fi
LIPA_SUPERUSER_URL="postgresql://postgres:$(secret postgres new_password)@127.0.0.1:$(pg_port)/$name?sslmode=disable" \
  setup/migrate.sh "$(pg_url lipa_owner "$name")"
{
  echo "set log_statement = 'none'; set log_min_error_statement = 'panic'; set log_min_duration_statement = -1;"
  echo "select pg_advisory_lock(hashtext('lipa roles'));"
  for actor in "${ACTORS[@]}"; do
    echo "alter role lipa_$actor login password '$(secret "lipa_$actor" new_password)';"
  done
} | super -d postgres > /dev/null
