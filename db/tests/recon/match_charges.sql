begin; select plan(17);
\ir ../fixtures/money_out.psql
\ir ../fixtures/recon_lines.psql
select pg_temp.statement() as s, pg_temp.statement(p_account => 'charges') as c \gset
select pg_temp.pay_at('TMA0000001', p_amount => '1500.00') \g /dev/null
-- A payment and its charge share a receipt.
select pg_temp.line(:s, 'TMA0000001', 150000) as payment, pg_temp.line(:s, 'TMA0000001', -750, 'charge') as charge \gset
select pg_temp.held('trust') as trust \gset
select is(recon.match_charges(array[:payment, :charge]), 1::bigint, 'a charge is posted and matched');
select is(pg_temp.line_is(:charge), 'matched charge charge', 'with its own journal');
select is(pg_temp.held('trust') - :trust, 750::bigint, 'the trust account holds so much less');
select is(pg_temp.held('charges'), -750::bigint, 'which is our cost');
select is((select (j.reference, j.business_on, j.value_at, j.reason)::text from ledger.journals j
    where j.kind = 'charge'), format('(TMA0000001,2026-11-20,"2026-11-20 09:00:00+00","statement %s, row 2")', :s),
  'the journal names the statement and row');
select is(recon.match_charges(array[:charge]), 0::bigint, 'a second time does nothing');
-- The same charge with another amount is not posted twice.
select pg_temp.line(pg_temp.statement(p_account => 'working'), 'TMA0000001', -800, 'charge') as other \gset
select is(recon.match_charges(array[:other]) || pg_temp.line_is(:other), '0open', 'another amount is no match');
select is(recon.match_charges(array[pg_temp.line(pg_temp.statement('pull'), 'TMA0000001', -800, 'charge')]), 0::bigint,
  'nor in another source');
select is(pg_temp.held('charges'), -750::bigint, 'and posts nothing');
-- A fee of a payout: from what the payout brought for it, the rest from charges.
select pg_temp.open_payout(p_cents => 70000, p_fee => 500) as id \gset
select pg_temp.send(:id) \g /dev/null
select payouts.take_result(:id, 'paid', '0', 'TOUT000001', 70000, null) \g /dev/null
select pg_temp.line(:c, 'TOUT000001', -900, 'payout_fee') as fee, pg_temp.line(:c, 'TOUT000009', -300, 'payout_fee')
  as strange \gset
select is(recon.match_charges(array[:fee, :strange]), 2::bigint, 'fees are posted and matched');
select is(pg_temp.held('fees') || ' ' || pg_temp.held('charges'), '0 -1450',
  'fees pay what they have, our charges the rest, and all of a payout that is not known');
select is(pg_temp.held('trust') - :trust, 750::bigint + 70000 + 900 + 300, 'the trust account holds so much less');
select is(recon.match_charges(array[:fee, :strange]), 0::bigint, 'a second time does nothing');
-- A charge that the operator gives back.
select is(recon.match_charges(array[pg_temp.line(:s, 'TMA0000005', 200, 'charge')]), 1::bigint,
  'a charge given back is posted too');
select is(pg_temp.held('charges'), -1250::bigint, 'the other way');
select is(recon.match_charges(null), 0::bigint, 'nothing for NULL');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select finish(); rollback;
