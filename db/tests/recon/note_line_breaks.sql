begin; select plan(13);
\ir ../fixtures/recon.psql
select pg_temp.statement() as s \gset
select now() as now \gset
create function pg_temp.note(p_id bigint, p_at timestamptz default now()) returns text language plpgsql as $$
begin
  delete from recon.breaks where line_id = p_id;
  perform recon.note_line_breaks(p_line_ids => array[p_id], p_at => p_at);
  return pg_temp.breaks((select receipt from recon.lines where line_id = p_id));
end $$;
select pg_temp.pay_at('TMA0000001'), pg_temp.pay_at('TMA0000002') \g /dev/null
select is(pg_temp.note(pg_temp.line(:s, 'TMA0000001', 60000)), 'amount_differs statement open 60000 6000 54000',
  'ten times as much');
select is(pg_temp.note(pg_temp.line(:s, 'TMA0000003', p_at => :'now')), null,
  'a payment has some minutes to be posted');
select is(pg_temp.note(pg_temp.line(:s, 'TMA0000004', p_at => :'now'), :'now'::timestamptz + interval '10 minutes'),
  'missing_in_ledger statement open 6000 - 6000', 'then the ledger lacks it');
select is(pg_temp.note(pg_temp.line(:s, 'TMA0000005', -100)), 'unknown_kind statement open -100 - 100',
  'a payment below zero is none');
select is(pg_temp.note(pg_temp.line(:s, 'TMA0000006', 700, 'other')), 'unknown_kind statement open 700 - 700',
  'what nobody knows');
select is(pg_temp.note(pg_temp.line(:s, 'TMA0000007', -700, 'payout', :'now')), null, 'a payout has some minutes');
select is(pg_temp.note(pg_temp.line(:s, 'TMA0000008', -700, 'payout')), 'missing_in_ledger statement open -700 - 700',
  'money left and we did not send it');
select is(pg_temp.note(pg_temp.line(:s, 'TMA0000009', -6000, 'reversal', p_linked => 'TMA0000002')),
  'missing_in_ledger statement open reversal -6000 - 6000', 'taken back: two people record it');
select is(pg_temp.note(pg_temp.line(:s, 'TMA0000010', -6000, 'reversal', p_linked => 'TMA9999999')),
  'missing_in_ledger statement open -6000 - 6000', 'taken back of what we don''t know');
select is(pg_temp.note(pg_temp.line(:s, 'TMA0000011', -9000, 'sweep', :'now')), null,
  'the other account''s line of a sweep has a day and a half');
-- The journal is matched with another line of this source.
select pg_temp.line(:s, 'TMA0000002') as first,
  pg_temp.line(pg_temp.statement(p_account => 'working'), 'TMA0000002') as again \gset
select recon.match_payments(array[:first]) \g /dev/null
select is(pg_temp.note(:again), 'duplicate statement open 6000 - 6000', 'the same in another account');
select recon.note_line_breaks(p_line_ids => array[:again], p_at => now()) \g /dev/null
select is(pg_temp.breaks('TMA0000002'), 'duplicate statement open 6000 - 6000', 'a second time does nothing');
select is(recon.note_line_breaks(null, null), 0::bigint, 'nothing for NULL');
select finish(); rollback;
