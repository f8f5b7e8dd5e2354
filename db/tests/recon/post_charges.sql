begin; select plan(5);
\ir ../fixtures/recon.psql
select pg_temp.statement() as s \gset
select array_agg(pg_temp.line(:s, 'TMA000000' || i, -100 * i, 'charge') order by i) as ids from generate_series(1, 3) i
  \gset
select is(recon.post_charges(:'ids'), 3::bigint, 'all lines are posted at once');
select is((select string_agg(j.reference || ' ' || w.kind || ' ' || e.amount_cents, ', ' order by j.journal_id,
  e.line_no)
    from ledger.journals j join ledger.ledger_entries e using (journal_id) join ledger.sub_wallets s using
      (sub_wallet_id)
    join ledger.wallets w using (wallet_id) where j.kind = 'charge'),
  'TMA0000001 trust 100, TMA0000001 charges -100, TMA0000002 trust 200, TMA0000002 charges -200, '
  'TMA0000003 trust 300, TMA0000003 charges -300', 'each with its own amount');
select is((select string_agg(reason, ', ' order by journal_id) from ledger.journals where kind = 'charge'),
  format('statement %1$s, row 1, statement %1$s, row 2, statement %1$s, row 3', :s), 'and its own row');
select is(recon.post_charges(:'ids'), 0::bigint, 'a second time does nothing');
select is(recon.post_charges(null), 0::bigint, 'nothing for NULL');
select finish(); rollback;
