begin; select plan(6);
\ir ../fixtures/trust.psql
create function pg_temp.charges() returns text language sql as $$
  select string_agg(concat_ws(' ', c.kind, c.receipt, c.charge_cents), ', ' order by c.receipt)
    from recon.unlisted_charges() c $$;
select pg_temp.pay_at('TRU0000001', '2026-11-20 12:00+03', '1500.00'),
       pg_temp.pay_at('TRU0000002', now() - interval '1 hour', '1500.00'),
       pg_temp.pay_at('TRU0000003', now() - interval '1 hour', '900.00'),
       pg_temp.pay_at('TRU0000004', now() - interval '1 hour', '900.00') \g /dev/null
select is(pg_temp.charges(), 'payment TRU0000002 750', 'of payments after the statement that are large enough');
select pg_temp.withdraws() \g /dev/null
select is(pg_temp.charges(), 'payment TRU0000002 750', 'of payouts only once a statement of the charges was read');
select pg_temp.statement(p_account => 'charges') \g /dev/null
select matches(pg_temp.charges(), '^payout PAID\d+ 900, payment TRU0000002 750$', 'then of payouts too');
select pg_temp.statement(p_from => '2026-11-21 00:00+03', p_to => now() + interval '1 minute') as next \gset
select matches(pg_temp.charges(), '^payout PAID\d+ 900$', 'what a statement should name is not expected');
select recon.match_charges(array[pg_temp.line(pg_temp.statement(p_account => 'charges', p_from => '2026-11-25 00:00+03',
  p_to => '2026-11-26 00:00+03'), (select receipt from payouts.payouts), -900, 'payout_fee')]) \g /dev/null
select is(pg_temp.charges(), null, 'nor what is booked');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select finish(); rollback;
