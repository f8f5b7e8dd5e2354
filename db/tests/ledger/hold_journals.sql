begin; select plan(12);
\ir ../fixtures/one_vehicle.psql
select pg_temp.post_fare('QAA1', :split_rule_id, 150000) as big,
  pg_temp.post_fare('QAA2', :split_rule_id, 6000) as small \gset
select pg_temp.remember();
create function pg_temp.hold(p_journals bigint[]) returns bigint language sql as $$
  select ledger.hold_journals(p_journal_ids => p_journals, p_reason => 'not verified') $$;
select is(pg_temp.hold(array[:big]), 150000::bigint, 'all that the journal brought is held');
select results_eq(format('select sub_wallet_id, amount_cents from ledger.holds where journal_id = %s order by '
    'sub_wallet_id', :big),
  format('select sub_wallet_id, amount_cents from ledger.ledger_entries where journal_id = %s and amount_cents > 0 '
    'order by sub_wallet_id', :big), 'in each sub_wallet, our commission too');
select is(pg_temp.hold(array[:big]), 0::bigint, 'a second call holds nothing');
select is(pg_temp.changed(), 'ledger.holds', 'only holds changed');
select is(pg_temp.try_move(:fuel, :trust, 1765), 'LFF11', 'held money does not leave');
select is(pg_temp.try_move(:fuel, :trust, 1764), 'moved', 'money that is not held may leave');
select is(pg_temp.try_move(:fuel, :trust, 100000), 'LFF10', 'missing money has another code');
select is(pg_temp.hold(array[pg_temp.move('back', :profit, :trust, 1)]), 0::bigint,
  'what a journal takes out, or brings to the trust account, is not held');
select is(pg_temp.hold(null), 0::bigint, 'no journals, no holds');
select is((select count(*)::int from ledger.holds where sub_wallet_id = :trust), 0, 'the trust account holds nothing');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select throws_ok(format('select pg_temp.hold(array[%s])', :small), 'LFF11', null, 'money that has left can''t be held');
select finish(); rollback;
