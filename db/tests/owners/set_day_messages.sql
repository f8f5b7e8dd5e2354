begin; select plan(5);
\ir ../fixtures/signed_in.psql
create function pg_temp.set_it(p_who text, p_state text) returns text language sql as $$
  select owners.set_day_messages(p_session => sha256(p_who::bytea), p_state => p_state) ->> 'outcome' $$;
select is(array[pg_temp.set_it('owner', 'off'), pg_temp.set_it('owner', 'off')],
  array['messages_off', 'messages_off'], 'a person switches it off');
select is((select array_agg(user_id) from fares.day_messages_off), array[pg_temp.id('owner')], 'for themselves');
select is(pg_temp.set_it('owner', 'on'), 'messages_on', 'and on again');
select is(pg_temp.set_it('owner', 'maybe') || (select count(*) from fares.day_messages_off), 'unchanged0',
  'anything else changes nothing');
select is(pg_temp.set_it('ops', 'off'), 'absent', 'who owns nothing gets none anyway');
select finish(); rollback;
