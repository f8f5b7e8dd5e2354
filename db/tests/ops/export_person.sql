begin; select plan(4);
\ir ../fixtures/officials.psql
create function pg_temp.export(p_who text, p_phone text default 'rider') returns jsonb language sql as $$
  select ops.export_person(p_session => sha256(p_who::bytea), p_phone_hash => sha256(p_phone::bytea)) $$;
create function pg_temp.logged(p_key text) returns text language sql as $$
  select after ->> p_key from audit.changes where action = 'export_person' order by change_id desc limit 1 $$;
insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (sha256('rider'), '\x01', '126');
select is(pg_temp.export('owner') ->> 'outcome', 'absent', 'an owner may not export');
select is(pg_temp.export('ops') #>> '{held,phone,phone_sealed}', '\x01', 'operations get what we hold, sealed');
select is(pg_temp.logged('last3'), '126', 'the audit log has the export');
select pg_temp.export('ops', 'phone of stranger') \g /dev/null
select is(pg_temp.logged('user_id'), pg_temp.id('stranger')::text, 'and the account, if there is one');
select finish(); rollback;
