begin; select plan(8);
\ir ../fixtures/vendors.psql
create function pg_temp.page(p_vendor text default '', p_plate text default '', p_amount text default '',
  p_session text default 'owner') returns jsonb language sql as $$
  select owners.vendors(sha256(p_session::bytea), p_vendor, p_plate, p_amount) $$;
select is((select array_agg(v ->> 'name') from jsonb_array_elements(pg_temp.page() -> 'vendors') v),
  array['Kencom Fuel', 'Fundi Mzuri'], 'the approved vendors');
select is(pg_temp.page() #>> '{vehicles,0,balances,fuel}', '264600', 'and what the pots have');
select is(pg_temp.page() -> 'plan', 'null', 'nothing is planned yet');
select is(pg_temp.page(:'station', 'KZZ 001A', '1000') -> 'plan' @>
  '{"outcome": "fits", "cents": 100000, "fee_cents": 500, "total_cents": 100500, "purpose": "fuel", "plate": "KZZ 001A",
    "to": "Kencom Fuel, till 123456", "needs_approval": false}', true, 'what will happen, in figures');
select is(pg_temp.page('0', 'KZZ 001A', '1000') #>> '{plan,outcome}', 'vendor_wrong', 'no such vendor');
select is(array[pg_temp.page(:'station', 'KZZ 002B', '1000') ->> 'outcome',
  pg_temp.page(p_session => 'ops') ->> 'outcome'], array['absent', 'absent'], 'only their own vehicles, only owners');
select pg_temp.send(100000, 'Kencom Fuel, till 123456') \g /dev/null
select is(pg_temp.pay(:station, '1000'), 'queued', 'a payment');
select is(pg_temp.page() -> 'payments' -> 0 @> '{"name": "Kencom Fuel", "plate": "KZZ 001A", "cents": 100000,
  "state": "queued", "voucher": false}', true, 'is listed');
select * from finish(); rollback;
