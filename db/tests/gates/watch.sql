-- Each alarm of gates.gates fires from rows and ends when they do. One row of cases for each figure that this job
-- watches: what is well, what is bad and how long after, what mends it, and the moments after that.
begin; select plan(22);
\ir ../fixtures/gates.psql
-- Trips in shadow mode, one on each of the last days before the moment: paid by Lipa Fare, and told: in cash, and as
-- paid by Lipa Fare.
insert into fares.shadow_modes (route_id, mode, valid_from, made_by) values (:route_id, 'shadow', '2020-01-01', :maker);
create function pg_temp.trips(p_n int, p_paid bigint, p_told bigint) returns void language plpgsql as $$
declare v_trip bigint; v_at timestamptz;
begin
  for i in reverse p_n .. 1 loop
    v_at := pg_temp.at() - i * interval '1 day';
    insert into fleet.trips (vehicle_id, opened_by, opened_at, ends_at, closed_at, closed_as)
    select min(v.vehicle_id), (select min(user_id) from accounts.users), v_at, v_at + interval '6 hours',
           v_at + interval '20 minutes', 'ended' from fleet.vehicles v returning trip_id into v_trip;
    perform pg_temp.post_fare('T' || lpad(v_trip::text, 9, '0'), (select min(split_rule_id) from fares.split_rules),
      p_paid, v_at + interval '1 minute');
    insert into fares.cash_tallies (trip_id, vehicle_id, cents, digital_cents, told_by, told_at)
    select t.trip_id, t.vehicle_id, p_told, p_told, t.opened_by, v_at from fleet.trips t where t.trip_id = v_trip;
    perform fares.count_trips(p_at => v_at + interval '1 hour');
  end loop;
end $$;
create temporary table cases (gate text, well text, bad_after interval, bad text, step interval, mended text);
insert into cases values
  ('money_not_posted', 'select 1', '6 minutes', $$ select pg_temp.receive(1, 'pending', 90000) $$, '6 minutes',
   $$ update mobile_money.mpesa_callbacks set outcome = 'failed', fields = null, next_attempt_at = null
       where outcome = 'pending' $$),
  ('callback_silence', $$ insert into gates.message_hours
     select date_trunc('hour', now()) - make_interval(hours => n), 60 from generate_series(-2, 170) n $$, '30 minutes',
   'select 1', '6 minutes', $$ select pg_temp.receive(1, 'posted', 30) $$),
  ('callback_failures', 'select 1', '1 minute', $$ select pg_temp.receive(5, 'pending') $$, '6 minutes',
   $$ select pg_temp.receive(20, 'posted') $$),
  ('callback_delay', 'select 1', '1 minute', $$ update mobile_money.mpesa_callbacks
      set received_at = received_at - interval '31 seconds' where outcome = 'posted' $$, '5 minutes',
   $$ update mobile_money.mpesa_callbacks set received_at = now() where outcome = 'posted' $$),
  ('ussd_completion', $$ select pg_temp.prompt(20, 'paid') $$, '1 minute',
   $$ update mobile_money.payment_intents set state = 'failed' where payment_ref in ('p1', 'p2', 'p3', 'p4', 'p5') $$,
   '5 minutes', $$ update mobile_money.payment_intents set state = 'paid' $$),
  ('ussd_drops', $$ select pg_temp.dial(42, 'end', 1, 'yes') $$, '1 minute',
   $$ select pg_temp.dial(8, 'stage', 1, 'yes') $$, '5 minutes', $$ select pg_temp.dial(50, 'end', 1, 'yes') $$),
  ('receipts_late', $$ select pg_temp.send_receipts(30, 20) $$, '1 minute', $$ select pg_temp.send_receipts(3, 31) $$,
   '5 minutes', $$ select pg_temp.send_receipts(70, 20) $$),
  ('recon_unmatched', $$ select pg_temp.list_lines(97, 'matched') $$, '6 minutes',
   $$ select pg_temp.list_lines(3, 'open') $$, '6 minutes',
   $$ update recon.lines set state = 'matched', rule = 'amount', journal_id = line_id, matched_at = now()
       where state = 'open' $$),
  ('oldest_break', $$ select pg_temp.find_break(23) $$, '1 minute', $$ select pg_temp.find_break(36) $$, '6 minutes',
   $$ update recon.breaks set state = 'cleared', ended_at = now() where state = 'open' $$),
  ('payout_delay', $$ update payouts.float_balances set cents = 100000000, told_at = clock_timestamp();
     select pg_temp.open_payout() $$, '31 minutes', 'select 1', '6 minutes',
   $$ select payouts.give_back(p_payout_id => p.payout_id, p_state => 'failed', p_reason => 'x', p_result_code => '1')
        from payouts.payouts p where p.state = 'queued' $$),
  ('page_time', $$ insert into gates.page_loads values (pg_temp.at() - interval '1 minute', 250, 30720, 95) $$,
   '1 minute', $$ insert into gates.page_loads values (pg_temp.at() - interval '1 minute', 2500, 30720, 6) $$,
   '5 minutes',
   $$ insert into gates.page_loads values (pg_temp.at() - interval '1 minute', 250, 30720, 900) $$),
  ('page_weight', $$ insert into gates.page_loads values (pg_temp.at() - interval '1 minute', 250, 30720, 95) $$,
   '1 minute', $$ insert into gates.page_loads values (pg_temp.at() - interval '1 minute', 250, 131072, 6) $$,
   '5 minutes', $$ insert into gates.page_loads values (pg_temp.at() - interval '1 minute', 250, 30720, 900) $$),
  ('fare_margin', $$ select pg_temp.go_to('-10 days') $$, '0', $$ select pg_temp.pay_fares(7, 'sms') $$, '1 day',
   $$ select pg_temp.pay_fares(1, 'none') $$),
  ('cashless_share', $$ select pg_temp.trips(3, 7000, 3000) $$, '4 days', $$ select pg_temp.trips(3, 1000, 9000) $$,
   '1 day', $$ select pg_temp.trips(1, 7000, 3000) $$),
  ('tally_variance', $$ select pg_temp.trips(3, 10000, 10000) $$, '1 day', $$ select pg_temp.trips(3, 10000, 9100) $$,
   '61 minutes', $$ select pg_temp.trips(1, 10000, 9900) $$),
  ('archive_failing', $$ select pg_temp.back_up(0) $$, '1 minute', $$ update gates.backups set stop_lsn = '0/0' $$,
   '5 minutes', $$ update gates.backups set stop_lsn = pg_current_wal_lsn() $$),
  ('backup_age', $$ select pg_temp.back_up(0) $$, '30 hours', 'select 1', '6 minutes', $$ select pg_temp.back_up(1) $$);
