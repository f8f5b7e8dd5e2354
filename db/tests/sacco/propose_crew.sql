begin; select plan(9);
\ir ../fixtures/sacco.psql
create function pg_temp.ask(p_who text, p_reason text default 'kondakta mpya', p_by text default 'admin',
  p_vehicle text default 'KZZ 001A') returns text language sql as $$
  select pg_temp.propose_crew(p_by, p_vehicle, p_who, p_reason) ->> 'outcome' $$;
select is(pg_temp.ask('newcomer'), 'proposed', 'an admin proposes');
select is(pg_temp.ask('newcomer'), 'waiting', 'one proposal is open at a time');
select is(pg_temp.ask('newcomer', p_vehicle => 'KZZ 900Z'), 'absent', 'another SACCO''s vehicle is refused');
select is(pg_temp.ask('newcomer', p_by => 'treasurer'), 'absent', 'the treasurer does not propose');
select is(pg_temp.ask('admin'), 'same_person', 'nobody proposes for themselves');
select is(array[pg_temp.ask('unknown', ' '), pg_temp.ask('conductor', ' ')], array['no_reason', 'no_reason'],
  'a proposal needs a reason');
select is(pg_temp.id('unknown'), null, 'a refused proposal stores nobody');
select is(pg_temp.refused(), 'fleet.vehicles:KZZ 900Z, fleet.vehicles:KZZ 001A', 'refusals are counted');
select is(pg_temp.ask('newcomer', '-') || (pg_temp.id('newcomer') is not null), 'no_reasontrue',
  'a refused proposal erases nobody known before');
select finish(); rollback;
