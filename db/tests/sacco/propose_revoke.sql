begin; select plan(5);
\ir ../fixtures/sacco.psql
create function pg_temp.ask(p_by text, p_whose text) returns text language sql as $$
  select sacco.propose_revoke(sha256(p_by::bytea), pg_temp.grant_of(p_whose)::text, 'ameondoka') ->> 'outcome' $$;
select is(pg_temp.ask('admin', 'foreign conductor'), 'absent', 'another SACCO''s crew is refused');
select is(pg_temp.ask('admin', 'treasurer'), 'absent', 'an official is refused: staff decide about officials');
select is(pg_temp.ask('treasurer', 'conductor'), 'absent', 'the treasurer does not propose');
select is(pg_temp.ask('admin', 'conductor'), 'proposed', 'an admin proposes');
select is(pg_temp.holds('conductor'), 'crew', 'nothing has changed yet');
select finish(); rollback;
