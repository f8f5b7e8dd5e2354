begin; select plan(7);
\ir ../fixtures/recon.psql
select pg_temp.pay_at('TMA0000001'), pg_temp.pay_at('TMA0000002', p_account => 'nobody') \g /dev/null
select pg_temp.statement() as s \gset
create function pg_temp.held(p_receipt text) returns bigint language sql as $$
  select coalesce(sum(h.amount_cents), 0)::bigint from ledger.holds h join ledger.journals j using (journal_id)
   where j.reference = p_receipt and h.released_at is null $$;
select pg_temp.line(:s, 'TREV000001', -6000, 'reversal', p_linked => 'TMA0000001') as l1,
  pg_temp.line(:s, 'TREV000002', -6000, 'reversal', p_linked => 'TMA0000002') as l2,
  pg_temp.line(:s, 'TREV000003', -6000, 'reversal', p_linked => 'TMA0000009') as l3 \gset
select is(recon.hold_reversed(array[:l1, :l2, :l3]), 0::bigint, 'without a break nothing is held');
select recon.note_line_breaks(p_line_ids => array[:l1, :l2, :l3], p_at => now()) \g /dev/null
select is(recon.hold_reversed(array[:l1, :l2, :l3]), 2::bigint, 'what is left of the two payments is held');
select is(pg_temp.held('TMA0000001'), 6000::bigint, 'all of a fare, its commission too');
select is(pg_temp.held('TMA0000002'), 6000::bigint, 'and of one that has no vehicle');
select is(recon.hold_reversed(array[:l1, :l2, :l3]), 0::bigint, 'once');
select is((select string_agg(invariant, ', ') from audit.ledger_proof where faults > 0), null, 'the ledger holds');
select is(recon.hold_reversed(null), 0::bigint, 'nothing for NULL');
select finish(); rollback;
