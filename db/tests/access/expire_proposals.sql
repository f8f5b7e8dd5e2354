begin;
\ir ../fixtures/officials.psql
\ir ../fixtures/sacco.psql
select plan(6);
create function pg_temp.end_old(p_limit int default 100) returns bigint language sql as $$
  select access.expire_proposals(p_until => now() - interval '30 days', p_limit => p_limit) $$;
select pg_temp.propose_crew('admin', p_who => 'old') ->> 'change_id' as old,
  pg_temp.propose_crew('admin', p_who => 'young') ->> 'change_id' as young,
       pg_temp.propose('ops', 'newcomer', 'crew', :vehicle_id) ->> 'change_id' as known,
         pg_temp.propose('ops', 'newcomer', 'auditor') ->> 'change_id' as official,
       pg_temp.id('old') as old_id \gset
update access.role_changes set made_at = now() - interval '31 days' where change_id in (:old, :known, :official);
select is(pg_temp.end_old(1), 1::bigint, 'a few at a time');
select is(pg_temp.end_old(), 1::bigint, 'and then the others');
select is(pg_temp.end_old(), 0::bigint, 'and then none');
select results_eq($$ select change_id, state from access.role_changes where state = 'proposed' order by 1 $$,
  format($$ values (%s::bigint, 'proposed'), (%s, 'proposed') $$, :young, :official),
    'what is younger waits, and what is for no crew is not asked');
select is((select phone_sealed from accounts.users where user_id = :old_id), ''::bytea,
  'the number that was typed for it is gone');
select is((select phone_sealed from accounts.users where user_id = pg_temp.id('newcomer')), '\x01'::bytea,
  'whom we knew we know');
select finish();
rollback;
