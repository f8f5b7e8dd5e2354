begin; select plan(8);
\ir ../fixtures/crew.psql
create function pg_temp.open(p_who text) returns text language sql as $$
  select s.state || coalesce(' ' || (s.context #>> '{crew,code}'), '')
    from ussd.open_crew(p_session => pg_temp.crew_screen('start', '{"crew": null}', p_who), p_at => now()) s $$;
select is(pg_temp.open('juma'), 'pin 4628', 'crew of one vehicle is asked for the PIN at once');
select is(pg_temp.open('asha'), 'pin_new 4628', 'someone without a PIN chooses one');
select is(pg_temp.open('sim'), 'crew_code', 'an unknown phone is asked for the vehicle');
select pg_temp.verify_pin('73915', 'sim') \g /dev/null
select is(pg_temp.open('sim'), 'pin 4628', 'a shared phone remembers its vehicle');
update accounts.crew_sims set last_seen_at = now() - interval '31 days';
select is(pg_temp.open('sim'), 'crew_code', 'for a month');
select pg_temp.hire('juma', :other_vehicle_id) \g /dev/null
select is(pg_temp.open('juma'), 'crew_code', 'crew of two vehicles is asked which');
insert into accounts.crew_sims (phone_hash, vehicle_id, user_id)
  values (sha256('juma'), :other_vehicle_id, pg_temp.crew_id('juma'));
select is(pg_temp.open('juma'), 'pin 4631', 'unless the phone was used for one of them');
update access.role_grants set valid_to = clock_timestamp() where scope_id = :other_vehicle_id;
select is(pg_temp.open('juma'), 'pin 4628', 'which is still theirs');
select finish(); rollback;