-- Plays one case and undoes it: what is seen at each moment, an open alarm with a mark.
create function pg_temp.play(p_case cases, out seen text) language plpgsql as $$
begin
  perform pg_temp.go_to(interval '0');
  execute p_case.well;
  seen := pg_temp.watched(p_case.gate);
  perform pg_temp.go_to(p_case.bad_after);
  execute p_case.bad;
  seen := seen || ' ' || pg_temp.watched(p_case.gate);
  for i in 1 .. 3 loop
    perform pg_temp.go_to(p_case.bad_after + i * p_case.step);
    execute p_case.mended;
    seen := seen || ' ' || pg_temp.watched(p_case.gate);
  end loop;
  raise exception 'undo' using errcode = 'LFT00';
exception when sqlstate 'LFT00' then null;
end $$;
select matches((pg_temp.play(c)), '^(green|no_data|between) alarm! (alarm! )*(green! )*green( green| no_data)*$',
               c.gate || ' fires from rows and ends when they do')
  from cases c order by c.gate;
select set_eq('select gate from cases', $$ select gate from gates.gates where alarm_from = 'watch_gates' $$,
  'every figure whose alarm comes from here was played');
-- What staff acknowledged.
select pg_temp.go_to('0'), pg_temp.find_break(40), pg_temp.watched('oldest_break') \g /dev/null
select matches((select detail from messaging.alarms where kind = 'oldest_break'),
  '^40 h of 1 cases; alarm >= 36 h, green < 24 h$', 'the alarm names the figure and its bounds');
update messaging.alarms set acknowledged_at = pg_temp.at(), acknowledged_by = 'user:1', acknowledged_reason = 'seen'
 where kind = 'oldest_break';
select is(pg_temp.go_to('10 minutes') || pg_temp.watched('oldest_break'), pg_temp.at() || 'alarm',
  'what was acknowledged stays so while it goes on');
select is(pg_temp.go_to('25 hours') || pg_temp.watched('oldest_break'), pg_temp.at() || 'alarm!',
  'a day later it is raised again');
update gates.gates set alarm_bound = 3600000 where gate = 'oldest_break';
select is(pg_temp.go_to('26 hours') || pg_temp.watched('oldest_break'), pg_temp.at() || 'between!',
  'between the bounds an open alarm stays open');
select finish(); rollback;
