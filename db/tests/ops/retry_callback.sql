begin; select plan(7);
\ir ../fixtures/signed_in.psql
create function pg_temp.act(p_who text, p_id text) returns text language sql as $$
  select ops.retry_callback(p_session => sha256(p_who::bytea), p_callback_id => p_id) ->> 'outcome' $$;
insert into mobile_money.mpesa_callbacks (kind,
  receipt, outcome, body_sha256, fields, attempts, next_attempt_at) values ('c2b_confirmation',
  'TKS0000001', 'pending', sha256('x'), '{}', 8, now() + interval '1 hour') returning callback_id \gset
select is(pg_temp.act('owner', :'callback_id'), 'absent', 'an owner may not retry');
select is(pg_temp.act('ops', '99999999999999999999999'), 'absent', 'there is no such message');
select is((select attempts from mobile_money.mpesa_callbacks where callback_id = :callback_id), 8, 'nothing happened');
select is(pg_temp.act('ops', :'callback_id'), 'retried', 'operations retry a stored message');
select ok((select attempts = 8 and next_attempt_at <= clock_timestamp() from mobile_money.mpesa_callbacks
  where callback_id = :callback_id), 'it is due at once');
select is(pg_temp.refused(), format('mobile_money.mpesa_callbacks:%s, mobile_money.mpesa_callbacks:***999',
  :'callback_id'), 'refusals are counted');
select pg_temp.confirm(pg_temp.incoming('TKS0000002')) \g /dev/null
select is(pg_temp.act('ops', (select callback_id::text from mobile_money.mpesa_callbacks where outcome = 'posted')),
  'absent', 'a settled message is none to retry');
select finish(); rollback;
