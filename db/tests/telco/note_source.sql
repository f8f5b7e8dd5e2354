begin; select plan(5);
delete from mobile_money.callback_sources;
create function pg_temp.alarms() returns text language sql as $$
  select string_agg(subject, ' ') from messaging.alarms where kind = 'new_callback_source' $$;
select is(telco.note_source(p_source => '196.201.214.200'), 'new', 'the first address of all is new');
select is(pg_temp.alarms(), null, 'it raises no alarm');
select is(telco.note_source(p_source => '196.201.214.200'), 'known', 'from now on it is known');
select is(telco.note_source(p_source => '203.0.113.9'), 'new', 'another address is new');
select is(pg_temp.alarms(), '203.0.113.9', 'it raises an alarm');
select finish(); rollback;
