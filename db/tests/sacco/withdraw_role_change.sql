begin; select plan(7);
\ir ../fixtures/sacco.psql
create function pg_temp.act(p_who text, p_change text) returns text language sql as $$
  select sacco.withdraw_role_change(p_session => sha256(p_who::bytea), p_change_id => p_change) ->> 'outcome' $$;
select pg_temp.propose_crew('admin') ->> 'change_id' as change,
       pg_temp.propose('ops', 'auditor', 'crew', :vehicle_id) ->> 'change_id' as ours \gset
select results_eq(format($$ select pg_temp.act(w, %L) from unnest(array['treasurer', 'foreign treasurer', 'owner']) w$$,
  :'change'), array['absent', 'absent', 'absent'], 'only an admin of this SACCO may withdraw');
select is(pg_temp.act('admin', '0'), 'absent', 'there is no such proposal');
select is(pg_temp.act('admin', :'ours'), 'not_maker', 'nobody withdraws another person''s proposal');
select is(pg_temp.act('admin', :'change'), 'withdrawn', 'the maker withdraws');
select is(sacco.decide_role_change(sha256('treasurer'), :'change', 'approved') ->> 'outcome', 'withdrawn',
  'a withdrawn proposal is not decided');
select pg_temp.propose_crew('admin', p_who => 'typed') ->> 'change_id' as change, pg_temp.id('typed') as typed \gset
select is(pg_temp.act('admin', :'change'), 'withdrawn', 'the maker withdraws a proposal for a typed person');
select is((select phone_sealed::text || phone_last3 from accounts.users where user_id = :typed), '\x000',
  'the typed number is erased');
select finish(); rollback;
