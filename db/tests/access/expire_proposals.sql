begin; select plan(6);
\ir ../fixtures/sacco.psql
create function pg_temp.expire(p_limit int default 100) returns bigint language sql as $$
  select access.expire_proposals(p_until => now() - interval '30 days', p_limit => p_limit) $$;
select pg_temp.propose_crew('admin', p_who => 'old') ->> 'change_id' as old,
       pg_temp.propose_crew('admin', p_who => 'young') ->> 'change_id' as young,
       pg_temp.propose('ops', 'newcomer', 'crew', :vehicle_id) ->> 'change_id' as known,
       pg_temp.propose('ops', 'newcomer', 'auditor') ->> 'change_id' as official, pg_temp.id('old') as old_id \gset
update access.role_changes set made_at = now() - interval '31 days' where change_id in (:old, :known, :official);
select is(pg_temp.expire(1), 1::bigint, 'at most p_limit proposals expire');
select is(pg_temp.expire(), 1::bigint, 'a second call expires the others');
select is(pg_temp.expire(), 0::bigint, 'a third finds none');
select results_eq($$ select change_id from access.role_changes where state = 'proposed' order by 1 $$,
  array[:young, :official]::bigint[], 'younger proposals and those for other roles stay open');
select is((select phone_sealed from accounts.users where user_id = :old_id), ''::bytea, 'a typed number is erased');
select is((select phone_sealed from accounts.users where user_id = pg_temp.id('newcomer')), '\x01'::bytea,
  'a person known before is kept');
select finish(); rollback;
