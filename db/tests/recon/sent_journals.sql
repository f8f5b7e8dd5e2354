begin; select plan(5);
\ir ../fixtures/money_out.psql
select pg_temp.open_payout(p_cents => 70000) as phone, pg_temp.open_payout(p_cents => 50000, p_channel => 'paybill')
  as bank
  \gset
select pg_temp.send(:phone), pg_temp.send(:bank) \g /dev/null
select payouts.take_result(:phone, 'paid', '0', 'TOUT000001', 70000, null),
  payouts.take_result(:bank, 'paid', '0', 'TOUT000002', 50000, null) \g /dev/null
select fares.take_back('QOUT000001', 'the operator took it back', :maker, :checker) \g /dev/null
create function pg_temp.sent(p_account text, p_from timestamptz default now() - interval '1 hour',
  p_to timestamptz default now() + interval '1 hour') returns text language sql as $$
  select string_agg(receipt || ' ' || cents, ', ' order by receipt) from recon.sent_journals(p_account, p_from, p_to)
    $$;
select is(pg_temp.sent('utility'), 'QOUT000001 -90000, TOUT000001 -70000',
  'to phones, and what the operator took back');
select is(pg_temp.sent('working'), 'TOUT000002 -50000', 'to businesses');
select is(pg_temp.sent('charges'), null, 'nothing else');
select is(pg_temp.sent('utility', now() - interval '2 hours', now() - interval '1 hour'), null, 'of its period only');
select is(pg_temp.sent(null, null, null), null, 'nothing for NULL');
select finish(); rollback;
