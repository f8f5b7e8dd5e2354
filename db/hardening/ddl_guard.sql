-- The DDL guard: guards must not be switched off by the very role that owns the tables. Run as superuser
-- after every deploy (scripts/migrate.sh does); again, it takes stock anew.
--
-- A table is guarded once it carries a trigger named guard_…, a function once it is named guard_…. From
-- the end of the transaction that made it, its shape changes only inside a window, which only a
-- superuser opens, with a reason, for minutes. What happens inside is logged in ddl_guard.ddl_log.
-- Outside, a refusal is SQLSTATE 42501: nothing of ours raises it, so it never reaches a person.
begin;
set local client_min_messages = warning;
create schema if not exists ddl_guard;
comment on schema ddl_guard is
  'Superuser''s own: windows for changes to guarded tables, and the log of what was done in them.';
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
comment on table ddl_guard.windows is 'When guarded tables could be changed, by whose leave and why.';

create table if not exists ddl_guard.ddl_log (
  ddl_id    bigint generated always as identity primary key,
  at        timestamptz not null default clock_timestamp(),
  login     text        not null default session_user,
  window_id bigint      references ddl_guard.windows,
  command   text        not null,
  kind      text        not null,
  identity  text        not null
);
comment on table ddl_guard.ddl_log is
  'Every command that changed a shape inside a window, and every guard that was added outside of one.';

-- By number, because a name can be changed in the very command that is being judged.
create table if not exists ddl_guard.guarded (
  class_id  oid  not null,
  object_id oid  not null,
  identity  text not null,
  since     xid8,
  primary key (class_id, object_id)
);
comment on table ddl_guard.guarded is
  'Tables, functions and unique indexes that only change inside a window. since: the transaction that made them, '
  'which may still finish its work.';
revoke all on all tables in schema ddl_guard from public;

drop function if exists ddl_guard.note_rights();
\ir ddl_guard_functions.sql

-- Numbers differ after a restore from a dump: stock is taken anew, and all that is there counts as finished.
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
