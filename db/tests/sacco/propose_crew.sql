begin;
\ir ../fixtures/officials.psql
\ir ../fixtures/sacco.psql
select plan(10);
select is(pg_temp.propose_crew('admin') ->> 'outcome', 'proposed', 'an admin proposes');
select is(pg_temp.propose_crew('admin') ->> 'outcome', 'waiting', 'once');
select is(pg_temp.propose_crew('admin', 'KZZ 900Z') ->> 'outcome', 'absent', 'not for another SACCO''s vehicle');
select is(pg_temp.propose_crew('treasurer') ->> 'outcome', 'absent', 'the treasurer decides, and proposes nothing');
select is(pg_temp.propose_crew('admin', p_who => 'admin') ->> 'outcome', 'same_person', 'not for oneself');
select is(array[pg_temp.propose_crew('admin', p_who => 'unknown', p_reason => ' ') ->> 'outcome',
  pg_temp.propose_crew('admin', p_who => 'conductor', p_reason => ' ') ->> 'outcome'],
  array['no_reason', 'no_reason'], 'nor without a reason, for whomever');
select is(pg_temp.id('unknown'), null, 'a proposal that was refused makes nobody known');
select is(pg_temp.refused(), 'fleet.vehicles:KZZ 900Z, fleet.vehicles:KZZ 001A', 'trying leaves a trace');
select is(pg_temp.propose_crew('admin', p_who => 'stranger typed', p_reason => '-') ->> 'outcome'
  || coalesce(pg_temp.id('stranger typed')::text, ', nobody'),
  'no_reason, nobody', 'what is not proposed leaves no number behind');
select is(pg_temp.propose_crew('admin', p_who => 'newcomer', p_reason => '-') ->> 'outcome'
  || (pg_temp.id('newcomer') is not null), 'no_reasontrue', 'and takes nobody away whom we know');
select finish();
rollback;
