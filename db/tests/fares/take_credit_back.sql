begin; select plan(3);
\ir ../fixtures/refunds.psql
select pg_temp.pays('RFN0000001', '1500.00'), pg_temp.refund('RFN0000001', 50000) \g /dev/null
select is((select sum(amount_cents)::bigint from ledger.holds where released_at is null), 150000::bigint,
  'held credit');
select fares.take_credit_back('RFN0000001', 60000, 'by the portal') \g /dev/null
select is((select string_agg(kind || ' ' || balance_cents, ', ' order by kind) from audit.wallet_balances
  where kind in ('credit', 'difference')), 'credit 0, difference -10000', 'credit as far as it is there');
select is((select sum(cents)::bigint from fares.credit_movements), 0::bigint, 'the list agrees');
select * from finish(); rollback;
