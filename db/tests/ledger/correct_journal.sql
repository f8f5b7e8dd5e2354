begin; select plan(19);
\ir ../fixtures/one_vehicle.psql
select pg_temp.post_fare('QAA1', :split_rule_id, 6000) as wrong \gset
select pg_temp.remember();
select ledger.correct_journal(p_journal_id => :wrong,
  p_reason => 'paid for the vehicle behind', p_business_on => '2026-11-23') as back \gset
select
  results_eq(format('select sub_wallet_id, -amount_cents from ledger.ledger_entries where journal_id = %s order by '
    'line_no', :back),
  format('select sub_wallet_id, amount_cents from ledger.ledger_entries where journal_id = %s order by line_no',
    :wrong), 'the exact opposite is posted, leg by leg');
select is((select corrects_journal_id from ledger.journals where journal_id = :back),
  :wrong::bigint, 'the reversal names the journal');
select is((select reason from ledger.journals where journal_id = :back), 'paid for the vehicle behind', 'and reason');
select is((select business_on from ledger.journals where journal_id = :back), date '2026-11-23', 'on the open day');
select is(pg_temp.balance(:fuel), 0::bigint, 'the balance is as before');
select is(ledger.correct_journal(:wrong, 'again, by another', '2026-11-24'),
  :back::bigint, 'a second call returns the first reversal');
select is((select count(*)::int from ledger.journals where corrects_journal_id = :wrong), 1, 'and posts nothing');
select lives_ok(format($$select ledger.correct_journal(%s, 'it was right after all', '2026-11-23')$$, :back),
  'a reversal can itself be reversed');
select is(pg_temp.balance(:fuel), 1764::bigint, 'then the money is back');
select throws_ok($$select ledger.correct_journal(-1, 'x', '2026-11-23')$$, 'LFN10', null, 'an unknown one is refused');
select pg_temp.move('spent', :fuel, :trust, 1000);
select throws_ok(format($$select ledger.correct_journal(j.journal_id, 'x', '2026-11-23') from ledger.journals j
    where j.corrects_journal_id = %s$$, :back), 'LFF10', null, 'money that was spent since can''t go back');
select pg_temp.move('doubtful', :trust, :fuel, 3000) as doubtful \gset
select pg_temp.move('doubtful too', :trust, :fuel, 400) as too \gset
select ledger.hold_journals(p_journal_ids => array[:doubtful, :too], p_reason => 'not verified');
select lives_ok(format($$select ledger.correct_journal(%s, 'forged', '2026-11-23')$$, :doubtful),
  'held money goes back with its journal');
select is((select array_agg(journal_id) from ledger.holds where released_at is null),
  array[:too]::bigint[], 'its hold ends, the other hold stays');
select is((select release_reason from ledger.holds where journal_id = :doubtful and sub_wallet_id = :fuel),
  'taken back', 'the hold has the reason');
select pg_temp.move('spent too', :fuel, :trust, 764);
select is(pg_temp.balance(:fuel), 400::bigint, 'only what is held is left');
select pg_temp.move('doubtful once more', :trust, :fuel, 50) as again \gset
select ledger.hold_journals(p_journal_ids => array[:again], p_reason => 'not verified');
select ledger.correct_journal(:again, 'forged', '2026-11-23') as taken \gset
select ledger.correct_journal(:taken, 'not forged', '2026-11-23') as restored \gset
select is((select sum(amount_cents) from ledger.holds where journal_id = :restored and released_at is null),
  50::numeric, 'what a reversal released is held again when it is reversed');
select ledger.release_holds(p_journal_id => :restored, p_reason => 'verified');
select ledger.correct_journal(:taken, 'not forged', '2026-11-23');
select is((select count(*)::int from ledger.holds where journal_id = :restored and released_at is null),
  0, 'but not once more by a repeat, after its verification');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select is(pg_temp.changed(), 'ledger.holds ledger.journals ledger.ledger_entries', 'nothing else changed');
select finish(); rollback;
