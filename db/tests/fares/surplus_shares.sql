begin; select plan(4);
\ir ../fixtures/one_vehicle.psql
select is(fares.surplus_shares(array['loan', 'crew', 'fuel', 'profit'], array[0, 2000, 3000, 5000], 'profit', 5000),
  '{0,5000,1875,3125}', 'the others divide what is left as before, a pot gets nothing');
select is((select sum(b) from unnest(fares.surplus_shares(array['crew', 'fuel', 'sacco', 'profit'],
  array[1000, 3000, 3000, 3000], 'profit', 5000)) b), 5000 + 5000::bigint, 'to the basis point');
select is(fares.surplus_shares(array['crew', 'profit'], array[2000, 8000], 'profit', 2000), null,
  'not more is no surplus');
select is(fares.surplus_shares(array['fuel', 'profit'], array[2000, 8000], 'profit', 5000), null,
  'without a crew none');
select finish(); rollback;
