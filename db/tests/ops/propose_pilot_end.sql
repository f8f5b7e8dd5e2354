begin;
\ir ../fixtures/configured.psql
select plan(6);
insert into fleet.pilot_entries (kind, vehicle_id) values ('vehicle', :vehicle_id) returning pilot_entry_id as entry \gset
create function pg_temp.act(p_who text, p_entry text) returns text language sql as $$
  select ops.propose_pilot_end(p_session => sha256(p_who::bytea), p_pilot_entry_id => p_entry, p_reason => 'because') ->> 'outcome' $$;
select is(array[pg_temp.act('owner', :'entry'), pg_temp.act('finance', :'entry')], array['absent', 'absent'], 'who is no operator may not');
select is(array[pg_temp.act('ops', '0'), pg_temp.act('ops', 'x'), pg_temp.act('ops', null)], array['absent', 'absent', 'absent'], 'nor anybody what is not there');
select is(pg_temp.act('ops', :'entry'), 'proposed', 'an operator proposes');
select pg_temp.agree('finance') \g /dev/null
select is((select valid_to <= clock_timestamp() from fleet.pilot_entries), true, 'once agreed it has ended');
select is(pg_temp.act('ops', :'entry'), 'absent', 'and can''t end again');
select throws_ok(format($$ select pg_temp.act('nobody', %L) $$, :'entry'), 'LFA60', null, 'without a session there is nothing at all');
select * from finish();
rollback;
