begin;
\ir ../fixtures/one_vehicle.psql
select plan(10);
select pg_temp.move('first', :trust, :fuel, 5000) as journal \gset
select pg_temp.move('other', :trust, :fuel, 1000) as other \gset
select pg_temp.remember();
select is(ledger.hold_again(p_journal_id => :journal, p_reason => 'in doubt after all'), 5000::bigint,
  'what it brought is still there: held');
select is(ledger.hold_again(p_journal_id => :journal, p_reason => 'in doubt after all'), 0::bigint, 'once');
select is(ledger.release_holds(p_journal_id => :journal, p_reason => 'verified'), 5000::bigint, 'released');
select pg_temp.move('out', :fuel, :trust, 4000);
select is(ledger.hold_again(p_journal_id => :journal, p_reason => 'in doubt again'), 2000::bigint,
  'when part of it has left, the rest is held');
select is((select count(*) from ledger.holds where journal_id = :journal), 2::bigint, 'as a hold of its own');
select throws_ok(format($$ select pg_temp.move('out2', %s, %s, 1) $$, :fuel, :trust), 'LFF11', null,
  'and does not leave');
select is(ledger.hold_again(p_journal_id => :other, p_reason => 'this one too'), 0::bigint,
  'what is held for one journal is not held for another');
select is(ledger.hold_again(p_journal_id => -1, p_reason => 'no such journal'), 0::bigint,
  'a journal that does not exist brought nothing');
select ledger.release_holds(p_journal_id => :journal, p_reason => 'verified');
select ledger.correct_journal(p_journal_id => :other, p_reason => 'wrong', p_business_on => '2026-11-23');
select is(ledger.hold_again(p_journal_id => :other, p_reason => 'late'), 0::bigint, 'nor does one that was taken back');
select is(pg_temp.changed(), 'ledger.holds ledger.journals ledger.ledger_entries', 'nothing else changed');
select finish();
rollback;
