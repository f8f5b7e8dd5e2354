begin; select plan(6);
\ir ../fixtures/one_vehicle.psql
select pg_temp.move('first', :trust, :fuel, 5000) as journal \gset
select ledger.hold_journals(p_journal_ids => array[:journal], p_reason => 'not verified');
create function pg_temp.held(p_subs bigint[], p_horizon text default '18446744073709551615') returns text
  language sql as $$ select ledger.held_of(p_sub_wallet_ids => p_subs, p_horizon => p_horizon::xid8) ->> 'cents' $$;
select is(pg_temp.held(array[:fuel, :profit]), '5000', 'the amount is held');
select is(ledger.held_of(array[:fuel], '18446744073709551615') -> 'rows',
  '[{"kind": "test", "cents": 5000, "reference": "first"}]', 'the journal that brought it is named');
select is(pg_temp.held(array[:profit]), null, 'a sub_wallet without holds has none');
select is(pg_temp.held(array[:fuel], pg_current_xact_id()::text), null, 'before this transaction nothing was held');
select ledger.release_holds(p_journal_id => :journal, p_reason => 'verified');
select is(pg_temp.held(array[:fuel]), null, 'a released amount is not held');
select is(pg_temp.held(null), null, 'no sub_wallets, no holds');
select finish(); rollback;
