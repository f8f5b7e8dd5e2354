begin; select plan(18);
\ir ../fixtures/sacco.psql
create function pg_temp.is_named_to(p_sacco bigint) returns boolean language sql as $$
  select access.known_to_saccos(p_user_id => pg_temp.id('conductor'), p_sacco_ids => array[p_sacco]) $$;
create function pg_temp.crew_at(p_who text) returns bigint language sql as $$ select count(*)
  from jsonb_array_elements(sacco.people(p_session => sha256(p_who::bytea)) -> 'rows') r where r ->> 'role' = 'crew' $$;
select fleet.join_trip(p_vehicle_id => :vehicle_id, p_user_id => pg_temp.id('conductor'), p_at => now())
  as trip_id \gset
insert into accounts.crew_sims (phone_hash, vehicle_id, user_id)
  values (sha256('shared'), :vehicle_id, pg_temp.id('conductor'));
insert into access.role_grants (user_id, role, scope_kind, scope_id, valid_from) values (pg_temp.id('newcomer'),
  'crew', 'vehicle', :vehicle_id, now() + interval '1 day') returning grant_id as tomorrow \gset
select pg_temp.propose_crew('admin', p_who => 'typed') ->> 'change_id' as change, pg_temp.id('typed') as typed \gset
update accounts.users set name_sealed = '\x02' where user_id = pg_temp.id('conductor');
insert into fleet.owners (name) values ('Mnunuzi') returning owner_id as buyer \gset
select fleet.transfer_vehicle(p_vehicle_id => :vehicle_id, p_owner_id => :buyer, p_at => now() + interval '1 minute',
  p_made_by => 'user:7') \g /dev/null
select is(pg_temp.holds('conductor'), 'crew', 'the crew of a vehicle sold within its SACCO stays');
select is(pg_temp.crew_at('admin'), 2::bigint, 'and the SACCO sees it');
update fleet.vehicles set route_id = route_id, sacco_id = sacco_id where vehicle_id = :vehicle_id;
select is(pg_temp.holds('conductor'), 'crew', 'an update to the same SACCO ends nothing');
update fleet.vehicles set sacco_id = :foreign_sacco_id, route_id = :foreign_route_id where vehicle_id = :vehicle_id;
select is(pg_temp.holds('conductor'), null, 'when it moves to another SACCO its crew ends');
select is(pg_temp.holds('foreign conductor'), 'crew', 'the crew of other vehicles does not');
select is(accounts.crew_vehicles(p_user_id => pg_temp.id('conductor')), '{}', 'not on the menu');
select is(crew.home(p_session => sha256('conductor')) ->> 'outcome', 'absent', 'not on the pages');
select cmp_ok((select valid_to from access.role_grants where grant_id = :tomorrow), '<=', clock_timestamp(),
  'a grant that begins tomorrow ends too');
select is((select closed_as from fleet.trips where trip_id = :trip_id), 'ended', 'the trip ends, and its links');
select is((select count(*)::int from accounts.crew_sims where vehicle_id = :vehicle_id), 0, 'its phones are forgotten');
select is((select state || phone_last3 from access.role_changes join accounts.users using (user_id)
  where change_id = :change), 'withdrawn000', 'an open proposal is withdrawn, and the person only named in it erased');
select is(pg_temp.crew_at('foreign admin'), 1::bigint, 'the new SACCO sees its own crew only');
select ok(not pg_temp.is_named_to(:sacco_id) and not pg_temp.is_named_to(:foreign_sacco_id), 'and learns no names');
select is((select array_agg(d ->> 'outcome') from unnest(array['admin', 'foreign admin']) w(who),
    lateral (values (sacco.role_change(p_session => sha256(w.who::bytea), p_change_id => :'change')),
                    (sacco.person_action(p_session => sha256(w.who::bytea), p_function => 'sacco.propose_revoke',
                      p_about => pg_temp.grant_of('conductor')::text))) v(d)),
  array_fill('absent'::text, array[4]), 'neither SACCO can act on what was before');
select is((select array_agg(split_part(subject, ':', 1) || ' ' || action order by change_id) from audit.changes
            where action <> 'refused' and (subject in ('fleet.vehicles:' || :vehicle_id, 'fleet.trips:' || :trip_id)
              or subject like 'access.role_grants:%')
              and changed_at >= (select in_sacco_since from fleet.vehicles where vehicle_id = :vehicle_id)),
  array['access.role_grants update', 'access.role_grants update', 'fleet.trips update', 'fleet.vehicles update'],
  'the audit log has all of it');
select is(pg_temp.propose_crew('foreign admin', 'KZZ 001A', 'conductor') ->> 'outcome', 'proposed',
  'the new SACCO may propose the same people');
select is(pg_temp.propose_crew('admin', 'KZZ 001A', 'conductor') ->> 'outcome', 'absent', 'the old one may not');
insert into fleet.trips (vehicle_id, opened_by, opened_at, ends_at)
  values (:foreign_vehicle_id, pg_temp.id('foreign conductor'), now() - interval '9 hours', now() - interval '1 hour')
  returning trip_id as yesterdays \gset
update fleet.vehicles set sacco_id = :sacco_id where vehicle_id = :foreign_vehicle_id;
select ok((select closed_as = 'expired' and closed_at = ends_at from fleet.trips where trip_id = :yesterdays),
  'a trip whose time was up is closed as of that time, so that it has no later fares');
select finish(); rollback;
