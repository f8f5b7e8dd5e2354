begin;
\ir ../fixtures/signed_in.psql
select plan(6);
create function pg_temp.act(p_who text, p_id text) returns text language sql as $$
  select ops.retry_outbox(p_session => sha256(p_who::bytea), p_outbox_id => p_id) ->> 'outcome' $$;
insert into messaging.outbox (topic, key, payload, state) values ('sms', 'x', '{}', 'dead') returning outbox_id \gset
select is(pg_temp.act('owner', :'outbox_id'), 'absent', 'an owner may not');
select is(pg_temp.act('ops', '99999999999999999999999'), 'absent', 'what is not dead can not be tried again');
select is(pg_temp.act('ops', :'outbox_id'), 'retried', 'an operator gives dead work another round');
select is((select state from messaging.outbox where outbox_id = :outbox_id), 'ready', 'and it waits for the worker');
select is(pg_temp.act('ops', :'outbox_id'), 'absent', 'pressing again changes nothing');
select throws_ok($$ select pg_temp.act('nobody', '1') $$, 'LFA60', null, 'without a session there is nothing at all');
select finish();
rollback;
