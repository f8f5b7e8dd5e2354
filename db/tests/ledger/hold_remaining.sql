begin; select plan(12);
\ir ../fixtures/one_vehicle.psql
select pg_temp.move('first', :trust, :fuel, 5000) as journal, pg_temp.move('other', :trust, :fuel, 1000) as other \gset
select pg_temp.remember();
create function pg_temp.hold(p_journal bigint) returns bigint language sql as $$
  select ledger.hold_remaining(p_journal_id => p_journal, p_reason => 'in doubt after all') $$;
select is(pg_temp.hold(:journal), 5000::bigint, 'money that is still there is held');
select is(pg_temp.hold(:journal), 0::bigint, 'a second call holds nothing');
select is(ledger.release_holds(p_journal_id => :journal, p_reason => 'verified'), 5000::bigint, 'it is released');
select pg_temp.move('out', :fuel, :trust, 4000);
select is(pg_temp.hold(:journal), 2000::bigint, 'when part of it has left, the rest is held');
select is((select count(*) from ledger.holds where journal_id = :journal), 2::bigint, 'as another hold');
select is(pg_temp.try_move(:fuel, :trust, 1), 'LFF11', 'held money does not leave');
select is(pg_temp.hold(:other), 0::bigint, 'what is held for one journal is not held for another');
select is(pg_temp.hold(-1), 0::bigint, 'an unknown journal holds nothing');
select ledger.release_holds(p_journal_id => :journal, p_reason => 'verified');
select ledger.correct_journal(p_journal_id => :other, p_reason => 'wrong', p_business_on => '2026-11-23');
select is(pg_temp.hold(:other), 0::bigint, 'a reversed journal holds nothing');
select pg_temp.post_fare('QAA1', :split_rule_id, 6000) as fare, pg_temp.balance(:profit) as profit_cents \gset
select pg_temp.move('profit out', :profit, :trust, pg_temp.balance(:profit)) \g /dev/null
select is(pg_temp.hold(:fare), 6000 - 2058::bigint, 'each sub_wallet holds what is left in it');
select pg_temp.move('profit again', :trust, :profit, 58) \g /dev/null
select is(pg_temp.hold(:fare), 58::bigint, 'also where another sub_wallet of the journal holds already');
select is(pg_temp.changed(), 'fares.fares ledger.holds ledger.journals ledger.ledger_entries', 'nothing else changed');
select finish(); rollback;
