begin; select plan(6);
\ir ../fixtures/signed_in.psql
create function pg_temp.act(p_who text, p_cause text) returns text language sql as $$
  select ops.retry_callbacks(p_session => sha256(p_who::bytea), p_cause => p_cause) ->> 'outcome' $$;
insert into mobile_money.mpesa_callbacks (kind, receipt, outcome, reason, body_sha256, fields, attempts,
  next_attempt_at) select 'c2b_confirmation', 'TKS' || n, 'pending', case when n < 4 then 'LFB12' else '40P01' end,
  sha256(n::text::bytea), '{}', 8, now() + interval '1 hour' from generate_series(1, 5) n;
select is(pg_temp.act('owner', 'LFB12'), 'absent', 'an owner may not retry');
select is(pg_temp.act('ops', '42883'), 'absent', 'nothing waits for that cause');
select is(pg_temp.act('ops', 'LFB12'), 'retried', 'operations retry all of one cause');
select results_eq($$ select receipt, attempts from mobile_money.mpesa_callbacks
  where next_attempt_at <= clock_timestamp() order by 1 $$, $$ select 'TKS' || n, 8 from generate_series(1, 3) n $$,
  'they are due at once, no others, and their tries still count');
select results_eq($$ select after ->> 'by', after ->> 'messages' from audit.change_log
  where action = 'requeue_callbacks' $$, format($$ values ('user:%s', '3') $$, pg_temp.id('ops')),
  'the audit log has who did it, and how many');
select is(pg_temp.refused(), 'mobile_money.mpesa_callbacks:LFB12, mobile_money.mpesa_callbacks:42883',
  'refusals are counted');
select finish(); rollback;
