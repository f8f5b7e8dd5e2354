begin; select plan(9);
\ir ../fixtures/one_vehicle.psql
select pg_temp.move('first', :trust, :fuel, 5000) as journal \gset
select ledger.hold_journals(p_journal_ids => array[:journal], p_reason => 'not verified');
select pg_temp.remember();
create function pg_temp.release(p_journal bigint) returns bigint language sql as $$
  select ledger.release_holds(p_journal_id => p_journal, p_reason => 'verified') $$;
select is(pg_temp.release(-1), 0::bigint, 'a journal without holds releases nothing');
select is(pg_temp.changed(), 'nothing', 'and nothing changed');
select is(pg_temp.release(:journal), 5000::bigint, 'the cents released are returned');
select is(pg_temp.release(:journal), 0::bigint, 'a second call releases nothing');
select is((select (release_reason, released_at >= held_at, released_xact = pg_current_xact_id())::text
    from ledger.holds), '(verified,t,t)', 'the hold has the time and the reason');
select is(pg_temp.try_move(:fuel, :trust, 5000), 'moved', 'the money may leave');
select pg_temp.move('second', :trust, :fuel, 700) as second \gset
select ledger.hold_journals(p_journal_ids => array[:second], p_reason => 'not verified');
select ledger.correct_journal(p_journal_id => :second, p_reason => 'wrong', p_business_on => '2026-11-23') as back \gset
select ledger.correct_journal(p_journal_id => :back,
  p_reason => 'right after all', p_business_on => '2026-11-23') as restored \gset
select is((select sum(amount_cents) from ledger.holds where journal_id = :restored and released_at is null),
  700::numeric, 'a journal that is reversed and restored is held as before');
select is(pg_temp.release(:second), 700::bigint, 'releasing the first journal releases the restored one');
select is(pg_temp.changed(), 'ledger.holds ledger.journals ledger.ledger_entries', 'nothing else changed');
select finish(); rollback;
