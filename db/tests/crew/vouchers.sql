begin; select plan(3);
\ir ../fixtures/vouchers.psql
select is(crew.vouchers(sha256('driver'), 'KZZ 001A') @> '{"plate": "KZZ 001A", "day_cents": 0, "vouchers": []}', true,
  'nothing is allowed yet');
insert into payouts.crew_rules (vehicle_id, owner_id, voucher_day_cents, set_by)
values (:vehicle_id, :owner_id, 100000, pg_temp.id('owner'));
select is(crew.vouchers(sha256('driver'), 'KZZ 001A') ->> 'day_cents', '100000', 'what the owner allows');
select is(crew.vouchers(sha256('driver'), 'KZZ 002B') ->> 'outcome', 'absent', 'only of their vehicles');
select * from finish(); rollback;
