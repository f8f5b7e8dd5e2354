begin; select plan(3);
\ir ../fixtures/vouchers.psql
select pg_temp.issue('500', p_vendor => :station), pg_temp.issue('300', '111111') \g /dev/null
select is((select array_agg(c ->> 'cap_cents') from jsonb_array_elements(payouts.voucher_cards(null, null, 'UTC')) c),
  array['30000', '50000'], 'the newest first');
select is(payouts.voucher_cards(array[:owner_id], array[:vehicle_id], 'UTC') -> 1 @>
  '{"plate": "KZZ 001A", "kind": "fuel", "name": "Kencom Fuel", "state": "issued", "as": "owner"}', true, 'what it is');
select is(array[payouts.voucher_cards(array[:stranger_id], null, 'UTC'),
  payouts.voucher_cards(null, array[:other_vehicle_id], 'UTC')], array['[]', '[]']::jsonb[], 'of those only');
select * from finish(); rollback;
