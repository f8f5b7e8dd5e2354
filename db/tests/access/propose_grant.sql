begin;
\ir ../fixtures/officials.psql
select plan(12);
select is(pg_temp.propose('ops', 'newcomer') ->> 'outcome', 'proposed', 'an operator proposes');
select is(pg_temp.holds('newcomer'), null, 'and nothing has changed yet');
select is(pg_temp.propose('ops2', 'newcomer') ->> 'outcome', 'waiting', 'the same again waits already');
select is((select string_agg(part, ' ' order by part) from access.four_eyes_records), 'concerned maker',
  'who it is about and who made it is written down');
select is(pg_temp.propose('ops', 'ops', 'finance') ->> 'outcome', 'same_person', 'nobody proposes for themselves');
select is(pg_temp.propose('ops', 'newcomer', 'owner') ->> 'outcome', 'no_scope', 'an owner owns something');
select is(pg_temp.propose('ops', 'newcomer', 'finance', 1) ->> 'outcome', 'no_scope',
  'and finance is for the whole platform');
select is(pg_temp.propose('ops', 'newcomer', 'king') ->> 'outcome', 'no_scope', 'there are no kings');
select is(pg_temp.propose('ops', 'newcomer', 'person') ->> 'outcome', 'no_scope', 'and to be a person needs no grant');
select is(pg_temp.propose('ops', 'newcomer', 'finance', p_reason => ' ') ->> 'outcome', 'no_reason',
  'a reason is given');
select is(pg_temp.propose('ops', 'newcomer', 'finance', p_to => now() - interval '1 day') ->> 'outcome', 'bad_time',
  'what is over can''t begin');
select is(pg_temp.propose('ops', 'finance', 'finance') ->> 'outcome', 'held', 'who has it does not need it');
select finish();
rollback;
