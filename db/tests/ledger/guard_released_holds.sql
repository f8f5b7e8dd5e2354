begin;
\ir ../fixtures/one_vehicle.psql
select plan(10);
select pg_temp.move('first', :trust, :fuel, 5000) as journal \gset
select ledger.hold_journals(p_journal_ids => array[:journal], p_reason => 'not verified');
select throws_ok('update ledger.holds set amount_cents = 1', 'LFA43', null, 'a hold does not shrink');
select throws_ok('update ledger.holds set reason = ''other''', 'LFA43', null, 'nor change its reason');
select throws_ok($$ update ledger.holds set released_at = clock_timestamp(), released_xact = '3', release_reason
  = 'verified' $$, 'LFA43', null, 'nor end in another transaction');
select throws_ok($$ update ledger.holds set amount_cents = 1, released_at = clock_timestamp(), released_xact
  = pg_current_xact_id(), release_reason = 'verified' $$, 'LFA43', null, 'nor shrink while it ends');
select throws_ok($$ update ledger.holds set released_at = clock_timestamp(), released_xact = pg_current_xact_id() $$,
  '23514', null, 'nor end without a reason');
select throws_ok('delete from ledger.holds', 'LFA10', null, 'nor vanish');
select throws_ok('truncate ledger.holds', 'LFA10', null, 'all at once');
select lives_ok($$ update ledger.holds set released_at = clock_timestamp(), released_xact = pg_current_xact_id(),
  release_reason = 'verified' $$, 'it ends once');
select throws_ok($$ update ledger.holds set released_at = clock_timestamp(), release_reason = 'verified again' $$,
  'LFA43', null, 'not twice');
select throws_ok($$ update ledger.holds set released_at = null, released_xact = null, release_reason = null $$, 'LFA43',
  null, 'and does not begin anew');
select finish();
rollback;
