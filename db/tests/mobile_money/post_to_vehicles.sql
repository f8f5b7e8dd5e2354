begin;
\ir ../fixtures/one_vehicle.psql
select plan(5);
create function pg_temp.judged(p_place int, p_receipt text, p_amount text) returns mobile_money.judged language sql as $$
  select mobile_money.judge_message(pg_temp.incoming(p_receipt, p_amount, '4628', '20261122235959'), p_place, '2026-11-23 00:00:02+03') $$;
create temporary table posted as select p.* from mobile_money.post_to_vehicles(
  p_messages => array[pg_temp.judged(7, 'QAA0000001', '60'), pg_temp.judged(3, 'QAA0000002', '0.01')], p_time_zone => 'Africa/Nairobi', p_open_from => '2026-11-20') p;
insert into posted select p.* from mobile_money.post_to_vehicles(array[pg_temp.judged(9, 'QAA0000003', '60')], 'Africa/Nairobi', '2026-12-01') p;
select is((select string_agg(concat_ws(' ', place, receipt, amount_cents, f.business_on), ', ' order by place) from posted join fares.fares f using (journal_id) where place < 9),
  '3 QAA0000002 1 2026-11-22, 7 QAA0000001 6000 2026-11-22', 'each message becomes a fare, on the market''s day of when it was paid');
select is((select array_agg(distinct payer_last3) from posted join fares.fares using (journal_id)), '{126}', 'with the last three digits for the conductor');
select is((select business_on from posted join fares.fares using (journal_id) where place = 9), date '2026-12-01', 'a closed day counts as the first open one');
select is((select array_agg(invariant) from audit.ledger_proof where invariant not like 'payments%' and faults <> 0), null, 'every invariant of the book holds');
select is(pg_temp.changed(), 'fares.fares ledger.journals ledger.ledger_entries', 'nothing else changed');
select finish();
rollback;
