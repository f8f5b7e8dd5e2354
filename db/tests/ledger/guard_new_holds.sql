-- What a hold may be, by direct SQL, to the owner of the tables.
begin;
\ir ../fixtures/one_vehicle.psql
select plan(12);
select pg_temp.move('first', :trust, :fuel, 5000) as journal \gset
create function pg_temp.hold(p_journal bigint, p_sub bigint, p_cents bigint) returns text language sql as $$
  select format('insert into ledger.holds (journal_id, sub_wallet_id, amount_cents, reason) values (%s, %s, %s, '
    '''doubt'')', p_journal, p_sub, p_cents) $$;
select throws_ok(pg_temp.hold(:journal, :fuel, 5001), 'LFV43', null, 'no more than its journal brought');
select throws_ok(pg_temp.hold(:journal, :profit, 1), 'LFV43', null, 'and only where it brought it');
select throws_ok(pg_temp.hold(:journal, :trust, 1), 'LFV43', null, 'never of an unguarded sub_wallet');
select throws_ok(pg_temp.hold(-1, :fuel, 1), 'LFV43', null, 'never for a journal that does not exist');
select throws_ok(pg_temp.hold(:journal, :fuel, 0), '23514', null, 'not nothing');
select throws_ok(pg_temp.hold(:journal, :fuel, -5), '23514', null, 'not less than nothing');
select throws_ok(format($$ insert
  into ledger.holds (journal_id, sub_wallet_id, amount_cents, reason, released_at, released_xact, release_reason)
  values (%s, %s, 1, 'doubt', clock_timestamp(), pg_current_xact_id(), 'verified') $$, :journal, :fuel), 'LFV43', null,
    'it is not born released');
select throws_ok(format($$ insert into ledger.holds (journal_id, sub_wallet_id, amount_cents, reason, held_xact)
  values (%s, %s, 1, 'doubt', '3') $$, :journal, :fuel),
  'LFV43', null, 'nor in another transaction');
select lives_ok(pg_temp.hold(:journal, :fuel, 4000), 'a part of it is a hold');
select throws_ok(pg_temp.hold(:journal, :fuel, 1000), '23505', null, 'one open hold a journal and pot');
select pg_temp.move('more', :trust, :fuel, 500) as more \gset
select pg_temp.move('out', :fuel, :trust, 1200);
select throws_ok(pg_temp.hold(:more, :fuel, 301), 'LFF11', null, 'no more than is left beside the other holds');
select lives_ok(pg_temp.hold(:more, :fuel, 300), 'just that, and all is held');
select finish();
rollback;
