-- What the owner of the tables can't do to the guards.
begin; select plan(27);
select is(current_user::text, 'lipa_owner', 'the owner of the tables runs these statements');
select throws_ok(t.statement, '42501', null, t.sentence) from (values
  ('alter table ledger.ledger_entries disable trigger guard_append_only', 'the owner can''t disable a guard'),
  ('alter table ledger.ledger_entries disable trigger all', 'nor all guards'),
  ('alter table ledger.ledger_entries enable trigger guard_append_only', 'nor make it weaker'),
  ('drop trigger guard_born_balanced on ledger.ledger_entries', 'nor drop it'),
  ('alter trigger guard_born_balanced on ledger.ledger_entries rename to harmless', 'nor rename it'),
  ($$create or replace function ledger.guard_append_only() returns trigger language plpgsql
    as 'begin return new; end'$$, 'nor replace its function'),
  ('alter function ledger.guard_append_only() rename to guard_nothing', 'nor rename its function'),
  ('drop function ledger.guard_append_only() cascade', 'nor drop its function'),
  ('create rule swallow as on insert to ledger.ledger_entries do instead nothing', 'nor skip inserts by a rule'),
  ('create trigger a_first before insert on ledger.ledger_entries for each row execute function '
    'suppress_redundant_updates_trigger()', 'nor put a trigger before the guards'),
  ('alter table ledger.cutoffs alter column closed_at type timestamptz '
    'using closed_at + interval ''1 day''', 'nor rewrite values by changing their type'),
  ('alter table ledger.holds drop constraint holds_amount_is_positive', 'nor drop a constraint'),
  ('alter table ledger.ledger_entries drop column currency cascade', 'nor drop a column'),
  ('alter table ledger.journals drop constraint journals_kind_reference_key', 'nor make a reference usable twice'),
  ('alter table ledger.ledger_entries rename to old_entries', 'nor rename the table'),
  ('alter table ledger.ledger_entries set schema public', 'nor move it to another schema'),
  ('alter schema ledger rename to old_ledger', 'nor with its schema'),
  ('drop table ledger.ledger_entries cascade', 'nor drop it'),
  ('drop schema ledger cascade', 'nor with its schema'),
  ('drop owned by lipa_owner cascade', 'nor with all objects of the owner'),
  ('create table ledger.more_entries () inherits (ledger.ledger_entries)', 'nor add unguarded rows by a child table'),
  ('alter table audit.change_log disable trigger user', 'nor disable the guard of the audit log'),
  ($$select ddl_guard.open_window(p_reason => 'I say so', p_minutes => 5)$$, 'nor open a maintenance window'),
  ('alter event trigger ddl_guard_checks_changes disable', 'nor disable the DDL guard')) as t(statement, sentence);
select lives_ok($$ create table ledger.test_of_ddl_guard (x int);
  create trigger guard_append_only before update or delete or truncate on ledger.test_of_ddl_guard
    for each statement execute function ledger.guard_append_only();
  alter table ledger.test_of_ddl_guard enable always trigger guard_append_only;
  alter table ledger.test_of_ddl_guard add y int;
  create index on ledger.test_of_ddl_guard (y);
  drop table ledger.test_of_ddl_guard;
  create index one_more on ledger.ledger_entries (currency);
  comment on table ledger.ledger_entries is 'a comment';
  alter table fleet.vehicles add colour text $$,
  'a migration can make guarded tables, index them, and change tables without guards');
select is_empty($$ select rolname from pg_roles where rolname = 'lipa_owner'
  and (rolsuper or rolcreaterole or rolreplication or rolbypassrls) $$, 'the owner can''t manage roles');
select finish(); rollback;
