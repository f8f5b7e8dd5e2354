-- Of a held refund, what points paid is free.
begin; select plan(4);
\ir ../fixtures/loyalty.psql
create function pg_temp.held() returns bigint language sql as $$
  select coalesce(sum(amount_cents), 0)::bigint from ledger.holds where released_at is null $$;
select pg_temp.pays('RFN0000001', '150.00') \g /dev/null
select ledger.hold_journals(array[(select journal_id from fares.fares)], 'not yet') \g /dev/null
select pg_temp.refund('RFN0000001', null) \g /dev/null
select is(pg_temp.held(), 15000::bigint, 'all of the refund is held');
select loyalty.free_held_credit((select refund_id from fares.refunds), 4000) \g /dev/null
select is(pg_temp.held(), 11000::bigint, 'forty are free');
select loyalty.free_held_credit((select refund_id from fares.refunds), 11000) \g /dev/null
select is(pg_temp.held(), 0::bigint, 'all is');
select loyalty.free_held_credit((select refund_id from fares.refunds), 100) \g /dev/null
select is(pg_temp.held(), 0::bigint, 'nothing to free');
select * from finish(); rollback;
