begin;
\ir ../fixtures/signed_in.psql
select plan(7);
create function pg_temp.act(p_who text, p_id text) returns text language sql as $$
  select ops.retry_callback(p_session => sha256(p_who::bytea), p_callback_id => p_id) ->> 'outcome' $$;
insert into mobile_money.mpesa_callbacks (kind, receipt, outcome, body_sha256, body_sealed, fields, attempts,
  next_attempt_at)
values ('c2b_confirmation', 'TKS0000001', 'pending', sha256('x'), '\x01', '{}', 8, now() + interval '1 hour')
  returning callback_id \gset
select is(pg_temp.act('owner', :'callback_id'), 'absent', 'an owner may not');
select is(pg_temp.act('ops', '99999999999999999999999'), 'absent', 'what does not wait can not be tried again');
select is((select attempts from mobile_money.mpesa_callbacks where callback_id = :callback_id), 8,
  'and nothing happened');
select is(pg_temp.act('ops', :'callback_id'), 'retried', 'an operator gives a kept message another round');
select ok((select attempts = 0 and next_attempt_at <= clock_timestamp() from mobile_money.mpesa_callbacks
  where callback_id = :callback_id),
  'and it is due at once, with all its tries');
select is(pg_temp.refused(), format('mobile_money.mpesa_callbacks:%s, mobile_money.mpesa_callbacks:***999',
  :'callback_id'),
  'the refusals left a trace');
select throws_ok($$ select pg_temp.act('nobody', '1') $$, 'LFA60', null, 'without a session there is nothing at all');
select finish();
rollback;
