begin; select plan(11);
\ir ../fixtures/one_vehicle.psql
create function pg_temp.target(p_text text) returns text language sql as $$
  select fleet.set_target(p_vehicle_id => v.vehicle_id, p_target => p_text) || ' ' from fleet.vehicles v $$;
create function pg_temp.kept() returns bigint language sql as $$ select target_cents from fleet.vehicles $$;
select is(pg_temp.target(t.typed), 'target_wrong ', t.typed || ' is no target') from (values ('99'), ('-5'), ('1e5'),
  ('4500.50'), ('0450'), ('12345678'), ('elfu nne')) as t(typed);
select is(pg_temp.target(' 4,500 '), 'target_set ', 'shillings with a comma are a target');
select is(pg_temp.kept(), 450000::bigint, 'it is kept in cents');
select is(pg_temp.target('') || coalesce(pg_temp.kept()::text, 'none'), 'target_set none', 'an empty field takes it '
  'away');
select is((select count(*) from audit.changes where action = 'update' and subject like 'fleet.vehicles:%')::int, 2,
  'the audit log has both changes');
select finish(); rollback;
