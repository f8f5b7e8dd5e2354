-- What a hold may be, by direct SQL, to the owner of the tables.
begin; select plan(13);
\ir ../fixtures/one_vehicle.psql
select pg_temp.move('first', :trust, :fuel, 5000) as journal \gset
create function pg_temp.hold(p_journal bigint,
  p_sub bigint, p_cents bigint, p_columns text default '', p_values text default '') returns text language sql as $$
  select format('insert into ledger.holds (journal_id, sub_wallet_id, amount_cents, reason%s) values (%s, %s, '
  '%s, ''doubt''%s)', p_columns, p_journal, p_sub, p_cents, p_values) $$;
select throws_ok(pg_temp.hold(t.journal, t.sub, t.cents), t.code, null, t.sentence)
  from (values (:journal::bigint, :fuel::bigint, 5001, 'LFV43', 'a hold is no more than its journal brought'),
  (:journal, :profit, 1, 'LFV43', 'it is only where the journal brought it'),
  (:journal, :trust, 1, 'LFV43', 'an unguarded sub_wallet has no holds'),
  (-1, :fuel, 1, 'LFV43', 'an unknown journal has no holds'),
  (:journal, :fuel, 0, '23514', 'a hold of zero is refused'),
  (:journal, :fuel, -5, '23514', 'a negative hold is refused')) as t(journal, sub, cents, code, sentence);
select throws_ok(pg_temp.hold(:journal, :fuel, 1, ', released_at, released_xact, release_reason',
    ', clock_timestamp(), pg_current_xact_id(), ''verified'''), 'LFV43', null, 'a new hold is not released');
select throws_ok(pg_temp.hold(:journal, :fuel, 1, ', held_xact', ', ''3'''), 'LFV43', null, 'nor of another one');
select lives_ok(pg_temp.hold(:journal, :fuel, 4000), 'a part of the amount may be held');
select throws_ok(pg_temp.hold(:journal, :fuel, 1000), '23505', null, 'a journal has one open hold a sub_wallet');
select pg_temp.move('paid out', :fuel, :trust, 10) as paid \gset
select throws_ok(pg_temp.hold(:paid, :trust, 1), 'LFV43', null, 'not even of what comes back to it');
select pg_temp.move('more', :trust, :fuel, 500) as more \gset
select pg_temp.move('out', :fuel, :trust, 1190);
select throws_ok(pg_temp.hold(:more, :fuel, 301), 'LFF11', null, 'a hold is no more than is left beside other holds');
select lives_ok(pg_temp.hold(:more, :fuel, 300), 'all that is left may be held');
select finish(); rollback;
