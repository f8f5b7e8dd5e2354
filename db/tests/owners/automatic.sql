begin; select plan(4);
\ir ../fixtures/vendors.psql
create function pg_temp.page(p_session text default 'owner') returns jsonb language sql as $$
  select owners.automatic(sha256(p_session::bytea)) $$;
select is(pg_temp.page() -> 'owners' -> 0 @> '{"name": "Mama Njeri", "on": false, "own": "07xx..126", "runs": []}',
  true, 'nothing is on yet');
insert into payouts.standing_orders (owner_id, floor_cents, set_by) values (:owner_id, 50000, pg_temp.id('owner'));
select is(pg_temp.page() -> 'owners' -> 0 @> '{"on": true, "floor_cents": 50000, "to": "07xx..126"}', true, 'an order');
select is(pg_temp.page() -> 'vehicles', '[{"plate": "KZZ 001A", "pays_share": false, "voucher_day_cents": 0}]',
  'the crew of no vehicle has anything');
select is(pg_temp.page('ops') ->> 'outcome', 'absent', 'only owners');
select * from finish(); rollback;
