begin; select plan(4);
\ir ../fixtures/vendors.psql
create function pg_temp.pay_as(p_session text, p_plate text, p_vendor text) returns text language sql as $$
  select owners.pay_vendor(sha256(p_session::bytea), p_vendor, p_plate, '1000', sha256('code'), null) ->> 'outcome' $$;
select pg_temp.send(100000, 'Kencom Fuel, till 123456') \g /dev/null
select is(array[pg_temp.pay_as('stranger', 'KZZ 001A', :'station'), pg_temp.pay_as('owner', 'KZZ 002B', :'station')],
  array['absent', 'absent'], 'only from their own vehicles');
select is(pg_temp.pay_as('owner', 'KZZ 001A', 'x'), 'vendor_wrong', 'a vendor that exists');
select is(pg_temp.pay_as('owner', 'kzz001a', :'station'), 'queued', 'the owner pays');
select is(pg_temp.balance(:fuel), 264600 - 100500::bigint, 'from the fuel pot');
select * from finish(); rollback;
