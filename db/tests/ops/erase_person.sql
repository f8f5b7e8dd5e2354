begin;
\ir ../fixtures/signed_in.psql
select plan(7);
create function pg_temp.act(p_who text, p_phone text, p_reason text) returns text language sql as $$
  select ops.erase_person(p_session => sha256(p_who::bytea), p_phone_hash => sha256(p_phone::bytea),
    p_reason => p_reason) ->> 'outcome' $$;
insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (sha256('rider'), '\x01', '126');
select is(pg_temp.act('owner', 'rider', 'asked by letter'), 'absent', 'an owner may not');
select is(pg_temp.act('ops', 'rider', '  '), 'no_reason', 'an operator needs a reason');
select is(pg_temp.act('ops', 'rider', null), 'no_reason', 'nothing is none');
select is(pg_temp.act('ops', 'rider', 'asked by letter'), 'erased', 'with one the person is forgotten');
select is((select reason from privacy.erasures), 'asked by letter', 'which is written down');
select is((select after ->> 'outcome' from audit.changes where action = 'erase_person'), 'erased',
  'and in the audit log');
select throws_ok($$ select pg_temp.act('nobody', 'rider', 'asked by letter') $$, 'LFA60', null,
  'without a session there is nothing at all');
select * from finish();
rollback;
