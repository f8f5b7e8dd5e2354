begin; select plan(5);
\ir ../fixtures/money_out.psql
\ir ../fixtures/recon_lines.psql
select pg_temp.open_payout(p_cents => 70000) as phone, pg_temp.open_payout(p_cents => 50000, p_channel => 'paybill')
  as bank
  \gset
select pg_temp.send(:phone), pg_temp.send(:bank) \g /dev/null
select payouts.take_result(:phone, 'paid', '0', 'TOUT000001', 70000, null),
  payouts.take_result(:bank, 'paid', '0', 'TOUT000002', 50000, null) \g /dev/null
select recon.match_charges(array[pg_temp.line(pg_temp.statement(), 'QOUT000001', -300, 'charge'),
  pg_temp.line(pg_temp.statement(p_account => 'charges'), 'TOUT000001', -900, 'payout_fee')]) \g /dev/null
create function pg_temp.known(p_account text, p_at timestamptz default now() + interval '1 hour') returns bigint
  language sql as $$ select recon.known_before(p_short_code => '400222', p_account => p_account, p_at => p_at) $$;
select is(pg_temp.known('utility'), 9 * 90000 - 70000 - 300::bigint,
  'payments less what went to phones and was charged');
select is(pg_temp.known('working'), -50000::bigint, 'what went to businesses');
select is(pg_temp.known('charges'), -900::bigint, 'fees of payouts');
select is(pg_temp.known('utility', '2026-01-01'), 0::bigint, 'nothing before the first');
select is(recon.known_before(null, null, null), 0::bigint, 'nothing for NULL');
select finish(); rollback;
