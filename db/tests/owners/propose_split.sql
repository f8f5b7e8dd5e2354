begin; select plan(3);
\ir ../fixtures/sacco.psql
create function pg_temp.ask(p_by text) returns text language sql as $$
  select owners.propose_split(sha256(p_by::bytea), 'kzz001a', '{"profit": "100"}', 'propose') ->> 'outcome' $$;
select is(pg_temp.ask('owner'), 'proposed', 'the owner proposes');
select is(pg_temp.ask('stranger'), 'absent', 'for another''s vehicle nobody does');
select is(pg_temp.refused(), 'fleet.vehicles:kzz001a', 'the refusal is counted');
select finish(); rollback;
