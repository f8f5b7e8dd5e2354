begin;
\ir ../fixtures/officials.psql
\ir ../fixtures/sacco.psql
select plan(4);
select sacco.people(p_session => sha256('admin')) as page \gset
select is(jsonb_array_length(:'page'::jsonb -> 'rows'), 3, 'its officials and its crew');
select unalike(:'page'::text, '%900Z%', 'nobody of another SACCO');
select is(jsonb_array_length(sacco.people(p_session => sha256('foreign admin')) -> 'rows'), 3,
  'which has people of its own');
select is(sacco.people(p_session => sha256('ops')), '{"outcome": "absent"}', 'an operator has other pages');
select finish();
rollback;
