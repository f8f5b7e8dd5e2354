begin;
\ir ../fixtures/joined.psql
select plan(9);
create function pg_temp.say(p_by text, p_one text, p_other text) returns text language sql as $$
  select ops.propose_join(p_session => sha256(p_by::bytea), p_user_id => coalesce(pg_temp.id(p_one)::text, p_one), p_other => coalesce(pg_temp.id(p_other)::text, p_other),
    p_reason => 'simu zote ni zake') ->> 'outcome' $$;
select is(pg_temp.say('ops', 'ops2', 'ops2'), 'no_other', 'one account is no two');
select is(pg_temp.say('ops', 'ops2', 'x'), 'no_other', 'nobody of that number');
select is((select sum(times) from security.refusals where action = 'refused' and detail ->> 'door' = 'ops.propose_join'), 2::numeric, 'which stands in the trail');
select is(pg_temp.say('ops', '-1', 'ops2'), 'absent', 'nobody there');
select is(pg_temp.say('finance', 'ops2', 'newcomer'), 'absent', 'who decides does not propose');
select is(pg_temp.say('ops2', 'ops2', 'newcomer'), 'same_person', 'nobody says so of themselves');
select is(pg_temp.say('ops', 'ops2', 'newcomer'), 'proposed', 'an operator does of others');
select is(ops.decide_role_change(p_session => sha256('finance'), p_change_id => (select max(change_id)::text from security.role_changes), p_decision => 'approved') ->> 'outcome',
  'approved', 'a finance officer agrees');
select is(pg_temp.propose('ops2', 'newcomer') ->> 'outcome', 'same_person', 'who then proposes nothing for their other phone');
select finish();
rollback;
