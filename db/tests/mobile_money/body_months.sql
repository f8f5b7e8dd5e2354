begin; select plan(3);
select set_eq($$ select month_table from mobile_money.body_months() $$, $$ select relname::text from pg_class c
  join pg_inherits i on i.inhrelid = c.oid where i.inhparent = 'mobile_money.callback_bodies'::regclass
  and relname <> 'callback_bodies_other' $$, 'every partition but the default one');
create table mobile_money.callback_bodies_1999_02 partition of mobile_money.callback_bodies
  for values from ('1999-02-01 00:00+00') to ('1999-03-01 00:00+00');
set local timezone = 'Africa/Nairobi'; set local datestyle = 'German';
select results_eq($$ select * from mobile_money.body_months() limit 1 $$, $$ values ('callback_bodies_1999_02',
  '1999-02-01 00:00+00'::timestamptz, '1999-03-01 00:00+00'::timestamptz) $$, 'with its bounds, oldest first');
set local timezone = 'UTC'; set local datestyle = 'ISO';
select is_empty($$ select from mobile_money.body_months() where month_table
  <> to_char(from_at at time zone 'UTC', '"callback_bodies_"YYYY_MM') or until_at - from_at > interval '31 days' $$,
  'each is a month of UTC and has its name');
select finish(); rollback;
