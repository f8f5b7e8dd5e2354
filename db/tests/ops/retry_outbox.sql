begin; select plan(5);
\ir ../fixtures/signed_in.psql
create function pg_temp.act(p_who text, p_id text) returns text language sql as $$
  select ops.retry_outbox(p_session => sha256(p_who::bytea), p_outbox_id => p_id) ->> 'outcome' $$;
insert into messaging.outbox (topic, key, payload, state) values ('sms', 'x', '{}', 'dead') returning outbox_id \gset
select is(pg_temp.act('owner', :'outbox_id'), 'absent', 'an owner may not retry');
select is(pg_temp.act('ops', '99999999999999999999999'), 'absent', 'there is no such dead letter');
select is(pg_temp.act('ops', :'outbox_id'), 'retried', 'operations retry a dead letter');
select is((select state from messaging.outbox where outbox_id = :outbox_id), 'ready', 'it waits for the worker');
select is(pg_temp.act('ops', :'outbox_id'), 'absent', 'a second call changes nothing');
select finish(); rollback;
