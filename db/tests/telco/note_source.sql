begin;
select plan(5);
delete from mobile_money.callback_sources;
select is(telco.note_source(p_source => '196.201.214.200'), 'new', 'the first address of all');
select is((select count(*) from messaging.alarms where kind = 'new_callback_source'), 0::bigint,
  'is where the operator lives');
select is(telco.note_source(p_source => '196.201.214.200'), 'known', 'and known from now on');
select is(telco.note_source(p_source => '203.0.113.9'), 'new', 'another one');
select is((select subject from messaging.alarms where kind = 'new_callback_source'), '203.0.113.9',
  'is looked at by somebody');
select finish();
rollback;
