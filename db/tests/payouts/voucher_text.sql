begin; select plan(1);
\ir ../fixtures/vendors.psql
select is(array[payouts.voucher_text('fuel', :station, 'KZZ 001A'), payouts.voucher_text('fuel', null, 'KZZ 001A')],
  array['voucher KZZ 001A, Kencom Fuel', 'voucher KZZ 001A, fuel'], 'its vehicle, and its vendor or kind');
select * from finish(); rollback;
