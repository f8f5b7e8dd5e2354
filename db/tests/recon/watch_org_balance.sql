begin; select plan(14);
\ir ../fixtures/recon.psql
select date_trunc('minute', now()) - interval '2 minutes' as noon \gset
create function pg_temp.told(p_receipt text, p_at timestamptz, p_balance text) returns text language plpgsql as $$
declare
  v_outcome text := (select outcome from mobile_money.settle_payments(p_kind => 'c2b_confirmation',
    p_received_at => clock_timestamp(),
    p_messages => array[jsonb_populate_record(pg_temp.incoming(p_receipt, p_time => pg_temp.trans_time(p_at)),
      jsonb_build_object('org_balance', p_balance))]));
begin
  update mobile_money.payments set first_seen_at = paid_at + interval '3 seconds' where receipt = p_receipt;
  return v_outcome;
end $$;
create function pg_temp.watch(p_seconds int default 60) returns bigint language sql as $$
  select recon.watch_org_balance(p_at => date_trunc('minute', now()) - interval '2 minutes'
    + p_seconds * interval '1 second') $$;
create function pg_temp.jumps() returns text language sql as $$
  select string_agg(concat_ws(' ', receipt, cents, state), ', ' order by jump_id) from recon.balance_jumps $$;
select pg_temp.watch(0) \g /dev/null
select pg_temp.told('TMA0000001', :'noon', '1060.00'),
  pg_temp.told('TMA0000003', :'noon'::timestamptz + interval '2 seconds', '1180.00') \g /dev/null
select is(pg_temp.watch(6), 0::bigint, 'messages have some seconds to come');
select is(pg_temp.watch(8), 1::bigint, 'then a lost one is found by the balance of the next');
select is(pg_temp.jumps(), 'TMA0000003 6000 open', 'with what came');
select is((select (short_code, state, from_at - :'noon'::timestamptz, to_at - :'noon'::timestamptz)::text
    from recon.pull_windows), '(400222,due,-00:01:00,00:01:02)', 'the Pull API is asked at once about that time');
select is(pg_temp.watch(), 0::bigint, 'it is found once');
select is((select count(*)::int from recon.pull_windows), 1, 'and asked once');
-- The answer tells it: it is posted without delay.
select pg_temp.statement('pull', p_from => :'noon', p_to => now()) as p \gset
select pg_temp.line(:p, 'TMA0000002', p_at => :'noon'::timestamptz + interval '1 second') as l \gset
select recon.match_lines(p_at => :'noon'::timestamptz + interval '20 seconds', p_limit => 100) \g /dev/null
select is(pg_temp.line_is(:l), 'matched receipt fare', 'the payment that the answer names is posted');
select pg_temp.watch() \g /dev/null
select is(pg_temp.jumps(), 'TMA0000003 6000 explained', 'the jump is explained');
select is((select count(*)::int from messaging.alarms), 0, 'without an alarm');
-- One that no answer explains.
select pg_temp.told('TMA0000005', :'noon'::timestamptz + interval '10 seconds', '1300.00') \g /dev/null
select pg_temp.watch() \g /dev/null
select is((select count(*)::int from messaging.alarms), 0, 'the answer is waited for');
update recon.pull_windows set state = 'answered', answered_at = now() - interval '10 minutes';
select pg_temp.watch(), pg_temp.watch() \g /dev/null
select is((select (kind, subject, times_raised)::text || (detail ~ '^KES 60 came between') from messaging.alarms),
  '(balance_jump,TMA0000005,1)true', 'an answer that does not explain it raises an alarm, once');
select pg_temp.told('TMA0000004', :'noon'::timestamptz + interval '9 seconds', '1240.00') \g /dev/null
select pg_temp.watch() \g /dev/null
select is((select acknowledged_by || ' ' || acknowledged_reason from messaging.alarms), 'system explained',
  'which ends when the message comes');
select is(recon.watch_org_balance(null), 0::bigint, 'nothing for NULL');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select finish(); rollback;
