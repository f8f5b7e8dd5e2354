-- A batch with a plain payment, one of more than was asked for, and one that no prompt asked for.
begin; select plan(3);
\ir ../fixtures/one_vehicle.psql
select pg_temp.intent(r, :vehicle_id, 6000) from unnest(array['ab3xy', 'cd4xy']) r;
create function pg_temp.match(p_amounts text[]) returns text language sql as $$
  select string_agg(concat_ws(' ', (m.message).payment_ref, m.fare_cents, m.vehicle_id is not null), ', ' order by
    m.ordinal) from unnest(mobile_money.match_intents(p_payments => mobile_money.parse_payments(array[
      pg_temp.incoming('QAA0000001', p_amounts[1], '4628-AB3XY'), pg_temp.incoming('QAA0000002', p_amounts[2],
      '4628-CD4XY'), pg_temp.incoming('QAA0000003')], now()))) m $$;
select is(pg_temp.match(array['60', '70']), 'ab3xy t, cd4xy 6000 t, t', 'each is matched');
select is((select string_agg(state || ' ' || receipt, ', ' order by receipt) from mobile_money.payment_intents),
  'paid QAA0000001, paid QAA0000002', 'and ends its prompt');
select is(mobile_money.match_intents('{}'), '{}', 'no payments');
select finish(); rollback;
