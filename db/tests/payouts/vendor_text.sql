begin; select plan(2);
\ir ../fixtures/vendors.psql
select is(payouts.vendor_text(v), 'Kencom Fuel, till 123456', 'a till is shown whole')
  from payouts.vendors v where v.vendor_id = :station;
select is(payouts.vendor_text(v), 'Fundi Mzuri, 247247 ..4321', 'of an account only the end')
  from payouts.vendors v where v.vendor_id = :garage;
select * from finish(); rollback;
