begin;
\ir ../fixtures/joined.psql
select plan(7);
create function pg_temp.say(p_by text, p_who text) returns text language sql as $$
  select ops.propose_separation(p_session => sha256(p_by::bytea), p_user_id => coalesce(pg_temp.id(p_who)::text, p_who), p_reason => 'ni watu wawili') ->> 'outcome' $$;
select is(pg_temp.say('ops', 'newcomer'), 'not_joined', 'who has one account is not separated');
select security.join_accounts(pg_temp.id('auditor'), pg_temp.id('newcomer')) \g /dev/null
select is(pg_temp.say('ops', '-1'), 'absent', 'nobody there');
select is(pg_temp.say('finance', 'newcomer'), 'absent', 'who decides does not propose');
select is(pg_temp.say('ops', 'newcomer'), 'proposed', 'an operator says that two are two');
select is(pg_temp.say('ops2', 'newcomer'), 'waiting', 'once');
select is(ops.withdraw_role_change(p_session => sha256('ops2'), p_change_id => (select max(change_id)::text from security.role_changes)) ->> 'outcome', 'not_maker', 'only its maker takes it back');
select is(ops.withdraw_role_change(p_session => sha256('ops'), p_change_id => (select max(change_id)::text from security.role_changes)) ->> 'outcome', 'withdrawn', 'and does');
select finish();
rollback;
