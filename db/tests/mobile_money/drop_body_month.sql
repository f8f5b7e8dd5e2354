begin; select plan(10);
update privacy.retention_periods set keep_days = 400 where kind = 'raw_bodies';
select mobile_money.make_body_months(p_at => '1999-11-30') \g /dev/null
insert into mobile_money.mpesa_callbacks (kind, receipt, outcome, body_sha256, fields, next_attempt_at)
  select 'c2b_confirmation', 'Q' || n, case n when 2 then 'pending' else 'posted' end, sha256(n::text::bytea),
  case n when 2 then '{}'::jsonb end, case n when 2 then now() end from generate_series(1, 4) n;
insert into mobile_money.callback_bodies (callback_id, kept_at, body_sealed) select callback_id, case receipt
  when 'Q3' then '1999-12-05'::timestamptz else '1999-11-05' end, '\x5ea1' from mobile_money.mpesa_callbacks;
create function pg_temp.bodies() returns text language sql as $$
  select string_agg(receipt || ' ' || b.kept_at::date, ', ' order by receipt) from mobile_money.mpesa_callbacks
    join mobile_money.callback_bodies b using (callback_id) $$;
select is(mobile_money.drop_body_month(p_at => '2001-01-03 23:59:59+00'), 0::bigint,
  'a month stays until its last day is older than the period');
select is(pg_temp.bodies(), 'Q1 1999-11-05, Q2 1999-11-05, Q3 1999-12-05, Q4 1999-11-05', 'with all its bodies');
select is(mobile_money.drop_body_month(p_at => '2001-01-04 00:00+00'), 1::bigint,
  'then it goes');
select is(pg_temp.bodies(), 'Q2 2001-01-04, Q3 1999-12-05', 'a message that waits keeps its body');
select is(to_regclass('mobile_money.callback_bodies_1999_11'), null, 'the table is gone');
select is((select count(*)::int from mobile_money.mpesa_callbacks), 4, 'that the messages came is kept');
select results_eq($$ select action, subject, (after ->> 'moved')::int, after ? 'rows_estimated'
  from audit.change_log where action = 'drop_month' $$, $$ values ('drop_month'::text,
  'mobile_money.callback_bodies:1999-11'::text, 1, true) $$, 'the audit log has it');
select is(mobile_money.drop_body_month(p_at => '2001-01-05 00:00+00'), 0::bigint, 'again there is nothing to do');
select is(mobile_money.drop_body_month(p_at => '2001-06-01 00:00+00'), 1::bigint, 'of several the oldest');
select is((select min(month_table) from mobile_money.body_months()), 'callback_bodies_2000_01', 'one a call');
select finish(); rollback;
