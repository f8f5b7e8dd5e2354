begin;
\ir ../fixtures/signed_in.psql
select plan(8);
select user_id as ops from security.users where phone_hash = sha256('phone of ops') \gset
create function pg_temp.propose(p_setting text, p_value text, p_reason text default 'because') returns text language sql as $$
  select security.propose_setting(p_made_by => (select user_id from security.users where phone_hash = sha256('phone of ops')), p_setting => p_setting, p_value => p_value, p_reason => p_reason) $$;
select is(pg_temp.propose('nothing', '1'), 'absent', 'no such setting');
select is(pg_temp.propose('sign_in_tries', '5'), 'same', 'it is so already');
select is(pg_temp.propose('sign_in_tries', 'many'), 'bad_value', 'a number stays a number');
select is(pg_temp.propose('sign_in_tries', '4', ' '), 'no_reason', 'there is a reason');
select is(pg_temp.propose('sign_in_tries', '4'), 'proposed', 'a proposal');
select is(security.setting('sign_in_tries'), '5', 'changes nothing yet');
select is(pg_temp.propose('sign_in_tries', '3'), 'open', 'one at a time');
select is((select duty from security.duties where user_id = :ops), 'maker', 'who made it is its maker');
select * from finish();
rollback;
