begin; select plan(2);
\ir ../fixtures/one_vehicle.psql
select pg_temp.intent('ab3xy', :vehicle_id, 6000);
select pg_temp.confirm(pg_temp.incoming(r, p_account => a))
  from (values ('QAA0000001', '4628'), ('QAA0000002', '4628-AB3XY')) t(r, a) \g /dev/null
delete from messaging.outbox;
create function pg_temp.tell() returns text[] language sql as $$
  select mobile_money.tell_payers(p_payments => mobile_money.parse_payments(array[pg_temp.incoming('QAA0000001'),
    pg_temp.incoming('QAA0000002', p_account => '4628-AB3XY'), pg_temp.incoming('QAA0000003', p_payer_hash =>
    sha256('stranger'))], now()), p_time_zone => 'Africa/Nairobi');
  select array(select key from messaging.outbox where topic = 'sms') $$;
select is(pg_temp.tell(), array['QAA0000002'], 'whom we know by the prompt');
select is(pg_temp.tell(), array['QAA0000002'], 'once');
select finish(); rollback;
