begin; select plan(3);
\ir ../fixtures/gates.psql
create function pg_temp.total() returns jsonb language sql as $$
  select payouts.unknown_total(p_zone => 'Africa/Nairobi') $$;
select is(pg_temp.total(), '{"n": 0, "cents": 0, "oldest_at": null, "payout_ref": null}', 'each has its answer');
update payouts.float_balances set cents = 100000000, told_at = clock_timestamp();
select pg_temp.open_payout() as first \gset
select pg_temp.send(:first, 'unknown') \g /dev/null
select is(pg_temp.total() - 'oldest_at', jsonb_build_object('n', 1, 'cents', 100500, 'payout_ref', pg_temp.ref(:first)),
  'what is on its way, with the fee');
select isnt(pg_temp.total() ->> 'oldest_at', null, 'and since when');
select finish(); rollback;
