begin; select plan(3);
\ir ../fixtures/one_vehicle.psql
create function pg_temp.post(p_receipts text[], p_amounts text[], p_open_from date) returns bigint[] language sql as $$
  select mobile_money.post_to_vehicles(p_payments => mobile_money.parse_payments(array(
    select pg_temp.incoming(r, a, p_time => '20261123000001') from unnest(p_receipts, p_amounts) as u(r, a)),
    '2026-11-23 00:00:02+03'), p_time_zone => 'Africa/Nairobi', p_open_from => p_open_from) $$;
select pg_temp.post(array['QAA0000002', 'QAA0000001'], array['0.01', '60'], '2026-11-20') as journals \gset
select is((select string_agg(concat_ws(' ', f.receipt, f.business_on, f.amount_cents, f.channel), ', ' order by
  f.journal_id) from fares.fares f), 'QAA0000002 2026-11-23 1 paybill, QAA0000001 2026-11-23 6000 paybill',
  'each is a fare of the market''s day');
select is(:'journals'::bigint[], array(select f.journal_id from fares.fares f order by f.receipt desc),
  'their journals are in order');
select pg_temp.post(array['QAA0000003'], array['60'], '2026-12-01') \g /dev/null
select is((select f.business_on from fares.fares f where f.receipt = 'QAA0000003'), '2026-12-01',
  'one of a closed day counts for the first open day');
select finish(); rollback;
