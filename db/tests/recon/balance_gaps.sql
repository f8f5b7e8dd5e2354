begin; select plan(13);
\ir ../fixtures/money_out.psql
\ir ../fixtures/recon_lines.psql
delete from mobile_money.mpesa_callbacks;
-- A confirmation whose balance is given, so many seconds after noon.
create function pg_temp.told(p_receipt text, p_second int, p_balance text, p_amount text default '60.00') returns text
language plpgsql as $$
declare
  v_outcome text := (select outcome from mobile_money.settle_payments(p_kind => 'c2b_confirmation',
    p_received_at => timestamptz '2026-11-20 12:10+03', p_messages => array[jsonb_populate_record(
      pg_temp.incoming(p_receipt, p_amount, p_time => to_char(timestamp '2026-11-20 12:00' + p_second * interval
        '1 second',
        'YYYYMMDDHH24MISS')), jsonb_build_object('org_balance', p_balance))]));
begin
  update mobile_money.payments set first_seen_at = paid_at + interval '3 seconds' where receipt = p_receipt;
  return v_outcome;
end $$;
create function pg_temp.gaps() returns text language sql as $$
  select string_agg(receipt || ' ' || cents, ', ' order by to_at) from recon.balance_gaps('400222',
    '2026-11-20 12:00+03', '2026-11-20 13:00+03') $$;
select pg_temp.told('TMA0000001', 1, '1060.00'), pg_temp.told('TMA0000002', 2, '1120.00') \g /dev/null
select is(pg_temp.gaps(), null, 'each balance is the one before plus the payment');
select pg_temp.told('TMA0000004', 4, '1240.00') \g /dev/null
select is(pg_temp.gaps(), 'TMA0000004 6000', 'the message about a payment of 60 in between is missing');
select is((select (to_char(from_at, 'SS'), to_char(to_at, 'SS'))::text from recon.balance_gaps('400222',
  '2026-11-20 12:00+03', '2026-11-20 13:00+03')), '(02,04)', 'between these moments');
select pg_temp.told('TMA0000003', 3, '1180.00') \g /dev/null
select is(pg_temp.gaps(), null, 'it came late: no gap');
-- In one second, in any order, and a message without a balance.
select pg_temp.told('TMA0000006', 5, '1360.00'), pg_temp.told('TMA0000005', 5, '1300.00') \g /dev/null
select is(pg_temp.gaps(), null, 'payments of one second have no order');
select pg_temp.told('TMA0000007', 6, ''), pg_temp.told('TMA0000008', 7, '1480.00') \g /dev/null
select is(pg_temp.gaps(), null, 'a payment whose message names no balance is counted');
select pg_temp.told('TMA0000009', 8, '1540.00'), pg_temp.told('TMA0000010', 8, '') \g /dev/null
-- Money that left.
select pg_temp.told('TMA0000011', 9, '2660.00', '1060.00'), pg_temp.told('TMA0000012', 10, '2710.00') \g /dev/null
select is(pg_temp.gaps(), null, 'also one of the same second; and the charge of a large payment leaves after it');
select pg_temp.told('TMA0000013', 11, '2170.00') \g /dev/null
select is(pg_temp.gaps(), 'TMA0000013 -60000', 'money left that we did not send');
select pg_temp.open_payout(p_cents => 60000, p_fee => 0, p_needs_approval => 'yes') \g /dev/null
select is(pg_temp.gaps(), 'TMA0000013 -60000', 'a payout that nobody approved explains nothing');
select pg_temp.open_payout(p_cents => 60000, p_fee => 0) as id \gset
select pg_temp.send(:id, 'unknown') \g /dev/null
select is(pg_temp.gaps(), null, 'one whose result is not here does');
-- A backlog is delivered.
select pg_temp.told('TMA0000015', 11, '2180.00', '10.00'), pg_temp.told('TMA0000016', 13, '2999.00') \g /dev/null
update mobile_money.payments set first_seen_at = paid_at + interval '1 hour' where receipt = 'TMA0000001';
select is(pg_temp.gaps(), null, 'while messages of earlier times arrive, balances say nothing');
select is((select count(*)::int from recon.balance_gaps(null, null, null)), 0, 'nothing for NULL');
-- A time that M-Pesa did not say does not count.
select pg_temp.told('TMA0000014', 12, '9999.00') \g /dev/null
update mobile_money.payments set flags = '{time_replaced}' where receipt = 'TMA0000014';
select is(pg_temp.gaps(), null, 'a payment that our clock dated is left out');
select finish(); rollback;
