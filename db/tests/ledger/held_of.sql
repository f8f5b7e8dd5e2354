begin;
\ir ../fixtures/one_vehicle.psql
select plan(6);
select pg_temp.move('first', :trust, :fuel, 5000) as journal \gset
select ledger.hold_journals(p_journal_ids => array[:journal], p_reason => 'not verified');
create function pg_temp.held(p_subs bigint[], p_horizon text) returns text language sql as $$
  select ledger.held_of(p_sub_wallet_ids => p_subs, p_horizon => p_horizon::xid8) ->> 'cents' $$;
select is(pg_temp.held(array[:fuel, :profit], '18446744073709551615'), '5000', 'held, as of the end of time');
select is(ledger.held_of(p_sub_wallet_ids => array[:fuel], p_horizon => '18446744073709551615') -> 'rows',
  '[{"kind": "test", "cents": 5000, "reference": "first"}]', 'and by what');
select is(pg_temp.held(array[:profit], '18446744073709551615'), null, 'in the pot that holds it');
select is(pg_temp.held(array[:fuel], pg_current_xact_id()::text), null, 'as of before this transaction it was not');
select ledger.release_holds(p_journal_id => :journal, p_reason => 'verified');
select is(pg_temp.held(array[:fuel], '18446744073709551615'), null, 'released, it is held no more');
select is(pg_temp.held(null, '18446744073709551615'), null, 'no pots, no holds');
select finish();
rollback;
