begin; select plan(6);
\ir ../fixtures/vouchers.psql
create function pg_temp.issue_as(p_session text, p_plate text, p_cap text, p_driver text default '')
  returns text language sql as $$
  select owners.issue_voucher(sha256(p_session::bytea), 'fuel', '', p_plate, p_cap, p_driver, sha256('code'), null,
    sha256('482913'), '\x03') ->> 'outcome' $$;
select pg_temp.send(50000, 'voucher KZZ 001A, fuel') \g /dev/null
select is(array[pg_temp.issue_as('stranger', 'KZZ 001A', '500'), pg_temp.issue_as('owner', 'KZZ 002B', '500')],
  array['absent', 'absent'], 'only for their own vehicles');
select is(pg_temp.issue_as('owner', 'KZZ 001A', '600'), 'code_wrong', 'the code is for one cap');
select is(pg_temp.issue_as('owner', 'KZZ 001A', '500', pg_temp.id('driver')::text), 'issued', 'it is issued');
select is(pg_temp.notified('voucher/%'), array[pg_temp.id('driver')], 'the driver gets the digits');
select is(pg_temp.issue_as('owner', 'KZZ 001A', '500'), 'code_wrong', 'a code is used once');
select is(pg_temp.redeem(:station, '400'), 'redeemed', 'and can be used');
select * from finish(); rollback;
