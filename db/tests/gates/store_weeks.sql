begin; select plan(9);
\ir ../fixtures/one_vehicle.psql
create function pg_temp.store(p_at text) returns int language sql as $$
  select gates.store_weeks(p_at => p_at::timestamp at time zone 'Africa/Nairobi') $$;
create function pg_temp.stored() returns text language sql as $$
  select string_agg(concat_ws(' ', to_char(week_on, 'MM-DD'), to_char(until_on, 'MM-DD'), fares,
    case when final_at is null then 'open' else 'final' end), ', ' order by week_on) from gates.pilot_weeks $$;
delete from gates.pilot_weeks;
select is(pg_temp.store('2026-11-30 02:30'), 4, 'on a Monday the new week has no day that is over');
select is(pg_temp.stored(), '11-02 11-08 0 final, 11-09 11-15 0 final, 11-16 11-22 0 final, 11-23 11-29 0 open',
  'weeks are final two days after their end');
select pg_temp.post_fare('TKF0000001', :split_rule_id, 6000, '2026-11-29 23:59+03'),
  pg_temp.post_fare('TKF0000002', :split_rule_id, 6000, '2026-11-17 12:00+03'),
  pg_temp.post_fare('TKF0000003', :split_rule_id, 6000, '2026-12-01 12:00+03')
  \g /dev/null
insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (sha256('w'), '\x01', '126');
insert into ussd.ussd_sessions (session_id, phone_hash, service_code, lang, state, started_at, last_at, ended_at) values
  ('w', sha256('w'), '*384*46#', 'sw', 'stage', '2026-11-29 23:59+03', '2026-11-30 00:01+03', '2026-11-30 00:01+03');
select is(pg_temp.store('2026-12-01 02:30'), 2, 'last week again, and this one');
select is(pg_temp.stored(), '11-02 11-08 0 final, 11-09 11-15 0 final, 11-16 11-22 0 final, 11-23 11-29 1 open, '
  '11-30 11-30 0 open', 'what came late to last week counts; a final week stays as it was');
select is(pg_temp.store('2026-12-01 03:30'), 2, 'the same night again changes nothing');
select is((select string_agg(concat_ws(' ', week_on, step, sessions), ', ') from gates.week_drops),
  '2026-11-23 stage 1', 'a session belongs to the week in which it began');
select pg_temp.store('2026-12-02 02:30') \g /dev/null
select is(pg_temp.stored(), '11-02 11-08 0 final, 11-09 11-15 0 final, 11-16 11-22 0 final, 11-23 11-29 1 final, '
  '11-30 12-01 1 open', 'on Wednesday last week is counted for the last time');
select is(pg_temp.store('2026-12-25 02:30'), 4, 'nights that were missed are caught up');
select is((select count(*)::int from gates.pilot_weeks where final_at is null), 1, 'and only the newest is open');
select finish(); rollback;
