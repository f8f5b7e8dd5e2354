begin; select plan(6);
\ir ../fixtures/credit.psql
create function pg_temp.usable(p_cents bigint) returns bigint language sql as $$
  select cents from fares.usable_credit(sha256('sim'), (select vehicle_id from fleet.vehicles), p_cents, now()) $$;
select is(pg_temp.usable(6000), 0::bigint, 'none');
select pg_temp.credit('USC0000001', '59.50') \g /dev/null
select is(pg_temp.usable(5000), 5000::bigint, 'the whole price');
select is(pg_temp.usable(10000), 5900::bigint, 'else whole shillings, so that the prompt asks for some');
select is(pg_temp.usable(6000), 5900::bigint, 'and for one at least');
select is(pg_temp.usable(5950), 5950::bigint, 'all of it');
select is((select count(*) from fares.usable_credit(sha256('sim'), -1, 6000, now())), 0::bigint, 'no such vehicle');
select * from finish(); rollback;
