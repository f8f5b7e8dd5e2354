begin; select plan(9);
create function pg_temp.open() returns text language sql as $$
  select string_agg(detail, ', ') from messaging.alarms where kind = 'month_missing' and acknowledged_at is null $$;
select mobile_money.make_body_months(p_at => '1999-11-30') \g /dev/null
select is(mobile_money.watch_body_months(p_at => '2000-01-31 23:59:59+00'), 0, 'next month is there');
select is(mobile_money.watch_body_months(p_at => '2000-02-01 00:00+00'), 1, 'and now it isn''t');
select is(pg_temp.open(), '2000-03 has no partition', 'the alarm names it');
select is(mobile_money.watch_body_months(p_at => '2000-02-02 00:00+00'), 0, 'it is raised once');
update messaging.alarms set acknowledged_at = now(), acknowledged_by = 'user:1', acknowledged_reason = 'we look at it';
select is(mobile_money.watch_body_months(p_at => '2000-02-02 00:00+00'), 0, 'not again when staff know');
insert into mobile_money.callback_bodies (callback_id, kept_at, body_sealed) values (-3, '2000-05-09 00:00+00', '\x01');
select is(mobile_money.watch_body_months(p_at => '2000-02-02 00:00+00') || pg_temp.open(), '12000-03 has no partition; '
  'bodies since 2000-05-09 lie in the default partition', 'unless there is more');
delete from mobile_money.callback_bodies where callback_id = -3;
select mobile_money.make_body_months(p_at => '2000-02-02') \g /dev/null
select is(mobile_money.watch_body_months(p_at => '2000-02-02 00:00+00'), 0, 'when all is well');
select is((select acknowledged_reason from messaging.alarms), 'the months are there', 'it ends by itself');
select is(mobile_money.watch_body_months(p_at => '2000-05-01 00:00+00') || pg_temp.open(), '12000-06 has no partition',
  'and comes again with its cause');
select finish(); rollback;
