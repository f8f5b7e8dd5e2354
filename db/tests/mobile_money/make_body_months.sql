begin; select plan(11);
create function pg_temp.months() returns text language sql as $$ select string_agg(substr(month_table, 17), ' '
  order by from_at) from mobile_money.body_months() where from_at < '2001-01-01' $$;
select is(mobile_money.make_body_months(p_at => '1999-11-30 23:59+03'), 4::bigint, 'a month and the three after it');
select is(pg_temp.months(), '1999_11 1999_12 2000_01 2000_02', 'also over the end of a year');
select is(mobile_money.make_body_months(p_at => '1999-11-30 23:59+03'), 0::bigint, 'again there is nothing to do');
select is(mobile_money.make_body_months(p_at => '1999-12-01 02:59+03'), 0::bigint, 'in UTC it is November still');
select is(mobile_money.make_body_months(p_at => '1999-12-01 03:00+03'), 1::bigint, 'then one more');
insert into mobile_money.callback_bodies (callback_id, kept_at, body_sealed) values
  (-1, '1999-12-31 23:59:59+00', '\x01'), (-2, '2000-01-01 00:00+00', '\x01'), (-3, '2000-05-09 00:00+00', '\x01');
select results_eq($$ select callback_id, tableoid::regclass::text from mobile_money.callback_bodies
  where callback_id < 0 order by 1 desc $$, $$ values (-1::bigint, 'mobile_money.callback_bodies_1999_12'::text),
  (-2, 'mobile_money.callback_bodies_2000_01'), (-3, 'mobile_money.callback_bodies_other') $$,
  'bodies go into their month, or into the default partition where there is none');
select is(mobile_money.make_body_months(p_at => '2000-03-01 00:00+00'), 2::bigint,
  'a month of which bodies lie in the default partition is left out');
select is(pg_temp.months(), '1999_11 1999_12 2000_01 2000_02 2000_03 2000_04 2000_06', 'the others are made');
select is(obj_description('mobile_money.callback_bodies_2000_06'::regclass, 'pg_class'),
  'Bodies of operator messages that were kept in 2000-06.', 'a partition says what it is');
-- As docs/runbooks/month_missing.md says.
set local lock_timeout = '2s'; lock table mobile_money.callback_bodies in access exclusive mode;
create temporary table moving on commit drop as select * from mobile_money.callback_bodies_other;
delete from mobile_money.callback_bodies_other;
select is(mobile_money.make_body_months(p_at => '2000-05-10'), 3::bigint, 'once its bodies are set aside it is made');
insert into mobile_money.callback_bodies select * from moving;
select is((select tableoid::regclass::text from mobile_money.callback_bodies where callback_id = -3),
  'mobile_money.callback_bodies_2000_05', 'and has them');
select finish(); rollback;
