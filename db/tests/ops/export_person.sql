begin;
\ir ../fixtures/signed_in.psql
select plan(5);
create function pg_temp.ask(p_who text) returns jsonb language sql as $$
  select ops.export_person(p_session => sha256(p_who::bytea), p_phone_hash => sha256('rider')) $$;
insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (sha256('rider'), '\x01', '126');
select is(pg_temp.ask('owner') ->> 'outcome', 'absent', 'an owner may not');
select is(pg_temp.ask('ops') #>> '{held,phone,phone_sealed}', '\x01', 'an operator gets what we hold, sealed');
select is((select after ->> 'last3' from audit.changes where action = 'export_person'), '126',
  'and the audit log says so');
select ops.export_person(p_session => sha256('ops'), p_phone_hash => sha256('phone of stranger')) \g /dev/null
select is((select after ->> 'user_id' from audit.changes where action = 'export_person'
  order by change_id desc limit 1),
  (select user_id::text from accounts.users where phone_hash = sha256('phone of stranger')),
    'and whose account it was, where the person has one');
select throws_ok($$ select pg_temp.ask('nobody') $$, 'LFA60', null, 'without a session there is nothing at all');
select * from finish();
rollback;
