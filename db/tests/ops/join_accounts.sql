begin;
\ir ../fixtures/officials.psql
select plan(5);
create function pg_temp.join(p_by text, p_one text, p_other text) returns text language sql as $$
  select ops.join_accounts(p_session => sha256(p_by::bytea), p_user_id => pg_temp.id(p_one)::text, p_other => coalesce(pg_temp.id(p_other)::text, p_other)) ->> 'outcome' $$;
select is(pg_temp.join('ops', 'ops2', 'newcomer'), 'joined', 'an operator says that two phones are one person''s');
select is(pg_temp.propose('ops2', 'newcomer') ->> 'outcome', 'same_person', 'who then proposes nothing for their other phone');
select is(pg_temp.join('ops', 'ops2', 'ops2'), 'absent', 'one account is no two');
select is(pg_temp.join('ops', 'ops2', 'x'), 'absent', 'nobody of that number');
select is(pg_temp.join('owner', 'ops2', 'newcomer'), 'absent', 'an owner does not say so');
select finish();
rollback;
