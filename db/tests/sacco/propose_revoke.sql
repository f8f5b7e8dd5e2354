begin;
\ir ../fixtures/officials.psql
\ir ../fixtures/sacco.psql
select plan(5);
create function pg_temp.ask(p_by text, p_whose text) returns text language sql as $$
  select sacco.propose_revoke(p_session => sha256(p_by::bytea), p_grant_id => pg_temp.grant_of(p_whose)::text,
    p_reason => 'ameondoka') ->> 'outcome' $$;
select is(pg_temp.ask('admin', 'foreign conductor'), 'absent', 'not another SACCO''s crew');
select is(pg_temp.ask('admin', 'treasurer'), 'absent', 'not an official: they come and go through us');
select is(pg_temp.ask('treasurer', 'conductor'), 'absent', 'the treasurer proposes nothing');
select is(pg_temp.ask('admin', 'conductor'), 'proposed', 'an admin proposes');
select is(pg_temp.holds('conductor'), 'crew', 'and nothing has changed yet');
select finish();
rollback;
