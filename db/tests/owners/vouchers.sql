begin; select plan(6);
\ir ../fixtures/vouchers.psql
create function pg_temp.page(p_kind text default '', p_vendor text default '', p_plate text default '',
  p_cap text default '', p_session text default 'owner') returns jsonb language sql as $$
  select owners.vouchers(sha256(p_session::bytea), p_kind, p_vendor, p_plate, p_cap) $$;
select is(pg_temp.page() -> 'plan', 'null', 'nothing is planned yet');
select is(pg_temp.page('fuel', '', 'KZZ 001A', '2000') -> 'plan' @> '{"outcome": "fits", "cents": 200000,
  "fee_cents": 900, "total_cents": 200900, "purpose": "fuel", "plate": "KZZ 001A"}', true, 'what will be held');
select is(pg_temp.page('fuel', '', 'KZZ 001A', '2000') #>> '{drivers,0,last3}', '126', 'and who can get it');
select is(pg_temp.page('fuel', 'x', 'KZZ 001A', '2000') #>> '{plan,outcome}', 'vendor_wrong', 'no such vendor');
select is(array[pg_temp.page('fuel', '', 'KZZ 002B', '2000') ->> 'outcome',
  pg_temp.page(p_session => 'ops') ->> 'outcome'], array['absent', 'absent'], 'only their own vehicles');
select pg_temp.issue('500') \g /dev/null
select is(pg_temp.page() #>> '{vouchers,0,cap_cents}', '50000', 'the vouchers are listed');
select * from finish(); rollback;
