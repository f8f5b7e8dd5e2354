begin; select plan(8); set constraints all immediate;
insert into mobile_money.mpesa_callbacks (kind, receipt,
  outcome, body_sha256, fields, attempts, next_attempt_at) select 'c2b_confirmation', r, 'pending',
  sha256(r::bytea), '{}', n, now() - interval '1 second' from (values ('QKA', 0), ('QKB', 7)) as v(r, n);
create temp table got as select * from worker.claim_callbacks(p_limit => 10);
select is((select count(*) from got), 2::bigint, 'both are due');
select results_eq($$ select c.receipt, g.attempt from got g join mobile_money.mpesa_callbacks c using (callback_id)
  order by 1 $$, $$ values ('QKA', 1), ('QKB', 8) $$, 'claiming counts as an attempt');
select is_empty($$ select * from worker.claim_callbacks(10) $$, 'no second worker gets them meanwhile');
select ok((select next_attempt_at between now() + interval '2 seconds' and statement_timestamp() + interval '10 seconds'
  from mobile_money.mpesa_callbacks where receipt = 'QKA'), 'one is tried again soon');
select ok((select next_attempt_at - statement_timestamp() between interval '11 minutes' and interval '19 minutes'
  from mobile_money.mpesa_callbacks where receipt = 'QKB'), 'from the eighth attempt on every quarter of an hour');
select is((select count(*) from mobile_money.mpesa_callbacks where outcome = 'pending'), 2::bigint, 'neither is lost');
update mobile_money.mpesa_callbacks set next_attempt_at = now() + interval '3 days' where receipt = 'QKA';
select is((select count(*) from worker.claim_callbacks(10)), 1::bigint,
  'no pause lasts three days: the clock was ahead when it began');
update mobile_money.mpesa_callbacks set outcome = 'quarantine', fields = null,
  next_attempt_at = now() - interval '1 day';
select is_empty($$ select * from worker.claim_callbacks(10) $$, 'what was settled is not claimed');
select finish(); rollback;
