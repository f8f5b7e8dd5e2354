begin; select plan(3);
\ir ../fixtures/vendors.psql
select is((select array_agg(c ->> 'name') from jsonb_array_elements(payouts.vendor_cards(array['approved'])) c),
  array['Kencom Fuel', 'Fundi Mzuri'], 'by kind and name');
select is(payouts.vendor_cards(array['approved']) -> 0 ->> 'to', 'till 123456', 'where the money goes');
select is(payouts.vendor_cards(array['removed']), '[]', 'none is removed');
select * from finish(); rollback;
