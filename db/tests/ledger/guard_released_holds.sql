begin; select plan(11);
\ir ../fixtures/one_vehicle.psql
select pg_temp.move('first', :trust, :fuel, 5000) as journal \gset
select ledger.hold_journals(p_journal_ids => array[:journal], p_reason => 'not verified');
\set now 'released_at = clock_timestamp(), released_xact = pg_current_xact_id()'
create function pg_temp.refused(p_set text, p_sentence text, p_code text default 'LFA43')
  returns text language sql as $$ select throws_ok('update ledger.holds set ' || p_set, p_code, null, p_sentence) $$;
select pg_temp.refused('amount_cents = 1', 'a hold does not shrink');
select pg_temp.refused('reason = ''other''', 'its reason does not change');
select pg_temp.refused('reason = reason', 'an update that ends nothing is none');
select pg_temp.refused('released_at = clock_timestamp(), released_xact = ''3'', release_reason = ''verified''',
  'it does not end in another transaction');
select pg_temp.refused('amount_cents = 1, release_reason = ''verified'', ' || :'now', 'it does not shrink at its end');
select pg_temp.refused(:'now', 'it does not end without a reason', '23514');
select throws_ok('delete from ledger.holds', 'LFA10', null, 'it is not deleted');
select throws_ok('truncate ledger.holds', 'LFA10', null, 'nor are all holds truncated');
select lives_ok('update ledger.holds set release_reason = ''verified'', ' || :'now', 'it ends once');
select pg_temp.refused('released_at = clock_timestamp(), release_reason = ''verified again''', 'it does not end twice');
select pg_temp.refused('released_at = null, released_xact = null, release_reason = null', 'and does not begin anew');
select finish(); rollback;
