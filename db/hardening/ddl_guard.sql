-- The DDL guard: even the owner of the tables can't switch a guard off. Run by scripts/migrate.sh as superuser after
-- every deploy; a second run lists the guarded objects again.
--
-- A table is guarded when it has a trigger named guard_…, a function when it is named guard_…. After the transaction
-- that made them, their definition changes only in a maintenance window, which only a superuser can open, with a
-- reason, for some minutes. Changes in a window are logged in ddl_guard.ddl_log. Outside a window they are refused with
-- 42501, which no function of ours raises, so people never see it.
begin;
set local client_min_messages = warning;
create schema if not exists ddl_guard;
comment on schema ddl_guard is
  'For superusers: maintenance windows for changes to guarded tables, and the log of those changes.';
revoke all on schema ddl_guard from public;

create table if not exists ddl_guard.windows (
  window_id bigint generated always as identity primary key,
  opened_at timestamptz not null default clock_timestamp(),
  opened_by text        not null default session_user,
  reason    text        not null,
  closes_at timestamptz not null,
  closed_at timestamptz,
  constraint windows_have_a_reason check (length(btrim(reason)) between 5 and 2000)
);
comment on table ddl_guard.windows is
  'Maintenance windows: when guarded tables could be changed, who allowed it and why.';

create table if not exists ddl_guard.ddl_log (
  ddl_id    bigint generated always as identity primary key,
  at        timestamptz not null default clock_timestamp(),
  login     text        not null default session_user,
  window_id bigint      references ddl_guard.windows,
  command   text        not null,
  kind      text        not null,
  identity  text        not null
);
comment on table ddl_guard.ddl_log is 'Every command that changed a definition in a maintenance window.';

-- By oid, because the command that is checked may change the name.
create table if not exists ddl_guard.guarded (
  class_id  oid  not null,
  object_id oid  not null,
  identity  text not null,
  since     xid8,
  primary key (class_id, object_id)
);
comment on table ddl_guard.guarded is
  'Tables, functions and unique indexes that change only in a maintenance window. since: the transaction that made '
  'them, which may still change them.';
revoke all on all tables in schema ddl_guard from public;

drop function if exists ddl_guard.note_rights();
\ir ddl_guard_functions.sql

-- Oids differ after a restore from a dump, so the list is made again, and every object in it counts as finished.
delete from ddl_guard.guarded;
select ddl_guard.list_guarded(p_since => null) \g /dev/null

drop event trigger if exists ddl_guard_checks_changes;
drop event trigger if exists ddl_guard_checks_drops;
create event trigger ddl_guard_checks_changes on ddl_command_end execute function ddl_guard.check_changes();
create event trigger ddl_guard_checks_drops on sql_drop execute function ddl_guard.check_drops();
alter event trigger ddl_guard_checks_changes enable always;
alter event trigger ddl_guard_checks_drops enable always;
revoke all on all functions in schema ddl_guard from public;
commit;
