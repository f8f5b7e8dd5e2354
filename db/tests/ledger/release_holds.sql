begin;
\ir ../fixtures/one_vehicle.psql
select plan(9);
select pg_temp.move('first', :trust, :fuel, 5000) as journal \gset
select ledger.hold_journals(p_journal_ids => array[:journal], p_reason => 'not verified');
select pg_temp.remember();
select is(ledger.release_holds(p_journal_id => -1, p_reason => 'verified'), 0::bigint,
  'what is not held is not released');
select is(pg_temp.changed(), 'nothing', 'and nothing changed');
select is(ledger.release_holds(p_journal_id => :journal, p_reason => 'verified'), 5000::bigint, 'its cents');
select is(ledger.release_holds(p_journal_id => :journal, p_reason => 'verified'), 0::bigint,
  'a second time there are none');
select is((select (release_reason, released_at >= held_at, released_xact = pg_current_xact_id())::text
  from ledger.holds), '(verified,t,t)', 'when and why is written beside it');
select lives_ok(format($$ select pg_temp.move('out', %s, %s, 5000) $$, :fuel, :trust), 'the money may leave');
select pg_temp.move('second', :trust, :fuel, 700) as second \gset
select ledger.hold_journals(p_journal_ids => array[:second], p_reason => 'not verified');
select ledger.correct_journal(p_journal_id => :second, p_reason => 'wrong', p_business_on => '2026-11-23') as back \gset
select ledger.correct_journal(p_journal_id => :back, p_reason => 'right after all', p_business_on => '2026-11-23')
  as again \gset
select is((select sum(amount_cents) from ledger.holds where journal_id = :again and released_at is null), 700::numeric,
  'taken back and put back, it is held as before');
select is(ledger.release_holds(p_journal_id => :second, p_reason => 'verified'), 700::bigint,
  'and the word about the first journal releases it');
select is(pg_temp.changed(), 'ledger.holds ledger.journals ledger.ledger_entries', 'nothing else changed');
select finish();
rollback;
