begin; select plan(5);
\ir ../fixtures/recon.psql
select pg_temp.pay_at('TMA0000001'), pg_temp.pay_at('TMA0000002') \g /dev/null
select pg_temp.statement() as s \gset
create function pg_temp.held(p_receipt text) returns bigint language sql as $$
  select coalesce(sum(h.amount_cents), 0)::bigint from ledger.holds h join ledger.journals j using (journal_id)
   where j.reference = p_receipt and h.released_at is null $$;
select pg_temp.line(:s, 'TREV000001', -6000, 'reversal', p_linked => 'TMA0000001') as l1,
  pg_temp.line(:s, 'TREV000002', -6000, 'reversal', p_linked => 'TMA0000002') as l2 \gset
select recon.note_line_breaks(p_line_ids => array[:l1, :l2], p_at => now()), recon.hold_reversed(array[:l1, :l2])
  \g /dev/null
select is(recon.release_reversed(:l1), 6000::bigint, 'two people said that it was not taken back: it can go');
select is(pg_temp.held('TMA0000001') || ' ' || pg_temp.held('TMA0000002'), '0 6000', 'the other stays held');
select is(recon.release_reversed(:l1), 0::bigint, 'once');
insert into mobile_money.verifications (receipt, journal_id, why, ref)
select 'TMA0000002', f.journal_id, '{amount_differs}', 'ref' from fares.fares f where f.receipt = 'TMA0000002';
select is(recon.release_reversed(:l2), 0::bigint, 'what M-Pesa has not verified yet stays held');
select is(recon.release_reversed(null), 0::bigint, 'nothing for NULL');
select finish(); rollback;
