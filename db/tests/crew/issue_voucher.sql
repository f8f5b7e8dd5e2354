begin; select plan(5);
\ir ../fixtures/vouchers.psql
create function pg_temp.issue_as(p_session text, p_plate text, p_cap text) returns text language sql as $$
  select crew.issue_voucher(sha256(p_session::bytea), p_plate, p_cap, sha256('482913'), '\x03') ->> 'outcome' $$;
select is(pg_temp.issue_as('driver', 'KZZ 001A', '500'), 'not_allowed', 'not unless the owner allows it');
insert into payouts.crew_rules (vehicle_id, owner_id, voucher_day_cents, set_by)
values (:vehicle_id, :owner_id, 100000, pg_temp.id('owner'));
select is(array[pg_temp.issue_as('driver', 'KZZ 002B', '500'), pg_temp.issue_as('owner', 'KZZ 001A', '500')],
  array['absent', 'absent'], 'only the crew of that vehicle');
select is(pg_temp.issue_as('driver', 'KZZ 001A', '500'), 'issued', 'then the crew takes fuel');
select is(pg_temp.notified('voucher/%'), array[pg_temp.id('driver')], 'the digits come to their phone');
select is(pg_temp.redeem(:station, '450'), 'redeemed', 'and can be used');
select * from finish(); rollback;
